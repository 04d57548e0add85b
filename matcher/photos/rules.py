"""Turn an uploaded file into a clean picture, or say why that cannot be.

What is kept is never the file itself: the picture is decoded and written again as JPEG. So no
place where it was taken, no name of the owner, no hidden text and no second file at the end of
the first can come along, and what a browser gets is always a picture that we made.
"""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
import zlib
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from matcher.errors import PhotoRefused
from matcher.words.base import Word

QUALITY = 85
MEDIA_TYPE = "image/jpeg"  # of everything that is kept
SMALLEST_SIDE = 200
_FORMATS = ("JPEG", "PNG", "WEBP")
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
_DAMAGE = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError,
           OverflowError, MemoryError, struct.error, zlib.error)  # fmt: skip


class Refusal(Word):
    """Why a file is not kept."""

    EMPTY = "empty", "Dit bestand is leeg.", "This file is empty."
    TOO_HEAVY = (
        "too_heavy",
        "Dit bestand is te groot. Kies een kleinere foto.",
        "This file is too large. Choose a smaller photo.",
    )
    HEIC = (
        "heic",
        "Dit is een HEIC-foto, zoals iPhones die maken. Maak er een JPEG van: deel de foto met "
        "jezelf per mail, of zet op je telefoon Camera > Structuren op 'Meest compatibel'.",
        "This is a HEIC photo, as iPhones make them. Turn it into a JPEG: mail it to yourself, or "
        "set Camera > Formats on your phone to 'Most compatible'.",
    )
    NOT_A_PHOTO = (
        "not_a_photo",
        "Dit is geen foto. Kies een JPEG-, PNG- of WebP-bestand.",
        "This is not a photo. Choose a JPEG, PNG or WebP file.",
    )
    TOO_MANY_PIXELS = (
        "too_many_pixels",
        "Deze foto heeft te veel beeldpunten. Maak hem kleiner en probeer het opnieuw.",
        "This photo has too many pixels. Make it smaller and try again.",
    )
    TOO_SMALL = (
        "too_small",
        "Op deze foto is te weinig te zien: hij moet minstens 200 bij 200 beeldpunten zijn.",
        "There is too little to see on this photo: it must be at least 200 by 200 pixels.",
    )
    DAMAGED = (
        "damaged",
        "Dit bestand is beschadigd of niet af. Probeer een andere foto.",
        "This file is damaged or incomplete. Try another photo.",
    )
    DOUBLE = (
        "double",
        "Deze foto staat er al bij.",
        "This photo is there already.",
    )
    FULL = (
        "full",
        "Er zijn genoeg foto's. Verwijder er eerst een.",
        "There are enough photos. Delete one first.",
    )


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much may be kept: size of a file, its pixels, photos per room; sides of what is kept."""

    most_bytes: int
    most_pixels: int
    longest_side: int
    preview_side: int
    most_per_room: int


@dataclass(frozen=True)
class Clean:
    """A picture that may be kept, with a small one for lists; both JPEG.

    ``sha256`` is of the file as it came, to know the same photo again.
    """

    content: bytes
    preview: bytes
    width: int
    height: int
    sha256: str


def clean(content: bytes, limits: Limits) -> Clean:
    """Return the picture in ``content``, upright, without anything else.

    Raises:
        PhotoRefused: with a code of :class:`Refusal`.
    """
    if not content:
        raise PhotoRefused(Refusal.EMPTY)
    if len(content) > limits.most_bytes:
        raise PhotoRefused(Refusal.TOO_HEAVY)
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        raise PhotoRefused(Refusal.HEIC)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # we count the pixels ourselves, before decoding
        picture = _decoded(content, limits)
        large = _within(picture, limits.longest_side)
        kept = _written(large)
        preview = _written(_within(large, limits.preview_side))
    return Clean(kept, preview, large.width, large.height, hashlib.sha256(content).hexdigest())


def _decoded(content: bytes, limits: Limits) -> Image.Image:
    try:
        opened = Image.open(io.BytesIO(content), formats=_FORMATS)
    except UnidentifiedImageError as error:
        raise PhotoRefused(Refusal.NOT_A_PHOTO) from error
    except Image.DecompressionBombError as error:
        raise PhotoRefused(Refusal.TOO_MANY_PIXELS) from error
    except _DAMAGE as error:
        raise PhotoRefused(Refusal.DAMAGED) from error
    if opened.width * opened.height > limits.most_pixels:
        raise PhotoRefused(Refusal.TOO_MANY_PIXELS)
    if min(opened.size) < SMALLEST_SIDE:
        raise PhotoRefused(Refusal.TOO_SMALL)
    try:
        # Lets the JPEG decoder skip pixels that would be thrown away: faster, and less memory.
        opened.draft("RGB", (2 * limits.longest_side, 2 * limits.longest_side))
        opened.load()
        return _plain(ImageOps.exif_transpose(opened))
    except _DAMAGE as error:
        raise PhotoRefused(Refusal.DAMAGED) from error


def _plain(picture: Image.Image) -> Image.Image:
    """Return the pixels only, in ordinary screen colours, on white where they were see-through."""
    profile = picture.info.get("icc_profile")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        base = Image.new("RGB", picture.size, "white")
        base.paste(layer, mask=layer.getchannel("A"))
        return base
    if profile and picture.mode == "RGB":
        picture = _in_screen_colours(picture, profile)
    plain = Image.new("RGB", picture.size)
    plain.paste(picture.convert("RGB"))
    return plain


def _in_screen_colours(picture: Image.Image, profile: bytes) -> Image.Image:
    """Return the picture in sRGB; as it is when its colour profile is unreadable."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, *_DAMAGE):
        return picture
    return changed or picture


def _within(picture: Image.Image, side: int) -> Image.Image:
    if max(picture.size) <= side:
        return picture
    smaller = picture.copy()
    smaller.thumbnail((side, side), Image.Resampling.LANCZOS)
    return smaller


def _written(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return written.getvalue()
