"""The generated instances: repeatable, of the promised shape, and in the format of `solve`."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.spatial.distance import cdist

from bench.instances import limited, national
from bench.national import placed_on_map


def test_same_seed_gives_the_same_frames_and_another_seed_other_ones():
    first, again, other = (limited(80, 50, seed=s, towns=6, groups=4) for s in (1, 1, 2))
    for name, frame in first.items():
        pd.testing.assert_frame_equal(frame, again[name])
    assert not first["pairs"].equals(other["pairs"])


def test_pairs_are_sorted_by_youth_then_room_and_none_appears_twice():
    pairs = national(700, 400, towns=20)["pairs"]
    code = pairs["youth"].cat.codes.to_numpy(int) * 400 + pairs["room"].cat.codes.to_numpy(int)
    assert (np.diff(code) > 0).all()


def test_all_pairs_are_within_reach():
    frames, country = placed_on_map(600, 300, 3, 20, None)
    distance = cdist(country.youth_at, country.room_at)
    youth, room = (frames["pairs"][name].cat.codes.to_numpy() for name in ("youth", "room"))
    assert distance[youth, room].max() < 40
    assert frames["pairs"]["nights"].between(1, 180).all()
    assert frames["pairs"]["fit"].between(0, 1000).all()


def test_a_smaller_country_has_more_pairs():
    pairs = [len(national(200, 150, towns=20, area=area)["pairs"]) for area in (1.0, 0.2)]
    assert pairs[0] < pairs[1]


def test_limited_instance_has_all_kinds_of_limits_and_groups_of_two_to_four():
    frames = limited(400, 260, towns=30, organisations=8, groups=15)
    assert set(frames["limits"]["kind"]) == {
        "contract", "guarantee", "inflow", "organisation", "outflow",
    }  # fmt: skip
    size = frames["youths"].query("group != ''").groupby("group").size()
    assert len(size) == 15
    assert size.between(2, 4).all()


def test_limits_name_only_municipalities_and_organisations_that_are_there():
    frames = limited(9, 5, towns=12, organisations=6, groups=1)
    towns = {*frames["youths"]["municipality"], *frames["rooms"]["municipality"]}
    for kind, key in frames["limits"][["kind", "key"]].to_numpy():
        assert key in (set(frames["youths"]["organisation"]) if kind == "organisation" else towns)
