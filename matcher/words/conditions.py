"""What an arrow of a status machine asks: the words that a refusal names."""

from __future__ import annotations

from matcher.words.base import Word


class Condition(Word):
    """Reads after 'This is not possible yet. Still needed:'."""

    REASON = "reason", "de reden, gekozen uit de lijst", "the reason, chosen from the list"
    PAST_DUE = "past_due", "dat de termijn voorbij is", "that the time for it is over"

    ELIGIBLE = (
        "eligible",
        "dat jongere en kamer nog bij elkaar passen",
        "that youth and room still go together",
    )
    BOTH_FREE = (
        "both_free",
        "dat kamer en jongere vrij zijn in deze periode",
        "that room and youth are free in this period",
    )
    CONTRACT_LEFT = (
        "contract_left",
        "een plek in het contract van de gemeente",
        "a place in the contract of the municipality",
    )
    WORKER_LEFT = (
        "worker_left",
        "een begeleider met ruimte",
        "a counsellor who has room",
    )
    NOT_STARTED = (
        "not_started",
        "dat de jongere er nog niet woont",
        "that the youth does not live there yet",
    )
    UNTOUCHED = (
        "untouched",
        "dat nog niemand heeft geantwoord (anders stop je de kennismaking)",
        "that nobody has answered yet (stop the introduction instead)",
    )

    MOMENT_SUITS_ALL = (
        "moment_suits_all",
        "een moment dat iedereen past",
        "a moment that suits everybody",
    )
    DATE_PASSED = (
        "date_passed",
        "dat het afgesproken moment voorbij is",
        "that the agreed moment has passed",
    )
    TRIES_LEFT = (
        "tries_left",
        "dat er nog een poging over is (anders stop je de kennismaking)",
        "that a try is left (else stop the introduction)",
    )
    BOTH_SAID_YES = (
        "both_said_yes",
        "dat jongere en gastgezin allebei ja zeggen",
        "that both youth and host say yes",
    )
    TRIAL_AGREED = (
        "trial_agreed",
        "dat er proefnachten zijn afgesproken",
        "that try-out nights are agreed",
    )
    EXTENSIONS_LEFT = (
        "extensions_left",
        "dat de termijn nog verlengd mag worden",
        "that the time may still be extended",
    )

    POINTS_ACKNOWLEDGED = (
        "points_acknowledged",
        "een akkoord op elke huisregel van jongere, gastgezin en coördinator",
        "every house rule agreed to by youth, host and coordinator",
    )
    LEGAL_GROUND = (
        "legal_ground",
        "de juridische grond van het contract",
        "the legal ground of the contract",
    )
    RENT_WITHIN_MAXIMUM = (
        "rent_within_maximum",
        "een huur die niet hoger is dan het wettelijk maximum",
        "a rent that is not above the legal maximum",
    )
    PDF_MADE = "pdf_made", "de overeenkomst als pdf", "the agreement as a PDF"
    SIGNED_COPY = "signed_copy", "de getekende overeenkomst", "the signed copy"
    RENT_SIGNED = (
        "rent_signed",
        "een getekende huurovereenkomst",
        "a signed rent agreement",
    )
    COACHING_SIGNED = (
        "coaching_signed",
        "een getekende begeleidingsovereenkomst",
        "a signed coaching agreement",
    )
    EMERGENCY_CONTACT = (
        "emergency_contact",
        "een telefoonnummer voor noodgevallen",
        "a phone number for emergencies",
    )
    CARE_TEAM = (
        "care_team",
        "een verantwoordelijke coördinator en een vervanger",
        "a responsible coordinator and a deputy",
    )

    DAY_REACHED = "day_reached", "dat de afgesproken dag er is", "that the agreed day has come"
    END_AFTER_START = (
        "end_after_start",
        "een laatste dag die na de eerste ligt",
        "a last day that comes after the first",
    )
    ENDING_KNOWN = (
        "ending_known",
        "de dag waarop de jongere weggaat",
        "the day on which the youth leaves",
    )
    DESTINATION = (
        "destination",
        "waar de jongere heen gaat",
        "where the youth goes",
    )
    ROOM_STILL_FREE = (
        "room_still_free",
        "dat de kamer na die dag nog vrij is",
        "that the room is still free after that day",
    )
    NO_OTHER_STAY = (
        "no_other_stay",
        "dat de jongere geen andere kamer heeft",
        "that the youth has no other room",
    )
    NOBODY_LIVES_THERE = (
        "nobody_lives_there",
        "dat er geen jongere meer woont (leg eerst vast wanneer het verblijf eindigt)",
        "that no youth lives there any more (first record when the stay ends)",
    )

    OUTCOME = "outcome", "hoe het is afgelopen", "how it ended"
    NOT_BY_RAISER_ALONE = (
        "not_by_raiser_alone",
        "een ander dan wie het signaal gaf, want het is ernstig",
        "somebody other than who raised it, because it is serious",
    )
    LEVEL_LEFT = (
        "level_left",
        "een hoger niveau om naar op te schalen",
        "a higher level to escalate to",
    )
    LEADS = (
        "leads",
        "dat je coördinator bent, of leiding geeft",
        "that you are a coordinator, or lead the organisation",
    )
