"""Checks of single columns: keys, whole numbers, known values. Vectorised; faults name the row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.optimiser.faults import Fault

Ints = NDArray[np.int64]
Codes = NDArray[np.int32]
Flags = NDArray[np.bool_]

LARGEST = 2_000_000_000


def picked_from(values: NDArray[Any], index: Codes | Ints) -> NDArray[Any]:
    """``values[index]`` for an index that rises: where it names all, they are given as they are."""
    return values if len(index) == len(values) else values[index]


@dataclass
class Table:
    """One table under inspection; gathers faults as its columns are read.

    ``rows`` gives the number of every row in the eyes of the user.
    """

    file: str
    frame: pd.DataFrame
    rows: Codes | Ints
    faults: list[Fault] = field(default_factory=list)

    @classmethod
    def of(cls, file: str, frame: pd.DataFrame, rows: Ints | None = None) -> Table:
        if rows is None:
            rows = np.arange(2, len(frame) + 2, dtype=np.int32)
        return cls(file, frame.reset_index(drop=True), rows)

    def has(self, column: str) -> bool:
        return column in self.frame.columns

    def require(self, columns: list[str]) -> bool:
        missing = [column for column in columns if not self.has(column)]
        for column in missing:
            found = ", ".join(map(str, self.frame.columns)) or "none"
            self.faults.append(
                Fault(self.file, 1, column, "", f"this column is missing (found: {found})")
            )
        return not missing

    def blame(self, wrong: Flags, column: str, what: str) -> None:
        """Record a fault for every row that is wrong."""
        for position in np.flatnonzero(wrong):
            value = "" if not self.has(column) else self.frame[column].iloc[position]
            shown = "" if pd.isna(value) else str(value)
            self.faults.append(Fault(self.file, int(self.rows[position]), column, shown, what))

    def keys(self, column: str) -> pd.Series:
        """A column of identifiers as text; blank ones and stray spaces are faults."""
        text = self._text(column)
        uniques = pd.Series(text.unique(), dtype=object)
        blank = uniques[uniques.str.strip() == ""]
        padded = uniques[(uniques.str.strip() != uniques) & (uniques.str.strip() != "")]
        if len(blank):
            self.blame(text.isin(blank).to_numpy(), column, "must not be blank")
        if len(padded):
            self.blame(
                text.isin(padded).to_numpy(), column, "has spaces before or after it; remove them"
            )
        return text

    def labels(self, column: str) -> pd.Series:
        """A column of text that may be blank or absent; stray spaces are faults."""
        if not self.has(column):
            return pd.Series("", index=self.frame.index, dtype=object)
        text = self._text(column)
        uniques = pd.Series(text.unique(), dtype=object)
        # "zorg " would be another organisation than "zorg", with a limit of its own or none.
        padded = uniques[uniques.str.strip() != uniques]
        if len(padded):
            self.blame(
                text.isin(padded).to_numpy(), column, "has spaces before or after it; remove them"
            )
        return text

    def known(self, column: str, keys: pd.Index, where: str) -> Codes:
        """Positions of a key column in ``keys``; -1 and a fault where a key is unknown."""
        values = self.frame[column]
        if isinstance(values.dtype, pd.CategoricalDtype):
            place = keys.get_indexer(values.cat.categories.astype(object)).astype(np.int32)
            codes = values.cat.codes.to_numpy()
            position = np.append(place, np.int32(-1))[codes]
        else:
            numbers, uniques = pd.factorize(self._text(column))
            place = keys.get_indexer(pd.Index(uniques, dtype=object)).astype(np.int32)
            position = np.append(place, np.int32(-1))[numbers]
        if (position < 0).any():
            text = self._text(column)
            blank = (position < 0) & (text.str.strip() == "").to_numpy()
            self.blame(blank, column, "must not be blank")
            self.blame((position < 0) & ~blank, column, f"is not in {where}")
        return position

    def whole(self, column: str, least: int, most: int = LARGEST) -> Ints:
        """A column of whole numbers within bounds; 0 and a fault where a value is wrong."""
        numbers, wrong = _parse_whole(self.frame[column])
        wrong |= (numbers < least) | (numbers > most)
        if wrong.any():
            bounds = f"between {least} and {most}" if most < LARGEST else f"of {least} or more"
            if most == LARGEST and (numbers > most).any():
                bounds = f"between {least} and {LARGEST}"
            self.blame(wrong, column, f"must be a whole number {bounds}")
            numbers = np.where(wrong, least, numbers)
        return numbers

    def whole_or_blank(self, column: str, least: int) -> tuple[Ints, Flags]:
        """Whole numbers and where they are blank; an absent column is all blank."""
        if not self.has(column):
            return np.zeros(len(self.frame), np.int64), np.ones(len(self.frame), bool)
        blank = (self._text(column).str.strip() == "").to_numpy()
        part = Table(self.file, self.frame.loc[~blank, [column]], self.rows[~blank], self.faults)
        numbers = np.zeros(len(self.frame), np.int64)
        numbers[~blank] = part.whole(column, least)
        return numbers, blank

    def once(self, code: Ints, column: str, what: str) -> None:
        """Blame the second and later rows of a code; negative codes are passed over."""
        again = pd.Series(code).duplicated().to_numpy() & (code >= 0)
        if again.any():
            self.blame(again, column, what)

    def _text(self, column: str) -> pd.Series:
        values = self.frame[column].astype(object)
        return values.where(values.notna(), "").astype(str).astype(object)


def _parse_whole(values: pd.Series) -> tuple[Ints, Flags]:
    """Whole numbers, and where there is none. Text is read strictly: '12', '+12' or '-12'."""
    if pd.api.types.is_bool_dtype(values.dtype):
        return np.zeros(len(values), np.int64), np.ones(len(values), bool)
    if pd.api.types.is_integer_dtype(values.dtype) and not values.hasnans:
        return values.to_numpy(np.int64), np.zeros(len(values), bool)
    if pd.api.types.is_float_dtype(values.dtype):
        exact = values.to_numpy(np.float64)
        good = np.isfinite(exact) & (np.abs(exact) < 2**53) & (exact == np.round(exact))
        return np.where(good, exact, 0).astype(np.int64), np.asarray(~good)
    text = values.astype(object).where(values.notna(), "").astype(str)
    good = text.str.fullmatch(r"[+-]?[0-9]{1,18}").to_numpy(bool)
    return text.where(good, "0").to_numpy().astype(np.int64), np.asarray(~good)


def key_codes(values: pd.Series) -> Ints:
    """A number per distinct value (int64), in order of appearance."""
    return pd.factorize(values)[0].astype(np.int64)
