"""The coaching agreement as sections; its sentences stand in ``coaching.toml``."""

from __future__ import annotations

from matcher.agreements.facts import Facts, day
from matcher.agreements.paper import Block, BlockKind, Section, paragraphs, tidy
from matcher.agreements.rent import opening
from matcher.agreements.wording import Wording, wording
from matcher.words import CoreActivity, SignParty


def parties(facts: Facts) -> tuple[tuple[SignParty, str], ...]:
    """Return who signs, in order; without a care organisation the coordinator guides."""
    guides = ((SignParty.ORGANISATION, facts.organisation),) if facts.organisation else ()
    return (
        (SignParty.YOUTH, facts.youth),
        *guides,
        (SignParty.HOST, facts.host),
        (SignParty.COORDINATOR, facts.coordinator),
    )


def lead(facts: Facts, language: str) -> tuple[str, ...]:
    return opening(facts, wording("coaching", language))


def sections(facts: Facts, language: str) -> tuple[Section, ...]:
    say = wording("coaching", language)
    activities = tuple((activity.label(language),) for activity in CoreActivity)
    agreed = paragraphs(facts.guidance)
    return (
        _who(facts, say, language),
        Section(
            say["goal"],
            (say.text("goal_text", "activities"), Block(BlockKind.LIST, activities)),
        ),
        _contact(facts, say, language),
        *([Section(say["guidance"], (Block(BlockKind.TEXT, agreed),))] if agreed else []),
        _parts(say),
        Section(say["privacy"], (say.points("privacy_text"),)),
        Section(say["concerns"], (say.points("concerns_text"),)),
        Section(say["stopping"], (say.points("stopping_text"),)),
    )


def _who(facts: Facts, say: Wording, language: str) -> Section:
    rows = [
        (say["youth"], facts.youth),
        (say["host"], facts.host),
        (say["organisation"], facts.organisation),
        (say["coordinator"], facts.coordinator),
        (say["starts"], day(facts.starts_on, language)),
        (say["ends"], say["no_end"] if facts.ends_on is None else day(facts.ends_on, language)),
    ]
    block = Block(BlockKind.FACTS, tuple(row for row in rows if row[1]))
    return Section(
        say["who"], (block,) if facts.organisation else (block, say.text("no_organisation"))
    )


def _contact(facts: Facts, say: Wording, language: str) -> Section:
    *first, last = [str(number) for number in facts.check_in_days] or [""]
    both = {"nl": "en", "en": "and"}[language]
    days = f"{', '.join(first)} {both} {last}" if first else last
    contact = Block(BlockKind.FACTS, ((say["contact_with"], tidy(facts.contact)),))
    texts = [(say["check_ins"].format(days=days),)] if days else []
    texts.append((say["check_ins_heard"],))
    blocks = (contact,) if tidy(facts.contact) else ()
    return Section(say["contact"], (*blocks, Block(BlockKind.TEXT, tuple(texts))))


def _parts(say: Wording) -> Section:
    blocks: list[Block] = []
    for who in ("youth", "counsellor", "host"):
        blocks += [say.text(f"{who}_does"), say.points(f"{who}_list")]
    return Section(say["parts"], tuple(blocks))
