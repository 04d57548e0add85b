"""Hand ticked things over to a colleague who may do them, and take them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from matcher.inforce import today_in_the_netherlands
from matcher.words import Role
from matcher.work import handing_over
from matcher.work.handing_over import Colleague, Kept, Work
from matcher.work.listing import Listed, collect
from web.access import allow, principal
from web.coordinator import records
from web.session import database
from web.work.addresses import opens
from web.work.blueprint import back, blueprint, kind
from web.work.forms import HandOverForm


@blueprint.post("/hand-over")
@allow(Role.COORDINATOR, Role.REFERRER)
def hand_over() -> Any:
    """Ask to whom, and once that is said, do it."""
    chosen = _ticked()
    if not chosen:
        flash(_("Tick at least one thing."), "info")
        return redirect(back(), code=303)
    today = today_in_the_netherlands()
    work = handing_over.work_of(database, (one.item for one in chosen), opens)
    people = handing_over.colleagues(database, work, today, apart_from=principal().account_id)
    form = HandOverForm([(str(one.account_id), _text(one, work)) for one in people])
    if "to" not in request.form:
        return _page(form, chosen, work)
    if not form.validate():
        return _page(form, chosen, work), 422
    (receiver,) = (one for one in people if str(one.account_id) == form.to.data)
    handing_over.hand_over(database, records.actor(), work, receiver.account_id, today)
    _tell(receiver, chosen, work)
    return redirect(back(), code=303)


@blueprint.post("/hand-back")
@allow(Role.COORDINATOR, Role.REFERRER)
def hand_back() -> Any:
    number = handing_over.hand_back(database, records.actor(), request.form.getlist("item"))
    if number:
        flash(ngettext("%(num)s thing is back with whom it came from.",
                       "%(num)s things are back with whom they came from.", number), "ok")  # fmt: skip
    else:
        flash(_("Nothing of what you ticked was handed over."), "info")
    return redirect(back(), code=303)


def _ticked() -> list[Listed]:
    """Return what was ticked, of what the person may see."""
    keys = set(request.form.getlist("item"))
    if not keys:
        return []
    listed = collect(database, principal(), today_in_the_netherlands())
    return [one for one in listed if one.key in keys]


def _page(form: HandOverForm, chosen: list[Listed], work: Work) -> str:
    return render_template(
        "work/hand_over.html",
        form=form,
        chosen=chosen,
        kept={one.key: work.why_not(one.item) for one in chosen},
        why=why_texts(),
        view=request.form.get("view", ""),
        kind=kind(),
    )


def _text(one: Colleague, work: Work) -> str:
    """Return a colleague with how much of it this person may do."""
    number, of = len(work.for_colleague(one)), len(work.items)
    told = [_("all of it") if number == of else _("%(num)s of %(of)s", num=number, of=of)]
    if one.is_away:
        told.append(_("away now"))
    return f"{one.name} ({', '.join(told)})"


def _tell(receiver: Colleague, chosen: list[Listed], work: Work) -> None:
    kept = {one.key: work.why_not(one.item, receiver) for one in chosen}
    number = sum(why is None for why in kept.values())
    flash(
        ngettext("%(num)s thing waits for %(name)s now.",
                 "%(num)s things wait for %(name)s now.", number, name=receiver.name),
        "ok",
    )  # fmt: skip
    for text in kept_texts(kept.values()):
        flash(text, "info")


def kept_texts(kept: Iterable[Kept | None]) -> list[str]:
    """Return a sentence for each reason for which something stays where it is."""
    found = [why for why in kept if why is not None]
    texts = why_texts()
    return [
        ngettext("%(num)s thing stays where it is: %(why)s.",
                 "%(num)s things stay where they are: %(why)s.",
                 found.count(why), why=texts[why])
        for why in Kept if why in found
    ]  # fmt: skip


def why_texts() -> Mapping[Kept, str]:
    return {
        Kept.PERSONAL: _("it was asked of one person by name"),
        Kept.OWN: _("only the youth or the host can do this"),
        Kept.HAS_IT: _("it waits for this colleague already"),
        Kept.REACH: _("this colleague works for another region or organisation"),
        Kept.ROLE: _("this colleague has another role"),
    }
