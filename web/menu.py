"""The main menu: what a person may open, in groups for who may open much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, request
from flask_babel import lazy_gettext as _

from web.access import EVERYONE, who


@dataclass(frozen=True)
class MenuItem:
    """A link of the main menu; people see it when the endpoint lets them in.

    ``order`` is the place among all items of the site: those of coordinators stand at 100 and
    up, of referrers at 200, municipalities 300, hosts and youths 400, administrators 500,
    visitors 600. ``group``: a key of ``GROUPS``, for people with many items. ``covers``:
    beginnings of the endpoints of pages that belong to it, where no group does; the longest wins.
    """

    endpoint: str
    text: Any
    order: int
    for_visitors: bool = False  # shown to people who are not signed in, and to nobody else
    group: str = ""
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Items under one heading; ``covers``: beginnings of the endpoints that belong to it."""

    text: Any
    covers: tuple[str, ...]


#: Fewer items than this stand side by side; more of them would take two lines of a wide screen.
MANY = 9

GROUPS = {
    "today": Group(_("Today"), ("coordinator.overview", "work.", "meetings.", "messages.")),
    "matching": Group(
        _("Matching"),
        ("coordinator.proposal", "coordinator.repair", "coordinator.round", "coordinator.unmatched",
         "coordinator.why_not", "readiness.", "declines."),
    ),
    # From the first 'yes' on: an introduction stands among the placements, as its trail says.
    "living": Group(
        _("Living there"), ("introductions.", "placements.", "living.", "agreements.", "leaving.")
    ),
    "hosts": Group(
        _("Hosts"),
        ("coordinator.host", "coordinator.room", "coordinator.change_room", "visits.", "photos.",
         "rentpoints.", "handling."),
    ),
    "youths": Group(
        _("Youths"),
        ("coordinator.youth", "coordinator.change_youth", "cases.", "needs.", "screening.",
         "namelists.", "people.hand_over", "woonkaart.for_youth"),
    ),
    "figures": Group(
        _("Figures and files"),
        ("municipality.", "hostvalue.", "coordinator.import", "coordinator.export",
         "woonkaart.figures", "woonkaart.school", "people.project", "routemaps."),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A link as it is shown: ``is_here``: the present page; ``is_part``: the page is part of it."""

    endpoint: str
    text: Any
    is_here: bool
    is_part: bool = False


@dataclass(frozen=True)
class Menu:
    """The heads, and what stands under the head of the present page (``under``: its text)."""

    heads: Sequence[Entry]
    items: Sequence[Entry] = ()
    under: Any = ""


def menu() -> Menu:
    """Return the menu of the person at the present page."""
    items = [item for item in current_app.extensions["menu"] if _is_open(item)]
    here = request.endpoint or ""
    if len(items) < MANY:
        home = _home_of(here, items)
        return Menu([_entry(item, here, home) for item in items])
    return _grouped(items, here)


def _is_open(item: MenuItem) -> bool:
    person = who._get_current_object()
    allowed = current_app.extensions["entrants"].get(item.endpoint)
    if not allowed or item.for_visitors == (person is not None):
        return False
    return allowed == EVERYONE or bool(person and not allowed.isdisjoint(person.roles))


def _entry(item: MenuItem, here: str, home: MenuItem | None = None) -> Entry:
    return Entry(item.endpoint, item.text, is_here=here == item.endpoint, is_part=item is home)


def _home_of(here: str, items: Iterable[MenuItem]) -> MenuItem | None:
    """Return the item to which the present page belongs, if it is none of them itself."""
    items = list(items)
    if any(item.endpoint == here for item in items):
        return None
    found = [
        (len(start), item) for item in items for start in item.covers if here.startswith(start)
    ]
    return max(found, key=lambda one: one[0], default=(0, None))[1]


def _grouped(items: Iterable[MenuItem], here: str) -> Menu:
    """A group stands where its first item would, and leads to it."""
    by_group: dict[str, list[MenuItem]] = {}
    for item in items:
        by_group.setdefault(item.group or item.endpoint, []).append(item)
    heads, shown, under = [], [], ""
    is_grouped = any(here.startswith(GROUPS[key].covers) for key in by_group if key in GROUPS)
    home = None if is_grouped else _home_of(here, [one[0] for one in by_group.values()])
    for key, members in by_group.items():
        group = GROUPS.get(key)
        if group is None:
            heads.append(_entry(members[0], here, home))
            continue
        is_part = here.startswith(group.covers)
        is_here = is_part and len(members) == 1 and here == members[0].endpoint
        heads.append(Entry(members[0].endpoint, group.text, is_here, is_part))
        if is_part and len(members) > 1:
            shown, under = [_entry(member, here) for member in members], group.text
    return Menu(heads, shown, under)
