"""A whole round on both databases, with the real optimiser and the real rules."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from click.testing import CliRunner
from sqlalchemy import select

from matcher.commands.solve import solve
from matcher.database.accounts import CareOrganisation
from matcher.database.people import Worker
from matcher.database.places import Contract, Municipality
from matcher.database.records import AuditEvent
from matcher.database.rounds import MatchingRound, RoundUnmatched
from matcher.database.session import reading, transaction
from matcher.database.youths import NeedProfile, Youth
from matcher.inforce import today_in_the_netherlands
from matcher.proposals.service import approve_proposal, decline_proposal
from matcher.rounds import running
from matcher.rounds.files import read_file, unzip
from matcher.rounds.parameters import RoundParameters
from matcher.rounds.snapshot import room_key, youth_key
from matcher.words import DeclineReason, ProposalStatus, Role, RoundStatus
from tests.factories import TODAY, add_account, add_municipality, add_room, add_youth
from tests.services.scenes import AMERSFOORT, CLI, Factory, events, names, proposals_of, run


def test_every_room_is_filled_and_the_more_pressing_need_goes_first(story: Factory) -> None:
    done = run(story)
    assert (done.status, done.summary["status"]) == (RoundStatus.DONE, "optimal")
    with reading(story) as session:
        assert names(session, done.id) == {("Aya", "dear"), ("Bo", "cheap")}


def test_who_is_left_hears_why(story: Factory) -> None:
    done = run(story)
    with reading(story) as session:
        left = session.scalars(select(RoundUnmatched)).one()
        assert left.youth is not None
        assert (left.youth.first_name, left.reason) == ("Chris", "all_outbid")
        assert left.details == {"rent_above_budget": {"blocks": 1, "only": 1}}
    assert done.summary["unmatched"] == {"youth": [["all_outbid", 1]], "room": []}


def test_a_proposal_carries_its_parts_its_reasons_and_what_was_second(story: Factory) -> None:
    done = run(story)
    with reading(story) as session:
        bo = next(p for p in proposals_of(session, done.id) if p.youth.first_name == "Bo")
        assert sum(bo.fit_parts.values()) == bo.fit
        assert (bo.starts_on, bo.ends_on, bo.nights) == (TODAY, None, 180)
        codes = {reason["code"]: reason for reason in bo.explanation["reasons"]}
        assert codes["rooms_for_youth"]["number"] == 1
        assert codes["youths_for_room"]["number"] == 3
        rivals = {rival["youth"]: rival for rival in bo.explanation["rivals"]}
        people = {youth.id: youth.first_name for youth in session.scalars(select(Youth))}
        told = {people[key]: rival["code"] for key, rival in rivals.items()}
        assert told == {"Aya": "together", "Chris": "less_here"}
        second = [(a.side, people[a.youth_id], a.is_free) for a in bo.alternatives]
        assert second == [("youth", "Chris", True), ("youth", "Aya", False)]


def test_the_summary_tells_nights_and_the_gain_over_simpler_ways(story: Factory) -> None:
    told = run(story).summary
    assert told["nights"] == {"filled": 360, "left": 0}
    assert told["outcome"]["placed"] == 2
    # First come: Aya, who came first, takes the room with the best fit for her: the cheap one.
    assert told["baselines"]["first_come"]["placed"] == 1
    assert all(tier["value"] == tier["bound"] for tier in told["tiers"])
    assert {"freeze", "eligibility", "fit", "solve", "verify", "store", "total"} <= set(
        told["seconds"]
    )


def test_replaying_the_frozen_problem_gives_the_same_answer_byte_for_byte(
    story: Factory, tmp_path: Path
) -> None:
    done = run(story, RoundParameters(guarantee=True, seed=4))
    with reading(story) as session:
        found = session.get_one(MatchingRound, done.id)
        problem, result = found.problem, found.result
    assert problem is not None
    assert result is not None
    unzip(problem, tmp_path / "problem")
    given = [str(tmp_path / "problem"), "--out", str(tmp_path / "result")]
    answer = CliRunner().invoke(solve, [*given, "--guarantee", "--seed", "4"])
    assert answer.exit_code == 0, answer.output
    for name in ("assignments.csv", "backups.csv", "prices.csv", "unmatched.csv"):
        assert (tmp_path / "result" / name).read_bytes() == read_file(result, name)


def test_the_frozen_problem_holds_pseudonyms_and_no_names(story: Factory) -> None:
    done = run(story)
    problem = running.read_problem(story, done.id)
    everything = b"".join(
        read_file(problem, name) for name in ("youths.csv", "rooms.csv", "pairs.csv", "limits.csv")
    )
    for name in (b"Aya", b"Chris", b"cheap", b"Fictief", b"Voorbeeld"):
        assert name not in everything


def test_the_same_records_freeze_into_the_same_bytes(story: Factory) -> None:
    first, second = run(story), run(story)
    assert first.problem_sha256 == second.problem_sha256


def test_later_changes_leave_the_frozen_problem_alone(story: Factory) -> None:
    done = run(story)
    before = running.read_problem(story, done.id)
    with transaction(story) as session:
        for needs in session.scalars(select(NeedProfile)):
            needs.budget_cents = 10_000
    assert running.read_problem(story, done.id) == before


def test_a_new_round_lapses_open_proposals_and_keeps_approved_ones(story: Factory) -> None:
    first = run(story)
    with transaction(story) as session:
        dear = next(p for p in proposals_of(session, first.id) if p.room.reference == "dear")
        approve_proposal(session, CLI, dear.id, dear.version, today=TODAY)
    second = run(story)
    with reading(story) as session:
        statuses = {p.room.reference: p.status for p in proposals_of(session, first.id)}
        assert statuses == {"dear": ProposalStatus.APPROVED, "cheap": ProposalStatus.LAPSED}
        assert names(session, second.id) == {("Bo", "cheap")}
    assert second.summary["lapsed"] == 1


def test_a_pair_declined_for_a_lasting_reason_is_not_proposed_again(story: Factory) -> None:
    first = run(story)
    with transaction(story) as session:
        bo = next(p for p in proposals_of(session, first.id) if p.youth.first_name == "Bo")
        decline_proposal(session, CLI, bo.id, bo.version, DeclineReason.YOUTH_DECLINED)
    second = run(story)
    with reading(story) as session:
        assert names(session, second.id) == {("Aya", "dear"), ("Chris", "cheap")}


def test_a_pair_declined_for_the_moment_may_come_back_when_it_has_passed(story: Factory) -> None:
    first = run(story)
    with transaction(story) as session:
        bo = next(p for p in proposals_of(session, first.id) if p.youth.first_name == "Bo")
        decline_proposal(session, CLI, bo.id, bo.version, DeclineReason.HOST_NOT_READY)
    week, fortnight = (today_in_the_netherlands() + timedelta(days=days) for days in (7, 14))
    too_soon, later = run(story, today=week), run(story, today=fortnight)
    with reading(story) as session:
        assert ("Bo", "cheap") not in names(session, too_soon.id)
        assert ("Bo", "cheap") in names(session, later.id)


def test_a_contract_allows_no_more_than_what_is_left_of_its_limit(factory: Factory) -> None:
    with transaction(factory) as session:
        add_municipality(session).contracts[0].placement_limit = 2
        for _ in range(4):
            add_room(session)
            add_youth(session)
    first = run(factory)
    with transaction(factory) as session:
        found = proposals_of(session, first.id)
        assert len(found) == 2
        approve_proposal(session, CLI, found[0].id, found[0].version, today=TODAY)
    second = run(factory)
    with reading(factory) as session:
        assert len(proposals_of(session, second.id)) == 1
        left = session.scalars(
            select(RoundUnmatched.reason).where(
                RoundUnmatched.round_id == second.id, RoundUnmatched.youth_id.is_not(None)
            )
        ).all()
    assert set(left) == {"limit contract GM0344"}


def test_simple_rules_keep_to_what_workers_can_guide_as_the_round_does(factory: Factory) -> None:
    with transaction(factory) as session:
        add_municipality(session)
        organisation = CareOrganisation(code="ZORG", name="Zorg Voorbeeld")
        session.add(organisation)
        session.flush()
        worker = add_account(session, Role.REFERRER, organisation="ZORG")
        session.add(Worker(account_id=worker.id, caseload_cap=2))
        for _ in range(4):
            add_room(session)
            add_youth(session, organisation_id=organisation.id)
    done = run(factory)
    placed = {name: told["placed"] for name, told in done.summary["baselines"].items()}
    assert done.summary["outcome"]["placed"] == 2
    assert placed == {"first_come": 2, "greedy_fit": 2}


def test_a_room_in_a_municipality_without_running_contract_stays_out(factory: Factory) -> None:
    with transaction(factory) as session:
        add_room(session)
        add_youth(session)
        session.scalars(select(Contract)).one().ends_on = TODAY
    told = run(factory).summary
    assert (told["pairs"], told["blocked_by"]) == (0, [["not_participating", 1]])


def test_sharing_leaves_no_municipality_worse_off_when_guaranteed(factory: Factory) -> None:
    """Two youths of Amersfoort are more pressing, yet Utrecht's own youth keeps Utrecht's room."""
    with transaction(factory) as session:
        add_municipality(session, **AMERSFOORT)
        add_room(session)
        add_youth(session, first_name="Own")
        for _ in range(2):
            add_youth(session, first_name="Other", municipality_code="GM0307", urgency=3)
    with reading(factory) as session:
        shared, kept = run(factory), run(factory, RoundParameters(guarantee=True))
        assert {name for name, _ in names(session, shared.id)} == {"Other"}
    with reading(factory) as session:
        assert {name for name, _ in names(session, kept.id)} == {"Own"}
    assert kept.summary["guarantee"]["GM0344"] == {"alone": 1, "shared": 1}


def test_a_shorter_horizon_counts_fewer_nights(story: Factory) -> None:
    told = run(story, RoundParameters(horizon_nights=30)).summary
    assert (told["horizon_nights"], told["nights"]["filled"]) == (30, 60)


def test_a_round_without_youths_or_rooms_is_done_and_empty(factory: Factory) -> None:
    done = run(factory)
    assert (done.status, done.summary["outcome"]["placed"]) == (RoundStatus.DONE, 0)


def test_a_round_writes_its_events(story: Factory) -> None:
    done = run(story)
    with reading(story) as session:
        told = events(session, "round")
        assert [event.action for event in told] == ["round.queue", "round.finish"]
        assert told[-1].details == {
            "status": "optimal",
            "proposals": 2,
            "skipped": 0,
            "lapsed": 0,
        }
        everything = session.scalars(select(AuditEvent)).all()
        assert {event.subject_id for event in everything} == {done.id}


def test_keys_in_files_keep_the_order_of_the_records() -> None:
    assert youth_key(9) < youth_key(10) < youth_key(100_000_000)
    assert room_key(99) < room_key(100)


def test_a_municipality_of_the_story_takes_part(story: Factory) -> None:
    with reading(story) as session:
        assert session.get_one(Municipality, "GM0344").contracts[0].starts_on < date(2026, 1, 1)
