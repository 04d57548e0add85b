"""People find their municipality and place however they type it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InvalidSettings
from matcher.geography import distance_km, load
from matcher.geography.names import key_of

REFERENCE = load()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("GM0363", "GM0363"),
        ("gm0363", "GM0363"),
        ("0363", "GM0363"),
        ("363", "GM0363"),
        (" Amsterdam ", "GM0363"),
        ("Den Haag", "GM0518"),
        ("den haag", "GM0518"),
        ("'s-Gravenhage", "GM0518"),
        ("’s Gravenhage", "GM0518"),
        ("sGravenhage", "GM0518"),
        ("den bosch", "GM0796"),
        ("s Hertogenbosch", "GM0796"),
        ("sudwest fryslan", "GM1900"),
        ("Súdwest-Fryslân", "GM1900"),
        ("Sûdwest Fryslân", "GM1900"),
        ("Bergen NH", "GM0373"),
        ("Bergen (NH)", "GM0373"),
        ("Bergen (N.H.)", "GM0373"),
        ("bergen l.", "GM0893"),
        ("Gemeente Utrecht", "GM0344"),
        ("Amsterdam (NH)", "GM0363"),
        ("Alphen a/d Rijn", "GM0484"),
        ("Capelle a.d. IJssel", "GM0502"),
        ("St. Michielsgestel", "GM0845"),
        ("Nuenen", "GM0820"),
    ],
)
def test_municipality_is_found_as_people_type_it(typed: str, code: str) -> None:
    found = REFERENCE.find_municipality(typed)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("typed", ["Bergen", "", "  ", "Atlantis", "GM9999", "Amsterdam (L)"])
def test_unknown_or_unclear_municipality_is_not_guessed(typed: str) -> None:
    assert REFERENCE.find_municipality(typed) is None


def test_every_municipality_is_found_by_its_own_name_and_code() -> None:
    for municipality in REFERENCE.municipalities.values():
        assert REFERENCE.find_municipality(municipality.name) == municipality
        assert REFERENCE.find_municipality(municipality.code) == municipality


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Hengelo", "hengelo-0164"),
        ("Hengelo (Gld)", "hengelo-1876"),
        ("Rijswijk", "rijswijk-0603"),
        ("Rijswijk NB", "rijswijk-1959"),
        ("Beek gem Montferland", "beek-1955"),
        ("Elst Ut", "elst-0340"),
        ("'t Harde", "t-harde-0230"),
        ("t harde", "t-harde-0230"),
        ("Katwijk", "katwijk-aan-zee-0537"),
        ("St. Annaparochie", "sint-annaparochie-1949"),
        ("'s-Gravenhage", "den-haag-0518"),
        ("Koog a/d Zaan", "koog-aan-de-zaan-0479"),
    ],
)
def test_place_is_found_as_people_type_it(typed: str, key: str) -> None:
    found = REFERENCE.find_place(typed)
    assert found is not None
    assert found.key == key


def test_place_that_may_be_one_of_two_is_asked_not_guessed() -> None:
    assert REFERENCE.find_place("Elst") is None
    assert [place.municipality for place in REFERENCE.places_named("Elst")] == ["GM1734", "GM0340"]
    within = REFERENCE.find_place("Elst", "GM0340")
    assert within is not None
    assert within.key == "elst-0340"


def test_every_place_is_found_by_name_within_its_municipality() -> None:
    for place in REFERENCE.places.values():
        assert place in REFERENCE.places_named(place.name, place.municipality)


@given(st.text(max_size=30))
def test_any_text_can_be_looked_up(text: str) -> None:
    assert key_of(key_of(text)) == key_of(key_of(key_of(text)))
    REFERENCE.find_municipality(text)
    REFERENCE.find_place(text)


def test_missing_reference_files_are_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match=r"municipalities\.csv.*restore seed/reference"):
        load(tmp_path)


def test_reference_files_are_read_once() -> None:
    assert load() is REFERENCE


def test_distance_between_known_towns() -> None:
    amsterdam, maastricht = (52.3731, 4.8922), (50.8514, 5.6910)
    assert float(distance_km(*amsterdam, *maastricht)) == pytest.approx(178.0, abs=1.0)
    # One degree of latitude is 111.2 km on a sphere.
    assert float(distance_km(52.0, 5.0, 53.0, 5.0)) == pytest.approx(111.195, abs=0.001)


def test_distance_broadcasts_over_arrays_and_passes_unknown_positions_on() -> None:
    north = np.array([[52.0], [53.0], [np.nan]])
    result = distance_km(north, 5.0, np.array([52.0, 51.0]), np.array([5.0, 5.0]))
    assert result.shape == (3, 2)
    assert result[0, 0] == 0
    assert result[1, 1] == pytest.approx(2 * 111.195, abs=0.01)
    assert np.isnan(result[2]).all()


positions = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(positions, positions)
def test_distance_is_symmetric_and_at_most_half_the_earth(
    here: tuple[float, float], there: tuple[float, float]
) -> None:
    away = float(distance_km(*here, *there))
    assert away == pytest.approx(float(distance_km(*there, *here)), abs=1e-6)
    assert 0 <= away <= 20016
