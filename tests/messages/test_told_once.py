"""Nobody is mailed twice for one thing: whoever posts a message names the thing."""

from __future__ import annotations

import ast
from pathlib import Path

import matcher
import web

FOLDERS = [Path(package.__file__ or "").parent for package in (matcher, web)]
#: Posts that need no name, since the row itself says that it was told, or a person asked for it.
NEED_NO_NAME = {
    "matcher/accounts/invitations.py",  # each invitation is asked for, and makes older ones useless
    "matcher/cases/people.py",  # a request or a decision of a person: one post for each
    "matcher/documents/daily.py",  # reminded_on of the paper
    "matcher/hosts/approval.py",  # a step along the table of statuses
    "matcher/hosts/daily.py",  # reminded_on of the household
    "matcher/hosts/drafts.py",  # a new link is asked for
    "matcher/hosts/service.py",  # a sign-up
    "matcher/hosts/telling.py",  # each change is worth telling
    "matcher/organisations/daily.py",  # reminded_on of the covenant
    "matcher/people/deputies.py",  # one row, one post
    "matcher/people/handovers.py",  # one request at a time for each youth
    "matcher/routemaps/daily.py",  # reminded_on of the map
    "matcher/visits/daily.py",  # reminded_on of the visit or the action
    "matcher/visits/decision.py",  # a visit is decided on once
    "matcher/work/handing_over.py",  # each handing over is a deed of a person: one post for each
    "matcher/visits/notices.py",  # each change of the plan is worth telling
    "matcher/visits/report.py",  # a visit is reported once
    "web/registration/views.py",  # a registration
}


def nameless() -> set[str]:
    """Return the files that post a message without ``once``."""
    found = set()
    for folder in FOLDERS:
        for path in folder.rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            if any(_is_nameless(node) for node in ast.walk(tree)):
                found.add(str(path.relative_to(folder.parent)))
    return found


def _is_nameless(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and ast.unparse(node.func) == "outbox.post"
        and "once" not in {keyword.arg for keyword in node.keywords}
    )


def test_every_message_names_what_it_tells_or_stands_in_the_list() -> None:
    """Remedy: give ``once=`` a name for the thing, such as 'check_in:31:due'."""
    assert nameless() - NEED_NO_NAME == set()


def test_the_list_holds_no_file_that_needs_no_exception() -> None:
    assert NEED_NO_NAME - nameless() == set()
