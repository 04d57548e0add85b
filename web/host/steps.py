"""The steps of a host's sign-up in the order of the screen; those of a room once per room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict

from matcher.database.hosts import SignUpDraft
from matcher.hosts.drafts import Answers, room_numbers
from web.host.forms import Check, HomeAtSignUp, Together, Where, You, YourHousehold, YourRoom
from web.host.rules_form import HouseRules
from web.room_fields import Housemate, Rent

MOST_ROOMS = 6  # more is no household with a spare room


@dataclass(frozen=True)
class Step:
    """``place``: the number on the screen; the pages of a second room repeat those of the first."""

    name: str
    place: int
    title: Any
    form: type[FlaskForm]


@dataclass(frozen=True)
class Page:
    """A step, and for which room (None: a step of the whole sign-up)."""

    step: Step
    room: int | None = None

    @property
    def key(self) -> str:
        """Return the name under which the answers are kept."""
        return self.step.name if self.room is None else f"{self.step.name}.{self.room}"

    def address(self) -> str:
        if self.room is None:
            return url_for("host.step", name=self.step.name)
        return url_for("host.room_step", number=self.room, name=self.step.name)


FIRST = (
    Step("you", 1, _("Who are you?"), You),
    Step("address", 2, _("Where do you live?"), Where),
    Step("household", 3, _("Your household"), YourHousehold),
    Step("home", 4, _("Your home"), HomeAtSignUp),
)
OF_A_ROOM = (
    Step("room", 5, _("The room"), YourRoom),
    Step("rent", 6, _("The rent"), Rent),
)
LAST = (
    Step("housemate", 7, _("Your housemate"), Housemate),
    Step("rules", 8, _("Rules of the house"), HouseRules),
    Step("together", 9, _("Living together"), Together),
)
CHECK = Step("check", 10, _("Check and send"), Check)
OF = CHECK.place
ROOMS = 6  # the place of the list of rooms: it asks nothing itself

SINGLE = {step.name: Page(step) for step in (*FIRST, *LAST, CHECK)}
PER_ROOM = {step.name: step for step in OF_A_ROOM}


def pages(draft: SignUpDraft | None) -> list[Page]:
    """Return all pages with questions, in order, for the rooms told so far (at least one)."""
    numbers = (room_numbers(draft) if draft else []) or [1]
    rooms = [Page(step, number) for number in numbers for step in OF_A_ROOM]
    return [*map(Page, FIRST), *rooms, *map(Page, LAST)]


def page_of_room(draft: SignUpDraft, number: int, name: str) -> Page | None:
    """Return the page of a room that is there, or that may be added now; else None."""
    numbers = room_numbers(draft)
    may_add = number == max(numbers, default=0) + 1 and len(numbers) < MOST_ROOMS
    if name not in PER_ROOM or not (number in numbers or (may_add and name == "room")):
        return None
    return Page(PER_ROOM[name], number)


def form_of(draft: SignUpDraft | None, page: Page) -> FlaskForm:
    """Return the form of ``page`` with the answers kept so far, or its defaults."""
    kept = (draft.answers if draft else {}).get(page.key)
    return page.step.form(formdata=None if kept is None else MultiDict(kept))


def answers_from(form: FlaskForm, posted: MultiDict[str, str]) -> Answers:
    """Return what was posted for the fields of ``form``, and nothing else."""
    return {
        field.name: posted.getlist(field.name)
        for field in form
        if field.name != "csrf_token" and field.name in posted
    }


def first_unanswered(draft: SignUpDraft | None) -> Page | None:
    """Return the first page that has no valid answers yet, or None when all have."""
    for page in pages(draft):
        if draft is None or page.key not in draft.answers or not is_valid(form_of(draft, page)):
            return page
    return None


def is_valid(form: FlaskForm) -> bool:
    """Validate kept answers: they were checked when posted, but rules and days move on."""
    form.meta.csrf = False
    form._fields.pop("csrf_token", None)
    return bool(form.validate())


def is_reached(draft: SignUpDraft, page: Page) -> bool:
    """Say whether all pages before ``page`` are answered."""
    missing = first_unanswered(draft)
    if missing is None:
        return True
    order = [one.key for one in pages(draft)]
    if page.step is CHECK:
        return False
    if page.key not in order:  # a room that is being added: after the answered ones
        return order.index(missing.key) > order.index(Page(OF_A_ROOM[-1], _last(draft)).key)
    return order.index(page.key) <= order.index(missing.key)


def after(draft: SignUpDraft, page: Page) -> str:
    """Return the address to go to when ``page`` is answered."""
    if first_unanswered(draft) is None:
        return SINGLE["check"].address()
    if page.step is OF_A_ROOM[-1]:
        return url_for("host.rooms")
    order = pages(draft)
    here = next(i for i, one in enumerate(order) if one.key == page.key)
    return order[here + 1].address() if here + 1 < len(order) else SINGLE["check"].address()


def after_rooms(draft: SignUpDraft) -> str:
    """Return the address to go to when no more rooms are told."""
    page = SINGLE["check"] if first_unanswered(draft) is None else Page(LAST[0])
    return page.address()


def before(draft: SignUpDraft, page: Page) -> str:
    """Return the address that 'Back' leads to."""
    order = pages(draft)
    keys = [one.key for one in order]
    if page.step is CHECK:
        return order[-1].address()
    if page.key not in keys or page.step is LAST[0]:
        return url_for("host.rooms")
    here = keys.index(page.key)
    return order[here - 1].address() if here else url_for("host.start")


def heading(draft: SignUpDraft, page: Page) -> str:
    """Return the title of a page; with more rooms it says which one."""
    numbers = room_numbers(draft)
    if page.room is None or (len(numbers) < 2 and page.room in (numbers or [1])):
        return str(page.step.title)
    place = numbers.index(page.room) + 1 if page.room in numbers else len(numbers) + 1
    if page.step.name == "room":
        return gettext("Room %(number)s", number=place)
    return gettext("The rent of room %(number)s", number=place)


def _last(draft: SignUpDraft) -> int:
    return max(room_numbers(draft), default=1)
