"""Who may know what of whom, stage by stage: identity and address come last."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import pytest

from matcher.database.hosting import HouseRule
from matcher.database.hosts import Home, Household, Room
from matcher.database.places import Municipality
from matcher.database.youths import NeedProfile, Youth
from matcher.introductions.levels import levels
from matcher.introductions.profile import (
    HomeProfile,
    Stay,
    YouthProfile,
    given_name,
    home_profile,
    youth_profile,
)
from matcher.rooms.terms import Terms
from matcher.words import (
    DayActivity,
    DisclosureLevel,
    Gender,
    HouseholdGender,
    HouseholdKind,
    HouseRuleKind,
    IntroductionStage,
    MeetingPlace,
    Side,
)

S, L = IntroductionStage, DisclosureLevel
STAY = Stay(date(2026, 4, 1), None)
TODAY = date(2026, 3, 2)


def youth() -> Youth:
    return Youth(
        reference="J-KANARIE", first_name="Kanarievoornaam", last_name="Kanarieachternaam",
        birth_date=date(2007, 1, 31), gender=Gender.FEMALE, email="kanarie@example.org",
        phone="06-kanarie", municipality=Municipality(name="Utrecht"), lottery=1,
        needs=NeedProfile(
            budget_cents=45000, guidance_kind=4, day_activity=DayActivity.SCHOOL, smokes=False,
            has_pet=False, languages="nl", interests="music", attention_wish=2,
        ),
    )  # fmt: skip


def room() -> Room:
    household = Household(
        reference="H-KANARIE", contact_name="Marijke Kanarie", email="gast@example.org",
        phone="030-kanarie", kind=HouseholdKind.COUPLE, gender=HouseholdGender.MIXED,
        has_children=False, smokes=False, has_cat=True, has_dog=False, languages="nl",
        interests="cooking", attention_offer=2, motivation="kanariemotivatie",
    )  # fmt: skip
    home = Home(
        household=household, street="Kanariestraat", house_number="12", postcode="3511 KA",
        place_name="Utrecht", latitude=52.1, longitude=5.1,
    )  # fmt: skip
    return Room(
        home=home, reference="K-KANARIE", description="kanariekamer", rent_cents=40000,
        area_m2=14.0, step_free=False, smoking_allowed=False, pets_welcome=False,
        requires_day_activity=True,
    )  # fmt: skip


RULES = [HouseRule(position=1, kind=HouseRuleKind.QUIET, text="Stil na 22:30, zegt Kanarieregel.")]


def test_a_host_hears_nothing_before_the_youth_has_said_yes() -> None:
    assert levels(Side.HOST, S.INTEREST) == ()
    assert levels(Side.YOUTH, S.INTEREST) == (L.PROFILE,)


@pytest.mark.parametrize("side", [Side.HOST, Side.YOUTH])
@pytest.mark.parametrize("stage", list(IntroductionStage))
def test_name_phone_and_address_come_only_after_both_said_yes(
    side: Side, stage: IntroductionStage
) -> None:
    known = set(levels(side, stage, MeetingPlace.HOME))
    both_said_yes = stage in (S.TRIAL, S.AGREEMENTS, S.STARTED)
    assert bool(known & {L.CONTACT, L.ADDRESS}) == both_said_yes


@pytest.mark.parametrize("side", list(Side))
def test_nothing_is_known_once_it_has_stopped(side: Side) -> None:
    assert levels(side, S.STOPPED, MeetingPlace.HOME) == ()


def test_a_level_is_never_taken_back_while_the_introduction_goes_on() -> None:
    for side in (Side.YOUTH, Side.HOST, Side.COUNSELLOR):
        known: set[DisclosureLevel] = set()
        for stage in IntroductionStage:
            if stage != S.STOPPED:
                now = set(levels(side, stage))
                assert known <= now
                known = now


def test_the_counsellor_hears_where_the_home_is_only_when_the_meeting_is_there() -> None:
    assert L.ADDRESS in levels(Side.COUNSELLOR, S.MEETING, MeetingPlace.HOME)
    assert L.ADDRESS not in levels(Side.COUNSELLOR, S.MEETING, MeetingPlace.OFFICE)
    assert L.ADDRESS not in levels(Side.COUNSELLOR, S.DATE, MeetingPlace.HOME)


#: What may be found in a profile at each level, and nothing else of what is marked.
OF_YOUTH = {L.FIRST_NAME: {"Kanarievoornaam"}, L.CONTACT: {"Kanarieachternaam", "06-kanarie"}}
OF_HOST = {
    L.FIRST_NAME: {"Marijke", "Kanarieregel"},
    L.CONTACT: {"Marijke Kanarie", "030-kanarie"},
    L.ADDRESS: {"Kanariestraat", "3511 KA"},
}
NEVER = (
    "J-KANARIE", "kanarie@example.org", "2007", "H-KANARIE", "gast@example.org",
    "kanariemotivatie", "K-KANARIE", "kanariekamer", "52.1",
)  # fmt: skip


def canaries(known: set[DisclosureLevel], table: dict[DisclosureLevel, set[str]]) -> set[str]:
    return {text for level, texts in table.items() if level not in known for text in texts}


@pytest.mark.parametrize("stage", list(IntroductionStage))
@pytest.mark.parametrize("side", [Side.YOUTH, Side.HOST, Side.COUNSELLOR])
def test_a_profile_holds_no_field_that_its_level_does_not_name(
    side: Side, stage: IntroductionStage
) -> None:
    known = set(levels(side, stage))
    made: YouthProfile | HomeProfile | None
    if side == Side.HOST:
        made, table = youth_profile(youth(), STAY, known, TODAY), OF_YOUTH
    else:
        made, table = (
            home_profile(room(), Terms(notes="kanarienotitie"), RULES, STAY, known),
            OF_HOST,
        )
    if not known:
        assert made is None
        return
    assert made is not None
    said = str(asdict(made))
    assert not [text for text in (*canaries(known, table), *NEVER) if text in said]
    assert all(text in said for level in known for text in table.get(level, ()))


def test_an_age_in_years_stands_for_the_birthday() -> None:
    made = youth_profile(youth(), STAY, {L.PROFILE}, date(2026, 1, 30))
    assert made is not None
    assert made.age == 18


@pytest.mark.parametrize(
    ("contact", "first"),
    [
        ("Marijke de Vries", "Marijke"),
        ("Anne-Fleur Jansen", "Anne-Fleur"),
        ("Familie de Vries", None),
        ("familie Jansen", None),
        ("M. de Vries", None),
        ("M de Vries", None),
        ("De Vries", None),
        ("Jansen", None),
        ("Mevr. Jansen", None),
        ("", None),
    ],
)
def test_a_first_name_is_told_only_where_it_is_one(contact: str, first: str | None) -> None:
    assert given_name(contact) == first
