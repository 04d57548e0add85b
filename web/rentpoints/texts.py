"""Why points could not be counted, and what to do about it."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

FAILURES: dict[str, Any] = {
    "empty": _("First fill in the lodger's own room: add a space of that kind."),
    "missing": _(
        "Counting is not possible now: the program that counts points is not installed. What you "
        "filled in is kept. Ask the administrator to install 'woningwaardering'."
    ),
    "date": _(
        "Counting is not possible now: the rules of this year are not in the program yet. What "
        "you filled in is kept. Ask the administrator to install a newer 'woningwaardering'."
    ),
    "too_slow": _(
        "Counting took too long, so we stopped it. What you filled in is kept. Try again in a "
        "few minutes."
    ),
    "failed": _(
        "Counting went wrong. What you filled in is kept. Try again later, or call your "
        "coordinator. On huurcommissie.nl you can count the points as well."
    ),
}
