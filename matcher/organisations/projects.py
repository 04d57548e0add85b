"""Projects that work along with us or that we learn from, classified on five axes.

``projects.csv`` holds the 33 'Achter de Voordeur' projects of 27 municipalities as annexes 1 to 5
of the inventory by Partners+Pröpper place them. Its running text counts the level differently
(11, 16, 5 and 1) than annex 5, which names the projects (14, 12, 6 and 1): the annex is kept.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from matcher.audit import Actor, record
from matcher.database.people import Project
from matcher.errors import AlreadyTaken, NotAllowed, NotFound, Stale
from matcher.text_rules import require_no_bsn
from matcher.words import (
    ProjectApproach,
    ProjectLevel,
    ProjectPartners,
    ProjectProblem,
    ProjectTargetGroup,
    Word,
)

#: The five axes of the source, in its order: column and values.
AXES: dict[str, type[Word]] = {
    "target_group": ProjectTargetGroup,
    "problem": ProjectProblem,
    "approach": ProjectApproach,
    "partners": ProjectPartners,
    "level": ProjectLevel,
}


@dataclass(frozen=True, kw_only=True)
class ProjectDetails:
    name: str
    municipality_name: str
    target_group: ProjectTargetGroup
    problem: ProjectProblem
    approach: ProjectApproach
    partners: ProjectPartners
    level: ProjectLevel
    organisation_id: int | None = None
    note: str = ""


def source_rows() -> list[dict[str, Any]]:
    """Return the projects of the source as rows for the table."""
    text = (files("matcher.organisations") / "projects.csv").read_text(encoding="utf-8")
    return [
        {
            "name": row["name"],
            "municipality_name": row["municipality"],
            **{axis: words(row[axis]) for axis, words in AXES.items()},
            "is_from_source": True,
        }
        for row in csv.DictReader(text.splitlines())
    ]


def projects(
    session: Session, chosen: Mapping[str, Word], text: str = ""
) -> tuple[list[Project], dict[str, Counter[str]]]:
    """Return the projects that fit all chosen values, and per axis how many each value gives.

    The numbers of an axis leave its own choice out: they say what choosing another value shows.
    """
    query = select(Project).order_by(Project.municipality_name, Project.name, Project.id)
    if text:
        like = Project.name.icontains(text, autoescape=True)
        query = query.where(like | Project.municipality_name.icontains(text, autoescape=True))
    every = session.scalars(query).all()
    counts = {
        axis: Counter(
            str(getattr(one, axis).value) for one in every if _fits(one, chosen, apart_from=axis)
        )
        for axis in AXES
    }
    return [one for one in every if _fits(one, chosen)], counts


def project(session: Session, project_id: int) -> Project:
    """Raises NotFound: there is no such project."""
    found = session.get(Project, project_id)
    if found is None:
        raise NotFound("project", project_id)
    return found


def add_project(session: Session, actor: Actor, details: ProjectDetails) -> Project:
    """Raises AlreadyTaken: 'name': the municipality has a project of this name."""
    _require_new(session, details)
    added = Project(is_from_source=False)
    _write(added, details)
    session.add(added)
    session.flush()
    record(session, actor, "project.add", added.id)
    return added


def change_project(
    session: Session, actor: Actor, found: Project, version: int, details: ProjectDetails
) -> None:
    """Change a project that was added here.

    Raises:
        NotAllowed: it is one of the source. Stale: somebody changed it first.
        AlreadyTaken: 'name': the municipality has another project of this name.
    """
    _require_own(found)
    if found.version != version:
        raise Stale("project", found.id)
    _require_new(session, details, apart_from=found.id)
    _write(found, details)
    try:
        session.flush()
    except StaleDataError as error:
        raise Stale("project", found.id) from error
    record(session, actor, "project.change", found.id)


def remove_project(session: Session, actor: Actor, found: Project) -> None:
    """Raises NotAllowed: it is one of the source."""
    _require_own(found)
    record(session, actor, "project.remove", found.id)
    session.delete(found)
    session.flush()


def details_of(found: Project) -> ProjectDetails:
    names = ProjectDetails.__dataclass_fields__
    return ProjectDetails(**{name: getattr(found, name) for name in names})


def _fits(one: Project, chosen: Mapping[str, Word], apart_from: str = "") -> bool:
    return all(getattr(one, axis) == value for axis, value in chosen.items() if axis != apart_from)


def _require_own(found: Project) -> None:
    if found.is_from_source:
        raise NotAllowed("projects of the source stay as the source has them")


def _require_new(session: Session, details: ProjectDetails, apart_from: int | None = None) -> None:
    require_no_bsn("note", details.note)
    same = select(Project.id).where(
        Project.name == details.name.strip(),
        Project.municipality_name == details.municipality_name.strip(),
    )
    if apart_from is not None:
        same = same.where(Project.id != apart_from)
    if session.scalar(same) is not None:
        raise AlreadyTaken("name")


def _write(found: Project, details: ProjectDetails) -> None:
    for name in ProjectDetails.__dataclass_fields__:
        value = getattr(details, name)
        setattr(found, name, value.strip() if type(value) is str else value)


def shown(found: Sequence[Project], language: str) -> list[list[str]]:
    """Return the rows of a table of projects in words: name, municipality and the five axes."""
    return [
        [one.name, one.municipality_name, *(getattr(one, a).label(language) for a in AXES)]
        for one in found
    ]
