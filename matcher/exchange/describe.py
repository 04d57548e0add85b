"""What a person must know of each column, in two languages: for documents and templates.

``python -m matcher.exchange.describe > docs/import.md`` writes the document.
"""

from __future__ import annotations

from matcher.exchange.cell_texts import cell_text
from matcher.exchange.column import Column, Kind, Text
from matcher.exchange.columns import COLUMNS, NAMES, FileKind
from matcher.exchange.document_texts import CLOSING, OPENING

_TYPES: dict[Kind, Text] = {
    Kind.TEXT: Text("tekst", "text"),
    Kind.REFERENCE: Text("kenmerk zonder spaties", "reference without spaces"),
    Kind.WHOLE: Text("heel getal", "whole number"),
    Kind.MONEY: Text("bedrag in euro", "amount in euros"),
    Kind.DECIMAL: Text("getal", "number"),
    Kind.DATE: Text("datum", "date"),
    Kind.YES_NO: Text("ja of nee", "yes or no"),
    Kind.WORD: Text("één van de keuzes", "one of the choices"),
    Kind.WORDS: Text("een of meer van de keuzes", "one or more of the choices"),
    Kind.LANGUAGES: Text("talen", "languages"),
    Kind.POSTCODE: Text("postcode", "postcode"),
    Kind.EMAIL: Text("e-mailadres", "e-mail address"),
    Kind.PHONE: Text("telefoonnummer", "phone number"),
    Kind.MUNICIPALITY: Text("gemeente", "municipality"),
    Kind.ORGANISATION: Text("zorgorganisatie", "care organisation"),
    Kind.PLACE: Text("plaats", "place"),
    Kind.PLACES: Text("lijst van plekken", "list of places"),
}
FACT_HEADERS = {
    "nl": ("Kolom", "Engelse naam", "Code", "Verplicht", "Soort", "Betekenis", "Keuzes of grenzen"),
    "en": ("Column", "Dutch name", "Code", "Required", "Type", "Meaning", "Choices or limits"),
}
EXAMPLE_HEADER = {"nl": "Voorbeeld", "en": "Example"}


def column_facts(column: Column, language: str) -> tuple[str, ...]:
    """Return the cells of :data:`FACT_HEADERS` and the example, for one column."""
    other = "nl" if language == "en" else "en"
    return (
        column.header(language),
        column.header(other),
        column.name,
        _requirement(column, language),
        _TYPES[column.kind].in_language(language),
        column.meaning.in_language(language),
        limits_text(column, language),
        example_text(column, language),
    )


def _requirement(column: Column, language: str) -> str:
    """Return 'yes', or what an empty cell means."""
    if column.required:
        return "yes" if language == "en" else "ja"
    if column.default_text is not None:
        default = column.default_text.in_language(language)
    elif column.default in (None, ""):
        return "no" if language == "en" else "nee"
    else:
        default = cell_text(column, column.default, language)
    return f"no; empty: {default}" if language == "en" else f"nee; leeg: {default}"


def limits_text(column: Column, language: str) -> str:
    if column.word is not None:
        return " · ".join(_choice(w, column.is_number, language) for w in column.word)
    if column.low is not None and column.high is not None:
        scale = 100 if column.kind is Kind.MONEY else 1
        low, high = f"{column.low / scale:,.7g}", f"{column.high / scale:,.7g}"
        if language == "en":
            return f"{low} to {high}"
        return f"{low} tot en met {high}".translate(str.maketrans(".,", ",."))
    if column.kind in (Kind.TEXT, Kind.REFERENCE):
        letters = "characters at most" if language == "en" else "tekens hoogstens"
        return f"{column.length} {letters}"
    return ""


def _choice(word: object, is_number: bool, language: str) -> str:
    label = word.label(language)  # type: ignore[attr-defined]
    code = str(word)
    return f"{code} = {label}" if code.isdigit() else label


def example_text(column: Column, language: str) -> str:
    if column.example is None:
        return ""
    if column.kind is Kind.MUNICIPALITY:
        return "Utrecht"
    if column.kind is Kind.PLACES and language == "en":
        return "later, work town: Zwolle"
    return cell_text(column, column.example, language)


def document() -> str:
    """Return docs/import.md."""
    parts = [OPENING.strip(), ""]
    for language in ("nl", "en"):
        for kind in FileKind:
            name = NAMES[kind].in_language(language)
            title = f"Columns: {name}" if language == "en" else f"Kolommen: {name}"
            parts += [f"## {title}", "", *_table(kind, language), ""]
    return "\n".join(parts) + CLOSING.strip() + "\n"


def _table(kind: FileKind, language: str) -> list[str]:
    headers = (*FACT_HEADERS[language], EXAMPLE_HEADER[language])
    lines = [_line(headers), "|" + "---|" * len(headers)]
    for column in COLUMNS[kind]:
        lines.append(_line(column_facts(column, language)))
    return lines


def _line(cells: tuple[str, ...]) -> str:
    escaped = (cell.replace("|", r"\|").replace("\n", " ") for cell in cells)
    return "| " + " | ".join(escaped) + " |"


if __name__ == "__main__":
    import sys

    sys.stdout.write(document())
