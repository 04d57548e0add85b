"""Look at the signed copy that somebody uploads: what it is by content, and whether we keep it.

It is kept as it came, since it is evidence. Therefore it is never shown inside a page of ours: it
is handed out as a download, by the kind that its content says it is.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Collection

from PIL import Image

from matcher.errors import UploadRefused
from matcher.words.base import Word

MOST_MEGABYTES = 10
MOST_PIXELS = 60_000_000
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
SUFFIXES = {PDF: "pdf", JPEG: "jpg", PNG: "png"}
_STARTS = {b"%PDF-": PDF, b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG}


class Refusal(Word):
    """Why a file is not kept."""

    EMPTY = "empty", "Dit bestand is leeg.", "This file is empty."
    TOO_HEAVY = (
        "too_heavy",
        f"Dit bestand is groter dan {MOST_MEGABYTES} MB. Scan het met minder kleuren of punten.",
        f"This file is larger than {MOST_MEGABYTES} MB. Scan it with fewer colours or dots.",
    )
    UNKNOWN_KIND = (
        "unknown_kind",
        "Dit is geen pdf, JPEG of PNG. Scan de getekende overeenkomst als pdf, of maak een foto.",
        "This is no PDF, JPEG or PNG. Scan the signed agreement as a PDF, or take a photo.",
    )
    DAMAGED = (
        "damaged",
        "Dit bestand is beschadigd of niet helemaal overgekomen. Probeer het nog een keer.",
        "This file is damaged or did not arrive whole. Try again.",
    )
    UNSIGNED = (
        "unsigned",
        "Dit is de pdf zoals wij die maakten, zonder handtekeningen. Upload de getekende versie.",
        "This is the PDF as we made it, without signatures. Upload the signed copy.",
    )
    TOO_EARLY = (
        "too_early",
        "De dag van tekenen ligt voor de dag waarop de overeenkomst is gemaakt.",
        "The day of signing lies before the day on which the agreement was made.",
    )
    TOO_LATE = (
        "too_late",
        "De dag van tekenen is nog niet geweest.",
        "The day of signing is still to come.",
    )


def kind_of(content: bytes) -> str:
    """Return the media type by the first bytes, or '' for anything else."""
    return next((kind for start, kind in _STARTS.items() if content.startswith(start)), "")


def require_paper(content: bytes, made: Collection[str]) -> str:
    """Return the media type of a signed copy that we can keep.

    ``made``: checksums (SHA-256) of our own unsigned PDFs, of both papers: they are easily mixed up.

    Raises:
        UploadRefused: with a `Refusal`.
    """
    if not content:
        raise UploadRefused(Refusal.EMPTY)
    if len(content) > MOST_MEGABYTES * 1024 * 1024:
        raise UploadRefused(Refusal.TOO_HEAVY)
    kind = kind_of(content)
    if not kind:
        raise UploadRefused(Refusal.UNKNOWN_KIND)
    if hashlib.sha256(content).hexdigest() in made:
        raise UploadRefused(Refusal.UNSIGNED)
    if kind == PDF and b"%%EOF" not in content[-2048:]:
        raise UploadRefused(Refusal.DAMAGED)
    if kind != PDF:
        _require_picture(content)
    return kind


def _require_picture(content: bytes) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise UploadRefused(Refusal.TOO_HEAVY)
                picture.load()
    except UploadRefused:
        raise
    except Exception as error:  # a broken picture can break the decoder in many ways
        raise UploadRefused(Refusal.DAMAGED) from error
