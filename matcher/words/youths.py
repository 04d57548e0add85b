"""Words about youths and what they need."""

from __future__ import annotations

from matcher.words.base import Word


class TargetGroup(Word):
    LIGHT = "light", "licht", "light"
    MIDDLE = "middle", "middel", "middle"
    HEAVY = "heavy", "zwaar", "heavy"


class GuidanceKind(Word):
    CENTRAL_ROUND_THE_CLOCK = (
        "1",
        "één pand, dag en nacht begeleiding",
        "one building, guidance day and night",
    )
    CENTRAL_SET_HOURS = (
        "2",
        "één pand, begeleiding op vaste tijden",
        "one building, guidance at set hours",
    )
    SPREAD_INTENSIVE = (
        "3",
        "eigen plek, intensieve begeleiding aan huis",
        "own place, intensive guidance at home",
    )
    SPREAD_TAPERING = (
        "4",
        "eigen plek, begeleiding die langzaam minder wordt",
        "own place, guidance that tapers off",
    )


class DayActivity(Word):
    SCHOOL = "school", "school of opleiding", "school or training"
    WORK = "work", "werk", "work"
    VOLUNTEERING = "volunteering", "vrijwilligerswerk", "volunteering"
    LEARN_WORK = "learn_work", "leer-werktraject", "learn-work track"
    NONE = "none", "geen dagbesteding", "no day activity"


class PlaceTime(Word):
    PAST = "past", "vroeger", "past"
    NOW = "now", "nu", "now"
    LATER = "later", "straks", "later"


class PlaceKind(Word):
    HOME = "home", "woonplaats", "home town"
    BIRTH = "birth", "geboorteplaats", "birth town"
    STUDY = "study", "studieplaats", "study town"
    WORK = "work", "werkplaats", "work town"
    FAMILY = "family", "familie of vrienden", "family or friends"
    FRIENDS = "friends", "plek van vrienden", "place of friends"
    SAFE = "safe", "veilige plek", "safe place"
    OTHER = "other", "andere plek", "other place"
    AVOID = "avoid", "plek om te mijden", "place to avoid"


class YouthStatus(Word):
    REGISTERED = "registered", "aangemeld", "registered"
    READY = "ready", "klaar voor een match", "ready to be matched"
    PLACED = "placed", "geplaatst", "placed"
    WITHDRAWN = "withdrawn", "gestopt", "withdrawn"


class YouthStepReason(Word):
    """Why a youth is withdrawn from the waiting list."""

    FOUND_HOME = "found_home", "heeft zelf een woonplek gevonden", "found a home"
    WITH_PARTNER = (
        "with_partner",
        "wil samenwonen met partner of vriend",
        "wants to live with a partner or friend",
    )
    OTHER_CARE = "other_care", "krijgt een andere vorm van zorg", "gets another kind of care"
    STAYS = "stays", "kan blijven waar hij of zij woont", "can stay in the present home"
    MOVED_AWAY = "moved_away", "is verhuisd naar een andere regio", "moved to another region"
    NOT_REACHED = "not_reached", "niet bereikbaar", "cannot be reached"
    OWN_CHOICE = "own_choice", "jongere wil zelf stoppen", "youth wants to stop"
    DOUBLE = "double", "er was al een dossier", "there was a dossier already"
    CONSENT_WITHDRAWN = (
        "consent_withdrawn",
        "toestemming ingetrokken",
        "consent was withdrawn",
    )
    OTHER = "other", "andere reden", "other reason"


class LifeDomain(Word):
    """The seven parts of a life in which things can go well or less well."""

    HOUSING = "housing", "wonen", "housing"
    MONEY = "money", "geld", "money"
    WORK_SCHOOL = "work_school", "werk en opleiding", "work and education"
    HEALTH = "health", "gezondheid", "health"
    SAFETY = "safety", "veiligheid", "safety"
    PARTICIPATION = "participation", "meedoen en contacten", "taking part and contacts"
    LANGUAGE = "language", "taal", "language"


class LifeLevel(Word):
    """How it goes in one life domain: 1 is worst, 5 is best. The number is what is stored."""

    CRISIS = "1", "crisis, meteen hulp", "crisis, help at once"
    NOT_WELL = "2", "niet goed, veel hulp", "not well, much help"
    SO_SO = "3", "soms goed, wat hulp", "so-so, some help"
    WELL_WITH_HELP = "4", "goed, met een beetje hulp", "well, with a little help"
    WELL = "5", "goed, zonder hulp", "well, without help"


class IncomeKind(Word):
    """Where money comes from each month, for the budget calculator."""

    WAGES = "wages", "loon uit werk", "wages"
    STUDENT_GRANT = "student_grant", "studiefinanciering", "studiefinanciering (student grant)"
    BENEFIT = "benefit", "uitkering", "benefit"
    PARENTS = "parents", "bijdrage van ouders", "contribution from parents"
    CARE_ALLOWANCE = "care_allowance", "zorgtoeslag", "zorgtoeslag (healthcare allowance)"
    OTHER = "other", "ander inkomen", "other income"


class CostKind(Word):
    """What is paid each month besides the rent, for the budget calculator."""

    HEALTH_INSURANCE = "health_insurance", "zorgverzekering", "health insurance"
    FOOD = "food", "eten en boodschappen", "food and groceries"
    PHONE = "phone", "telefoon en internet", "phone and internet"
    TRAVEL = "travel", "reizen", "travel"
    CLOTHES = "clothes", "kleding en verzorging", "clothes and personal care"
    STUDY = "study", "school en studie", "school and study"
    LEISURE = "leisure", "vrije tijd", "leisure"
    DEBTS = "debts", "schulden aflossen", "paying off debts"
    OTHER = "other", "andere kosten", "other costs"
