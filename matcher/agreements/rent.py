"""The rent agreement as sections; its sentences stand in ``rent.toml``."""

from __future__ import annotations

from matcher.agreements.facts import Facts, day, euros, number_of_days
from matcher.agreements.grounds import GROUNDS, NO_ADVICE
from matcher.agreements.paper import Block, BlockKind, Section, paragraphs, tidy
from matcher.agreements.wording import Wording, wording
from matcher.words import RentIncludes, SanctionStep, SignParty


def parties(facts: Facts) -> tuple[tuple[SignParty, str], ...]:
    """Return who signs, in order."""
    return (
        (SignParty.YOUTH, facts.youth),
        (SignParty.HOST, facts.host),
        (SignParty.COORDINATOR, facts.coordinator),
    )


def lead(facts: Facts, language: str) -> tuple[str, ...]:
    return opening(facts, wording("rent", language))


def opening(facts: Facts, say: Wording) -> tuple[str, ...]:
    """Return what either agreement begins with; from version 2 on, why there is another one."""
    texts = [say["lead"]]
    if facts.number > 1:
        texts.append(say["replaces"].format(number=facts.number))
        if facts.reason.strip():
            texts.append(say["because"].format(reason=tidy(facts.reason)))
    return tuple(texts)


def sections(facts: Facts, language: str) -> tuple[Section, ...]:
    say = wording("rent", language)
    return (
        _who(facts, say, language),
        _room(facts, say, language),
        _time(facts, say, language),
        _money(facts, say, language),
        _rules(facts, say, language),
        _breach(facts, say),
        _notice(facts, say, language),
        Section(
            say["coupled"],
            (say.text("coupled_text"), Block(BlockKind.NOTE, ((NO_ADVICE[language],),))),
        ),
    )


def _facts(*rows: tuple[str, str] | None) -> Block:
    return Block(BlockKind.FACTS, tuple(row for row in rows if row is not None and row[1]))


def _who(facts: Facts, say: Wording, language: str) -> Section:
    return Section(
        say["who"],
        (
            _facts(
                (say["youth"], facts.youth),
                (say["born"], day(facts.youth_born_on, language)),
                (say["host"], facts.host),
                (say["coordinator"], facts.coordinator),
                (say["organisation"], facts.organisation),
            ),
        ),
    )


def _room(facts: Facts, say: Wording, language: str) -> Section:
    furnished = None if facts.is_furnished is None else say["yes" if facts.is_furnished else "no"]
    included = ", ".join(RentIncludes(code).label(language) for code in facts.included)
    return Section(
        say["room_heading"],
        (
            _facts(
                (say["address"], f"{facts.address}, {facts.town}"),
                (say["room"], facts.room),
                (say["area"], f"{facts.area_m2} m²" if facts.area_m2 else ""),
                (say["furnished"], furnished or ""),
                (say["included"], included),
            ),
            say.text("use"),
        ),
    )


def _time(facts: Facts, say: Wording, language: str) -> Section:
    ends = say["no_end"] if facts.ends_on is None else day(facts.ends_on, language)
    rows = [(say["starts"], day(facts.starts_on, language)), (say["ends"], ends)]
    blocks = [_facts(*rows)]
    ground = None if facts.legal_ground is None else GROUNDS[facts.legal_ground]
    if facts.legal_ground is not None and ground is not None:
        label = facts.legal_ground.label(language)
        blocks = [
            _facts(*rows, (say["ground"], label), (say["source"], ground.source_in(language)))
        ]
        blocks.append(Block(BlockKind.TEXT, ((ground.clause[language],),)))
    if facts.ground_note.strip():
        note = say["ground_note"].format(note=tidy(facts.ground_note))
        blocks.append(Block(BlockKind.TEXT, ((note,),)))
    if facts.ends_on is not None and not (ground and ground.needs_end):
        blocks.append(say.text("planned"))
    return Section(say["time"], tuple(blocks))


def _money(facts: Facts, say: Wording, language: str) -> Section:
    rent, service = facts.rent_cents or 0, facts.service_cents or 0
    highest = facts.legal_max_rent_cents
    deposit = euros(facts.deposit_cents, language) if facts.deposit_cents else say["no_deposit"]
    return Section(
        say["money"],
        (
            _facts(
                (say["rent"], euros(rent, language)),
                (say["bare"], euros(rent - service, language)),
                (say["service"], euros(service, language)),
                (say["maximum"], "" if highest is None else euros(highest, language)),
                (say["deposit"], deposit),
            ),
            say.text("pay", *(["deposit_back"] if facts.deposit_cents else [])),
        ),
    )


def _rules(facts: Facts, say: Wording, language: str) -> Section:
    rows = tuple(
        (str(number), _capital(rule.kind.label(language)), tidy(rule.text))
        for number, rule in enumerate(facts.rules, start=1)
    )
    return Section(say["rules"], (say.text("explained"), Block(BlockKind.RULES, rows)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _breach(facts: Facts, say: Wording) -> Section:
    steps = tuple((say[str(step)],) for step in SanctionStep)
    blocks = [say.text("steps_lead"), Block(BlockKind.STEPS, steps)]
    if more := paragraphs(facts.breach):
        blocks += [say.text("breach_more"), Block(BlockKind.TEXT, more)]
    return Section(say["breach"], (*blocks, say.text("danger")))


def _notice(facts: Facts, say: Wording, language: str) -> Section:
    return Section(
        say["notice"],
        (
            _facts(
                (say["notice_youth"], number_of_days(facts.notice_days_youth, language)),
                (say["notice_host"], number_of_days(facts.notice_days_host, language)),
            ),
            say.text("notice_how"),
        ),
    )
