"""Links to the sections of a long page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from web.contents import with_contents

FOUR = "".join(f"<section><h2>{text}</h2></section>" for text in ("Wie", "Wensen", "Café", "Wie"))


@pytest.fixture(autouse=True)
def a_request(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


def test_each_section_has_a_link_to_its_heading() -> None:
    page = with_contents(FOUR)
    for anchor, text in (("part-wie", "Wie"), ("part-wensen", "Wensen"), ("part-cafe", "Café")):
        assert f'href="#{anchor}">{text}</a>' in page
        assert f'<h2 id="{anchor}">{text}</h2>' in page


def test_two_sections_of_one_name_have_two_anchors() -> None:
    page = with_contents(FOUR)
    assert '<h2 id="part-wie">' in page
    assert '<h2 id="part-wie-2">' in page


def test_a_heading_keeps_the_anchor_it_has() -> None:
    page = with_contents('<h2 class="a" id="rest">Rust</h2>' + FOUR)
    assert 'href="#rest">Rust</a>' in page
    assert '<h2 class="a" id="rest">Rust</h2>' in page


def test_what_people_wrote_in_a_heading_stays_text() -> None:
    page = with_contents("<h2>Jan &lt;b&gt; <em>Bakker</em></h2>" + FOUR)
    assert ">Jan &lt;b&gt; Bakker</a>" in page


def test_only_real_headings_count() -> None:
    hidden = '<!-- <h2>Weg</h2> --><script>"<h2>Weg</h2>"</script><p title="<h2>">a > b</p>\n'
    page = with_contents(hidden + '<h2\n  class="a > b">Wie\n  dan</h2>' + FOUR)
    assert "Weg</a>" not in page
    assert hidden in page
    assert '<h2\n  class="a > b" id="part-wie-dan">Wie\n  dan</h2>' in page
    assert page.count("<li>") == 5


def test_an_anchor_that_stands_further_down_is_not_given_twice() -> None:
    page = with_contents('<h2>Rust</h2><h2 id="part-rust">Later</h2>' + FOUR)
    assert page.count('id="part-rust"') == 1
    assert 'id="part-rust-2"' in page


def test_a_short_page_stays_as_it_is() -> None:
    short = "<h2>Wie</h2><p>Tekst</p>"
    assert with_contents(short) == short
