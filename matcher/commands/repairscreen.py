"""The best repair, and everything anew beside it, on a terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.hosts import Room
from matcher.database.youths import Youth
from matcher.repair.outlook import Outlook
from matcher.repair.plan import Plan
from matcher.repair.rules import Since


def screen(session: Session, plan: Plan) -> RenderableType:
    """Return the plan as something to print; people by their references."""
    lines: list[RenderableType] = [
        Text(f"Rooms free   {_counted(plan.free_rooms)}"),
        Text(f"Youths free  {_counted(plan.free_youths)}"),
        Text(f"Open         {plan.number_of_open:,} proposals, which stay as they are"),
    ]
    if plan.dead:
        ids = ", ".join(str(dead.id) for dead in plan.dead[:10])
        lines.append(Text(f"Cannot go ahead any more: proposal {ids}", style="yellow"))
    if plan.status == "infeasible":
        lines.append(Text("These limits cannot be met together: " + ", ".join(plan.clash)))
    elif not plan.moves:
        lines.append(Text("Nothing to repair."))
    else:
        lines += [Text(), _moves(session, plan)]
        result = "proven best" if plan.status == "optimal" else "not proven best"
        lines.append(
            Text(f"{len(plan.moves):,} pair(s), {plan.nights:,} empty nights avoided; {result}")
        )
    return Group(*lines)


def _moves(session: Session, plan: Plan) -> Table:
    youths = _references(session, Youth, {move.pair.youth_id for move in plan.moves})
    rooms = _references(session, Room, {move.pair.room_id for move in plan.moves})
    table = Table(box=None, pad_edge=False)
    for name in ("youth", "room"):
        table.add_column(name)
    for name in ("nights", "fit", "km"):
        table.add_column(name, justify="right")
    table.add_column("move in")
    table.add_column("youth, room")
    for move in plan.moves:
        pair = move.pair
        table.add_row(
            youths[pair.youth_id],
            rooms[pair.room_id],
            f"{pair.nights:,}",
            str(pair.fit),
            f"{pair.distance_km:.1f}",
            pair.starts_on.isoformat(),
            f"{move.youth_since.en}, {move.room_since.en}",
        )
    return table


def beside(found: Outlook | None) -> RenderableType:
    """Return what everything anew would do, next to the open proposals and their repair."""
    if found is None:
        return Text("Everything anew: its limits cannot be met together.")
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for name in ("youths with a room", "nights", "open proposals changed"):
        table.add_column(name, justify="right")
    both = (found.open_.youths + found.repair.youths, found.open_.nights + found.repair.nights)
    for name, youths, nights, changed in (
        ("open proposals alone", found.open_.youths, found.open_.nights, 0),
        ("with the repair", *both, 0),
        ("everything anew", found.anew.youths, found.anew.nights, found.changed),
    ):
        table.add_row(name, f"{youths:,}", f"{nights:,}", f"{changed:,}")
    verdict = (
        f"Everything anew: {found.more_nights:+,} nights, {found.more_youths:+,} youths, "
        f"{found.changed:,} of {found.open_.youths:,} open proposals changed."
    )
    return Group(Text(), table, Text(verdict), Text())


def _counted(ways: dict[Since, int]) -> str:
    told = ", ".join(f"{number:,} {way.en}" for way, number in ways.items() if number)
    return f"{sum(ways.values()):,}" + (f" ({told})" if told else "")


def _references(session: Session, table: type[Youth] | type[Room], ids: set[int]) -> dict[int, str]:
    query = select(table.id, table.reference).where(table.id.in_(sorted(ids)))
    return {row[0]: row[1] for row in session.execute(query)}
