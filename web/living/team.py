"""Who is responsible for a stay, who to call, and the address that shows it without signing in."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from matcher import links
from matcher.access import Action
from matcher.careteam import contacts as numbers
from matcher.careteam import service
from matcher.careteam.people import team_of
from matcher.careteam.rules import Contact
from matcher.errors import MatcherError
from matcher.inforce import today_in_the_netherlands
from matcher.placements.listing import Listed
from matcher.words import ContactKind, Role
from web.access import allow
from web.coordinator import records
from web.living.blueprint import back, blueprint, page_of, reached, refused
from web.living.forms import ContactsForm, TeamForm
from web.session import database


@blueprint.get("/<int:placement_id>/team")
@allow(Role.COORDINATOR)
def team(placement_id: int) -> Any:
    found = reached(placement_id, Action.MOVE_PLACEMENT)
    known = team_of(database, placement_id)
    data = {}
    if known is not None:
        data = {"responsible": str(known.responsible_id), "deputy": str(known.deputy_id or "")}
    return _team_page(found, TeamForm(formdata=None, data=data))


@blueprint.post("/<int:placement_id>/team")
@allow(Role.COORDINATOR)
def name_team(placement_id: int) -> Any:
    found = reached(placement_id, Action.MOVE_PLACEMENT)
    form = TeamForm()
    form.offer(service.possible(database, found.placement))
    if not form.validate():
        return _team_page(found, form), 422
    deputy = int(form.deputy.data) if form.deputy.data else None
    try:
        service.assign(
            database, records.actor(), placement_id, int(form.responsible.data), deputy,
            today_in_the_netherlands(),
        )  # fmt: skip
    except MatcherError as error:
        status = refused(error)
        return _team_page(reached(placement_id, Action.MOVE_PLACEMENT), form), status
    flash(_("The team is kept. Who is new hears it by mail."), "ok")
    return back(placement_id, "team")


@blueprint.get("/<int:placement_id>/contacts")
@allow(Role.COORDINATOR)
def contacts(placement_id: int) -> Any:
    found = reached(placement_id, Action.MOVE_PLACEMENT)
    lines = [
        {"kind": one.kind.value, "label": one.label, "phone": one.phone, "hours": one.hours}
        for one in numbers.contacts_of(database, placement_id)
    ]
    form = ContactsForm(formdata=None, data={"lines": lines})
    if len(lines) == len(form.lines) < numbers.MOST:
        form.lines.append_entry()  # always room for one more
    return _contacts_page(found, form)


@blueprint.post("/<int:placement_id>/contacts")
@allow(Role.COORDINATOR)
def keep_contacts(placement_id: int) -> Any:
    found = reached(placement_id, Action.MOVE_PLACEMENT)
    form = ContactsForm()
    if not form.validate():
        return _contacts_page(found, form), 422
    wanted = [
        Contact(
            ContactKind(line["kind"]), line["label"] or "", line["phone"] or "", line["hours"] or ""
        )
        for line in form.lines.data
        if line["kind"]
    ]
    try:
        numbers.set_contacts(database, records.actor(), placement_id, wanted)
    except MatcherError as error:
        status = refused(error)
        return _contacts_page(reached(placement_id, Action.MOVE_PLACEMENT), form), status
    flash(_("The numbers are kept. Both sides see them on their page."), "ok")
    return back(placement_id)


@blueprint.post("/<int:placement_id>/link")
@allow(Role.COORDINATOR)
def renew_link(placement_id: int) -> Any:
    """A new address, sent to both sides; whoever has the old one sees nothing any more."""
    found = reached(placement_id, Action.MOVE_PLACEMENT)
    from matcher.careteam.reactions import send_numbers

    numbers.new_link(database, records.actor(), placement_id)
    send_numbers(database, found.placement)
    flash(_("There is a new address. Both sides get it by mail; the old one is closed."), "ok")
    return redirect(url_for("living.contacts", placement_id=placement_id), code=303)


def address_of(placement_id: int) -> str:
    """Return the address that shows the numbers without signing in, '' when there is none."""
    claim = numbers.claim_of(database, placement_id)
    if claim is None:
        return ""
    settings = current_app.extensions["settings"]
    return links.address(settings.secret_key, settings.public_url, claim)


def _team_page(found: Listed, form: TeamForm) -> str:
    people = service.possible(database, found.placement)
    form.offer(people)
    return render_template(
        "living/team.html", found=found, form=form, people=people,
        back_to=page_of(found.placement.id),
    )  # fmt: skip


def _contacts_page(found: Listed, form: ContactsForm) -> str:
    return render_template(
        "living/contacts.html",
        found=found,
        placement=found.placement,
        form=form,
        address=address_of(found.placement.id),
        back_to=page_of(found.placement.id),
    )
