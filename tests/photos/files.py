"""Files that people, and others, upload as photos."""

from __future__ import annotations

import io
import struct
import zlib
from random import Random

from PIL import Image
from PIL.Image import Exif
from PIL.PngImagePlugin import PngInfo

GPS_TAG, OWNER_TAG, ORIENTATION_TAG = 0x8825, 0xA430, 0x0112
SECRET = b"52.3702 canary"


def picture(width: int = 800, height: int = 600, seed: int = 1, mode: str = "RGB") -> Image.Image:
    """Return a picture with something on it, other for each seed."""
    chance = Random(seed)
    small = Image.new("RGB", (8, 6))
    small.putdata([tuple(chance.randrange(256) for _ in range(3)) for _ in range(48)])
    return small.resize((width, height)).convert(mode)


def written(image: Image.Image, format: str = "JPEG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def with_place(seed: int = 1) -> bytes:
    """Return a JPEG that tells where it was taken, by whom, and lies on its side."""
    exif = Exif()
    exif[ORIENTATION_TAG] = 6
    exif.get_ifd(GPS_TAG)[1] = "N"
    exif.get_ifd(GPS_TAG)[2] = (52.0, 22.0, 12.7)
    exif.get_ifd(GPS_TAG)[29] = SECRET.decode()
    return written(picture(seed=seed), exif=exif, comment=SECRET)


def with_text() -> bytes:
    notes = PngInfo()
    notes.add_text("Comment", SECRET.decode(), zip=True)
    return written(picture(), "PNG", pnginfo=notes)


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that unpacks to far too many pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress(b"\0" * min(width * height, 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"

#: name → (content, code of the refusal)
REFUSED: dict[str, tuple[bytes, str]] = {
    "empty.jpg": (b"", "empty"),
    "text.jpg": (b"this is a letter", "not_a_photo"),
    "script.svg": (SVG, "not_a_photo"),
    "script.jpg": (SVG, "not_a_photo"),
    "page.png": (HTML, "not_a_photo"),
    "pdf.jpg": (b"%PDF-1.7\n1 0 obj", "not_a_photo"),
    "zip.png": (b"PK\x03\x04" + b"\0" * 100, "not_a_photo"),
    "program.jpg": (b"MZ" + b"\0" * 500, "not_a_photo"),
    "gif.jpg": (written(picture(), "GIF"), "not_a_photo"),
    "bmp.jpg": (written(picture(300, 300), "BMP"), "not_a_photo"),
    "tiff.jpg": (written(picture(300, 300), "TIFF"), "not_a_photo"),
    "ico.png": (written(picture(256, 256), "ICO"), "not_a_photo"),
    "iphone.heic": (b"\0\0\0\x24ftypheic" + b"\0" * 60, "heic"),
    "iphone.jpg": (b"\0\0\0\x24ftypmif1" + b"\0" * 60, "heic"),
    "bomb.png": (bomb(60_000, 60_000), "too_many_pixels"),
    "line.png": (bomb(1, 60_000), "too_small"),
    "tall.png": (bomb(60_000, 1_100), "too_many_pixels"),
    "dot.png": (written(picture(1, 1), "PNG"), "too_small"),
    "icon.png": (written(picture(64, 64), "PNG"), "too_small"),
    "cut.jpg": (written(picture())[:-900], "damaged"),
    "half.jpg": (written(picture())[:2500], "damaged"),
    "half.png": (written(picture(), "PNG")[:3000], "damaged"),
    "half.webp": (written(picture(), "WEBP")[:1500], "damaged"),
    "head.jpg": (written(picture())[:20], "not_a_photo"),
    "signature.png": (b"\x89PNG\r\n\x1a\n", "not_a_photo"),
    "wrong-sum.png": (
        bytes(b ^ 0xFF if at == 60 else b for at, b in enumerate(written(picture(), "PNG"))),
        "damaged",
    ),
    "empty-data.png": (bomb(300, 300), "damaged"),
    "riff.webp": (b"RIFF\x10\0\0\0WEBPVP8 " + b"\0" * 40, "damaged"),
    "noise.jpg": (b"\xff\xd8\xff\xe0" + Random(7).randbytes(3000), "damaged"),
    "heavy.jpg": (written(picture()) + b"\0" * (2 * 1024 * 1024), "too_heavy"),
}  # fmt: skip

ACCEPTED: dict[str, bytes] = {
    "plain.jpg": written(picture()),
    "placed.jpg": with_place(),
    "text.png": with_text(),
    "photo.webp": written(picture(), "WEBP"),
    "grey.jpg": written(picture(mode="L")),
    "print.jpg": written(picture(mode="CMYK")),
    "see-through.png": written(picture(mode="RGBA"), "PNG"),
    "palette.png": written(picture(mode="P"), "PNG"),
    "large.jpg": written(picture(4000, 3000)),
    "upright.jpg": written(picture(600, 1200)),
    "jpeg.png": written(picture()),  # the name says something else: the content counts
    "page-behind.jpg": written(picture()) + HTML,  # a second file at the end of the first
}
