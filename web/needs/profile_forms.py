"""Forms of the need profile beside matching: life domains, own words, the budget calculator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import Length, Optional, ValidationError

from matcher.database.domains import NeedDetail
from matcher.domains.rules import Course
from matcher.domains.service import Judged, OwnWords
from matcher.words import CostKind, IncomeKind, LifeDomain, LifeLevel, Word
from web.fields import MoneyField, NoBsn, WordSelect
from web.formatting import label, sentence

LONGEST = 1000
MOST_CENTS = 2_000_000  # per month; above it somebody has typed a year, or a comma too few

#: What to talk about in each life domain.
HELP: dict[LifeDomain, Any] = {
    LifeDomain.HOUSING: _("Is there a place to sleep? Can the youth stay there? How is it there?"),
    LifeDomain.MONEY: _("Income, fixed costs, debts, and keeping an overview of them."),
    LifeDomain.WORK_SCHOOL: _("School, work, a traineeship: does it go well, and does it last?"),
    LifeDomain.HEALTH: _("How does somebody feel and sleep? Write no diagnoses or treatments."),
    LifeDomain.SAFETY: _("Does somebody feel safe, at home and outside? Is help needed at once?"),
    LifeDomain.PARTICIPATION: _("Friends, family, sport, a club: who is there to fall back on?"),
    LifeDomain.LANGUAGE: _("Can somebody talk, read letters and fill in forms in Dutch?"),
}


class _ByWord(FlaskForm):
    """A form with fields for each member of a Word, labelled in the language of the request."""

    def relabel(self, words: Iterable[tuple[Word, str]]) -> None:
        for word, name in words:
            self[name].label.text = sentence(label(word))


class LifeForm(_ByWord):
    """A level and a note for each of the seven life domains; what is left out stays as it was."""

    def __init__(self, courses: Iterable[Course], **kwargs: Any) -> None:
        data: dict[str, Any] = {}
        for course in courses:
            if course.now is not None:
                data[f"level_{course.domain}"] = str(course.now.level)
                data[f"note_{course.domain}"] = course.now.note
        super().__init__(data=data, **kwargs)

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        for domain in LifeDomain:
            level, note = self[f"level_{domain}"], self[f"note_{domain}"]
            if (note.data or "").strip() and not level.data:
                level.errors = [*level.errors, str(_("Choose a level as well."))]
                is_valid = False
        return is_valid

    def judged(self) -> dict[LifeDomain, Judged]:
        return {
            domain: Judged(
                int(self[f"level_{domain}"].data), (self[f"note_{domain}"].data or "").strip()
            )
            for domain in LifeDomain
            if self[f"level_{domain}"].data
        }


for _domain in LifeDomain:
    setattr(
        LifeForm,
        f"level_{_domain}",
        WordSelect(
            _("How is it?"), [Optional()], words=LifeLevel, empty=_("Not talked about"),
        ),
    )  # fmt: skip
    setattr(
        LifeForm,
        f"note_{_domain}",
        TextAreaField(
            _("Note"), [Length(max=LONGEST), NoBsn()],
        ),
    )  # fmt: skip


class WordsForm(FlaskForm):
    """Talents, wishes, must-nots and preferences in words."""

    talents = TextAreaField(
        _("What is the youth good at?"), [Length(max=LONGEST), NoBsn()],
        description=_("Everybody is good at something. What do others say? What gives energy?"),
    )  # fmt: skip
    wishes = TextAreaField(
        _("What does the youth wish for?"), [Length(max=LONGEST), NoBsn()],
        description=_("For living, for later, for the contact with the host."),
    )  # fmt: skip
    must_nots = TextAreaField(
        _("What is definitely not possible?"), [Length(max=LONGEST), NoBsn()],
        description=_(
            "What would make it go wrong. Can it be said with a must-have or a place to avoid? "
            "Fill that in too: only those keep rooms away by themselves."
        ),
    )  # fmt: skip
    preferences = TextAreaField(
        _("What would be nice?"), [Length(max=LONGEST), NoBsn()],
        description=_("Such as a garden, a quiet street, a host who cooks."),
    )  # fmt: skip

    def __init__(self, detail: NeedDetail, **kwargs: Any) -> None:
        super().__init__(obj=detail, **kwargs)

    def words(self) -> OwnWords:
        return OwnWords(
            talents=self.talents.data or "",
            wishes=self.wishes.data or "",
            must_nots=self.must_nots.data or "",
            preferences=self.preferences.data or "",
        )


class BudgetForm(_ByWord):
    """What comes in and what goes out each month, in euros."""

    def __init__(self, detail: NeedDetail, **kwargs: Any) -> None:
        data = {f"income_{code}": cents for code, cents in detail.income.items()}
        data |= {f"cost_{code}": cents for code, cents in detail.costs.items()}
        super().__init__(data=data, **kwargs)
        self.relabel((kind, f"income_{kind}") for kind in IncomeKind)
        self.relabel((kind, f"cost_{kind}") for kind in CostKind)

    def income(self) -> Mapping[str, int]:
        return {str(kind): self[f"income_{kind}"].data or 0 for kind in IncomeKind}

    def costs(self) -> Mapping[str, int]:
        return {str(kind): self[f"cost_{kind}"].data or 0 for kind in CostKind}


def _at_most(form: Any, field: Any) -> None:
    if field.data is not None and field.data > MOST_CENTS:
        raise ValidationError(_("Enter the amount of one month."))


for _kind in IncomeKind:
    setattr(BudgetForm, f"income_{_kind}", MoneyField(_kind.en, [Optional(), _at_most]))
for _cost in CostKind:
    setattr(BudgetForm, f"cost_{_cost}", MoneyField(_cost.en, [Optional(), _at_most]))
