"""Invitations by the administrator: somebody makes the own account, by a link in a mail."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from matcher.access import Action, demand
from matcher.accounts import administration
from matcher.accounts import invitations as service
from matcher.accounts.invitations import InvitationClosed
from matcher.database.people import Invitation
from matcher.errors import AlreadyTaken, NotFound
from matcher.inforce import today_in_the_netherlands
from matcher.words import Role
from web.access import allow, principal
from web.admin.blueprint import blueprint
from web.admin.forms import InvitationForm
from web.coordinator.records import actor
from web.session import database


@blueprint.get("/invitations")
@allow(Role.ADMINISTRATOR)
def invitations() -> str:
    demand(principal(), Action.MANAGE_ACCOUNTS)
    return _page(InvitationForm(formdata=None))


@blueprint.post("/invitations")
@allow(Role.ADMINISTRATOR)
def invite() -> Any:
    demand(principal(), Action.MANAGE_ACCOUNTS)
    form = InvitationForm()
    invited = _invite(form) if form.validate() else None
    if invited is None:
        return _page(form), 422
    flash(_("The invitation is on its way to %(email)s.", email=invited.email), "ok")
    return redirect(url_for(".invitations"), code=303)


def _invite(form: InvitationForm) -> Invitation | None:
    """Return the invitation, or None with the mistake in the form."""
    roles = [Role(code) for code in form.roles.data or []]
    try:
        ids = {
            f"{'household' if role is Role.HOST else 'youth'}_id": administration.dossier(
                database, role, form.reference.data or ""
            ).id
            for role in {Role.HOST, Role.YOUTH}.intersection(roles)
        }
        return service.invite(
            database, actor(), form.email.data or "", roles,
            organisation=form.organisation.data or None,
            municipality=form.municipality.code,
            regions=form.regions.codes,
            household_id=ids.get("household_id"),
            youth_id=ids.get("youth_id"),
            language=form.language.data,
            today=today_in_the_netherlands(),
        )  # fmt: skip
    except AlreadyTaken as taken:
        if taken.field == "email":
            form.email.errors = [_("There is an account with this address already.")]
        else:
            form.reference.errors = [_("This dossier belongs to another account already.")]
    except NotFound:
        form.reference.errors = [_("There is no such dossier. Check the reference and the role.")]
    return None


@blueprint.post("/invitations/<int:invitation_id>")
@allow(Role.ADMINISTRATOR)
def change_invitation(invitation_id: int) -> Any:
    demand(principal(), Action.MANAGE_ACCOUNTS)
    try:
        if request.form.get("action") == "withdraw":
            service.withdraw(database, actor(), invitation_id)
            flash(_("The invitation is withdrawn."), "ok")
        else:
            service.send_again(database, actor(), invitation_id, today_in_the_netherlands())
            flash(_("A new link is on its way. The earlier one does not work any more."), "ok")
    except InvitationClosed:
        flash(_("This invitation was accepted or withdrawn in the meantime."), "info")
    return redirect(url_for(".invitations"), code=303)


def _page(form: InvitationForm) -> str:
    return render_template(
        "admin/invitations.html",
        form=form,
        waiting=service.waiting(database),
        roles_of=service.roles_of,
        last_day=service.last_day,
    )
