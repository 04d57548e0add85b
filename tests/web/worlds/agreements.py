"""Of placement 1: coaching agreement 1 is ready to sign, rent agreement 2 has rules to hear."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher.agreements.collecting import facts_of
from matcher.agreements.document import LANGUAGES, paper_of
from matcher.database.agreements import Agreement, AgreementRule
from matcher.inforce import today_in_the_netherlands
from matcher.words import AgreementKind, AgreementStatus, HouseRuleKind, LegalGround


def add(session: Session) -> None:
    today = today_in_the_netherlands()
    both = {"placement_id": 1, "number": 1, "starts_on": today}
    notice = {"notice_days_youth": 30, "notice_days_host": 90}
    links = {"links": {"youth": "1" * 32, "host": "2" * 32}}
    coaching = Agreement(
        kind=AgreementKind.COACHING, status=AgreementStatus.OFFERED, pdf=b"%PDF-1.7\n%%EOF",
        pdf_sha256="0" * 64, terms=links, **both, **notice,
    )  # fmt: skip
    rent = Agreement(
        kind=AgreementKind.RENT, legal_ground=LegalGround.HOSPITA, rent_cents=40000,
        service_cents=5000, deposit_cents=35000, terms=links, **both, **notice,
        rules=[
            AgreementRule(position=1, kind=HouseRuleKind.QUIET, text="Na 22.00 uur is het stil."),
            AgreementRule(position=2, kind=HouseRuleKind.PETS, text="Geen huisdieren."),
        ],
    )  # fmt: skip
    for one in (coaching, rent):
        session.add(one)
        session.flush()
    facts = facts_of(session, coaching)
    papers = {language: paper_of(facts, language).as_json() for language in LANGUAGES}
    coaching.terms = links | {"papers": papers, "made_on": today.isoformat()}
