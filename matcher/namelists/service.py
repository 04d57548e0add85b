"""Take in a list of names, divide it over workers, and write down what became of each name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.exc import StaleDataError

from matcher.audit import Actor, record
from matcher.database.accounts import Account, CareOrganisation
from matcher.database.base import now
from matcher.database.cases import ListedName, NameList
from matcher.database.records import ImportBatch
from matcher.errors import ImportRejected, NotAllowed, NotFound, Stale, StepNotAllowed
from matcher.exchange import batches
from matcher.namelists.reading import ReadList, read_names
from matcher.namelists.rules import Candidate, OpenName, divide
from matcher.organisations.covenants import allows
from matcher.people.caseload import free_capacity, workers_of
from matcher.people.workers import workers
from matcher.words import CovenantPurpose, ListedOutcome, YouthStatus
from matcher.youths.doubles import Certainty, Person, matches

KIND = "names"
GUIDED = (YouthStatus.REGISTERED, YouthStatus.READY, YouthStatus.PLACED)


def keep(session: Session, actor: Actor, file_name: str, content: bytes) -> ImportBatch:
    """Store an uploaded list for a day; nothing of it is taken in yet."""
    batch = ImportBatch(
        kind=KIND,
        file_name=file_name[:200],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        created_by_id=actor.account_id,
    )
    session.add(batch)
    session.flush()
    return batch


def preview(session: Session, actor: Actor, batch_id: int, today: date) -> ReadList:
    """Return what is in an own upload and what is wrong with it.

    Raises:
        NotFound: there is none, it is somebody else's or of another kind, or a day old.
        ImportRejected: the file cannot be read as a whole.
    """
    batch = batches.find(session, actor, batch_id)
    if batch.kind != KIND or batch.saved_at is not None:
        raise NotFound("name list", batch_id)
    return read_names(batch.content, today)


def take_in(
    session: Session, actor: Actor, batch_id: int, source: str, municipality_code: str, today: date
) -> NameList:
    """Save all names of an upload, once, or none.

    Raises:
        NotFound: as :func:`preview`. ImportRejected: it has problems.
        StepNotAllowed: it was saved a moment ago.
    """
    found = preview(session, actor, batch_id, today)
    if found.problems:
        raise ImportRejected(found.problems)
    batch = session.get_one(ImportBatch, batch_id)
    made = NameList(
        source=source.strip(),
        municipality_code=municipality_code,
        file_name=batch.file_name,
        sha256=batch.sha256,
        made_by_id=actor.account_id,
        names=[
            ListedName(
                first_name=one.first_name,
                last_name=one.last_name,
                birth_date=one.birth_date,
                contact=one.contact,
                note=one.note,
                specialism=one.specialism,
            )
            for one in found.names
        ],
    )
    claimed = session.execute(
        update(ImportBatch)
        .where(ImportBatch.id == batch_id, ImportBatch.saved_at.is_(None))
        .values(saved_at=now(), content=b"", number_of_rows=len(found.names))
        .returning(ImportBatch.id)
    ).one_or_none()
    if claimed is None:
        raise StepNotAllowed("name list", "saved", "save")
    session.add(made)
    session.flush()
    record(session, actor, "names.save", made.id, rows=len(found.names))
    return made


def one(session: Session, list_id: int) -> NameList:
    """Return a list with its names. Raises NotFound."""
    found = session.scalars(
        select(NameList)
        .where(NameList.id == list_id)
        .options(selectinload(NameList.names).joinedload(ListedName.account))
    ).one_or_none()
    if found is None:
        raise NotFound("name list", list_id)
    return found


def helpers(session: Session, municipality_code: str, today: date) -> list[Account]:
    """Return the workers of organisations with a covenant that allows sharing lists here."""
    organisations = session.scalars(select(CareOrganisation.id).order_by(CareOrganisation.id))
    allowed = [
        key
        for key in organisations
        if allows(session, key, CovenantPurpose.NAME_LISTS, today, municipality_code)
    ]
    return workers_of(session, allowed) if allowed else []


def suggestion(session: Session, names: NameList, today: date) -> dict[int, int]:
    """Return who could best take each open name up: name → account."""
    people = helpers(session, names.municipality_code, today)
    free = free_capacity(session, [account.id for account in people], today)
    known = workers(session, free)
    candidates = [
        Candidate(
            account.id,
            account.organisation_id or 0,
            frozenset(s.specialism for s in known[account.id].specialisms)
            if account.id in known
            else frozenset(),
            free[account.id],
        )
        for account in people
    ]
    waiting = [n for n in names.names if n.account_id is None and n.outcome is None]
    return divide([_open(session, name) for name in waiting], candidates)


def _open(session: Session, name: ListedName) -> OpenName:
    person = Person(name.first_name, name.last_name, name.birth_date)
    active = {
        youth.organisation_id
        for youth, certainty in matches(session, person)
        if certainty is Certainty.SAME and youth.organisation_id and youth.status in GUIDED
    }
    return OpenName(name.id, name.specialism, frozenset(active))


def assign(
    session: Session, actor: Actor, names: NameList, given: dict[int, int], today: date
) -> int:
    """Give names to workers, one worker for each; return how many were given.

    Raises:
        NotAllowed: a worker's organisation has no covenant for it.
    """
    people = {account.id: account for account in helpers(session, names.municipality_code, today)}
    number = 0
    for name in names.names:
        account = people.get(given.get(name.id, 0))
        if name.id not in given or name.account_id is not None or name.outcome is not None:
            continue
        if account is None:
            raise NotAllowed("an organisation needs a covenant to get names of a list")
        name.account_id, name.organisation_id = account.id, account.organisation_id
        number += 1
    session.flush()
    if number:
        record(session, actor, "names.divide", names.id, rows=number)
    return number


def decide(
    session: Session,
    actor: Actor,
    name: ListedName,
    version: int,
    outcome: ListedOutcome,
    today: date,
) -> ListedName:
    """Write down what became of a name; one that is registered is tied to the dossier.

    Raises:
        Stale: somebody else changed it first.
    """
    if name.version != version:
        raise Stale("listed name", name.id)
    name.outcome, name.decided_on = outcome, today
    if outcome == ListedOutcome.REGISTERED and name.birth_date is not None:
        person = Person(name.first_name, name.last_name, name.birth_date)
        same = [y for y, sure in matches(session, person) if sure is Certainty.SAME]
        name.youth_id = same[0].id if len(same) == 1 else None
    try:
        session.flush()
    except StaleDataError as error:
        raise Stale("listed name", name.id) from error
    record(session, actor, "names.decide", name.list_id, reason=outcome.value)
    return name


def names_of_organisation(session: Session, organisation_id: int) -> Sequence[ListedName]:
    """Return the names that the organisation takes up, the undecided ones first."""
    query = (
        select(ListedName)
        .where(ListedName.organisation_id == organisation_id)
        .options(joinedload(ListedName.account), joinedload(ListedName.name_list))
        .order_by(ListedName.outcome.is_not(None), ListedName.id.desc())
        .limit(200)
    )
    return session.scalars(query).all()
