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
    "matcher/hosts/approval.py",  # a step along the table of statuses
    "matcher/hosts/service.py",  # a sign-up
    "matcher/people/handovers.py",  # one request at a time for each youth
    "matcher/work/handing_over.py",  # each handing over is a deed of a person: one post for each
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
