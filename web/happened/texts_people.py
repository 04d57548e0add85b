"""Words for teams, workers, deputies, hand-overs, covenants and projects."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

WORDS: dict[str, Any] = {
    "covenant.add": _("Covenant added"),
    "covenant.change": _("Covenant changed"),
    "covenant.remind": _("Reminded of the end of a covenant"),
    "deputy.end": _("Standing in ended"),
    "deputy.name": _("Deputy named"),
    "handover.accept": _("Hand-over accepted"),
    "handover.ask": _("Hand-over asked for"),
    "handover.refuse": _("Hand-over refused"),
    "handover.take": _("Guidance taken on"),
    "handover.withdraw": _("Hand-over taken back"),
    "project.add": _("Project added"),
    "project.change": _("Project changed"),
    "project.remove": _("Project removed"),
    "team.add": _("Team added"),
    "team.remove": _("Team removed"),
    "team.rename": _("Team renamed"),
    "worker.change": _("Worker's details changed"),
    "worker.leave": _("Left the organisation"),
    "worker.move": _("Regions changed"),
    "worker.pass_on": _("Youths and hosts passed on to a colleague"),
}

SUBJECTS: dict[str, Any] = {
    "covenant": _("Covenant"),
    "deputy": _("Deputy"),
    "handover": _("Hand-over"),
    "project": _("Project"),
    "team": _("Team"),
    "worker": _("Worker"),
}

FIELDS: dict[str, Any] = {
    "away_from": _("first day away"),
    "away_until": _("last day away"),
    "caseload_cap": _("most youths at one time"),
    "is_lead": _("manages the organisation"),
    "specialisms": _("specialisms"),
    "team_id": _("team"),
}
