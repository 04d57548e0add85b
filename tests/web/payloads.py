"""Texts that somebody could type into a free text, and what must come of each of them.

Use it in one test per form::

    def test_notes_withstand_anything(app: Flask, sign_in_as: SignIn) -> None:
        client = sign_in_as(Role.COORDINATOR)
        withstands(
            send=lambda text: client.post("/visits/1/report", data={"note": text, "version": 1}),
            show=lambda: client.get("/visits/1").text,
        )
"""

from __future__ import annotations

import re
from collections.abc import Callable

from werkzeug.test import TestResponse

MARK = "zqxmark"  # stands in each payload with markup, so that its raw form can be looked for

#: A citizen service number in the ways people write it: each must be refused.
WITH_BSN = (
    "111222333",
    "BSN 111222333.",
    "111 222 333",
    "111.222.333",
    "111-222-333",
    "1112.22.333",
    "burgerservicenummer:111222333",
    "eerste regel\n111222333\nderde regel",
)

#: Text that no database need hold: the whole request is refused.
WITH_NUL = ("\x00", "abc\x00def", "\x00<b>")

#: Markup and templates: stored or refused, and never sent to a browser as it is.
WITH_MARKUP = tuple(
    text.replace("MARK", MARK)
    for text in (
        "<script>MARK</script>",
        "<ScRiPt>alert('MARK')</sCrIpT>",
        "<img src=x onerror=MARK>",
        "<svg onload=MARK>",
        "<svg><script>MARK</script></svg>",
        "</textarea><script>MARK</script>",
        "</title><b>MARK</b>",
        '"><b id=MARK>',
        "'><b id=MARK>",
        '" autofocus onfocus="MARK',
        "<iframe srcdoc='<b>MARK</b>'></iframe>",
        "<a href='javascript:MARK'>x</a>",
        "<style>*{background:url(MARK)}</style>",
        "<!-- MARK",
        "<b>MARK",
        "<form action=//example.org><input name=MARK>",
        "<base href=//example.org/MARK>",
        "<meta http-equiv=refresh content='0;url=//example.org/MARK'>",
        "&lt;b&gt;MARK <b>",
        "<plaintext>MARK",
        "<template><b>MARK</b></template>",
        "{{ 7*7 }}<i>MARK</i>",
    )
)

#: Odd, long, or meaningful elsewhere: stored as text or refused with a message.
ODD = (
    "{{ 7 * 191 }}",
    "{% for x in (1,) %}x{% endfor %}",
    "${7*191}",
    "%(naam)s %s %d %n",
    "{0} {url} {link} {reference}",
    "' OR '1'='1",
    "'; DROP TABLE youth; --",
    '" OR 1=1 --',
    "\\'; SELECT pg_sleep(5); --",
    '=HYPERLINK("http://example.org")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+31612345678",
    "-1",
    "../../../../etc/passwd",
    "\r\nBcc: iedereen@example.org\r\n\r\nhallo",
    "naam\r\nSet-Cookie: a=b",
    "\u202eomgekeerd",
    "\u200b\u200b",
    "\ufeffbegin",
    "e\u0301e\u0301n",
    "Ça, Zoë, Łukasz, محمد, 李, Ömer",
    "\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\x07\x08\x1b[31mrood\x1b[0m",
    "\x7f\x85\u2028\u2029",
    "   ",
    "\t\n\r",
    "a" * 20_001,
    "é" * 70_000,
    "regel\n" * 3_000,
    "null",
    "[object Object]",
    "true",
)

PAYLOADS = (*WITH_BSN, *WITH_NUL, *WITH_MARKUP, *ODD)
REFUSED = (400, 413, 422)


def withstands(
    send: Callable[[str], TestResponse],
    show: Callable[[], str],
    *,
    refused: Callable[[], None] | None = None,
) -> None:
    """Send every payload as a free text, and look at the answer and at the page afterwards.

    Args:
        send: posts the form with the text, everything else in it being right.
        show: returns the page on which the text is to be read.
        refused: is called after a payload that must be refused, to look whether it was stored.
    """
    assert len(PAYLOADS) >= 60
    wrong: list[str] = []
    for text in PAYLOADS:
        answer = send(text)
        wrong += [f"{text[:60]!r}: {problem}" for problem in _problems(text, answer, show())]
        if refused is not None and text in (*WITH_BSN, *WITH_NUL):
            refused()
    assert wrong == []


def _problems(text: str, answer: TestResponse, page: str) -> list[str]:
    found = []
    if answer.status_code not in (200, 302, 303, *REFUSED):
        found.append(f"answered {answer.status_code}")
    if text in WITH_BSN and answer.status_code != 422:
        found.append(f"a BSN was answered {answer.status_code}, not 422")
    if text in WITH_NUL and answer.status_code != 400:
        found.append(f"a NUL was answered {answer.status_code}, not 400")
    for where, html in (("the answer", answer.text), ("the page", page)):
        if text in WITH_MARKUP and text in html:
            found.append(f"{where} holds it as it came")
        if "1337" in html and "7" in text and "191" in text:
            found.append(f"{where} worked out the template")
        if where == "the page" and text in WITH_BSN and re.search(r"111.?222.?333", html):
            found.append("the number is on the page")
    if any("example.org" in value for name, value in answer.headers if name == "Bcc"):
        found.append("wrote a header")
    return found
