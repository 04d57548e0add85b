"""What the tests of hosts' pages fill in, and the postcode that it needs."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from matcher.database.places import Place, Postcode
from tests.web.conftest import MUNICIPALITY

#: The steps in order, with their addresses and valid answers.
ANSWERS: dict[str, dict[str, Any]] = {
    "you": {"contact_name": "Mo Fictief", "email": "mo@example.org", "phone": ""},
    "address": {"postcode": "1011ab", "house_number": "7a", "street": "Verzonnenlaan"},
    "household": {"kind": "couple", "gender": "mixed", "has_cat": "y", "languages": ["nl", "ar"]},
    "home": {
        "tenure": "rented_social",
        "number_of_residents": "2",
        "benefits": ["huurtoeslag"],
        "usable_m2": "80,5",
    },
    "rooms/1/room": {
        "description": "Zolderkamer",
        "area_m2": "14.5",
        "is_furnished": "y",
        "free_from_1": "1-4-2030",
        "free_until_1": "1-7-2030",
        "free_from_2": "1-9-2030",
    },
    "rooms/1/rent": {
        "rent": "395,50",
        "included": ["heating", "internet"],
        "service": "50",
        "deposit": "400",
        "notes": "Boodschappen apart",
    },
    "housemate": {
        "min_age": "18",
        "max_age": "23",
        "accepts_gender": "any",
        "accepts_guidance": ["4", "3"],
        "pets_welcome": "y",
        "housemate_wish": "Iemand die mee-eet",
        "limits": "Geen rook",
    },
    "rules": {"quiet": "Na half elf stil", "pets": "De hond blijft beneden"},
    "together": {
        "attention_offer": "2",
        "interests": ["cooking"],
        "motivation": "Het huis is leeg.",
    },
}
SECOND_ROOM = {
    "rooms/2/room": {"description": "Tuinkamer", "free_from_1": "1-6-2030"},
    "rooms/2/rent": {"rent": "350"},
}


def add_postcode(session: Session) -> None:
    town = Place(
        id=1, name="Amsterdam", municipality_code=MUNICIPALITY, latitude=52.37, longitude=4.9
    )
    session.add(town)
    session.flush()
    session.add(
        Postcode(
            digits="1011",
            place_id=1,
            municipality_code=MUNICIPALITY,
            latitude=52.373,
            longitude=4.905,
        )
    )


def fill_in(client: FlaskClient, steps: dict[str, dict[str, Any]] | None = None) -> None:
    """Answer the steps (all of them, when none are given), each of which must be accepted."""
    client.post("/sign-up")
    for step, answers in (steps or ANSWERS).items():
        response = client.post(f"/sign-up/{step}", data=answers)
        assert response.status_code == 303, f"{step}: {response.get_data(as_text=True)}"


def up_to(step: str) -> dict[str, dict[str, Any]]:
    """Return the answers of the steps before ``step``."""
    names = list(ANSWERS)
    return {name: ANSWERS[name] for name in names[: names.index(step)]}
