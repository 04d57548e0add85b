"""The page of one worker: facts, caseload, handing over, leaving."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from matcher.access import Action, can
from matcher.accounts.administration import OwnAccount
from matcher.careteam.service import TeamRefused
from matcher.database.accounts import Account
from matcher.database.people import Team
from matcher.errors import NotAllowed, NotFound, Stale
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.organisations import teams
from matcher.people import authority, caseload, deputies, leaving, workers
from matcher.people.leaving import CaseloadOpen
from matcher.words import Role
from web.access import allow, principal
from web.coordinator.records import actor, told
from web.people.blueprint import blueprint
from web.people.forms import WorkerForm
from web.session import database

WORKERS = (Role.REFERRER, Role.COORDINATOR, Role.ADMINISTRATOR)


@blueprint.get("/workers/<int:account_id>")
@allow(*WORKERS)
def worker(account_id: int) -> str:
    account = authority.worker_for(database, principal(), account_id)
    return _page(account, _form(account, fresh=True))


@blueprint.post("/workers/<int:account_id>")
@allow(*WORKERS)
def change_worker(account_id: int) -> Any:
    account = authority.worker_for(database, principal(), account_id)
    if not _may_change(account):
        raise NotAllowed("only the worker and who manages the organisation change this")
    form = _form(account)
    if not form.validate():
        return _page(account, form), 422
    version = int(form.version.data) if str(form.version.data).isdigit() else -1
    try:
        changed = workers.change_worker(database, actor(), account_id, version, form.facts())
    except Stale as error:
        database.rollback()
        flash(told(error), "error")
        account = authority.worker_for(database, principal(), account_id)
        return _page(account, _form(account, fresh=True)), 409
    if changed:
        flash(_("The details are changed."), "ok")
    return redirect(url_for(".worker", account_id=account_id), code=303)


def _form(account: Account, *, fresh: bool = False) -> WorkerForm:
    found = workers.worker_of(database, account.id)
    options: dict[str, Any] = {"formdata": None} if fresh else {}
    return WorkerForm(
        workers.facts_of(found),
        _teams(account),
        manage=authority.manages_worker(database, principal(), account),
        version=found.version if found else 0,
        **options,
    )


def _teams(account: Account) -> list[Team]:
    if account.organisation_id is None:
        return []
    return list(teams.teams(database, account.organisation_id))


def _may_change(account: Account) -> bool:
    is_me = account.id == principal().account_id
    return is_me or authority.manages_worker(database, principal(), account)


def _page(account: Account, form: WorkerForm) -> str:
    today = today_in_the_netherlands()
    return render_template(
        "people/worker.html",
        account=account,
        worker=workers.worker_of(database, account.id),
        load=caseload.loads(database, [account.id], today)[account.id],
        form=form,
        may_change=_may_change(account),
        manages=authority.manages_worker(database, principal(), account),
        may_hand_over=may_hand_over(account),
        is_me=account.id == principal().account_id,
        usual_cap=policy_in_force().before.caseload_cap_default,
        today=today,
    )


def may_hand_over(account: Account) -> bool:
    """The worker, who leads the organisation, and coordinators: people who may see the youths."""
    me = principal()
    if account.organisation is None or not can(me, Action.HAND_OVER):
        return False
    if account.id == me.account_id or me.has(Role.COORDINATOR):
        return True
    return authority.may_manage(database, me, account.organisation)


@blueprint.get("/workers/<int:account_id>/leaving")
@allow(Role.REFERRER, Role.ADMINISTRATOR)
def leaving_page(account_id: int) -> str:
    return _leaving(_who_can_leave(account_id))


@blueprint.post("/workers/<int:account_id>/leaving")
@allow(Role.REFERRER, Role.ADMINISTRATOR)
def leave(account_id: int) -> Any:
    account = _who_can_leave(account_id)
    successor = request.form.get("successor", type=int)
    try:
        if successor is not None:
            number = leaving.pass_on(database, actor(), account_id, successor)
            flash(_("Passed on: %(number)s youths, hosts and placements.", number=number), "ok")
            return redirect(url_for(".leaving_page", account_id=account_id), code=303)
        leaving.leave(database, actor(), account_id, today_in_the_netherlands())
    except CaseloadOpen:
        database.rollback()
        flash(_("This is not possible yet: there is work that nobody has taken over."), "error")
        return _leaving(account), 422
    except OwnAccount:
        flash(_("You cannot close your own account. Ask another administrator."), "error")
        return _leaving(account), 422
    except NotAllowed:
        flash(_("Choose a coordinator who works in all of these municipalities."), "error")
        return _leaving(account), 422
    except TeamRefused:
        database.rollback()
        flash(_("This person cannot look after all of these placements. Choose somebody else."),
              "error")  # fmt: skip
        return _leaving(account), 422
    flash(_("%(name)s has left. The account is closed on all devices.", name=account.name), "ok")
    if account.organisation_id is None:
        return redirect(url_for("admin.accounts"), code=303)
    return redirect(url_for(".organisation", organisation_id=account.organisation_id), code=303)


def _who_can_leave(account_id: int) -> Account:
    account = authority.worker_for(database, principal(), account_id)
    if not account.is_active or not authority.manages_worker(database, principal(), account):
        raise NotFound("worker", account_id)
    return account


def _leaving(account: Account) -> str:
    is_administrator = can(principal(), Action.MANAGE_ACCOUNTS)
    return render_template(
        "people/leaving.html",
        account=account,
        behind=leaving.left_behind(database, account.id),
        may_hand_over=may_hand_over(account),
        successors=deputies.coordinators(database, apart_from=account.id)
        if is_administrator
        else [],
    )
