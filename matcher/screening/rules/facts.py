"""What a flow chart can read in a dossier instead of asking it.

A fact that the dossier does not hold is asked like any other question.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from matcher.words import DayActivity, GuidanceKind, LifeDomain, LifeLevel, TargetGroup, Word

Value: TypeAlias = int | str  # a number, or the code of a choice
Choice: TypeAlias = tuple[str, str, str]  # code, Dutch, English

YES, NO = "yes", "no"
YES_NO: tuple[Choice, ...] = ((YES, "ja", "yes"), (NO, "nee", "no"))


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A number from ``least`` to ``most``, or one of ``choices``.

    ``falls``: whether the number can become lower as well; nobody grows younger.
    """

    code: str
    nl: str
    en: str
    ask_nl: str
    ask_en: str
    choices: tuple[Choice, ...] = ()
    least: int = 0
    most: int = 0
    unit_nl: str = ""
    unit_en: str = ""
    falls: bool = True

    @property
    def is_number(self) -> bool:
        return not self.choices

    def label(self, language: str) -> str:
        return self.en if language == "en" else self.nl

    def ask(self, language: str) -> str:
        return self.ask_en if language == "en" else self.ask_nl

    def holds(self, value: object) -> bool:
        """Say whether ``value`` can be a value of this fact."""
        if self.is_number:
            return type(value) is int and self.least <= value <= self.most
        return isinstance(value, str) and value in {code for code, *_ in self.choices}

    def shown(self, value: Value, language: str) -> str:
        """Return the value in words: '18 years', 'school or training'."""
        if self.is_number:
            unit = self.unit_en if language == "en" else self.unit_nl
            return f"{value} {unit}".rstrip()
        words = {code: (nl, en) for code, nl, en in self.choices}
        nl, en = words.get(str(value), (str(value), str(value)))
        return en if language == "en" else nl


def _choices(words: type[Word]) -> tuple[Choice, ...]:
    return tuple((word.value, word.nl, word.en) for word in words)


def _level(domain: Word) -> Fact:
    return Fact(
        code=f"level_{domain.value}",
        nl=f"leefgebied {domain.nl}",
        en=f"life domain {domain.en}",
        ask_nl=f"Hoe gaat het bij jou met {domain.nl}?",
        ask_en=f"How are things for you with {domain.en}?",
        choices=_choices(LifeLevel),
    )


_ALL = (
    Fact(
        code="age",
        nl="leeftijd",
        en="age",
        ask_nl="Hoe oud ben je?",
        ask_en="How old are you?",
        least=0,
        most=120,
        unit_nl="jaar",
        unit_en="years",
        falls=False,
    ),
    Fact(
        code="age_exception",
        nl="uitzondering op de leeftijdsgrens",
        en="exception to the age limits",
        ask_nl="Is er voor jou een uitzondering op de leeftijdsgrens afgesproken?",
        ask_en="Has an exception to the age limits been agreed for you?",
        choices=YES_NO,
    ),
    Fact(
        code="housing_question",
        nl="woonvraag",
        en="housing question",
        ask_nl="Zoek je een plek om te wonen?",
        ask_en="Are you looking for a place to live?",
        choices=YES_NO,
    ),
    Fact(
        code="guidance_question",
        nl="begeleidingsvraag",
        en="guidance question",
        ask_nl="Wil je hulp van een begeleider?",
        ask_en="Do you want help from a counsellor?",
        choices=YES_NO,
    ),
    Fact(
        code="day_activity",
        nl="dagbesteding",
        en="day activity",
        ask_nl="Wat doe je overdag?",
        ask_en="What do you do by day?",
        choices=_choices(DayActivity),
    ),
    Fact(
        code="guidance_kind",
        nl="soort begeleiding",
        en="kind of guidance",
        ask_nl="Welke begeleiding heb je nodig?",
        ask_en="Which guidance do you need?",
        choices=_choices(GuidanceKind),
    ),
    Fact(
        code="target_group",
        nl="doelgroep",
        en="target group",
        ask_nl="Welke doelgroep past het best?",
        ask_en="Which target group fits best?",
        choices=_choices(TargetGroup),
    ),
    Fact(
        code="budget",
        nl="budget voor huur",
        en="budget for rent",
        ask_nl="Hoeveel huur kun je per maand betalen?",
        ask_en="How much rent can you pay a month?",
        least=0,
        most=5000,
        unit_nl="euro per maand",
        unit_en="euros a month",
    ),
    Fact(
        code="months_until_out_of_care",
        nl="tijd tot het einde van de jeugdhulp",
        en="time until youth care ends",
        ask_nl="Over hoeveel maanden stopt de jeugdhulp? Schrijf 0 als die al gestopt is.",
        ask_en="In how many months does youth care end? Write 0 when it has ended.",
        least=0,
        most=240,
        unit_nl="maanden",
        unit_en="months",
    ),
    *(_level(domain) for domain in LifeDomain),
)
FACTS: dict[str, Fact] = {fact.code: fact for fact in _ALL}
