"""The woonkaart on the page of a youth: what the youth answered, and when."""

from __future__ import annotations

from flask import render_template

from matcher.access import Action, can
from matcher.database.youths import Youth
from matcher.woonkaart import dossier, rules
from web.access import principal
from web.languages import language
from web.panels import panel
from web.session import database


@panel("coordinator.youth", order=32)
@panel("referrer.youth", order=32)
@panel("youth.home", order=32)
def answers(youth: Youth) -> str:
    return render_template(
        "woonkaart/_panel.html",
        youth=youth,
        cards=dossier.answers_of(database, youth.id),
        can_add=can(principal(), Action.SCREEN_YOUTH, youth),
        questions=[(name, rules.question(name, language())) for name in rules.QUESTIONS],
    )
