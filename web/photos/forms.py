"""Forms for photos: upload several at once, describe one."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from matcher.database.hosts import Household
from matcher.photos.service import LONGEST_CAPTION, rooms_of
from web.fields import NoBsn

HOUSE = "house"  # the value of 'of the house as a whole'


def room_name(room: Any) -> str:
    """Return what people call a room: its description, shortened, or its reference."""
    text = (room.description or "").strip()
    if not text:
        return gettext("Room %(reference)s", reference=room.reference)
    return text if len(text) <= 60 else text[:59].rstrip() + "…"


class _OfRoom(FlaskForm):
    room = SelectField(_("What is on it?"), [InputRequired()])

    def __init__(self, household: Household, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.room.choices = [
            *(SelectChoice(str(room.id), room_name(room)) for room in rooms_of(household)),
            SelectChoice(HOUSE, gettext("The house: what everybody shares")),
        ]

    def room_id(self) -> int | None:
        return int(self.room.data) if self.room.data != HOUSE else None


class UploadForm(_OfRoom):
    files = MultipleFileField(
        _("Photos"),
        render_kw={"accept": "image/jpeg,image/png,image/webp", "required": True},
    )

    def contents(self) -> list[tuple[str, bytes]]:
        """Return (name, content) of the files that were chosen."""
        chosen = [file for file in self.files.data or [] if getattr(file, "filename", "")]
        return [(file.filename, file.read()) for file in chosen]


class PhotoForm(_OfRoom):
    caption = StringField(
        _("Caption"),
        [Length(max=LONGEST_CAPTION), NoBsn()],
        description=_(
            "One sentence: what is to be seen? It is also read aloud to people who cannot see it."
        ),
    )
