"""Fail when a text of the pages is missing in Dutch: ``python -m web.translations.check``."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from web.translations.update import WEB, extracted, read

CATALOGUE = WEB / "translations" / "nl" / "LC_MESSAGES" / "messages.po"
REMEDY = "run 'python -m web.translations.update', fill in the texts and try again"
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")


def problems(catalog: Catalog, sources: Catalog) -> list[str]:
    """Return one line per message that is missing, unused, fuzzy, empty, or has other placeholders."""
    wanted = {_name(message) for message in sources if message.id}
    present = {_name(message): message for message in catalog if message.id}
    found = [f"not in the catalogue: {name}" for name in sorted(wanted - set(present))]
    found += [f"no longer in the sources: {name}" for name in sorted(set(present) - wanted)]
    for name, message in sorted(present.items()):
        if message.fuzzy:
            found.append(f"marked fuzzy: {name}")
        texts = _strings(message)
        if not all(texts):
            found.append(f"without a text: {name}")
        elif any(_differs(text, message) for text in texts):
            found.append(f"other placeholders than the English: {name}")
    return found


def _name(message: Message) -> str:
    first = message.id[0] if isinstance(message.id, list | tuple) else message.id
    return f"{message.context}: {first!r}" if message.context else repr(first)


def _strings(message: Message) -> list[str]:
    strings = message.string
    return list(strings) or [""] if isinstance(strings, list | tuple) else [strings or ""]


def _differs(text: str, message: Message) -> bool:
    """A plural form may leave the number out ('één kamer'); anything else must be equal."""
    ids = list(message.id) if isinstance(message.id, list | tuple) else [message.id]
    used = _placeholders(text)
    if message.pluralizable:
        return not any(
            used in (_placeholders(id_), _placeholders(id_) - Counter({"num": 1})) for id_ in ids
        )
    return used != _placeholders(ids[0])


def _placeholders(text: str) -> Counter[str]:
    return Counter(match.group(1) or "%%" for match in _PLACEHOLDER.finditer(text))


def main(path: Path = CATALOGUE) -> int:
    found = problems(read(path), extracted())
    for line in found:
        print(line)
    if found:
        print(f"{len(found)} problem(s) in {path.name}: {REMEDY}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
