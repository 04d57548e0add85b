"""Read an agreement on the screen, in Dutch or English, and take the PDF or the signed copy home."""

from __future__ import annotations

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _

from matcher.access import Action, can
from matcher.agreements.collecting import papers_of, reference_of
from matcher.agreements.document import LANGUAGES
from matcher.agreements.uploads import SUFFIXES, kind_of
from matcher.database.agreements import Agreement
from matcher.errors import NotFound
from matcher.words import Role, SignParty
from web.access import allow, principal
from web.agreements.blueprint import blueprint, is_staff, own_party, reached
from web.coordinator.records import note_look
from web.languages import language
from web.session import database

#: A file that somebody uploaded runs nothing and loads nothing, should a browser show it after all.
SANDBOX = "sandbox; default-src 'none'"


@blueprint.get("/agreements/<int:agreement_id>")
@allow(Role.COORDINATOR, Role.REFERRER, Role.HOST, Role.YOUTH)
def agreement(agreement_id: int) -> str:
    found = reached(agreement_id)
    note_look("agreement", agreement_id)
    wanted = request.args.get("text", "")
    chosen = wanted if wanted in LANGUAGES else language()
    return render_template(
        "agreements/paper.html",
        agreement=found,
        paper=papers_of(database, found)[chosen],
        chosen=chosen,
        trail=_trail(found),
        can_write=can(principal(), Action.WRITE_AGREEMENT, found),
        reference=reference_of(found.placement_id),
    )


def _trail(found: Agreement) -> list[tuple[str, str]]:
    """Return where the reader came from, as (text, address)."""
    key = found.placement_id
    if principal().has(Role.COORDINATOR) and can(principal(), Action.WRITE_AGREEMENT, found):
        return [
            (_("Placement"), url_for("placements.placement", placement_id=key)),
            (_("Agreements"), url_for("agreements.placement", placement_id=key)),
        ]
    if principal().has(Role.REFERRER) and is_staff():
        return [(_("Placement"), url_for("placements.referrer_placement", placement_id=key))]
    endpoint = {
        SignParty.YOUTH: "placements.youth_placement",
        SignParty.HOST: "placements.host_placement",
    }[own_party(found)]
    return [(_("My agreements"), url_for(endpoint, placement_id=key))]


@blueprint.get("/agreements/<int:agreement_id>/files/agreement.pdf")
@allow(Role.COORDINATOR, Role.REFERRER, Role.HOST, Role.YOUTH)
def agreement_pdf(agreement_id: int) -> Response:
    found = reached(agreement_id)
    if found.pdf is None:
        raise NotFound("agreement", agreement_id)
    note_look("agreement", agreement_id)
    return _file(found, found.pdf, "")


@blueprint.get("/agreements/<int:agreement_id>/files/signed.copy")
@allow(Role.COORDINATOR, Role.REFERRER, Role.HOST, Role.YOUTH)
def signed_copy(agreement_id: int) -> Response:
    found = reached(agreement_id)
    if found.signed_copy is None:
        raise NotFound("agreement", agreement_id)
    note_look("agreement", agreement_id)
    return _file(found, found.signed_copy, "-getekend")


def _file(found: Agreement, content: bytes, mark: str) -> Response:
    """Hand a file out as a download; its name says nothing about people."""
    kind = kind_of(content)
    if not kind:
        raise NotFound("agreement", found.id)
    name = f"{found.kind.nl}-{reference_of(found.placement_id)}-v{found.number}{mark}"
    answer = Response(content, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{SUFFIXES[kind]}"'
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
