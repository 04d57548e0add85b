"""Words about leaving a room and what comes after."""

from __future__ import annotations

from matcher.words.base import Word


class EndingKind(Word):
    PLANNED = "planned", "gepland einde", "planned end"
    BROKEN_OFF = "broken_off", "afgebroken", "broken off"


class EndingReason(Word):
    PLANNED_END = "planned_end", "de afgesproken tijd is om", "the agreed time is over"
    OWN_HOME = "own_home", "eigen woning gevonden", "found a home of one's own"
    WITH_PARTNER_OR_FRIEND = (
        "with_partner_or_friend",
        "gaat bij partner of vriend wonen",
        "moves in with a partner or friend",
    )
    FAMILY = "family", "gaat naar familie", "goes to family"
    STUDY_OR_WORK = "study_or_work", "studie of werk ergens anders", "study or work elsewhere"
    CONFLICT = "conflict", "ruzie of geen klik meer", "conflict, or it no longer clicks"
    RULES_BROKEN = "rules_broken", "huisregels niet nagekomen", "house rules not kept"
    ARREARS = "arrears", "huurachterstand", "rent arrears"
    CARE_TOO_HEAVY = (
        "care_too_heavy",
        "begeleidingsvraag te zwaar voor dit huis",
        "guidance need too heavy for this home",
    )
    HOST_STOPS = "host_stops", "gastgezin stopt", "host stops"
    HOST_CIRCUMSTANCES = (
        "host_circumstances",
        "omstandigheden van het gastgezin",
        "circumstances of the host",
    )
    SAFETY = "safety", "zorg over veiligheid", "safety concern"
    NEVER_CAME = "never_came", "is er nooit komen wonen", "never came to live there"
    DECEASED = "deceased", "overleden", "deceased"
    OTHER = "other", "andere reden", "other reason"


class Destination(Word):
    OWN_HOME = "own_home", "eigen woning", "home of one's own"
    STUDENT_ROOM = "student_room", "studentenkamer of andere kamer", "student room or other room"
    OTHER_HOST = "other_host", "ander gastgezin", "another host"
    PARTNER_OR_FRIEND = "partner_or_friend", "partner of vriend", "partner or friend"
    FAMILY = "family", "familie", "family"
    SUPPORTED = "supported", "begeleid of beschermd wonen", "supported housing"
    CLINIC = "clinic", "kliniek of ziekenhuis", "clinic or hospital"
    DETENTION = "detention", "detentie", "detention"
    HOMELESS = "homeless", "geen vaste plek", "no fixed place"
    ABROAD = "abroad", "buitenland", "abroad"
    UNKNOWN = "unknown", "onbekend", "unknown"


class EndingStatus(Word):
    PLANNED = "planned", "einde bekend", "end is known"
    DONE = "done", "afgerond", "done"
    WITHDRAWN = "withdrawn", "ingetrokken", "withdrawn"


class EvaluationSide(Word):
    YOUTH = "youth", "jongere", "youth"
    HOST = "host", "gastgezin", "host"


class HandoverStatus(Word):
    ASKED = "asked", "wacht op bevestiging", "awaits confirmation"
    CONFIRMED = "confirmed", "bevestigd", "confirmed"
    REFUSED = "refused", "neemt het niet over", "does not take over"
    NOT_NEEDED = "not_needed", "niet nodig", "not needed"


class FollowUpStatus(Word):
    PLANNED = "planned", "gepland", "planned"
    REACHED = "reached", "gesproken", "reached"
    NOT_REACHED = "not_reached", "niet bereikt", "not reached"
    GIVEN_UP = "given_up", "gestopt met proberen", "given up"
    REFUSED = "refused", "wil geen nazorg", "does not want after-care"
