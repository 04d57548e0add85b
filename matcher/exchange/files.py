"""From the bytes of an upload to a table, by what the file is and not by what it is called."""

from __future__ import annotations

from collections.abc import Iterable

from matcher.exchange.csv_files import read_csv
from matcher.exchange.table import Limits, Table, refused
from matcher.exchange.xlsx_files import OLE, read_xlsx

_OTHER_FORMATS = {
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"{\\rtf": "RTF",
    b"SQLite format 3": "SQLite",
}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_file(content: bytes, limits: Limits, known_headers: Iterable[str]) -> Table:
    """Return the cells of a CSV or XLSX file.

    Raises:
        ImportRejected: the file cannot be read as a whole; says why and what to do.
    """
    if len(content) > limits.megabytes << 20:
        raise refused("file_too_large", limit=limits.megabytes)
    if not content.strip(b" \r\n\t\xef\xbb\xbf"):
        raise refused("empty_file")
    if content.startswith(OLE):
        raise refused("password" if _ENCRYPTED in content else "old_excel")
    if content.startswith(b"PK\x03\x04") or content.startswith(b"PK\x05\x06"):
        return read_xlsx(content, limits)
    for mark, name in _OTHER_FORMATS.items():
        if content.startswith(mark):
            raise refused("other_format", format=name)
    start = content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise refused("other_format", format="HTML/XML")
    if not content.startswith(_UTF16) and content[:2000].count(b"\x00") > 20:
        raise refused("other_format", format="?")
    return read_csv(content, limits, known_headers)
