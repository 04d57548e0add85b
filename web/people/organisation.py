"""The page of a care organisation: its teams, workers, invitations and covenants."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from matcher.accounts import invitations
from matcher.accounts.invitations import InvitationClosed
from matcher.database.accounts import CareOrganisation
from matcher.database.people import Invitation, Team
from matcher.database.places import Municipality
from matcher.errors import AlreadyTaken, NotFound
from matcher.inforce import today_in_the_netherlands
from matcher.organisations import covenants, teams
from matcher.organisations.teams import TeamNotEmpty
from matcher.people import authority, caseload, workers
from matcher.words import Role
from web.access import allow, principal
from web.coordinator.records import actor
from web.people.blueprint import blueprint
from web.people.forms import InviteForm, TeamForm
from web.session import database


@blueprint.get("/organisation")
@allow(Role.REFERRER)
def mine() -> Any:
    """The own organisation, for the menu."""
    organisation_id = principal().organisation_id or abort(404)
    return redirect(url_for(".organisation", organisation_id=organisation_id))


@blueprint.get("/organisations/<int:organisation_id>")
@allow(Role.REFERRER, Role.COORDINATOR, Role.ADMINISTRATOR)
def organisation(organisation_id: int) -> str:
    found = authority.organisation_for(database, principal(), organisation_id)
    return page(found, TeamForm(formdata=None))


def page(found: CareOrganisation, form: TeamForm) -> str:
    today = today_in_the_netherlands()
    people = caseload.workers_of(database, [found.id])
    ids = [one.id for one in people]
    manages = authority.may_manage(database, principal(), found)
    return render_template(
        "people/organisation.html",
        organisation=found,
        form=form,
        manages=manages,
        teams=list(teams.teams(database, found.id)),
        people=people,
        facts=workers.workers(database, ids),
        loads=caseload.loads(database, ids, today),
        places_left=caseload.places_left(database, today, [found.code]).get(found.code),
        covenants=covenants.covenants(database, found.id),
        purposes_of=covenants.purposes_of,
        invitations=_invitations(found.id) if manages else [],
        last_day=invitations.last_day,
        municipalities=municipality_names(),
        today=today,
        me=principal().account_id,
    )


def municipality_names() -> dict[str, str]:
    rows = database.execute(select(Municipality.code, Municipality.name))
    return {code: str(name) for code, name in rows}


def _invitations(organisation_id: int) -> list[Invitation]:
    """Return the open invitations of colleagues; those of youths stand in their dossiers."""
    return [
        one
        for one in invitations.waiting(database)
        if one.organisation_id == organisation_id and one.youth_id is None
    ]


@blueprint.post("/organisations/<int:organisation_id>/teams")
@allow(Role.REFERRER, Role.ADMINISTRATOR)
def add_team(organisation_id: int) -> Any:
    found = authority.managed_by(database, principal(), organisation_id)
    form = TeamForm()
    if form.validate():
        try:
            teams.add_team(database, actor(), found.id, form.name.data or "")
        except AlreadyTaken:
            form.name.errors = [_("There is a team of this name already.")]
        else:
            flash(_("The team is added."), "ok")
            return redirect(url_for(".organisation", organisation_id=found.id), code=303)
    return page(found, form), 422


@blueprint.get("/organisations/<int:organisation_id>/teams/<int:team_id>")
@allow(Role.REFERRER, Role.ADMINISTRATOR)
def team(organisation_id: int, team_id: int) -> str:
    found = authority.managed_by(database, principal(), organisation_id)
    one = teams.team_of(database, found.id, team_id)
    return _team_page(found, one, TeamForm(formdata=None, name=one.name))


@blueprint.post("/organisations/<int:organisation_id>/teams/<int:team_id>")
@allow(Role.REFERRER, Role.ADMINISTRATOR)
def change_team(organisation_id: int, team_id: int) -> Any:
    found = authority.managed_by(database, principal(), organisation_id)
    one = teams.team_of(database, found.id, team_id)
    form = TeamForm()
    try:
        if request.form.get("action") == "remove":
            teams.remove_team(database, actor(), one)
            said = _("The team is removed.")
        elif not form.validate():
            return _team_page(found, one, form), 422
        else:
            teams.rename_team(database, actor(), one, form.name.data or "")
            said = _("The name is changed.")
    except TeamNotEmpty:
        form.form_errors.append(
            _("There are colleagues in this team. Give them another team first.")
        )
        return _team_page(found, one, form), 422
    except AlreadyTaken:
        form.name.errors = [_("There is a team of this name already.")]
        return _team_page(found, one, form), 422
    flash(said, "ok")
    return redirect(url_for(".organisation", organisation_id=found.id), code=303)


def _team_page(found: CareOrganisation, one: Team, form: TeamForm) -> str:
    return render_template("people/team.html", organisation=found, team=one, form=form)


@blueprint.get("/organisations/<int:organisation_id>/invitation")
@allow(Role.REFERRER, Role.ADMINISTRATOR)
def invite(organisation_id: int) -> str:
    found = authority.managed_by(database, principal(), organisation_id)
    return _invite_page(found, InviteForm(formdata=None))


@blueprint.post("/organisations/<int:organisation_id>/invitation")
@allow(Role.REFERRER, Role.ADMINISTRATOR)
def send_invitation(organisation_id: int) -> Any:
    found = authority.managed_by(database, principal(), organisation_id)
    form = InviteForm()
    if not form.validate():
        return _invite_page(found, form), 422
    try:
        invitations.invite(
            database, actor(), form.email.data or "", [Role.REFERRER], organisation=found.code,
            language=form.language.data, today=today_in_the_netherlands(),
        )  # fmt: skip
    except AlreadyTaken:
        form.email.errors = [_("There is an account with this address already.")]
        return _invite_page(found, form), 422
    flash(_("The invitation is on its way to %(email)s.", email=form.email.data), "ok")
    return redirect(url_for(".organisation", organisation_id=found.id), code=303)


def _invite_page(found: CareOrganisation, form: InviteForm) -> str:
    return render_template("people/invite.html", organisation=found, form=form)


@blueprint.post("/organisations/<int:organisation_id>/invitations/<int:invitation_id>")
@allow(Role.REFERRER, Role.ADMINISTRATOR)
def change_invitation(organisation_id: int, invitation_id: int) -> Any:
    found = authority.managed_by(database, principal(), organisation_id)
    if invitation_id not in {one.id for one in _invitations(found.id)}:
        raise NotFound("invitation", invitation_id)
    try:
        if request.form.get("action") == "withdraw":
            invitations.withdraw(database, actor(), invitation_id)
            flash(_("The invitation is withdrawn."), "ok")
        else:
            today = today_in_the_netherlands()
            invitations.send_again(database, actor(), invitation_id, today)
            flash(_("A new link is on its way. The earlier one does not work any more."), "ok")
    except InvitationClosed:
        flash(_("This invitation was accepted or withdrawn in the meantime."), "info")
    return redirect(url_for(".organisation", organisation_id=found.id), code=303)
