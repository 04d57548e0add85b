"""What overtakes each mail while it waits for the mail server: nothing, or something that is settled.

Every template stands here. A mail that asks for something carries a name (``once`` of
`matcher.outbox.post`) that begins as told here, and whoever settles what it asks takes back what
waits under that name. A mail that tells something of its own goes out however late it is.
"""

from __future__ import annotations

from typing import NamedTuple


class Asks(NamedTuple):
    """``name``: how the name begins under which it is told; ``until``: what makes it needless."""

    name: str
    until: str


class Tells(NamedTuple):
    """``why`` it goes out also when it is late."""

    why: str


Fate = Asks | Tells

_OUTCOME = Tells("the outcome of what the reader asked or did; no page says it in passing")
_STEPPED_BACK = Tells("somebody stepped back: news for who counted on it")

_STAGE = Asks("introduction:", "the answer, the next stage, or the end of the introduction")
_MEETING = Asks("introduction:", "the meeting itself, another date, or the end of the introduction")
_RULES = Asks("agreement:", "this side agreed to every rule, or newer rules")
_VISIT = Asks("visit:", "the visit itself, or a newer plan of it")
_CHECK_IN = Asks("check_in:", "the check-in was written down, moved or called off")
_ACTION = Asks("plan:", "the action is done, moved or dropped, or a newer mail about it")
_CONCERN = Asks("concern:", "somebody deals with it, it went up a level, or it is closed")
_ENDING = Asks("ending:", "another last day, or the notice was taken back")
_SIGNAL = Asks("signal:", "the day was put off or seen to, or is over")
_EVALUATION = Asks("evaluation:", "it was given, its time is over, or a newer link")
_WARM_HANDOVER = Asks("handover:", "the answer, or somebody else was asked")
_FOLLOW_UP = Asks("follow_up:", "the answer, a newer try, or nobody tries any more")

