"""Words about care organisations, their people, and the projects that work along."""

from __future__ import annotations

from matcher.words.base import Word


class Specialism(Word):
    """What a worker knows most about."""

    HOUSING = "housing", "wonen", "housing"
    DEBTS = "debts", "geld en schulden", "money and debts"
    WORK_SCHOOL = "work_school", "werk en opleiding", "work and education"
    HEALTH = "health", "gezondheid", "health"
    MENTAL_HEALTH = "mental_health", "psychische gezondheid", "mental health"
    ADDICTION = "addiction", "verslaving", "addiction"
    DISABILITY = "disability", "licht verstandelijke beperking", "mild intellectual disability"
    SAFETY = "safety", "veiligheid thuis", "safety at home"
    FAMILY = "family", "jong ouderschap en gezin", "young parents and family"
    NEWCOMERS = "newcomers", "nieuwkomers en taal", "newcomers and language"
    AFTER_DETENTION = "after_detention", "terug na detentie", "return after detention"


class CovenantPurpose(Word):
    """What a covenant with an organisation allows."""

    REFER = "refer", "jongeren verwijzen", "referring youths"
    CONSULT = "consult", "overleggen over een jongere", "consulting about a youth"
    CASE_MEETING = "case_meeting", "meedoen aan het casusoverleg", "taking part in case meetings"
    VISITS = "visits", "huisbezoeken doen", "doing home visits"
    NAME_LISTS = "name_lists", "namenlijsten delen", "sharing lists of names"
    FIGURES = "figures", "cijfers delen", "sharing figures"


class ProjectTargetGroup(Word):
    NUISANCE = (
        "nuisance",
        "overlastgevende gezinnen of huishoudens",
        "families or households that cause nuisance",
    )
    WEAK_POSITION = (
        "weak_position",
        "bewoners met een zwakke sociaal-economische positie",
        "residents in a weak social and economic position",
    )
    MULTI_PROBLEM = (
        "multi_problem",
        "multiprobleemgezinnen of -huishoudens",
        "families or households with several problems",
    )
    YOUNG_OFFENDERS = "young_offenders", "jeugdige delinquenten", "young offenders"


class ProjectProblem(Word):
    CRIME_NUISANCE = "crime_nuisance", "criminaliteit en/of overlast", "crime and/or nuisance"
    PARTICIPATION = (
        "participation",
        "participatie en sociale activering",
        "participation and social activation",
    )
    SEVERAL = "several", "meervoudige problematiek", "several problems at once"
    HEALTH = "health", "gezondheid", "health"
    LIVEABILITY = "liveability", "leefbaarheid", "liveability"


class ProjectApproach(Word):
    CARE = "care", "zorg", "care"
    CARE_ENFORCEMENT = "care_enforcement", "zorg en handhaving", "care and enforcement"


class ProjectPartners(Word):
    CARE_WELFARE = (
        "care_welfare",
        "met name zorg- en welzijnsinstellingen",
        "mainly care and welfare organisations",
    )
    BROAD = (
        "broad",
        "bestuur, woningcorporaties, zorg en welzijn, onderwijs en justitie",
        "authorities, housing corporations, care and welfare, education and justice",
    )


class ProjectLevel(Word):
    ONE_QUARTER = "one_quarter", "één buurt of wijk", "one quarter"
    SEVERAL_QUARTERS = "several_quarters", "meerdere wijken", "several quarters"
    CITY = "city", "stadsbreed", "city-wide"
    REGION = "region", "regionaal", "regional"
