"""Lay out one paper in a process of its own: JSON in, PDF out.

``python -m matcher.agreements.child`` is the only place where the library WeasyPrint is imported:
it takes a second to load, and it needs the system library Pango, which a machine may lack. The
HTML comes from our own template, yet holds what people typed; therefore the process, once the
library is loaded, opens no connection, starts no program, and reads no file outside Python's own
folders. Nothing that the text names is fetched; the type comes from the folder ``fonts``.
"""

from __future__ import annotations

import hashlib
import html
import io
import json
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any, NoReturn

MISSING = 3  # exit code: WeasyPrint or Pango cannot be loaded
UNPRINTABLE = 4  # exit code: the type lacks a character; standard error lists them
FONTS = tuple(
    Path(__file__).parent / "fonts" / f"noto-sans-{weight}.ttf" for weight in ("regular", "bold")
)
_REFUSED = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork",
            "ftplib.", "smtplib.", "urllib.")  # fmt: skip


def main() -> None:
    """Read ``{"html": …}`` from standard input, write the PDF to standard output."""
    given = json.load(sys.stdin)
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # cffi raises OSError when Pango is not there
        print(error, file=sys.stderr)
        sys.exit(MISSING)
    leave_footers_unread()
    lacking = unprintable(given["html"])
    if lacking:
        print("".join(lacking), file=sys.stderr)
        sys.exit(UNPRINTABLE)
    close_the_doors()
    sys.stdout.buffer.write(laid_out(weasyprint, given["html"]))


def laid_out(weasyprint: Any, text: str) -> bytes:
    """Return the tagged PDF (PDF/UA-1). The same text gives the same bytes."""
    written = io.BytesIO()
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=())  # whatever the text names
    weasyprint.HTML(string=text, base_url=None, url_fetcher=nothing).write_pdf(
        written,
        pdf_variant="pdf/ua-1",
        pdf_identifier=hashlib.sha256(text.encode()).digest()[:16],
    )
    return written.getvalue()


def leave_footers_unread() -> None:
    """Mark what stands on every page as an artifact, as PDF/UA asks (ISO 14289-1, 7.8).

    The library tags footers as content, so that a voice would read the page number in the middle
    of a sentence. It has no setting for it: its two functions are wrapped here, and the tests of
    the PDF tell when a new version of it wants something else.
    """
    from weasyprint.formatting_structure.boxes import MarginBox
    from weasyprint.pdf import tags
    from weasyprint.pdf.stream import Stream

    mark, build = Stream.marked, tags._build_box_tree

    def marked(self: Any, box: Any, tag: str) -> Any:
        is_footer = box.element is None  # text of a page, not of an element
        return self.artifact() if is_footer else mark(self, box, tag)

    def built(box: Any, *arguments: Any) -> Any:
        return iter(()) if isinstance(box, MarginBox) else build(box, *arguments)

    Stream.marked, tags._build_box_tree = marked, built


def unprintable(text: str) -> list[str]:
    """Return the characters of the text that the fonts do not hold, in order."""
    from fontTools.ttLib import TTFont

    body = html.unescape(re.sub(r"<style>.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL))
    wanted = {ord(sign) for sign in body if not sign.isspace()}
    for path in FONTS:
        held = TTFont(path).getBestCmap() or {}
        lacking = wanted - set(held)
        if lacking:
            return [chr(sign) for sign in sorted(lacking)]
    return []


def close_the_doors() -> None:
    """Refuse connections, other programs, and files outside Python and our scratch folder."""
    readable = tuple(
        f"{Path(folder).resolve()}/"
        for folder in (sys.prefix, sys.base_prefix, str(Path(__file__).parent), *sys.path)
        if folder
    )
    scratch = f"{Path(tempfile.gettempdir()).resolve()}/"

    def watch(event: str, arguments: Any) -> None:
        if event.startswith(_REFUSED):
            _refuse(event)
        if event == "open" and isinstance(arguments[0], (str, bytes)):
            path = str(Path(str(os.fsdecode(arguments[0]))).absolute())
            writes = isinstance(arguments[1], str) and not set(arguments[1]) <= set("rbtU")
            if not path.startswith(scratch) and (writes or not path.startswith(readable)):
                _refuse(f"open {path}")

    sys.addaudithook(watch)


def _refuse(what: str) -> NoReturn:
    raise PermissionError(f"laying out a paper needs no {what}")


if __name__ == "__main__":
    main()
