"""Every audit event has words for the page."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

import matcher
import web
from matcher.database.records import AuditEvent
from matcher.words import DeclineReason, HostStepReason
from web.happened import REASONS, SUBJECTS, WORDS, describing, merging

ACTION = re.compile(r'record\(\s*session, \w+, "([a-z]+\.[a-z_]+)"')


def test_every_event_that_the_services_write_has_words() -> None:
    folders = [Path(package.__file__ or "").parent for package in (matcher, web)]
    sources = [path.read_text(encoding="utf-8") for f in folders for path in f.rglob("*.py")]
    written = {action for source in sources for action in ACTION.findall(source)}
    assert len(written) > 15
    assert sorted(written - WORDS.keys()) == []
    assert sorted({action.partition(".")[0] for action in written} - SUBJECTS.keys()) == []


def test_a_coded_reason_means_what_the_words_of_its_subject_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert HostStepReason in REASONS["household"]
    assert REASONS["proposal"] == (DeclineReason,)
    monkeypatch.setattr(describing, "language", lambda: "en")
    event = AuditEvent(action="household.refuse", details={"reason": "no_vog"})
    assert describing.with_what(event) == "no VOG"
    event.action = "proposal.decline"
    assert describing.with_what(event) == ""


def test_what_was_shown_says_what_and_to_whom(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(describing, "language", lambda: "en")
    event = AuditEvent(
        action="introduction.disclose", details={"side": "host", "level": "first_name"}
    )
    assert describing.with_what(event) == "host; first name"
    event = AuditEvent(action="question.answer", details={"side": "youth", "kind": "interest"})
    assert describing.with_what(event) == "youth"


def test_two_parts_with_words_for_one_event_do_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {"web.happened.texts_a": {"a.go": "x"}, "web.happened.texts_b": {"a.go": "y"}}
    monkeypatch.setattr(merging, "MODULES", ["texts_a", "texts_b"])
    monkeypatch.setattr(merging, "import_module", lambda name: SimpleNamespace(WORDS=parts[name]))
    with pytest.raises(ValueError, match=r"texts_b.*a\.go"):
        merging.merged("WORDS")
