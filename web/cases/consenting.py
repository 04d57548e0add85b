"""Consent on screen: a tick box per purpose, in the words of the text that is in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from matcher.consents.service import Standing
from matcher.consents.texts import ConsentText, consent_texts
from matcher.words import ConsentPurpose
from web.languages import language


class Consents(SelectMultipleField):
    """Tick boxes that ask for consent; ``data`` is the list of codes of the purposes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(
        self,
        label: Any = None,
        validators: Any = None,
        purposes: Sequence[ConsentPurpose] = tuple(ConsentPurpose),
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, choices=lambda: _asked(purposes), **kwargs)
        self.type = "WordCheckboxes"  # so that pages show it like one

    def only(self, purposes: Sequence[ConsentPurpose]) -> None:
        """Offer these purposes and no others, such as those that are not agreed to yet."""
        self.choices = _asked(purposes)


def _asked(purposes: Sequence[ConsentPurpose]) -> list[SelectChoice]:
    texts = consent_texts()
    return [SelectChoice(purpose.value, texts.of(purpose, language()).ask) for purpose in purposes]


@dataclass(frozen=True)
class Line:
    """One purpose as a page shows it; ``number`` counts from 1, for the address."""

    number: int
    purpose: ConsentPurpose
    text: ConsentText
    standing: Standing


def lines(standings: Mapping[ConsentPurpose, Standing]) -> list[Line]:
    """Return all purposes in the order of the form, in the language of the page."""
    texts, told = consent_texts(), language()
    return [
        Line(number, purpose, texts.of(purpose, told), standings[purpose])
        for number, purpose in enumerate(ConsentPurpose, start=1)
    ]


def purpose_number(number: int) -> ConsentPurpose | None:
    """Return the purpose with this number in the address, or None."""
    members = list(ConsentPurpose)
    return members[number - 1] if 1 <= number <= len(members) else None
