"""The signed agreements of the stays that run: rent and coaching, with the house rules agreed to."""

from __future__ import annotations

import hashlib

from sqlalchemy import select, update
from sqlalchemy.orm import Session, aliased

from matcher.agreements.details import HEARERS
from matcher.database.agreements import Agreement
from matcher.policy import Policy
from matcher.words import AgreementKind, AgreementStatus, AnswerWay, LegalGround
from seed.demo.after.stays import Lived
from seed.demo.before import texts
from seed.demo.chance import some
from seed.demo.rows import Batch, IdOf, Row, moment

RENT, COACHING = AgreementKind.RENT, AgreementKind.COACHING

#: What stands in for the scan of a signed paper: the smallest page that a reader opens.
SIGNED_COPY = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 80]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 58>>stream
BT /F1 12 Tf 20 35 Td (Demo: ondertekend exemplaar) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
GUIDANCE = "Elke twee weken een gesprek, en bellen wanneer dat nodig is."


def make_papers(stays: list[Lived], policy: Policy) -> list[Batch]:
    """Return the agreements of running stays, with rules and who agreed to each."""
    agreements, rules, heard = (list[Row]() for _ in range(3))
    for one in stays:
        if not one.is_active:
            continue
        rent, coaching = (_agreement(one, kind, policy) for kind in (RENT, COACHING))
        agreements += [rent, coaching]
        kinds = some(one.chance("rules"), dict.fromkeys(texts.HOUSE_RULES, 1.0), 4)
        for position, kind in enumerate(kinds, 1):
            rules.append(
                {
                    "agreement_id": IdOf(rent),
                    "position": position,
                    "kind": kind,
                    "text": texts.HOUSE_RULES[kind],
                }
            )
            heard += [
                {
                    "agreement_id": IdOf(rent),
                    "position": position,
                    "party": party,
                    "at": moment(rent["signed_on"], 10),
                    "by_id": one.coordinator,
                    "way": AnswerWay.TOLD,
                }
                for party in HEARERS
            ]
    return [("agreement", agreements), ("agreement_rule", rules), ("acknowledgement", heard)]


def sign_papers(session: Session) -> None:
    """Couple the two agreements of each stay, and let them count as signed.

    The database takes no rules for an agreement that is signed already, so this comes last.
    """
    other = aliased(Agreement)
    theirs = (
        select(other.id)
        .where(other.placement_id == Agreement.placement_id, other.kind != Agreement.kind)
        .scalar_subquery()
    )
    waiting = (Agreement.status == AgreementStatus.OFFERED, Agreement.signed_on.is_not(None))
    quick = {"synchronize_session": False}
    session.execute(
        update(Agreement).where(*waiting).values(coupled_id=theirs), execution_options=quick
    )
    session.execute(
        update(Agreement).where(*waiting).values(status=AgreementStatus.SIGNED),
        execution_options=quick,
    )
    session.expire_all()


def _agreement(one: Lived, kind: AgreementKind, policy: Policy) -> Row:
    is_rent = kind == RENT
    nonces = {party: f"{one.chance(f'{kind}{party}').getrandbits(128):032x}" for party in HEARERS}
    terms = {
        "links": {party.value: nonce for party, nonce in nonces.items() if party in HEARERS[:2]}
    }
    if not is_rent:
        terms |= {"guidance": GUIDANCE, "contact": "De begeleider van de jongere."}  # type: ignore[dict-item]
    return {
        "placement_id": one.id,
        "kind": kind,
        "number": 1,
        "status": AgreementStatus.OFFERED,  # `sign_papers` comes when the rules are there
        "legal_ground": LegalGround.HOSPITA if is_rent else None,
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "notice_days_youth": policy.after.notice_days_youth,
        "notice_days_host": policy.after.notice_days_host,
        "rent_cents": one.placed.room["rent_cents"] if is_rent else None,
        "service_cents": 45_00 if is_rent else None,
        "deposit_cents": one.placed.room["rent_cents"] if is_rent else None,
        "terms": terms,
        "breach": "",
        "made_by_id": one.coordinator,
        "made_at": moment(one.starts_on, 8),
        "signed_copy": SIGNED_COPY,
        "signed_copy_sha256": hashlib.sha256(SIGNED_COPY).hexdigest(),
        "signed_on": one.starts_on,
        "reason": "",
        "version": 1,
    }
