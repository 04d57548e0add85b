"""What a host should look into before letting a room: told early, never a 'no'.

We give no legal or tax advice: each warning says what may happen and whom to ask. Figures come
from the policy, with their sources.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matcher.hosts.registration import Circumstances
from matcher.hosts.rules import exemption_of_year, yearly_rent_within_exemption
from matcher.policy import Policy
from matcher.words import Benefit, Tenure, Word


class HostWarning(Word):
    RENT_ABOVE_EXEMPTION = (
        "rent_above_exemption",
        "De huur van een heel jaar is hoger dan de kamerverhuurvrijstelling. Dan kun je "
        "belasting over alle huur moeten betalen, ook over de servicekosten. Vraag het na bij "
        "de Belastingdienst, of vraag minder huur.",
        "The rent of a full year is above the kamerverhuurvrijstelling. You may then have to pay "
        "tax on all of the rent, service costs included. Ask the Belastingdienst, or ask less "
        "rent.",
    )
    ASK_LANDLORD = (
        "ask_landlord",
        "Je huurt je huis. Vraag je verhuurder schriftelijk of je een kamer mag verhuren. Zonder "
        "toestemming kun je je huurcontract kwijtraken.",
        "You rent your home. Ask your landlord in writing whether you may let a room. Without "
        "consent you may lose your rent contract.",
    )
    ASK_LENDER = (
        "ask_lender",
        "Er is een hypotheek op je huis. In de voorwaarden staat meestal dat de bank het goed "
        "moet vinden als je een kamer verhuurt. Vraag je bank om een brief.",
        "There is a mortgage on your home. Its conditions usually say that the bank must agree "
        "when you let a room. Ask your bank for a letter.",
    )
    CONSENT_UNCLEAR = (
        "consent_unclear",
        "Zoek uit of iemand toestemming moet geven voordat je een kamer verhuurt, zoals de "
        "eigenaar of de vereniging van eigenaren.",
        "Find out whether somebody must agree before you let a room, such as the owner or the "
        "owners' association.",
    )
    TOO_MANY_PEOPLE = (
        "too_many_people",
        "Met een huisgenoot erbij wonen er veel mensen in je huis voor hoe groot het is. De wet "
        "kent een minimum aan ruimte per persoon. Bespreek het bij het huisbezoek.",
        "With a housemate there will be many people in your home for its size. The law has a "
        "least space per person. Discuss it at the home visit.",
    )
    ASK_PERMIT = (
        "ask_permit",
        "Je biedt meer dan één kamer aan. In veel gemeenten heb je dan een vergunning nodig. "
        "Vraag het na bij je gemeente.",
        "You offer more than one room. Many municipalities then ask for a permit. Check with "
        "your municipality.",
    )
    BENEFIT_AND_RESIDENTS = (
        "benefit_and_residents",
        "Iemand in je huis krijgt een uitkering waarbij telt wie er nog meer woont "
        "(kostendelersnorm). Huisgenoten onder de 27 jaar tellen niet mee. Huur die je krijgt, "
        "kan wel worden verrekend. Vraag het na bij wie de uitkering betaalt, en geef het door.",
        "Somebody in your home gets a benefit that looks at who else lives there "
        "(kostendelersnorm). Housemates under 27 do not count. The rent that you get may be "
        "deducted, though. Ask whoever pays the benefit, and report it.",
    )
    HUURTOESLAG = (
        "huurtoeslag",
        "Je krijgt huurtoeslag. Een onderhuurder telt anders mee dan een medebewoner, en de huur "
        "die je krijgt, kan je huurtoeslag lager maken. Maak vooraf een proefberekening bij "
        "Dienst Toeslagen.",
        "You get huurtoeslag. A lodger counts differently from a member of the household, and the "
        "rent that you get may lower your huurtoeslag. Do a trial calculation at Dienst Toeslagen "
        "first.",
    )
    INCOME_TESTED = (
        "income_tested",
        "Je krijgt een toeslag of uitkering die van je inkomen afhangt. Blijft de huur onder de "
        "kamerverhuurvrijstelling, dan telt ze meestal niet mee. Vraag het na bij wie betaalt.",
        "You get an allowance or benefit that depends on your income. Rent below the "
        "kamerverhuurvrijstelling mostly does not count. Ask whoever pays it.",
    )
    AOW = (
        "aow",
        "Je krijgt AOW. Voor iemand die alleen woont en een kamer verhuurt tegen een gewone huur, "
        "verandert er meestal niets. Leg de huur vast in een contract en geef het door aan de "
        "SVB.",
        "You get AOW. For somebody who lives alone and lets a room at an ordinary rent, mostly "
        "nothing changes. Put the rent in a contract and report it to the SVB.",
    )
    OTHER_BENEFIT = (
        "other_benefit",
        "Vraag bij wie je uitkering of toeslag betaalt, wat een huisgenoot en de huur veranderen.",
        "Ask whoever pays your benefit or allowance what a housemate and the rent change.",
    )


#: Rented homes need the landlord's consent, mortgaged ones the lender's.
CONSENTS = {
    Tenure.RENTED_SOCIAL: HostWarning.ASK_LANDLORD,
    Tenure.RENTED_PRIVATE: HostWarning.ASK_LANDLORD,
    Tenure.MORTGAGED: HostWarning.ASK_LENDER,
    Tenure.OTHER: HostWarning.CONSENT_UNCLEAR,
}
BENEFITS = {
    Benefit.BIJSTAND: HostWarning.BENEFIT_AND_RESIDENTS,
    Benefit.AIO: HostWarning.BENEFIT_AND_RESIDENTS,
    Benefit.ANW: HostWarning.BENEFIT_AND_RESIDENTS,
    Benefit.IOAW: HostWarning.BENEFIT_AND_RESIDENTS,
    Benefit.TOESLAGENWET: HostWarning.BENEFIT_AND_RESIDENTS,
    Benefit.HUURTOESLAG: HostWarning.HUURTOESLAG,
    Benefit.ZORGTOESLAG: HostWarning.INCOME_TESTED,
    Benefit.KINDGEBONDEN_BUDGET: HostWarning.INCOME_TESTED,
    Benefit.AOW: HostWarning.AOW,
    Benefit.OTHER: HostWarning.OTHER_BENEFIT,
}


@dataclass(frozen=True)
class Offer:
    """What is let: the rent per month of each room, service included, and the size of the home."""

    rents_cents: Sequence[int]
    usable_m2: float | None = None


def warnings(
    told: Circumstances | None, offer: Offer, today: date, policy: Policy
) -> tuple[HostWarning, ...]:
    """Return what the host should look into, the weightiest first, each once.

    Without circumstances (not asked yet) only the rent and the number of rooms are looked at.
    """
    found = [*_about_rent(offer, today, policy)]
    if told is not None:
        found = [*_about_consent(told), *_about_space(told, offer, policy), *found]
        found += [BENEFITS[code] for code in Benefit if code.value in told.benefits.split()]
    return tuple(dict.fromkeys(found))


def people_per_home(usable_m2: float, policy: Policy) -> int:
    """Return how many people may live in a home of this size."""
    return int(usable_m2 // policy.before.smallest_m2_per_person)


def _about_rent(offer: Offer, today: date, policy: Policy) -> list[HostWarning]:
    found = []
    _, exemption = exemption_of_year(policy.kamerverhuurvrijstelling, today.year)
    if not yearly_rent_within_exemption(list(offer.rents_cents), exemption):
        found.append(HostWarning.RENT_ABOVE_EXEMPTION)
    if len(offer.rents_cents) > policy.before.rooms_without_permit_question:
        found.append(HostWarning.ASK_PERMIT)
    return found


def _about_consent(told: Circumstances) -> list[HostWarning]:
    warning = CONSENTS.get(told.tenure)
    return [warning] if warning is not None and told.consent_asked_on is None else []


def _about_space(told: Circumstances, offer: Offer, policy: Policy) -> list[HostWarning]:
    if offer.usable_m2 is None:
        return []
    people = told.number_of_residents + len(offer.rents_cents)
    is_full = people > people_per_home(offer.usable_m2, policy)
    return [HostWarning.TOO_MANY_PEOPLE] if is_full else []
