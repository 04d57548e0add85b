"""What is kept of an upload: a picture and nothing else, or a refusal that says why."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from matcher.errors import PhotoRefused
from matcher.photos.rules import Limits, Refusal, clean
from tests.photos import files

LIMITS = Limits(
    most_bytes=2 * 1024 * 1024,
    most_pixels=60_000_000,
    longest_side=1600,
    preview_side=480,
    most_per_room=3,
)


@pytest.mark.parametrize("name", files.REFUSED)
def test_file_that_is_no_good_photo_is_refused_with_its_reason(name: str) -> None:
    content, reason = files.REFUSED[name]
    with pytest.raises(PhotoRefused) as caught:
        clean(content, LIMITS)
    assert caught.value.reason == reason


@pytest.mark.parametrize("name", files.ACCEPTED)
def test_photo_is_kept_as_jpeg_with_nothing_but_the_picture(name: str) -> None:
    kept = clean(files.ACCEPTED[name], LIMITS)
    for content in (kept.content, kept.preview):
        image = Image.open(io.BytesIO(content))
        image.load()
        assert image.format == "JPEG"
        assert dict(image.getexif()) == {}
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density",
                                   "progressive", "progression", "dpi"}  # fmt: skip
        assert files.SECRET not in content
        assert b"script" not in content
        assert content.endswith(b"\xff\xd9")  # nothing behind the picture
    assert max(kept.width, kept.height) <= LIMITS.longest_side


def test_planted_place_is_there_before_and_gone_after() -> None:
    content = files.with_place()
    before = Image.open(io.BytesIO(content)).getexif()
    assert before.get_ifd(files.GPS_TAG)[1] == "N"  # the control: the file did tell
    assert files.SECRET in content
    kept = clean(content, LIMITS)
    assert dict(Image.open(io.BytesIO(kept.content)).getexif().get_ifd(files.GPS_TAG)) == {}


def test_photo_on_its_side_is_put_upright() -> None:
    kept = clean(files.with_place(), LIMITS)
    assert (kept.width, kept.height) == (600, 800)


def test_see_through_parts_become_white() -> None:
    clear = Image.new("RGBA", (300, 300), (255, 0, 0, 0))
    kept = clean(files.written(clear, "PNG"), LIMITS)
    pixel = Image.open(io.BytesIO(kept.content)).getpixel((150, 150))
    assert isinstance(pixel, tuple)
    assert min(pixel) > 250


def test_same_file_gives_the_same_bytes() -> None:
    assert clean(files.ACCEPTED["large.jpg"], LIMITS) == clean(files.ACCEPTED["large.jpg"], LIMITS)


def test_every_refusal_says_in_both_languages_what_is_wrong() -> None:
    for refusal in Refusal:
        assert refusal.nl.endswith(".")
        assert refusal.en.endswith(".")
