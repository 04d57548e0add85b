"""Every audit event has words for the page."""

from __future__ import annotations

import re
from pathlib import Path

import matcher
import web
from web.happened import SUBJECTS, WORDS

ACTION = re.compile(r'record\(\s*session, \w+, "([a-z]+\.[a-z_]+)"')


def test_every_event_that_the_services_write_has_words() -> None:
    folders = [Path(package.__file__ or "").parent for package in (matcher, web)]
    sources = [path.read_text(encoding="utf-8") for f in folders for path in f.rglob("*.py")]
    written = {action for source in sources for action in ACTION.findall(source)}
    assert len(written) > 15
    assert sorted(written - WORDS.keys()) == []
    assert sorted({action.partition(".")[0] for action in written} - SUBJECTS.keys()) == []
