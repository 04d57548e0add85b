"""Words about the work list and the case meeting."""

from __future__ import annotations

from matcher.words.base import Word


class WorkKind(Word):
    """What waits for somebody; every kind is found by one question to the tables."""

    DECIDE_PROPOSAL = "decide_proposal", "voorstel beoordelen", "decide on a proposal"
    PROPOSE_BACKUP = "propose_backup", "reserve voorstellen", "propose a back-up"
    DECIDE_SUGGESTION = "decide_suggestion", "les uit een 'nee' beoordelen", "decide what to learn"
    ANSWER = "answer", "antwoord geven", "give an answer"
    ANSWER_AWAITED = "answer_awaited", "wacht op antwoord", "waits for an answer"
    FIND_DATE = "find_date", "datum voor kennismaking zoeken", "find a date for the introduction"
    RECORD_MEETING = "record_meeting", "kennismaking vastleggen", "record the introduction"
    TRY_OUT = "try_out", "proefnachten", "try-out nights"
    MAKE_AGREEMENT = "make_agreement", "afspraken maken", "make the agreements"
    ACKNOWLEDGE_RULES = "acknowledge_rules", "huisregels lezen", "read the house rules"
    SIGN_AGREEMENT = "sign_agreement", "overeenkomst laten tekenen", "have the agreement signed"
    START_STAY = "start_stay", "verhuizing vastleggen", "record moving in"
    CHECK_IN = "check_in", "contactmoment", "check-in"
    PLAN = "plan", "plan maken", "make a plan"
    ACTION = "action", "actie uit een plan", "action of a plan"
    CONCERN = "concern", "zorgsignaal", "concern"
    SIGNAL = "signal", "datum die eraan komt", "date coming up"
    CARE_TEAM = (
        "care_team",
        "wie is verantwoordelijk en te bellen?",
        "who is responsible, whom to call?",
    )
    ENDING = "ending", "einde van een plaatsing", "end of a placement"
    FUTURE_PLAN = "future_plan", "toekomstplan", "future plan"
    EVALUATION = "evaluation", "evaluatie", "evaluation"
    WARM_HANDOVER = "warm_handover", "warme overdracht", "warm hand-over"
    HOST_AGAIN = "host_again", "weer gastgezin zijn?", "host again?"
    FOLLOW_UP = "follow_up", "nazorg", "follow-up"
    MEETING = "meeting", "casusoverleg", "case meeting"
    HANDOVER = "handover", "overdracht van een dossier", "hand-over of a dossier"
    PLAN_VISIT = "plan_visit", "huisbezoek plannen", "plan a home visit"
    VISIT = "visit", "huisbezoek", "home visit"
    VISIT_REPORT = "visit_report", "verslag van huisbezoek", "report of a home visit"
    VISIT_DECISION = "visit_decision", "besluit na huisbezoek", "decision after a home visit"
    VISIT_ACTION = "visit_action", "actie na huisbezoek", "action after a home visit"
    PAPER = "paper", "papier dat verloopt", "paper that expires"
    CORRECTION = "correction", "correctie beoordelen", "decide on a correction"
    EXCEPTION = "exception", "uitzondering beoordelen", "decide on an exception"
    NAMES = "names", "naam op een lijst", "name on a list"
    MESSAGE = "message", "bericht niet aangekomen", "message did not arrive"
    CASE = "case", "dossier compleet maken", "complete the dossier"


class MeetingStatus(Word):
    PLANNED = "planned", "gepland", "planned"
    HELD = "held", "bezig", "being held"
    CLOSED = "closed", "afgesloten", "closed"


class AgendaPart(Word):
    NEW_NAMES = "new_names", "nieuwe namen", "new names"
    ROUNDS = "rounds", "rondes om te bekijken", "rounds to review"
    STALLED = "stalled", "ligt stil", "stalled"
    OVERDUE = "overdue", "te laat", "overdue"
    ESCALATED = "escalated", "opgeschaald", "escalated"
    LAST_ACTIVITY = "last_activity", "laatste activiteit", "last activity"
    ROOMS_COMING = "rooms_coming", "kamers die leeg komen", "rooms about to fall empty"
