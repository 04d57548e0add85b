"""Living there: the team, numbers to call, check-ins, the plan, concerns and agreed steps."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

WORDS: dict[str, Any] = {
    "careteam.assign": _("Responsible worker and deputy named"),
    "emergency.change": _("Numbers to call changed"),
    "emergency.renew": _("Address with the numbers to call renewed"),
    "emergency.close": _("Address with the numbers to call closed"),
    "checkin.plan": _("Check-in planned"),
    "checkin.hold": _("Check-in recorded"),
    "checkin.miss": _("Check-in missed"),
    "checkin.move": _("Check-in moved"),
    "checkin.cancel": _("Check-in cancelled"),
    "checkin.say": _("One side told how it goes"),
    "ladder.note": _("Step on the participation ladder recorded"),
    "plan.make": _("Plan made"),
    "plan.change": _("Plan changed"),
    "plan.add": _("Action added to the plan"),
    "plan.finish": _("Action done"),
    "plan.drop": _("Action taken out of the plan"),
    "plan.move": _("Another day agreed for an action"),
    "plan.remind": _("Reminded of an action"),
    "plan.chase": _("Asked again about an action"),
    "plan.escalate": _("Action passed on to the team"),
    "concern.raise": _("Concern raised"),
    "concern.pick_up": _("Concern picked up"),
    "concern.take_up": _("Concern picked up at a higher level"),
    "concern.agree": _("Next steps agreed about a concern"),
    "concern.escalate": _("Concern escalated"),
    "concern.remind": _("Highest level asked again about a concern"),
    "concern.answer": _("Municipality answered about a concern"),
    "concern.note": _("Note added to a concern"),
    "concern.close": _("Concern closed"),
    "concern.read": _("Concern opened"),
    "sanction.take": _("Step along the agreed rules taken"),
}

SUBJECTS: dict[str, Any] = {
    "careteam": _("Team of a placement"),
    "emergency": _("Numbers to call"),
    "checkin": _("Check-in"),
    "ladder": _("Participation ladder"),
    "plan": _("Plan of a placement"),
    "concern": _("Concern"),
    "sanction": _("Step under the agreed rules"),
}
