"""Words about the way of a youth to 'ready': referral, consent, intake, screening, woonkaart."""

from __future__ import annotations

from matcher.words.base import Word


class CaseSource(Word):
    """How a youth came to us."""

    REFERRAL = "referral", "verwijzing door een zorgorganisatie", "referral by a care organisation"
    SELF = "self", "zelf aangemeld", "registered in person"
    NAME_LIST = "name_list", "namenlijst", "list of names"
    IMPORT = "import", "bestand van de coördinator", "file of the coordinator"


class ConsentPurpose(Word):
    """What a person agrees to. The full texts are versioned; a consent names its version."""

    KEEP_AND_MATCH = (
        "keep_and_match",
        "gegevens bewaren en een kamer zoeken",
        "keep the data and look for a room",
    )
    SHARE_WITH_HOST = (
        "share_with_host",
        "een profiel laten zien aan een gastgezin",
        "show a profile to a host",
    )
    CONSULT_OTHERS = (
        "consult_others",
        "overleggen met anderen die de jongere kennen",
        "consult others who know the youth",
    )
    MONITORING = "monitoring", "meetellen in onderzoek", "count in research"
    FOLLOW_UP = "follow_up", "later vragen hoe het gaat", "ask later how things are"


class ConsentWay(Word):
    """How the consent was given."""

    ON_SCREEN = "on_screen", "zelf op het scherm", "in person on the screen"
    SIGNED = "signed", "op papier getekend", "signed on paper"
    SPOKEN = "spoken", "mondeling, door een medewerker genoteerd", "spoken, noted by a worker"


class IntakeMoment(Word):
    """Which talk an intake was."""

    FIRST = "first", "eerste gesprek", "first talk"
    SECOND = "second", "tweede gesprek", "second talk"
    SCREENING = "screening", "screeningsgesprek", "screening talk"
    PLACES = "places", "gesprek over plekken en wensen", "talk about places and wishes"
    INTEREST_CHECK = "interest_check", "interessepeiling", "check of interest"
    OTHER = "other", "ander gesprek", "other talk"


class IntakeOutcome(Word):
    GO_ON = "go_on", "gaat verder", "goes on"
    SECOND_TALK = "second_talk", "nog een gesprek nodig", "another talk needed"
    OTHER_ROUTE = "other_route", "andere route past beter", "another route fits better"
    NOT_NOW = "not_now", "nu nog niet", "not now"
    NO_SHOW = "no_show", "niet gekomen", "did not come"
    WITHDREW = "withdrew", "jongere stopt", "youth stops"


class ExceptionKind(Word):
    """A rule that may be set aside with a reason, when a second person agrees."""

    UNDER_AGE = "under_age", "jonger dan de leeftijdsgrens", "below the age limit"
    ABOVE_AGE = "above_age", "ouder dan de leeftijdsgrens", "above the age limit"
    NO_GUIDANCE = "no_guidance", "nog geen begeleiding geregeld", "no guidance arranged yet"
    OUTSIDE_REGION = "outside_region", "van buiten de regio", "from outside the region"
    OTHER = "other", "andere uitzondering", "other exception"


class ListedOutcome(Word):
    """What became of a name on a list."""

    REGISTERED = "registered", "aangemeld als jongere", "registered as a youth"
    ALREADY_ACTIVE = "already_active", "al bekend en in begeleiding", "known and being guided"
    NO_QUESTION = "no_question", "heeft geen vraag", "has no question"
    OTHER_HELP = "other_help", "kreeg andere hulp", "got other help"
    NOT_REACHED = "not_reached", "niet bereikbaar", "cannot be reached"
    MISTAKE = "mistake", "staat ten onrechte op de lijst", "listed by mistake"


class WoonkaartMoment(Word):
    """The four intakes at which the woonkaart is asked."""

    APPLICATION = "application", "aanmelding bij school", "applying at school"
    ADVICE_TEAM = "advice_team", "gesprek met het adviesteam van school", "advice team at school"
    SCHOOL_WORKER = "school_worker", "gesprek met de jongerenwerker op school", "worker at school"
    NEIGHBOURHOOD_TEAM = "neighbourhood_team", "gesprek met het wijkteam", "neighbourhood team"


class WoonkaartStay(Word):
    """Question 1: can you stay where you live now?"""

    YES = "yes", "ja, zolang ik wil", "yes, as long as I like"
    SOME_MONTHS = "some_months", "nog een paar maanden", "a few more months"
    SOON_OUT = "soon_out", "nee, ik moet snel weg", "no, I must leave soon"
    NO_PLACE = "no_place", "ik heb nu geen vaste plek", "I have no fixed place now"


class WoonkaartFeeling(Word):
    """Question 2: how do you feel where you live?"""

    GOOD = "good", "goed en veilig", "good and safe"
    MIXED = "mixed", "soms goed, soms niet", "sometimes good, sometimes not"
    BAD = "bad", "niet goed of niet veilig", "not good or not safe"
    UNSAID = "unsaid", "zeg ik liever niet", "I would rather not say"


class WoonkaartHelp(Word):
    """Question 3: would you like to talk with somebody about it?"""

    NO = "no", "nee, dat hoeft niet", "no, there is no need"
    HOUSING = "housing", "ja, over wonen", "yes, about housing"
    MONEY = "money", "ja, over geld", "yes, about money"
    BOTH = "both", "ja, over wonen en geld", "yes, about housing and money"
    LATER = "later", "misschien later", "perhaps later"


class RouteMapKind(Word):
    HOUSING = "housing", "routekaart wonen", "route map for housing"
    MONEY = "money", "routekaart geld", "route map for money"


class ChartStatus(Word):
    DRAFT = "draft", "concept", "draft"
    LIVE = "live", "in gebruik", "in use"
    RETIRED = "retired", "niet meer in gebruik", "no longer in use"


class ScreeningRoute(Word):
    """Where a screening can end."""

    HOST_ROOM = "host_room", "kamer bij een gastgezin", "room with a host"
    GUIDED_1 = (
        "guided_1",
        "kamer met begeleiding: één pand, dag en nacht",
        "guided room: one building, day and night",
    )
    GUIDED_2 = (
        "guided_2",
        "kamer met begeleiding: één pand, vaste tijden",
        "guided room: one building, set hours",
    )
    GUIDED_3 = (
        "guided_3",
        "kamer met begeleiding: eigen plek, intensief",
        "guided room: own place, intensive",
    )
    GUIDED_4 = (
        "guided_4",
        "kamer met begeleiding: eigen plek, langzaam minder",
        "guided room: own place, tapering off",
    )
    OWN_HOME = "own_home", "eigen woning", "own home"
    MONEY_FIRST = "money_first", "eerst hulp met geld", "help with money first"
    NOT_NOW = "not_now", "nu niet", "not now"


class OverrideReason(Word):
    """Why a person decides otherwise than the flow chart."""

    KNOWS_MORE = "knows_more", "er is meer bekend dan gevraagd", "more is known than was asked"
    WISH_OF_YOUTH = "wish_of_youth", "de jongere wil iets anders", "the youth wants otherwise"
    SAFETY = "safety", "veiligheid", "safety"
    NO_PLACE = "no_place", "de route is hier niet beschikbaar", "the route is not available here"
    AGREED_ELSEWHERE = "agreed_elsewhere", "al anders afgesproken", "agreed otherwise already"
    OTHER = "other", "andere reden", "other reason"
