"""Bring the catalogue up to date with the sources, and fill in texts.

::

    python -m web.translations.update [FILE.json]

FILE.json holds ``{"English": "Nederlands"}``, or a list of singular and plural.
New messages are added, unused ones dropped; nothing is guessed ('fuzzy').
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

WEB = Path(__file__).parent.parent
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEADER = "# Dutch texts of Kamermatch.\n#"


def extracted() -> Catalog:
    """Return the messages that the sources hold now."""
    with (WEB / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file, "babel.cfg")
    catalog = Catalog(charset="utf-8")
    for _path, _line, message, comments, context in extract_from_dir(
        str(WEB), methods, options, keywords=KEYWORDS, comment_tags=("NOTE:",)
    ):
        catalog.add(message, auto_comments=comments, context=context)
    return catalog


def read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale=path.parts[-3])
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def write(path: Path, catalog: Catalog) -> None:
    """Write sorted, without places in the source and without dates: small differences only."""
    catalog.header_comment = HEADER
    catalog.fuzzy = False
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=100, no_location=True, sort_output=True, omit_header=True)
    header = (
        f'{HEADER}\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: nplurals={catalog.num_plurals}; plural={catalog.plural_expr};\\n"\n\n'
    )
    path.write_text(header + path.read_text(encoding="utf-8").lstrip("\n"), encoding="utf-8")


def renewed(old: Catalog, sources: Catalog) -> Catalog:
    """Return the messages of ``sources`` with the texts of ``old``."""
    fresh = Catalog(locale=old.locale)
    for message in sources:
        if message.id:
            known = old.get(message.id, context=message.context)
            text = (
                known.string
                if known is not None and known.pluralizable == message.pluralizable
                else None
            )
            fresh.add(
                message.id,
                text or None,
                auto_comments=message.auto_comments,
                context=message.context,
                flags=message.flags - {"fuzzy"},
            )
    return fresh


def fill(catalog: Catalog, texts: dict[str, str | list[str]]) -> list[str]:
    """Put texts in; return the msgids that the sources do not hold."""
    unknown = []
    for key, text in texts.items():
        found = [message for message in catalog if _key(message) == key]
        for message in found:
            message.string = tuple(text) if isinstance(text, list) else text
        if not found:
            unknown.append(key)
    return unknown


def missing(catalog: Catalog) -> list[str]:
    return [_key(message) for message in catalog if message.id and not _is_filled(message)]


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, list | tuple) else message.id


def _is_filled(message: Message) -> bool:
    if isinstance(message.string, list | tuple):
        return len(message.string) > 0 and all(message.string)
    return bool(message.string)


def main(arguments: list[str]) -> int:
    path = WEB / "translations" / "nl" / "LC_MESSAGES" / "messages.po"
    catalog = renewed(read(path), extracted())
    texts = json.loads(Path(arguments[0]).read_text(encoding="utf-8")) if arguments else {}
    for key in fill(catalog, texts):
        print(f"not in the sources: {key!r}")
    write(path, catalog)
    for key in missing(catalog):
        print(f"missing: {key!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
