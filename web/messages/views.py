"""Read every mail beforehand, and try again what could not be sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select

from matcher import outbox
from matcher.access import Action, scope
from matcher.database.records import OutboxMessage
from matcher.database.youths import Youth
from matcher.errors import NotFound
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.messages import waiting
from matcher.messages.history import shown
from matcher.messages.preview import Part, Preview, previews
from matcher.words import Role
from matcher.work.listing import Listed, board_of, collect
from web.access import allow, principal
from web.coordinator import records
from web.menu import MenuItem
from web.messages.held_up import held_up
from web.session import database

blueprint = Blueprint("messages", __name__, url_prefix="/messages")
blueprint.add_app_template_global(held_up, "mail_held_up")
MOST = 200

MENU = (MenuItem("messages.index", lazy_gettext("Messages"), 107, group="today"),)


@blueprint.get("")
@allow(Role.COORDINATOR, Role.ADMINISTRATOR)
def index() -> str:
    found = previews(today_in_the_netherlands(), public_url())
    text = records.searched()
    return render_template(
        "messages/index.html",
        parts=_searched(found, text.lower()) if text else found,
        text=text,
        number_lost=len(lost_ones()),
    )


@blueprint.get("/lost")
@allow(Role.COORDINATOR, Role.ADMINISTRATOR)
def lost() -> str:
    about = lost_ones()
    ids = list(about)[:MOST]
    query = select(OutboxMessage).where(OutboxMessage.id.in_(ids)).order_by(OutboxMessage.id.desc())
    return render_template(
        "messages/lost.html",
        messages=shown(database, database.scalars(query).all(), public_url()),
        about=about,
        reached=_reached(about.values()),
    )


@blueprint.post("/<int:message_id>/again")
@allow(Role.COORDINATOR, Role.ADMINISTRATOR)
def again(message_id: int) -> Any:
    if message_id not in lost_ones():
        raise NotFound("message", message_id)
    outbox.try_again(database, records.actor(), message_id)
    flash(_("The message is sent again within a few minutes."), "ok")
    return redirect(url_for(".lost"), code=303)


def lost_ones() -> dict[int, Listed | None]:
    """Return the messages that did not arrive, with whom each is about as the reader may see it.

    A coordinator sees those about dossiers of the own regions; an administrator sees all of them,
    also those about nobody in particular, and of a dossier nothing.
    """
    today = today_in_the_netherlands()
    board = board_of(database, today, list(waiting.items(database, today, policy_in_force())))
    mine = collect(database, principal(), today, board=board)
    found: dict[int, Listed | None] = {one.item.subject_id: one for one in mine}
    if principal().has(Role.ADMINISTRATOR):
        every = select(OutboxMessage.id).where(OutboxMessage.given_up_at.is_not(None))
        found = {key: found.get(key) for key in database.scalars(every.order_by(OutboxMessage.id))}
    return found


def _reached(about: Iterable[Listed | None]) -> set[int]:
    """Return the youths among these whose dossier the reader may open."""
    ids = {one.item.youth_id for one in about if one and one.item.youth_id}
    reach = scope(principal(), Action.READ_YOUTH).where(municipality=[Youth.municipality_code])
    return set(database.scalars(select(Youth.id).where(Youth.id.in_(sorted(ids)), reach)))


def public_url() -> str:
    return str(current_app.extensions["settings"].public_url)


def _searched(found: dict[Part, list[Preview]], text: str) -> dict[Part, list[Preview]]:
    kept = {part: [one for one in several if _has(one, text)] for part, several in found.items()}
    return {part: several for part, several in kept.items() if several}


def _has(one: Preview, text: str) -> bool:
    return any(text in f"{told.subject}\n{told.body}".lower() for told in one.texts.values())
