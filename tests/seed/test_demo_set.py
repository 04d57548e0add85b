"""What a demo set looks like, before it is written."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise

from matcher.accounts.rules import DEMO_PASSPHRASE, SHORTEST_PASSPHRASE, passphrase_problems
from matcher.words import (
    DayActivity,
    HouseholdGender,
    HouseholdKind,
    PlacementStatus,
    TargetGroup,
    YouthStatus,
)
from seed.demo import Size, names
from seed.demo.chance import stream
from seed.demo.country import COLLEGE_TOWNS, Country
from seed.demo.homes import own_front_door
from seed.demo.partners import number_of_partners
from seed.demo.plan import DemoSet, make_set
from tests.seed.conftest import TODAY


def age_on(day: date, birth_date: date) -> int:
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def everything(demo: DemoSet) -> str:
    return repr((demo.partners.contracts, demo.dwellings, demo.people, demo.placed))


def test_the_same_seed_gives_the_same_set(country: Country) -> None:
    once, again = (everything(make_set(country, Size(120, 80), 7, TODAY)) for _ in range(2))
    assert once == again
    assert everything(make_set(country, Size(120, 80), 8, TODAY)) != once
    assert everything(make_set(country, Size(120, 80), 7, date(2026, 3, 3))) != once


def test_the_size_is_exact(demo: DemoSet) -> None:
    assert len(demo.people) == 1500
    assert sum(len(dwelling.rooms) for dwelling in demo.dwellings) == 900


def test_very_small_sets_can_be_made(country: Country) -> None:
    demo = make_set(country, Size(1, 1), 1, TODAY)
    assert (len(demo.people), len(demo.dwellings)) == (1, 1)
    assert make_set(country, Size(0, 0), 1, TODAY).people == []


def test_large_partner_towns_have_more_youths_and_homes(country: Country, demo: DemoSet) -> None:
    by_size = sorted(demo.partners.running, key=lambda code: country.weights[code])
    half = len(by_size) // 2
    youths = Counter(person.town.municipality for person in demo.people)
    homes = Counter(dwelling.town.municipality for dwelling in demo.dwellings)
    for numbers in (youths, homes):
        small, large = (sum(numbers[c] for c in part) for part in (by_size[:half], by_size[half:]))
        assert large > 2.5 * small
        assert {code for code, _ in numbers.most_common(3)} == set(by_size[-3:])


def test_nearly_all_homes_stand_in_municipalities_that_take_part(demo: DemoSet) -> None:
    running = set(demo.partners.running)
    share = sum(d.town.municipality in running for d in demo.dwellings) / len(demo.dwellings)
    assert 0.9 < share < 1


def test_nationally_91_municipalities_take_part_in_the_provinces_of_the_source(
    country: Country,
) -> None:
    demo = make_set(country, Size(8500, 10), 1, TODAY)
    assert len(set(demo.partners.running)) == number_of_partners(8500) == 91
    assert not {country.provinces[c] for c in demo.partners.running} & {"Zeeland", "Limburg"}
    assert len(demo.organisations) == 60
    assert len({organisation.name for organisation in demo.organisations}) == 60


def test_every_partner_has_one_contract_that_runs_and_none_that_overlap(demo: DemoSet) -> None:
    by_code: dict[str, list[tuple[date, date]]] = {}
    for row in demo.partners.contracts:
        end = row["ends_on"] or date.max
        assert row["starts_on"] < end
        by_code.setdefault(row["municipality_code"], []).append((row["starts_on"], end))
    for code, periods in by_code.items():
        assert all(a[1] <= b[0] for a, b in pairwise(sorted(periods)))
        runs = [start <= TODAY < end for start, end in periods].count(True)
        assert runs == (1 if code in demo.partners.running else 0)


def test_a_larger_municipality_never_pays_less(country: Country, demo: DemoSet) -> None:
    rows = sorted(
        demo.partners.contracts, key=lambda row: country.weights[row["municipality_code"]]
    )
    tariffs = [row["tariff_cents"] for row in rows]
    assert tariffs == sorted(tariffs)
    assert len(set(tariffs)) > 2


def test_placement_limits_are_above_what_runs(demo: DemoSet) -> None:
    living = Counter(
        one.person.youth["municipality_code"]
        for one in demo.placed
        if one.stay.status != PlacementStatus.ENDED
    )
    limits = [row for row in demo.partners.contracts if row["placement_limit"] is not None]
    assert limits
    assert all(row["placement_limit"] > living[row["municipality_code"]] for row in limits)


def test_nobody_is_outside_the_age_window_without_a_reasoned_exception(demo: DemoSet) -> None:
    ages = Counter[int]()
    for person in demo.people:
        age = age_on(max(TODAY, person.youth["ready_on"]), person.youth["birth_date"])
        ages[age] += 1
        if not 18 <= age <= 27:
            assert person.needs["age_exception"]
        assert bool(person.needs["age_exception_reason"]) == person.needs["age_exception"]
    assert ages[17] > 0
    assert sum(ages[age] for age in range(18, 24)) > 0.85 * len(demo.people)


def test_rents_and_budgets_are_between_300_and_550_euros(demo: DemoSet) -> None:
    rents = [room["rent_cents"] for dwelling in demo.dwellings for room in dwelling.rooms]
    budgets = [person.needs["budget_cents"] for person in demo.people]
    for amounts in (rents, budgets):
        assert min(amounts) >= 300_00
        assert max(amounts) <= 550_00
        assert 375_00 <= sorted(amounts)[len(amounts) // 2] <= 475_00


def test_most_rooms_cost_less_than_the_legal_maximum_some_more_some_unknown(demo: DemoSet) -> None:
    rooms = [room for dwelling in demo.dwellings for room in dwelling.rooms]
    unknown = sum(room["legal_max_rent_cents"] is None for room in rooms)
    above = sum(room["rent_cents"] > (room["legal_max_rent_cents"] or 10**9) for room in rooms)
    assert 0.08 < unknown / len(rooms) < 0.25
    assert 0 < above / len(rooms) < 0.08


def test_target_groups_guidance_and_budget_hang_together(demo: DemoSet) -> None:
    shares = Counter(person.youth["target_group"] for person in demo.people)
    assert 0.45 < shares[TargetGroup.LIGHT] / len(demo.people) < 0.55
    assert 0.10 < shares[TargetGroup.HEAVY] / len(demo.people) < 0.20

    def mean(group: TargetGroup, column: str) -> float:
        values = [p.needs[column] for p in demo.people if p.youth["target_group"] == group]
        return sum(values) / len(values)

    assert mean(TargetGroup.LIGHT, "guidance_kind") > mean(TargetGroup.HEAVY, "guidance_kind") + 0.8
    budgets = {
        activity: [
            p.needs["budget_cents"] for p in demo.people if p.needs["day_activity"] == activity
        ]
        for activity in (DayActivity.WORK, DayActivity.NONE)
    }
    work, none = (sum(values) / len(values) for values in budgets.values())
    assert work > none + 40_00


def test_households_are_consistent(demo: DemoSet) -> None:
    for dwelling in demo.dwellings:
        household = dwelling.household
        assert household["has_children"] == (household["kind"] == HouseholdKind.FAMILY)
        if household["kind"] == HouseholdKind.SINGLE:
            assert household["gender"] != HouseholdGender.MIXED
        assert 1 <= len(dwelling.rooms) <= 3
        assert len({room["step_free"] for room in dwelling.rooms}) == 1


def test_offers_of_a_room_follow_each_other(demo: DemoSet) -> None:
    for dwelling in demo.dwellings:
        for offers in dwelling.offers:
            assert offers[0]["free_from"] >= dwelling.household["signed_up_on"]
            for offer in offers:
                assert offer["free_until"] is None or offer["free_until"] > offer["free_from"]
            assert all(a["free_until"] < b["free_from"] for a, b in pairwise(offers))


def test_homes_lie_near_their_place_and_have_one_of_its_postcodes(demo: DemoSet) -> None:
    for dwelling in demo.dwellings:
        home, town = dwelling.home, dwelling.town
        assert home["postcode"][:4] in town.postcodes
        assert re.fullmatch(r"[1-9]\d{3} [A-Z]{2}", home["postcode"])
        assert (home["place_name"], home["municipality_code"]) == (town.name, town.municipality)
        assert abs(home["latitude"] - town.latitude) < 0.1


def test_no_two_households_share_a_front_door() -> None:
    taken = {("3511 AB", "7"), ("3511 AB", "9")}
    home = {"postcode": "3511 AB", "house_number": "7"}
    own_front_door(home, taken)
    assert home["house_number"] == "11"
    assert ("3511 AB", "11") in taken


def test_every_youth_has_a_home_town_and_pupils_a_study_town(demo: DemoSet) -> None:
    for person in demo.people:
        kinds = [place["kind"] for place in person.places]
        assert kinds.count("home") == 1
        studies = person.needs["day_activity"] in (DayActivity.SCHOOL, DayActivity.LEARN_WORK)
        assert ("study" in kinds) == studies
    own = sum(p.youth["municipality_code"] == p.town.municipality for p in demo.people)
    assert 0.85 < own / len(demo.people) < 1


def test_all_college_towns_are_in_the_reference_data(country: Country) -> None:
    assert {town.name for town in country.colleges} == set(COLLEGE_TOWNS)


def test_stays_in_a_room_and_of_a_youth_never_overlap(demo: DemoSet) -> None:
    by_room: dict[str, list[tuple[date, date]]] = {}
    for one in demo.placed:
        period = (one.stay.starts_on, one.stay.ends_on or date.max)
        by_room.setdefault(one.room["reference"], []).append(period)
    for periods in by_room.values():
        assert all(a[1] <= b[0] for a, b in pairwise(sorted(periods)))
    youths = [one.person.youth["reference"] for one in demo.placed]
    assert len(youths) == len(set(youths))
    assert {one.stay.status for one in demo.placed} == {
        PlacementStatus.ENDED,
        PlacementStatus.ACTIVE,
        PlacementStatus.BOOKED,
    }


def test_a_stay_lies_within_the_offer_the_contract_and_the_host_s_ages(demo: DemoSet) -> None:
    for one in demo.placed:
        position = one.dwelling.rooms.index(one.room)
        assert one.dwelling.offers[position][0]["free_from"] <= one.stay.starts_on
        assert one.dwelling.is_approved
        age = age_on(one.stay.starts_on, one.person.youth["birth_date"])
        assert one.room["min_age"] <= age <= one.room["max_age"]
        assert any(
            row["starts_on"] <= one.stay.starts_on < (row["ends_on"] or date.max)
            for row in demo.partners.contracts
            if row["municipality_code"] == one.dwelling.town.municipality
        )


def test_a_youth_s_status_tells_whether_there_is_a_stay_now(demo: DemoSet) -> None:
    living = {
        one.person.youth["reference"]
        for one in demo.placed
        if one.stay.status != PlacementStatus.ENDED
    }
    placed = {
        person.youth["reference"]
        for person in demo.people
        if person.youth["status"] == YouthStatus.PLACED
    }
    assert placed == living
    for one in demo.placed:
        if one.stay.status == PlacementStatus.ENDED:
            assert one.stay.ends_on is not None
            assert one.stay.ends_on <= TODAY
        assert (one.stay.status == PlacementStatus.BOOKED) == (one.stay.starts_on > TODAY)


def test_a_room_is_ruled_out_for_a_youth_at_most_once(demo: DemoSet) -> None:
    pairs = [(e.person.youth["reference"], e.room["reference"]) for e in demo.exclusions]
    assert 0 < len(pairs) == len(set(pairs)) < 30


def test_every_name_and_street_says_that_it_is_made_up(demo: DemoSet) -> None:
    marks = [mark.lower() for mark in names.MARKS]
    texts = [
        *(person.youth["last_name"] for person in demo.people),
        *(dwelling.household["contact_name"] for dwelling in demo.dwellings),
        *(dwelling.home["street"] for dwelling in demo.dwellings),
        *(organisation.name for organisation in demo.organisations),
    ]
    assert [text for text in texts if not any(mark in text.lower() for mark in marks)] == []


def test_mail_and_phone_can_reach_nobody_and_nothing_looks_like_a_bsn(demo: DemoSet) -> None:
    records = [person.youth for person in demo.people]
    records += [dwelling.household for dwelling in demo.dwellings]
    emails = [record["email"] for record in records]
    assert len(emails) == len(set(emails))
    assert all(re.fullmatch(r"[a-z.]+\.[hj]\d{5}@example\.org", email) for email in emails)
    phones = {record["phone"] for record in records} - {""}
    assert all(re.fullmatch(r"06-0000 \d{4}", phone) for phone in phones)
    texts = [str(value) for record in records for value in record.values()]
    assert not [text for text in texts if re.search(r"(?<!\d)\d{9}(?!\d)", text.replace(" ", ""))]


def test_the_demo_passphrase_follows_the_rule_for_passphrases() -> None:
    assert len(DEMO_PASSPHRASE) >= SHORTEST_PASSPHRASE
    assert passphrase_problems(DEMO_PASSPHRASE, ["coordinator@demo.example"]) == ()


def test_a_record_s_stream_depends_on_nothing_but_seed_subject_and_number() -> None:
    assert stream(1, "youth", 5).random() == stream(1, "youth", 5).random()
    others = [stream(2, "youth", 5), stream(1, "home", 5), stream(1, "youth", 6)]
    assert stream(1, "youth", 5).random() not in [other.random() for other in others]
