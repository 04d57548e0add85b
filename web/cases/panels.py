"""What a case adds to the page of a youth: what waits for a decision, why help is asked, consent."""

from __future__ import annotations

from typing import Any

from flask import render_template

from matcher.access import Action, can
from matcher.cases.corrections import open_corrections
from matcher.cases.exceptions import exceptions_of, undecided
from matcher.cases.intakes import intakes_of
from matcher.cases.service import last_activity_on
from matcher.consents.service import standings
from matcher.database.cases import YouthCase
from matcher.database.youths import Youth
from matcher.words import YouthStatus
from matcher.youths.doubles import lookalikes
from matcher.youths.service import can_stop
from web.access import principal
from web.cases.blueprint import dossier
from web.cases.consenting import lines
from web.cases.correcting import shown
from web.cases.names import names_of
from web.panels import panel
from web.session import database


@panel("coordinator.youth", order=20, place="buttons")
@panel("referrer.youth", order=20, place="buttons")
def buttons(youth: Youth) -> str:
    return render_template(
        "cases/_buttons.html",
        youth=youth,
        can_invite=bool(youth.email) and youth.account_id is None,
    )


@panel("referrer.youth", order=90, place="buttons")
def stop_button(youth: Youth) -> str:
    if not can_stop(database, youth):
        return ""
    return render_template("cases/_stop_button.html", youth=youth)


@panel("coordinator.youth", order=12, place="top")
@panel("referrer.youth", order=12, place="top")
def to_decide(youth: Youth) -> str:
    """Exceptions and corrections that wait, on top: somebody waits for the answer."""
    asked, wishes = undecided(database, youth.id), open_corrections(database, youth.id)
    if not asked and not wishes:
        return ""
    return render_template(
        "cases/_to_decide.html",
        youth=youth,
        exceptions=asked,
        corrections=[shown(one) for one in wishes],
        names=names_of(database, [one.asked_by_id for one in asked]),
        me=principal().account_id,
        may_decide=can(principal(), Action.AGREE_EXCEPTION, youth),
    )


@panel("coordinator.youth", order=14, place="top")
def doubles(youth: Youth) -> str:
    """Other dossiers that may be of the same youth; of those elsewhere no more than that."""
    if youth.status != YouthStatus.REGISTERED:
        return ""
    found = lookalikes(database, principal(), youth)
    if not found:
        return ""
    return render_template("cases/_doubles.html", found=found, dossier=dossier)


@panel("coordinator.youth", order=20)
@panel("referrer.youth", order=20)
def case(youth: Youth) -> str:
    """Why help is asked, who handles it, the talks, and when something last happened."""
    found, held = database.get(YouthCase, youth.id), intakes_of(database, youth.id)
    asked = exceptions_of(database, youth.id)
    people: list[Any] = [one.by_id for one in held]
    people += [found.handled_by_id, found.worker_id, found.referred_by_id] if found else []
    return render_template(
        "cases/_case.html",
        youth=youth,
        case=found,
        intakes=held,
        exceptions=[one for one in asked if one.decided_at is not None],
        names=names_of(database, people),
        me=principal().account_id,
        is_coordinator=can(principal(), Action.AGREE_EXCEPTION, youth),
        last_activity_on=last_activity_on(database, youth),
    )


@panel("coordinator.youth", order=25)
@panel("referrer.youth", order=25)
def consent(youth: Youth) -> str:
    return render_template(
        "cases/_consent.html", youth=youth, lines=lines(standings(database, youth))
    )
