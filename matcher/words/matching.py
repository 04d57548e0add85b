"""Words about rounds, proposals and placements."""

from __future__ import annotations

from matcher.words.base import Word


class RoundStatus(Word):
    QUEUED = "queued", "in de wachtrij", "queued"
    RUNNING = "running", "bezig", "running"
    DONE = "done", "klaar", "done"
    FAILED = "failed", "mislukt", "failed"


class ProposalStatus(Word):
    PROPOSED = "proposed", "voorgesteld", "proposed"
    APPROVED = "approved", "goedgekeurd", "approved"
    DECLINED = "declined", "afgewezen", "declined"
    LAPSED = "lapsed", "vervallen", "lapsed"


class ProposalOrigin(Word):
    """Where a proposal comes from: a whole round, or a repair of what came free after it."""

    ROUND = "round", "ronde", "round"
    REPAIR = "repair", "herstel", "repair"


class PlacementStatus(Word):
    BOOKED = "booked", "geboekt", "booked"
    ACTIVE = "active", "loopt", "active"
    ENDED = "ended", "afgelopen", "ended"
    CANCELLED = "cancelled", "geannuleerd", "cancelled"


class DeclineReason(Word):
    NO_CLICK_EXPECTED = (
        "no_click_expected",
        "coördinator verwacht geen klik",
        "coordinator expects no click",
    )
    CARE_TOO_HEAVY = (
        "care_too_heavy",
        "begeleidingsvraag te zwaar voor dit huis",
        "guidance need too heavy for this home",
    )
    TRAVEL_TOO_LONG = (
        "travel_too_long",
        "reistijd te lang",
        "travel time too long",
    )
    YOUTH_NOT_READY = "youth_not_ready", "jongere is nog niet zover", "youth is not ready yet"
    YOUTH_DECLINED = "youth_declined", "jongere wil niet", "youth declined"
    HOST_NOT_READY = "host_not_ready", "gastgezin is nog niet zover", "host is not ready yet"
    HOST_DECLINED = "host_declined", "gastgezin wil niet", "host declined"
    ROOM_GONE = "room_gone", "kamer is niet meer vrij", "room is no longer free"
    SAFETY = "safety", "zorg over veiligheid", "safety concern"
    RECORD_WRONG = "record_wrong", "gegevens kloppen niet", "the record is wrong"
    NO_ANSWER = "no_answer", "geen antwoord gekregen", "no answer came"
    WITHDREW = "withdrew", "trekt zich terug", "withdrew"
    NEVER_TOOK_PLACE = (
        "never_took_place",
        "kennismaking ging nooit door",
        "introduction never took place",
    )
    NO_CLICK_MET = (
        "no_click_met",
        "geen klik na de kennismaking",
        "no click after the introduction",
    )
    TRIAL_STOPPED = "trial_stopped", "proefnachten gestopt", "try-out nights stopped"
    LIVES_ELSEWHERE = "lives_elsewhere", "jongere woont al ergens", "youth lives elsewhere already"
    RENT_TOO_HIGH = "rent_too_high", "huur te hoog", "rent too high"
    RULES_DO_NOT_FIT = "rules_do_not_fit", "huisregels passen niet", "house rules do not fit"
    AGREEMENTS_FAILED = (
        "agreements_failed",
        "geen overeenstemming over de afspraken",
        "no consent on the agreements",
    )
