"""Contracts: which municipalities take part, from when until when, and on what terms."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from matcher.access import Action, demand
from matcher.database.places import Municipality
from matcher.errors import Stale
from matcher.inforce import today_in_the_netherlands
from matcher.municipalities import contracts as service
from matcher.municipalities.contracts import ContractsOverlap
from matcher.words import Role
from web.access import allow, principal
from web.admin.blueprint import blueprint
from web.admin.forms import ContractForm, seen_mark
from web.coordinator.records import actor
from web.formatting import long_date
from web.session import database


@blueprint.get("/contracts")
@allow(Role.ADMINISTRATOR)
def contracts() -> str:
    demand(principal(), Action.MANAGE_CONTRACTS)
    today = today_in_the_netherlands()
    return render_template(
        "admin/contracts.html",
        contracts=service.all_contracts(database),
        living=service.living_per_municipality(database, today),
        today=today,
    )


@blueprint.get("/contracts/new")
@allow(Role.ADMINISTRATOR)
def new_contract() -> str:
    demand(principal(), Action.MANAGE_CONTRACTS)
    return _new_page(ContractForm(formdata=None))


@blueprint.post("/contracts/new")
@allow(Role.ADMINISTRATOR)
def add_contract() -> Any:
    demand(principal(), Action.MANAGE_CONTRACTS)
    form = ContractForm()
    if not form.validate():
        return _new_page(form), 422
    try:
        service.add_contract(database, actor(), form.municipality.code or "", form.terms())
    except ContractsOverlap as error:
        form.starts_on.errors = [_overlap_told(error)]
        return _new_page(form), 422
    flash(_("The contract is added."), "ok")
    return redirect(url_for(".contracts"), code=303)


@blueprint.get("/contracts/<int:contract_id>")
@allow(Role.ADMINISTRATOR)
def contract(contract_id: int) -> str:
    demand(principal(), Action.MANAGE_CONTRACTS)
    found = service.get_contract(database, contract_id)
    return _change_page(contract_id, ContractForm(found, formdata=None))


@blueprint.post("/contracts/<int:contract_id>")
@allow(Role.ADMINISTRATOR)
def change_contract(contract_id: int) -> Any:
    demand(principal(), Action.MANAGE_CONTRACTS)
    found = service.get_contract(database, contract_id)
    form = ContractForm(found)
    if not form.validate():
        return _change_page(contract_id, form, request.form.get("seen")), 422
    try:
        if request.form.get("seen") != seen_mark(found):
            raise Stale("contract", contract_id)
        service.change_contract(
            database, actor(), contract_id, service.terms_of(found), form.terms()
        )
    except Stale:
        database.rollback()
        flash(_("A colleague has just changed this contract. You now see how it stands."), "error")
        fresh = service.get_contract(database, contract_id)
        return _change_page(contract_id, ContractForm(fresh, formdata=None)), 409
    except ContractsOverlap as error:
        form.starts_on.errors = [_overlap_told(error)]
        return _change_page(contract_id, form, request.form.get("seen")), 422
    flash(_("The contract is changed."), "ok")
    return redirect(url_for(".contracts"), code=303)


def _overlap_told(error: ContractsOverlap) -> str:
    start, end = long_date(error.other.starts_on), error.other.ends_on
    if end is None:
        return _("Another contract runs from %(start)s without an end. End that first.",
                 start=start)  # fmt: skip
    return _("Another contract runs from %(start)s until %(end)s. Choose other days.",
             start=start, end=long_date(end))  # fmt: skip


def _new_page(form: ContractForm) -> str:
    names = database.scalars(select(Municipality.name).order_by(Municipality.name)).all()
    return render_template("admin/contract.html", form=form, contract=None, names=names)


def _change_page(contract_id: int, form: ContractForm, seen: str | None = None) -> str:
    found = service.get_contract(database, contract_id)
    return render_template(
        "admin/contract.html", form=form, contract=found, seen=seen or seen_mark(found), names=[]
    )
