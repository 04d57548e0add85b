"""The administrator's list of care organisations."""

from __future__ import annotations

from matcher.words import Role
from tests.web.conftest import ORGANISATION, SignIn


def test_an_administrator_adds_and_renames_an_organisation(sign_in_as: SignIn) -> None:
    client = sign_in_as(Role.ADMINISTRATOR)
    answers = {"code": "NIEUW", "name": "Nieuwe zorg"}
    assert client.post("/admin/organisations", data=answers).status_code == 303
    assert "Nieuwe zorg" in client.get("/admin/organisations").get_data(as_text=True)
    assert client.post("/admin/organisations/2", data={"name": "Betere zorg"}).status_code == 303
    assert "Betere zorg" in client.get("/admin/organisations/2").get_data(as_text=True)


def test_a_code_in_use_or_with_a_space_is_told_at_its_field(sign_in_as: SignIn) -> None:
    client = sign_in_as(Role.ADMINISTRATOR)
    for code in (ORGANISATION, "met spatie", ""):
        answers = {"code": code, "name": "Nieuwe zorg"}
        refused = client.post("/admin/organisations", data=answers)
        assert refused.status_code == 422
        assert 'href="#code"' in refused.get_data(as_text=True)
