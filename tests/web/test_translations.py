"""Every text exists in Dutch, and the check that says so can fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from web.languages import catalogue
from web.translations.check import CATALOGUE, main, problems
from web.translations.update import extracted, fill, missing, read, renewed, write


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    path = tmp_path / "nl" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(CATALOGUE.read_bytes())
    return path


def test_every_text_of_the_pages_has_its_dutch() -> None:
    assert problems(read(CATALOGUE), extracted()) == []


def test_control_an_emptied_text_fails_the_check(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy.write_text(copy.read_text().replace('msgstr "Inloggen"', 'msgstr ""', 1))
    assert main(copy) == 1
    assert "without a text: 'Sign in'" in capsys.readouterr().out


def test_control_a_removed_message_fails_the_check(copy: Path) -> None:
    text = copy.read_text()
    copy.write_text(text.replace('msgid "Sign in"\nmsgstr "Inloggen"\n', ""))
    assert "not in the catalogue: 'Sign in'" in problems(read(copy), extracted())


def sources(*ids: object) -> Catalog:
    catalog = Catalog(locale="nl")
    for message in ids:
        catalog.add(message)  # type: ignore[arg-type]
    return catalog


def dutch(*pairs: tuple[object, object], **options: object) -> Catalog:
    catalog = Catalog(locale="nl")
    for message, text in pairs:
        catalog.add(message, text, **options)  # type: ignore[arg-type]
    return catalog


def test_message_that_the_sources_lost_is_told() -> None:
    assert problems(dutch(("Old", "Oud")), sources()) == ["no longer in the sources: 'Old'"]


def test_fuzzy_text_is_told() -> None:
    catalog = dutch(("Room", "Kamer"), flags=["fuzzy"])
    assert problems(catalog, sources("Room")) == ["marked fuzzy: 'Room'"]


@pytest.mark.parametrize("text", ["Pagina", "Pagina %(pages)s", "%(page)s %(page)s", "%(page)d %%"])
def test_other_placeholders_are_told(text: str) -> None:
    found = problems(dutch(("Page %(page)s", text)), sources("Page %(page)s"))
    assert found == ["other placeholders than the English: 'Page %(page)s'"]


def test_plural_may_leave_the_number_out_but_not_another_value() -> None:
    ids = ("%(num)s room in %(town)s", "%(num)s rooms in %(town)s")
    good = dutch((ids, ("één kamer in %(town)s", "%(num)s kamers in %(town)s")))
    bad = dutch((ids, ("één kamer", "%(num)s kamers in %(town)s")))
    assert problems(good, sources(ids)) == []
    assert len(problems(bad, sources(ids))) == 1


def test_half_a_plural_is_told() -> None:
    ids = ("%(num)s room", "%(num)s rooms")
    found = problems(dutch((ids, ("%(num)s kamer", ""))), sources(ids))
    assert found == ["without a text: '%(num)s room'"]


def test_update_keeps_texts_drops_lost_messages_and_is_repeatable(tmp_path: Path) -> None:
    path = tmp_path / "nl" / "LC_MESSAGES" / "messages.po"
    fresh = renewed(dutch(("Room", "Kamer"), ("Old", "Oud")), sources("Room", "New"))
    assert fill(fresh, {"New": "Nieuw", "Nowhere": "Nergens"}) == ["Nowhere"]
    assert missing(fresh) == []
    write(path, fresh)
    first = path.read_bytes()
    write(path, renewed(read(path), sources("Room", "New")))
    assert path.read_bytes() == first
    assert b"Oud" not in first
    assert b"/web/" not in first  # no places in the source, no paths of a machine


def test_catalogue_is_compiled_without_files() -> None:
    assert catalogue("nl").gettext("Sign in") == "Inloggen"
    assert catalogue("nl").ngettext("%(num)s day", "%(num)s days", 1) == "%(num)s dag"
    assert catalogue("en").gettext("Sign in") == "Sign in"
