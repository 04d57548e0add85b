"""Register a youth: who it is, why help is asked, what is needed, and consent per purpose."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from matcher.audit import Actor, record
from matcher.cases import exceptions
from matcher.cases.service import Motivation, open_case
from matcher.consents import service as consents
from matcher.database.youths import NeedProfile, Youth, YouthPlace
from matcher.errors import AlreadyTaken
from matcher.references import new_reference
from matcher.text_rules import require_no_bsn
from matcher.words import CaseSource, ConsentPurpose, ConsentWay, Gender
from matcher.youths.doubles import Certainty, Person, matches
from matcher.youths.needs import Needs, Situation, Spot
from matcher.youths.rules import lottery_number


@dataclass(frozen=True, kw_only=True)
class YouthRegistration:
    """A youth who is referred or who registers in person.

    ``needs.age_exception`` with its reason is a request: a second person decides on it.
    """

    first_name: str
    last_name: str
    birth_date: date
    gender: Gender
    email: str
    phone: str
    municipality_code: str
    organisation_id: int | None
    situation: Situation
    needs: Needs
    places: tuple[Spot, ...]
    source: CaseSource
    motivation: Motivation
    consents: tuple[ConsentPurpose, ...]
    consent_way: ConsentWay

    @property
    def person(self) -> Person:
        return Person(self.first_name, self.last_name, self.birth_date)


def register(
    session: Session,
    actor: Actor,
    details: YouthRegistration,
    today: date,
    *,
    is_somebody_else: bool = False,
) -> Youth:
    """Store a youth with consent given now; a coordinator then looks whether all is there.

    ``is_somebody_else``: people checked that a youth of the same name and birthday is another.

    Raises:
        AlreadyTaken: 'youth': one of this name and birthday is known, here or elsewhere.
        TextRefused: a text holds a citizen service number.
    """
    require_no_bsn("age_exception_reason", details.needs.age_exception_reason)
    if not is_somebody_else and _is_known(session, details.person):
        raise AlreadyTaken("youth")
    youth = _youth(details, today)
    session.add(youth)
    session.flush()
    record(
        session, actor, "youth.register", youth.id,
        places=len(details.places), lottery=youth.lottery, source=details.source.value,
    )  # fmt: skip
    open_case(session, actor, youth, details.source, details.motivation, today)
    consents.give(session, actor, youth.id, details.consents, details.consent_way)
    if details.needs.age_exception:
        exceptions.ask_for_age(session, actor, youth, details.needs.age_exception_reason)
    return youth


def _is_known(session: Session, person: Person) -> bool:
    return any(certainty is Certainty.SAME for _, certainty in matches(session, person))


def _youth(details: YouthRegistration, today: date) -> Youth:
    reference = new_reference("J")
    needs = replace(details.needs, age_exception=False, age_exception_reason="")
    return Youth(
        reference=reference,
        first_name=details.first_name.strip(),
        last_name=details.last_name.strip(),
        birth_date=details.birth_date,
        gender=details.gender,
        email=details.email.strip().lower(),
        phone=details.phone.strip(),
        municipality_code=details.municipality_code,
        organisation_id=details.organisation_id,
        registered_on=today,
        lottery=lottery_number(reference),
        needs=NeedProfile(**asdict(needs)),
        places=[YouthPlace(**asdict(place)) for place in details.places],
        **asdict(details.situation),
    )
