"""Words about living there: check-ins, the plan, concerns and who to call."""

from __future__ import annotations

from matcher.words.base import Word


class CheckInKind(Word):
    VISIT = "visit", "bezoek", "visit"
    CALL = "call", "telefoongesprek", "phone call"
    MESSAGE = "message", "bericht", "message"
    OFFICE = "office", "gesprek op kantoor", "talk at the office"


class CheckInStatus(Word):
    PLANNED = "planned", "gepland", "planned"
    HELD = "held", "geweest", "held"
    MISSED = "missed", "niet doorgegaan", "missed"
    CANCELLED = "cancelled", "afgezegd", "cancelled"


class CoreActivity(Word):
    """What every check-in looks at."""

    HOUSING = "housing", "wonen", "housing"
    WORK = "work", "werk", "work"
    LEARNING = "learning", "leren", "learning"
    COACHING = "coaching", "begeleiding", "coaching"


class LadderStep(Word):
    """The participation ladder (participatieladder), 1 to 6."""

    ISOLATED = "1", "1: geïsoleerd", "1: isolated"
    OUTSIDE = "2", "2: contact buitenshuis", "2: contact outside the home"
    ACTIVITIES = "3", "3: doet mee aan activiteiten", "3: takes part in activities"
    UNPAID = "4", "4: onbetaald werk", "4: unpaid work"
    SUPPORTED = "5", "5: betaald werk met ondersteuning", "5: paid work with support"
    PAID = "6", "6: betaald werk", "6: paid work"


class LadderMoment(Word):
    START = "start", "bij de start", "at the start"
    DURING = "during", "onderweg", "on the way"
    END = "end", "bij het einde", "at the end"


class ActionStatus(Word):
    OPEN = "open", "open", "open"
    DONE = "done", "gedaan", "done"
    DROPPED = "dropped", "vervallen", "dropped"


class ConcernStatus(Word):
    OPEN = "open", "open", "open"
    PICKED_UP = "picked_up", "opgepakt", "picked up"
    AGREED = "agreed", "afspraken gemaakt", "next steps agreed"
    ESCALATED = "escalated", "opgeschaald", "escalated"
    CLOSED = "closed", "afgesloten", "closed"


class ConcernKind(Word):
    CONFLICT = "conflict", "ruzie of spanning in huis", "conflict or tension at home"
    RENT_ARREARS = "rent_arrears", "huurachterstand", "rent arrears"
    HOUSE_RULES = "house_rules", "huisregels", "house rules"
    SAFETY = "safety", "veiligheid", "safety"
    HEALTH = "health", "gezondheid", "health"
    GUIDANCE_STOPPED = "guidance_stopped", "begeleiding is gestopt", "guidance has stopped"
    ABSENT = "absent", "vaak of lang weg", "away often or for long"
    DAMAGE = "damage", "schade", "damage"
    OTHER = "other", "iets anders", "something else"


class ConcernLevel(Word):
    """Who deals with it; a concern climbs when it is not dealt with in time."""

    COORDINATOR = "1", "coördinator", "coordinator"
    MANAGER = "2", "leidinggevende", "manager"
    MUNICIPALITY = "3", "gemeente", "municipality"


class Seriousness(Word):
    NOTICE = "notice", "aandachtspunt", "point of attention"
    SERIOUS = "serious", "ernstig", "serious"
    EMERGENCY = "emergency", "spoed", "emergency"


class SanctionStep(Word):
    """The agreed steps when a house rule is broken, in this order."""

    TALK = "talk", "gesprek", "talk"
    WARNING = "warning", "waarschuwing", "warning"
    LAST_WARNING = "last_warning", "laatste waarschuwing", "last warning"
    END_NOTICE = "end_notice", "opzegging", "notice to leave"


class ConcernOutcome(Word):
    SOLVED = "solved", "opgelost", "solved"
    AGREED_FURTHER = "agreed_further", "afspraken gemaakt, gaat door", "agreed, goes on"
    PLACEMENT_ENDS = "placement_ends", "de plaatsing stopt", "the placement ends"
    NO_GROUND = "no_ground", "niets aan de hand", "nothing the matter"
    PASSED_ON = "passed_on", "overgedragen", "passed on"


class ContactKind(Word):
    """Who to call, in the order in which a page shows them."""

    COORDINATOR = "coordinator", "coördinator", "coordinator"
    DEPUTY = "deputy", "vervanger", "deputy"
    COUNSELLOR = "counsellor", "begeleider", "counsellor"
    ON_CALL = "on_call", "bereikbaarheidsdienst", "on-call service"
    POLICE = "police", "politie", "police"