FATES: dict[str, Fate] = {
    # proposals and introductions
    "proposal_lapsed": _STEPPED_BACK,
    "proposal_overtaken": _STEPPED_BACK,
    "proposal_taken_back": _STEPPED_BACK,
    "backups_ready": _STEPPED_BACK,
    "backups_after_stay": _STEPPED_BACK,
    "introduction_interest": _STAGE,
    "introduction_begun": _STAGE,
    "introduction_meet": _STAGE,
    "introduction_moments": _STAGE,
    "introduction_moments_staff": _STAGE,
    "introduction_no_moment": _STAGE,
    "introduction_fixed": _MEETING,
    "introduction_fixed_staff": _MEETING,
    "introduction_soon": _MEETING,
    "introduction_moved": _MEETING,
    "introduction_again": _STAGE,
    "introduction_off": _STEPPED_BACK,
    "introduction_record": _STAGE,
    "introduction_decide": _STAGE,
    "introduction_both_yes": _STAGE,
    "introduction_agree": _STAGE,
    "introduction_both_yes_trial": _STAGE,
    "introduction_plan_trial": _STAGE,
    "introduction_trial": _STAGE,
    "introduction_after_trial": _STAGE,
    "introduction_stopped": _STEPPED_BACK,
    "introduction_stopped_staff": _STEPPED_BACK,
    # agreements
    "agreement_rules": _RULES,
    "agreement_rules_reminder": _RULES,
    "agreement_explained": Asks("agreement:", "the papers were made"),
    "agreement_offered": Asks("agreement:", "both are signed, or the stay is off"),
    "agreement_to_sign": Asks("agreement:", "both are signed, or the stay is off"),
    "agreement_signed": Asks("agreement:", "the stay is off, or over"),
    # home visits and papers
    "visit_notice": _VISIT,
    "visit_moved": _VISIT,
    "visit_cancelled": _VISIT,
    "visitor_asked": _VISIT,
    "visitor_off": _VISIT,
    "visit_again": Asks("visit:", "the next visit was planned"),
    "visit_to_decide": Asks("visit:", "it was decided"),
    "visit_report_due": Asks(
        "visit:", "the impression was written, the report is in, or it is off"
    ),
    "visit_action_due": Asks("visit:", "the action was ticked off"),
    "document_expires": Asks("document:", "a newer paper was seen, or it was taken off the list"),
    # hosts and youths
    "sign_up_link": Asks("sign_up:", "the sign-up was handed in, or a newer link"),
    "host_again": Asks("household:", "the host takes part again, stopped, or chose another day"),
    "host_changed_offer": Asks("household:", "a newer mail that says the same"),
    "host_added_room": Asks("household:", "a newer mail that says the same"),
    "host_signed_up": _OUTCOME,
    "host_approved": _OUTCOME,
    "host_refused": _OUTCOME,
    "invitation": Asks("invitation:", "the account was made, or a newer or no invitation"),
    "invitation_has_account": _OUTCOME,
    "youth_registered_self": _OUTCOME,
    "youth_stopped": _STEPPED_BACK,
    "consent_withdrawn": _STEPPED_BACK,
    "correction_asked": Asks("correction:", "it was decided, or asked in other words"),
    "exception_asked": Asks("exception:", "it was decided"),
    "exception_decided": _OUTCOME,
    # living there
    "care_team_responsible": Asks("care_team:", "somebody else is responsible, or the stay is off"),
    "care_team_deputy": Asks("care_team:", "somebody else is deputy, or the stay is off"),
    "emergency_numbers": Asks("emergency:", "a newer link, or the stay is over"),
    "check_in_coming_youth": _CHECK_IN,
    "check_in_coming_host": _CHECK_IN,
    "check_in_due": _CHECK_IN,
    "check_in_sooner": _CHECK_IN,
    "check_in_missed": Tells("that a youth was not seen is news, also a day later"),
    "action_remind": _ACTION,
    "action_chase": _ACTION,
    "action_escalate": _ACTION,
    "concern_raised": _CONCERN,
    "concern_escalated": _CONCERN,
    "concern_municipality": _CONCERN,
    "concern_answered": Asks("concern:", "it was closed, or a newer answer"),
    "concern_picked_up": Asks("concern:", "it was closed, which is told instead"),
    "concern_closed": _OUTCOME,
    "signal_birthday": _SIGNAL,
    "signal_contract_end": _SIGNAL,
    "signal_vog": _SIGNAL,
    "signal_review": _SIGNAL,
    "signal_trial_end": _SIGNAL,
    # leaving and after
    "ending_known_youth": _ENDING,
    "ending_known_host": _ENDING,
    "ending_known_staff": _ENDING,
    "ending_withdrawn": _ENDING,
    "ending_withdrawn_staff": _ENDING,
    "evaluation_asked_youth": _EVALUATION,
    "evaluation_asked_host": _EVALUATION,
    "evaluation_reminder_youth": _EVALUATION,
    "evaluation_reminder_host": _EVALUATION,
    "evaluation_given_youth": _OUTCOME,
    "evaluation_given_host": _OUTCOME,
    "warm_handover_asked": _WARM_HANDOVER,
    "warm_handover_reminder": _WARM_HANDOVER,
    "warm_handover_silent": _WARM_HANDOVER,
    "warm_handover_refused": _WARM_HANDOVER,
    "warm_handover_confirmed": _OUTCOME,
    "follow_up_asked": _FOLLOW_UP,
    "follow_up_staff": _FOLLOW_UP,
    "follow_up_contact": Asks("follow_up:", "somebody called"),
    "follow_up_answered": _OUTCOME,
    # people and work
    "handover_asked": Asks("handovers:", "all that was asked has its answer, or was taken back"),
    "handover_accepted": _OUTCOME,
    "handover_refused": _OUTCOME,
    "deputy_named": Asks("deputy:", "it ended"),
    "covenant_ends": Asks("covenant:", "another last day was agreed"),
    "routemap_review": Asks("routemap:", "somebody looked at it, or a newer mail"),
    "work_digest": Asks("work:digest:", "the end of the day"),
    "work_reminder": Asks("work:remind:", "a newer mail, or that of the next morning"),
    "work_given": Asks("work:given:", "all of it was done, given back or handed on"),
    "work_given_back": _OUTCOME,
}


def name_problem(template: str, once: str | None) -> str | None:
    """Return what is wrong with the name of a message, or None."""
    fate = FATES.get(template)
    if fate is None:
        return f"{template}: say in matcher/messages/overtaking.py what overtakes it"
    if isinstance(fate, Asks) and not (once or "").startswith(fate.name):
        return f"{template}: its name begins with {fate.name!r}, and is {once!r}"
    return None
