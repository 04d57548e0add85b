"""Concerns: heard at once, never left lying, closed by another than who raised what is serious."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.concerns import hourly, municipality, sanctions, service
from matcher.concerns.holding import ConcernRefused
from matcher.database.accounts import Account
from matcher.database.concerns import Concern
from matcher.database.people import Worker
from matcher.database.records import AuditEvent, OutboxMessage
from matcher.database.session import transaction
from matcher.errors import Stale, StepNotAllowed, TextRefused
from matcher.words import (
    ConcernKind,
    ConcernLevel,
    ConcernOutcome,
    ConcernStatus,
    PlacementStatus,
    Role,
    SanctionStep,
    Seriousness,
    Side,
)
from tests.factories import TODAY, UTRECHT, add_account, add_municipality
from tests.living.factories import NOON, Stay, acts, happened, mails, on

CANARY = "KANARIE"
SOLVED = ConcernOutcome.SOLVED


def told(**values: object) -> service.Told:
    given = {
        "kind": ConcernKind.CONFLICT,
        "seriousness": Seriousness.SERIOUS,
        "text": CANARY,
        **values,
    }
    return service.Told(**given)  # type: ignore[arg-type]


def raised(stay: Stay, by: Account | None = None, **values: object) -> Concern:
    who = by or stay.host
    side = Side.HOST if who is stay.host else Side.YOUTH if who is stay.young else Side.COORDINATOR
    return service.raise_(stay.session, acts(who), stay.id, side, told(**values), NOON)


def test_the_responsible_worker_hears_it_at_once_and_the_deputy_with_an_emergency(
    session: Session,
) -> None:
    stay = Stay(session)
    concern = raised(stay)
    assert (concern.holder_id, concern.due_at) == (stay.first.id, NOON + timedelta(hours=24))
    assert mails(session, "concern_raised") == [("concern_raised", stay.first.email)]
    raised(stay, stay.young, seriousness=Seriousness.EMERGENCY, is_incident=True)
    assert {who for _, who in mails(session, "concern_raised")[1:]} == {
        stay.first.email, stay.second.email,
    }  # fmt: skip


def test_while_the_responsible_worker_is_away_the_deputy_hears_it(session: Session) -> None:
    stay = Stay(session)
    session.add(Worker(account_id=stay.first.id, away_from=on(-1), away_until=on(5)))
    session.flush()
    assert raised(stay).holder_id == stay.second.id


def test_without_a_team_all_coordinators_of_the_region_hear_it(session: Session) -> None:
    stay = Stay(session, team=False)
    assert raised(stay).holder_id is None
    assert len(mails(session, "concern_raised")) == 2


def test_words_stay_in_the_dossier(session: Session) -> None:
    stay = Stay(session)
    concern = raised(stay)
    service.pick_up(session, acts(stay.second), concern.id, concern.version, NOON)
    service.escalate(session, acts(stay.first), concern.id, concern.version, NOON, CANARY)
    service.close(session, acts(stay.first), concern.id, concern.version,
                  ConcernOutcome.SOLVED, CANARY, NOON)  # fmt: skip
    session.flush()
    written = [str(one.details) for one in session.scalars(select(AuditEvent))]
    written += [str(one.values) for one in session.scalars(select(OutboxMessage))]
    assert not [text for text in written if CANARY in text]


def test_nothing_told_or_a_service_number_is_refused(session: Session) -> None:
    stay = Stay(session)
    with pytest.raises(ConcernRefused):
        raised(stay, text="  ")
    with pytest.raises(TextRefused):
        raised(stay, text="Zijn nummer is 111222333")


def test_no_concern_about_a_stay_that_is_over(session: Session) -> None:
    stay = Stay(session, status=PlacementStatus.ENDED, ends_on=on(5), team=False)
    with pytest.raises(StepNotAllowed):
        raised(stay)


def test_picking_up_agreeing_and_closing_follow_each_other(session: Session) -> None:
    stay = Stay(session)
    concern = raised(stay)
    service.pick_up(session, acts(stay.first), concern.id, concern.version, NOON)
    assert mails(session, "concern_picked_up") == [("concern_picked_up", stay.host.email)]
    service.agree(session, acts(stay.first), concern.id, concern.version,
                  "Vrijdag gesprek met allebei", on(4), NOON)  # fmt: skip
    assert concern.due_at is not None
    assert concern.due_at.date() == on(4)
    assert [one.text for one in concern.notes] == ["Vrijdag gesprek met allebei"]
    service.close(session, acts(stay.first), concern.id, concern.version,
                  ConcernOutcome.SOLVED, "", NOON)  # fmt: skip
    assert concern.status == ConcernStatus.CLOSED
    assert happened(session, "concern") == [
        "concern.raise", "concern.pick_up", "concern.agree", "concern.close",
    ]  # fmt: skip


def test_two_who_pick_it_up_at_once_one_is_first(session: Session) -> None:
    stay = Stay(session)
    concern = raised(stay)
    seen = concern.version
    service.pick_up(session, acts(stay.first), concern.id, seen, NOON)
    with pytest.raises(Stale):
        service.pick_up(session, acts(stay.second), concern.id, seen, NOON)


def test_host_and_youth_do_not_close_and_a_counsellor_does_not_either(session: Session) -> None:
    stay = Stay(session)
    concern = raised(stay)
    for who in (stay.host, stay.young, stay.counsellor):
        with pytest.raises(StepNotAllowed):
            service.close(session, acts(who), concern.id, concern.version,
                          ConcernOutcome.SOLVED, "", NOON)  # fmt: skip
        session.expire(concern)


def test_who_raised_something_serious_does_not_close_it_alone(session: Session) -> None:
    stay = Stay(session)
    concern = raised(stay, stay.first)
    with pytest.raises(StepNotAllowed) as refused:
        service.close(session, acts(stay.first), concern.id, concern.version,
                      ConcernOutcome.SOLVED, "", NOON)  # fmt: skip
    assert refused.value.missing == ("not_by_raiser_alone",)
    session.expire(concern)
    service.pick_up(session, acts(stay.second), concern.id, concern.version, NOON)
    service.close(session, acts(stay.first), concern.id, concern.version,
                  ConcernOutcome.SOLVED, "", NOON)  # fmt: skip
    assert concern.status == ConcernStatus.CLOSED


def test_it_is_not_closed_without_an_outcome(session: Session) -> None:
    stay = Stay(session)
    concern = raised(stay)
    with pytest.raises(StepNotAllowed) as refused:
        service.close(session, acts(stay.first), concern.id, concern.version, None, "", NOON)
    assert refused.value.missing == ("outcome",)


def test_what_nobody_picks_up_climbs_to_manager_and_municipality_and_is_asked_again(
    factory: sessionmaker[Session],
) -> None:
    with transaction(factory) as session:
        stay = Stay(session)
        lead = add_account(session, Role.REFERRER, organisation="Z1", name="Leiding")
        session.add(Worker(account_id=lead.id, is_lead=True))
        officer = add_account(
            session, Role.MUNICIPALITY_OFFICER, municipality=UTRECHT, name="Ambtenaar"
        )
        key = raised(stay).id
        emails = {"lead": lead.email, "officer": officer.email}
    seen: list[ConcernLevel] = []
    for hour in range(0, 24 * 10):
        moment = NOON + timedelta(hours=hour)
        with clock.at(moment):
            hourly.run(factory, moment)
            hourly.run(factory, moment)
        with factory() as session:
            concern = session.get_one(Concern, key)
            assert concern.due_at is not None
            assert concern.due_at > moment
            if not seen or seen[-1] != concern.level:
                seen.append(concern.level)
    assert seen == list(ConcernLevel)
    with factory() as session:
        events = happened(session, "concern")
        assert events[:3] == ["concern.raise", "concern.escalate", "concern.escalate"]
        assert set(events[3:]) == {"concern.remind"}
        to_officer = [one for one in mails(session) if one[1] == emails["officer"]]
        assert {template for template, _ in to_officer} == {"concern_municipality"}
        assert ("concern_escalated", emails["lead"]) in mails(session)


def lead_of(stay: Stay, name: str = "Leiding") -> Account:
    lead = add_account(stay.session, Role.REFERRER, organisation="Z1", name=name)
    stay.session.add(Worker(account_id=lead.id, is_lead=True))
    stay.session.flush()
    return lead


def test_who_leads_takes_up_what_was_escalated_and_another_counsellor_does_not(
    session: Session,
) -> None:
    stay = Stay(session)
    first, second = lead_of(stay), lead_of(stay, "Tweede")
    concern = raised(stay)
    service.escalate(session, acts(stay.first), concern.id, concern.version, NOON)
    assert concern.holder_id == first.id
    with pytest.raises(StepNotAllowed) as refused:
        service.pick_up(session, acts(stay.counsellor), concern.id, concern.version, NOON)
    assert refused.value.missing == ("leads",)
    session.expire(concern)
    # Both were mailed: whoever is first deals with it, and the time begins anew.
    service.pick_up(session, acts(second), concern.id, concern.version, NOON)
    assert (concern.status, concern.holder_id) == (ConcernStatus.PICKED_UP, second.id)
    assert ("concern_picked_up", stay.host.email) in mails(session)
    service.agree(session, acts(second), concern.id, concern.version, "Samen eten", on(4), NOON)
    service.close(session, acts(second), concern.id, concern.version, SOLVED, "", NOON)
    assert concern.status == ConcernStatus.CLOSED


def test_of_leads_of_another_organisation_than_the_youths_only_the_holder_is_mailed(
    session: Session,
) -> None:
    """The others could not open it: a youth of another organisation is not theirs to read of."""
    stay = Stay(session)
    first, second, concern = lead_of(stay), lead_of(stay, "Tweede"), raised(stay)
    stay.youth.organisation_id = None
    stay.first.organisation_id = first.organisation_id
    service.escalate(session, acts(stay.first), concern.id, concern.version, NOON)
    asked = {email for template, email in mails(session) if template == "concern_escalated"}
    assert concern.holder_id == first.id
    assert first.email in asked
    assert second.email not in asked


def test_who_leads_passes_it_on_to_the_municipality(session: Session) -> None:
    stay = Stay(session)
    lead, concern = lead_of(stay), raised(stay)
    service.escalate(session, acts(stay.first), concern.id, concern.version, NOON)
    service.escalate(session, acts(lead), concern.id, concern.version, NOON)
    assert concern.level == ConcernLevel.MUNICIPALITY
    service.close(session, acts(lead), concern.id, concern.version, SOLVED, "", NOON)
    assert concern.status == ConcernStatus.CLOSED


def test_before_it_has_climbed_it_is_not_for_who_leads(session: Session) -> None:
    stay = Stay(session)
    lead, concern = lead_of(stay), raised(stay)
    for deed in (
        lambda: service.escalate(session, acts(lead), concern.id, concern.version, NOON),
        lambda: service.close(session, acts(lead), concern.id, concern.version, SOLVED, "", NOON),
    ):
        with pytest.raises(StepNotAllowed) as refused:
            deed()
        assert refused.value.missing == ("leads",)
        session.expire(concern)


def test_officers_of_where_the_youth_comes_from_see_it_while_nobody_does_where_the_youth_lives(
    session: Session,
) -> None:
    add_municipality(session, code="GM0363", name="Amsterdam")
    stay = Stay(session)
    stay.youth.municipality_code = "GM0363"
    from_there = add_account(session, Role.MUNICIPALITY_OFFICER, municipality="GM0363", name="Ver")
    concern = raised(stay)
    for _ in range(2):
        service.escalate(session, acts(stay.first), concern.id, concern.version, NOON)
    assert mails(session, "concern_municipality") == [("concern_municipality", from_there.email)]
    assert municipality.with_municipality(session, "GM0363") == [concern]
    add_account(session, Role.MUNICIPALITY_OFFICER, municipality=UTRECHT, name="Dichtbij")
    assert municipality.with_municipality(session, "GM0363") == []
    assert municipality.with_municipality(session, UTRECHT) == [concern]


def test_the_municipality_hears_a_reference_and_no_person(session: Session) -> None:
    stay = Stay(session)
    add_account(session, Role.MUNICIPALITY_OFFICER, municipality=UTRECHT, name="Ambtenaar")
    concern = raised(stay)
    for _ in range(2):
        service.escalate(session, acts(stay.first), concern.id, concern.version, NOON)
    session.flush()
    sent = session.scalars(
        select(OutboxMessage).where(OutboxMessage.template == "concern_municipality")
    ).one()
    assert set(sent.values) == {"reference", "due_on", "due_time"}
    assert sent.values["reference"] == f"Z-{concern.id}"
    with pytest.raises(StepNotAllowed):
        service.escalate(session, acts(stay.first), concern.id, concern.version, NOON)


def step(which: SanctionStep, **values: object) -> sanctions.Taken:
    given = {"step": which, "told_on": TODAY, "text": "Besproken", "rule_position": None, **values}
    return sanctions.Taken(**given)  # type: ignore[arg-type]


def test_steps_along_the_agreed_rules_come_in_order(session: Session) -> None:
    stay = Stay(session)
    with pytest.raises(sanctions.SanctionRefused) as refused:
        sanctions.take(session, acts(stay.first), stay.id, step(SanctionStep.LAST_WARNING), TODAY)
    assert refused.value.problem == "order"
    for which in SanctionStep:
        sanctions.take(session, acts(stay.first), stay.id, step(which), TODAY)
    assert [one.step for one in sanctions.steps_taken(session, stay.id)] == list(SanctionStep)
    assert sanctions.possible_now(session, stay.id) == ()


def test_a_step_names_a_rule_that_was_signed(session: Session) -> None:
    stay = Stay(session)
    with pytest.raises(sanctions.SanctionRefused) as refused:
        sanctions.take(
            session, acts(stay.first), stay.id, step(SanctionStep.TALK, rule_position=3), TODAY
        )
    assert refused.value.problem == "rule"


def test_an_open_emergency_leaves_no_time_for_the_order(session: Session) -> None:
    stay = Stay(session)
    raised(stay, seriousness=Seriousness.EMERGENCY)
    taken = step(SanctionStep.END_NOTICE)
    assert sanctions.take(session, acts(stay.first), stay.id, taken, TODAY).id
