"""Files that come in and go out, and demonstration data: what happened, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

WORDS: dict[str, Any] = {
    "demo.create": _("Demonstration data made"),
    "export.write": _("File exported"),
    "import.save": _("File imported"),
}

SUBJECTS: dict[str, Any] = {
    "demo": _("Demonstration"),
    "export": _("Export"),
    "import": _("Import"),
}
