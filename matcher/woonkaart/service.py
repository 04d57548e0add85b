"""Count filled-in cards without knowing whose they are, and keep the list of schools.

Filling in a card writes one row and nothing else: no audit event, since that would hold who was
signed in and when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from matcher.access import Scope
from matcher.audit import Actor, record
from matcher.database.places import Municipality, Postcode
from matcher.database.woonkaart import School, WoonkaartAnswer
from matcher.errors import AlreadyTaken, NotFound
from matcher.text_rules import require_no_bsn
from matcher.woonkaart import rules
from matcher.words import WoonkaartFeeling, WoonkaartHelp, WoonkaartMoment, WoonkaartStay


@dataclass(frozen=True, kw_only=True)
class Card:
    """A filled-in card. ``postcode`` holds four digits or nothing."""

    moment: WoonkaartMoment
    stay: WoonkaartStay
    feeling: WoonkaartFeeling
    help_wish: WoonkaartHelp
    postcode: str = ""
    school_id: int | None = None


def fill_in(session: Session, card: Card, today: date) -> None:
    """Count the card in the present half-year.

    Raises:
        NotFound: 'postcode' or 'school' is not known; 'place' when neither is given.
    """
    school = session.get(School, card.school_id) if card.school_id else None
    if card.school_id and (school is None or not school.is_active):
        raise NotFound("school", card.school_id)
    area = session.get(Postcode, card.postcode) if card.postcode else None
    if card.postcode and area is None:
        raise NotFound("postcode", card.postcode)
    place = area or school
    if place is None:
        raise NotFound("place", "")
    session.add(
        WoonkaartAnswer(
            half_year=rules.half_year_of(today),
            moment=card.moment,
            school_id=card.school_id,
            municipality_code=place.municipality_code,
            district=card.postcode,
            stay=card.stay,
            feeling=card.feeling,
            help_wish=card.help_wish,
            version=rules.version(),
        )
    )
    session.flush()


@dataclass(frozen=True)
class Figures:
    """The figures of one municipality and one closed half-year, as they may be shown.

    ``tables``: 'all', 'moment', 'stay', 'feeling', 'help_wish', 'school' and 'district', each from
    category to count; None is 'too few, or kept back'. ``names`` are the schools' by their key.
    """

    half_year: str
    municipality_code: str
    tables: dict[str, dict[str, int | None]]
    names: dict[str, str]


def half_years(session: Session, municipality_code: str, today: date) -> list[str]:
    """Return the closed half-years in which cards were filled in, the latest first."""
    query = (
        select(WoonkaartAnswer.half_year)
        .distinct()
        .where(WoonkaartAnswer.municipality_code == municipality_code)
    )
    found = session.scalars(query)
    return sorted((one for one in found if rules.is_closed(one, today)), reverse=True)


def municipalities(session: Session, scope: Scope) -> Sequence[Municipality]:
    """Return the municipalities within reach from which cards came, by name."""
    query = (
        select(Municipality)
        .where(
            Municipality.code.in_(select(WoonkaartAnswer.municipality_code)),
            scope.where(municipality=[Municipality.code]),
        )
        .order_by(Municipality.name)
    )
    return session.scalars(query).all()


def figures(
    session: Session,
    municipality_code: str,
    half_year: str,
    today: date,
    *,
    smallest: int,
    round_to: int,
) -> Figures:
    """Return the figures of a closed half-year.

    Raises:
        NotFound: the half-year still runs, so its figures would tell who was added last.
    """
    if not rules.is_closed(half_year, today):
        raise NotFound("half-year", half_year)
    counts = {
        "all": {"all": sum(_counts(session, "moment", municipality_code, half_year).values())},
        "moment": _counts(session, "moment", municipality_code, half_year, WoonkaartMoment),
        "stay": _counts(session, "stay", municipality_code, half_year, WoonkaartStay),
        "feeling": _counts(session, "feeling", municipality_code, half_year, WoonkaartFeeling),
        "help_wish": _counts(session, "help_wish", municipality_code, half_year, WoonkaartHelp),
        "school": _counts(session, "school_id", municipality_code, half_year),
        "district": _counts(session, "district", municipality_code, half_year),
    }
    shown = rules.shown(counts, smallest, round_to)
    ids = [int(key) for key in counts["school"] if key]
    names = session.execute(select(School.id, School.name).where(School.id.in_(ids)))
    return Figures(half_year, municipality_code, shown, {str(key): name for key, name in names})


def _counts(
    session: Session,
    column: str,
    municipality_code: str,
    half_year: str,
    words: Sequence[str] | type = (),
) -> dict[str, int]:
    """Return the number of cards per value of the column; of ``words`` each one, also with none."""
    value = getattr(WoonkaartAnswer, column)
    query = (
        select(value, func.count())
        .where(
            WoonkaartAnswer.half_year == half_year,
            WoonkaartAnswer.municipality_code == municipality_code,
        )
        .group_by(value)
    )
    found = {str(key or ""): number for key, number in session.execute(query)}
    every = {str(word): 0 for word in words}  # type: ignore[union-attr]
    return {**every, **dict(sorted(found.items()))}


def schools(session: Session, scope: Scope | None = None) -> Sequence[School]:
    """Return the schools: all that take part, or (with a scope) all within reach."""
    query = select(School).options(joinedload(School.municipality))
    if scope is None:
        query = query.where(School.is_active)
    else:
        query = query.where(scope.where(municipality=[School.municipality_code]))
    query = query.join(School.municipality).order_by(Municipality.name, School.name)
    return session.scalars(query).all()


def school(session: Session, scope: Scope, school_id: int) -> School:
    """Return a school.

    Raises:
        NotFound: there is none, or it lies outside ``scope``.
    """
    query = select(School).where(
        School.id == school_id, scope.where(municipality=[School.municipality_code])
    )
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("school", school_id)
    return found


def add_school(session: Session, actor: Actor, name: str, municipality_code: str) -> School:
    """Add a school that takes part.

    Raises:
        AlreadyTaken: 'name', there is one of that name in the municipality.
    """
    require_no_bsn("name", name)
    added = School(name=name.strip(), municipality_code=municipality_code)
    try:
        with session.begin_nested():
            session.add(added)
    except IntegrityError as error:
        raise AlreadyTaken("name") from error
    record(session, actor, "school.add", added.id, municipality=municipality_code)
    return added


def change_school(
    session: Session, actor: Actor, found: School, name: str, is_active: bool
) -> None:
    """Rename a school, or take it off the card; the figures of before stay.

    Raises:
        AlreadyTaken: 'name', there is another of that name in the municipality.
    """
    require_no_bsn("name", name)
    try:
        with session.begin_nested():
            found.name, found.is_active = name.strip(), is_active
    except IntegrityError as error:
        raise AlreadyTaken("name") from error
    record(session, actor, "school.change", found.id, is_active=is_active)
