"""What the own page of a youth says of consent, of mistakes, and of stopping."""

from __future__ import annotations

from flask import render_template

from matcher.cases.corrections import open_corrections
from matcher.cases.intakes import intakes_of
from matcher.consents.service import standings
from matcher.database.cases import YouthCase
from matcher.database.youths import Youth
from matcher.youths.service import can_stop
from web.cases.consenting import lines
from web.cases.correcting import shown
from web.panels import panel
from web.session import database


@panel("youth.home", order=25)
def own_dossier(youth: Youth) -> str:
    return render_template(
        "dossier/_panel.html",
        youth=youth,
        case=database.get(YouthCase, youth.id),
        intakes=intakes_of(database, youth.id),
        lines=lines(standings(database, youth)),
        corrections=[shown(one) for one in open_corrections(database, youth.id)],
        can_stop=can_stop(database, youth),
    )
