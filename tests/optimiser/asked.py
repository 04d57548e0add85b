"""Random questions to a market, each with the problem that has the same answer when solved anew.

``python -m tests.optimiser.asked 500 [FIRST SEED]`` runs the large battery on small instances with
the MIP as reference; with ``mixed`` limits of every kind, with ``crowded`` few beds and promises.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from matcher.optimiser import Parameters, Result, solve
from matcher.optimiser.questions import IMPOSSIBLE, ChangeRefused, Cost, Market
from tests.optimiser.instances import Frames, crowded, mixed, problem_of, small
from tests.optimiser.reference import best_values

ORDERS = [("nights", "priority", "fit"), ("priority", "nights"), ("fit",), ("fit", "nights")]


@dataclass
class Asked:
    """``lost`` per tier (ranks won count as lost value); None: not possible. ``frames``: the
    problem to be solved anew, where ``is_shared`` asks for the guarantee."""

    what: str
    lost: tuple[int, ...] | None
    frames: Frames
    is_shared: bool = False


def promised(frames: Frames, result: Result) -> Frames:
    """The problem with what municipalities can do alone as guarantees by name."""
    limits = frames["limits"]
    asked = limits[limits["kind"] == "guarantee"]
    least = dict(zip(asked["key"], asked["limit"], strict=True))
    for name, share in result.guarantee.items():
        least[name] = max(share.alone, least.get(name, 0))
    rows = [("guarantee", name, number) for name, number in sorted(least.items())]
    more = pd.DataFrame(rows, columns=["kind", "key", "limit"])
    return frames | {
        "limits": pd.concat([limits[limits["kind"] != "guarantee"], more], ignore_index=True)
    }


def questions(frames: Frames, market: Market, rng: np.random.Generator) -> Iterator[Asked]:
    """Questions of every kind about what is, without a change."""
    pairs = frames["pairs"]
    fixed_youths, fixed_rooms = set(frames["fixed"]["youth"]), set(frames["fixed"]["room"])
    for place in rng.permutation(len(pairs))[:4]:
        youth, room = pairs["youth"].iloc[place], pairs["room"].iloc[place]
        with_pair = frames | {"fixed": plus(frames["fixed"], youth, room)}
        yield Asked("forced", _of(market.forced(youth, room)), with_pair)
    for youth, room in market.assignments()[["youth", "room"]].to_numpy()[:3]:
        without = frames | {"forbidden": plus(frames["forbidden"], youth, room)}
        yield Asked("forbidden", _of(market.forbidden(youth, room)), without)
    losses = market.loss_of_youths()
    for place, youth in enumerate(frames["youths"]["youth"].iloc[:3]):
        if youth not in fixed_youths:
            yield Asked("loss of a youth", _row(losses[place]), no_youth(frames, youth))
    fewer, more = market.loss_of_rooms(), market.gain_of_beds()
    for place, room in enumerate(frames["rooms"]["room"].iloc[:3]):
        yield Asked("gain of a bed", _row(-more[place]), beds(frames, place, 1))
        if frames["rooms"]["capacity"].iloc[place] > 1:
            yield Asked("loss of a bed", _row(fewer[place]), beds(frames, place, -1))
        elif room not in fixed_rooms:
            yield Asked("loss of a room", _row(fewer[place]), no_room(frames, room))
    offers = some(frames["youths"]["youth"], "youth", rng)
    town = str(rng.choice(frames["youths"]["municipality"]))
    gain = tuple(-value for value in market.new_room(offers, town).values)  # noqa: PD011
    yield Asked("gain of a room", gain, more_room(frames, "zz", town, 1, offers))


def _of(cost: Cost) -> tuple[int, ...] | None:
    return cost.values if cost.is_possible else None  # noqa: PD011


def _row(values: np.ndarray) -> tuple[int, ...] | None:
    return None if values[0] == IMPOSSIBLE else tuple(int(value) for value in values)


Change = tuple[str, Callable[[], Market], Frames]


def change(frames: Frames, market: Market, rng: np.random.Generator, step: int) -> Change | None:
    """One random change: its name, the market after it (to be called), and the problem then."""
    kind = str(rng.choice(["decline", "leave", "close", "room", "youth", "fix"]))
    found = market.assignments()
    found = found[~found["youth"].isin(frames["fixed"]["youth"])]
    here = set(frames["pairs"]["youth"]) - set(frames["fixed"]["youth"])
    open_ = set(frames["pairs"]["room"]) - set(frames["fixed"]["room"])
    if kind == "decline" and len(found):
        youth, room = found.iloc[rng.integers(len(found))][["youth", "room"]]
        after = frames | {"forbidden": plus(frames["forbidden"], youth, room)}
        return kind, lambda: market.decline(youth, room), after
    if kind == "leave" and here:
        youth = str(rng.choice(sorted(here)))
        return kind, lambda: market.without_youth(youth), no_youth(frames, youth)
    if kind == "close" and open_:
        room = str(rng.choice(sorted(open_)))
        return kind, lambda: market.without_room(room), no_room(frames, room)
    if kind == "fix" and len(frames["pairs"]):
        youth, room = frames["pairs"].iloc[rng.integers(len(frames["pairs"]))][["youth", "room"]]
        after = frames | {"fixed": plus(frames["fixed"], youth, room)}
        return kind, lambda: market.force(youth, room), after
    return _coming(frames, market, rng, step, kind == "room", (here, open_))


def _coming(
    frames: Frames,
    market: Market,
    rng: np.random.Generator,
    step: int,
    is_room: bool,
    left: tuple[set[str], set[str]],
) -> Change:
    town = str(rng.choice([*frames["youths"]["municipality"], "GM0009"]))
    if is_room:
        offers, number = some(pd.Series(sorted(left[0])), "youth", rng), int(rng.integers(1, 4))
        row = {"room": f"z{step}", "municipality": town, "capacity": number}
        after = more_room(frames, f"z{step}", town, number, offers)
        return "new room", lambda: market.with_room(row, offers), after
    offers = some(pd.Series(sorted(left[1])), "room", rng)
    priority = int(rng.integers(0, 1001))
    youth = {"youth": f"z{step}", "municipality": town, "priority": priority}
    last = {"organisation": "", "lottery": 10_000 + step, "group": ""}
    youths = pd.concat([frames["youths"], pd.DataFrame([youth | last])], ignore_index=True)
    pairs = pd.concat([frames["pairs"], offers.assign(youth=f"z{step}")], ignore_index=True)
    after = frames | {"youths": youths, "pairs": pairs}
    return "new youth", lambda: market.with_youth(youth, offers), after


def plus(frame: pd.DataFrame, youth: str, room: str) -> pd.DataFrame:
    both = pd.concat([frame, pd.DataFrame({"youth": [youth], "room": [room]})], ignore_index=True)
    return both.drop_duplicates(ignore_index=True)


def no_youth(frames: Frames, youth: str) -> Frames:
    """Without pairs; the row stays, so that the others keep their ranks."""
    youths = frames["youths"].copy()
    if "group" in youths:
        youths.loc[youths["youth"] == youth, "group"] = ""
    return frames | {"youths": youths, "pairs": frames["pairs"].query("youth != @youth")}


def no_room(frames: Frames, room: str) -> Frames:
    return frames | {"pairs": frames["pairs"].query("room != @room")}


def beds(frames: Frames, place: int, more: int) -> Frames:
    capacity = frames["rooms"]["capacity"].to_numpy(np.int64).copy()
    capacity[place] += more
    return frames | {"rooms": frames["rooms"].assign(capacity=capacity)}


def more_room(frames: Frames, key: str, town: str, number: int, offers: pd.DataFrame) -> Frames:
    row = pd.DataFrame({"room": [key], "municipality": [town], "capacity": [number]})
    return frames | {
        "rooms": pd.concat([frames["rooms"], row], ignore_index=True),
        "pairs": pd.concat([frames["pairs"], offers.assign(room=key)], ignore_index=True),
    }


def some(keys: pd.Series, name: str, rng: np.random.Generator) -> pd.DataFrame:
    place = rng.permutation(len(keys))[: rng.integers(0, len(keys) + 1)]
    nights, fit = rng.integers(1, 50, len(place)), rng.integers(0, 1000, len(place))
    return pd.DataFrame({name: keys.to_numpy(object)[place], "nights": nights, "fit": fit})


def values(market: Market) -> list[int]:
    return list(market.values().values())


def differences(seed: int, seen: Counter[str], make: Callable[[int], Frames] = small) -> list[str]:
    """What is wrong with the answers on one instance; ``seen`` counts the questions."""
    rng = np.random.default_rng([seed, 7])
    frames, tiers, is_shared = make(seed), ORDERS[seed % len(ORDERS)], seed % 3 == 0
    problem, parameters = problem_of(frames), Parameters(tiers, is_shared, backups=0)
    result = solve(problem, parameters)
    if result.status == "infeasible":
        return []
    market = Market.of(problem, parameters, result)
    base, wrong = values(market), []
    kept = promised(frames, result) if is_shared else frames
    for asked in questions(kept, market, rng):
        expected = best_values(asked.frames, tiers)
        seen[asked.what] += 1
        seen["not possible"] += expected is None
        # A better lottery is a lower sum of ranks; a tier is better when it is higher.
        lost = None if expected is None else _lost(base, expected)
        if asked.lost != lost:
            wrong.append(f"seed {seed}, {asked.what}: {asked.lost}, the reference {lost}")
    return wrong + _changes(seed, frames, market, rng, seen)


def _lost(base: list[int], expected: list[int]) -> tuple[int, ...]:
    lost = [before - after for before, after in zip(base, expected, strict=True)]
    return (*lost[:-1], -lost[-1])


def _changes(
    seed: int, frames: Frames, market: Market, rng: np.random.Generator, seen: Counter[str]
) -> list[str]:
    """Three changes after one another."""
    for step in range(3):
        found = change(frames, market, rng, step)
        if found is None:
            continue
        what, after, then = found
        expected = best_values(then, ORDERS[seed % len(ORDERS)], seed % 3 == 0)
        try:
            changed: Market | None = after()
        except ChangeRefused:
            changed = None
        seen[what] += 1
        seen["not possible"] += expected is None
        got = None if changed is None else values(changed)
        if got != expected:
            return [f"seed {seed}, step {step}, {what}: {got}, the reference {expected}"]
        if changed is not None:
            market, frames = changed, then
    return []


def main(number: int, first: int, make: Callable[[int], Frames]) -> int:
    started = time.monotonic()
    seen: Counter[str] = Counter()
    wrong = [
        text for seed in range(first, first + number) for text in differences(seed, seen, make)
    ]
    print("\n".join(wrong))
    asked = sum(number for what, number in seen.items() if what != "not possible")
    print(f"{asked} questions, {len(wrong)} wrong, {time.monotonic() - started:.0f} s")
    print(dict(sorted(seen.items())))
    return int(bool(wrong))


if __name__ == "__main__":
    makers = {"mixed": mixed, "crowded": crowded}
    make = next((makers[word] for word in sys.argv if word in makers), small)
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    sys.exit(main(numbers[0], numbers[1] if len(numbers) > 1 else 0, make))
