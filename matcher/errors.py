"""The errors of the service, in domain words. The edge (web, command line) translates them.

MatcherError
├── NotFound            no such record
├── NotAllowed          this person may not do this
├── NotEligible         a pair breaks hard rules (carries the reason codes)
├── StepNotAllowed      a status cannot change this way
├── Incomplete          a step demands what the record still lacks (carries the codes)
├── Stale               somebody else changed the record first
├── AlreadyTaken        the room or the youth is booked on those dates, or the value exists
├── RoomAwaited         somebody is expected on a day on which a room would be offered no more
├── TextRefused         a text holds what may not be stored, such as a BSN
├── PhotoRefused        an uploaded file is not a photo that we can keep (carries a reason code)
├── PointsNotCounted    the points of a room could not be counted (carries a reason code)
├── PaperNotMade        the PDF of an agreement could not be made (carries a reason code)
├── UploadRefused       an uploaded copy is not a paper that we can keep (carries a reason code)
├── SuggestionRefused   a record cannot hold the value that somebody chose for a suggestion
├── ChartRefused        a flow chart cannot be like this (carries the faults)
├── AnotherRoundRuns    a matching round waits or is under way; one runs at a time
├── NoRoundYet          a repair mends a round, and none has been done
├── ImportRejected      a file has problems; nothing was saved
├── InvalidProblem      the input of the optimiser has problems
├── ResultRejected      the solver's answer failed verification; nothing was saved
├── InvalidPolicy       a policy file is wrong
├── InvalidSettings     the environment is wrong or incomplete
├── WorkersUnavailable  the processes or machines that should compute cannot be reached
└── GuardMissing        the database lacks a guard; the program refuses to start
"""

from __future__ import annotations

from collections.abc import Sequence


class MatcherError(Exception):
    """Base of all errors that a person can act upon."""


class NotFound(MatcherError):
    def __init__(self, subject: str, key: object) -> None:
        super().__init__(f"no {subject} {key!r}")
        self.subject = subject
        self.key = key


class NotAllowed(MatcherError):
    pass


class RoomAwaited(MatcherError):
    """``introductions``: the ids of those that would stop when the room is taken out."""

    def __init__(self, room_id: int, introductions: Sequence[int]) -> None:
        super().__init__(f"room {room_id} is awaited by introductions {list(introductions)}")
        self.room_id = room_id
        self.introductions = tuple(introductions)


class NotEligible(MatcherError):
    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("not eligible: " + ", ".join(reasons))
        self.reasons = tuple(reasons)


class StepNotAllowed(MatcherError):
    """No such arrow, an arrow of somebody else, or conditions that are not met.

    ``missing``: the codes of `words.Condition` that do not hold. ``whose``: the roles that may,
    when this one may not. ``matcher.machines.explain`` says all of it in words.
    """

    def __init__(
        self,
        subject: str,
        from_: str,
        to: str,
        *,
        missing: Sequence[str] = (),
        whose: Sequence[str] = (),
    ) -> None:
        told = f"a {subject} cannot go from {from_!r} to {to!r}"
        if missing:
            told += ": still needed: " + ", ".join(missing)
        elif whose:
            told += ": that is for " + ", ".join(whose)
        super().__init__(told)
        self.subject = subject
        self.from_ = from_
        self.to = to
        self.missing = tuple(missing)
        self.whose = tuple(whose)


class Incomplete(MatcherError):
    """``missing`` holds the codes of what is lacking; the edge says them in words."""

    def __init__(self, subject: str, key: object, missing: Sequence[str]) -> None:
        super().__init__(f"{subject} {key!r} still lacks: " + ", ".join(missing))
        self.subject = subject
        self.key = key
        self.missing = tuple(missing)


class Stale(MatcherError):
    def __init__(self, subject: str, key: object) -> None:
        super().__init__(f"{subject} {key!r} was changed by somebody else; load it again")
        self.subject = subject
        self.key = key


class AlreadyTaken(MatcherError):
    """``field`` says what is taken: 'room', 'youth', or the column of a unique value."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} is already taken")
        self.field = field


class TextRefused(MatcherError):
    """``field`` is the name of the text, ``reason`` a code: 'bsn'. Never carries the text."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field} holds a number that looks like a BSN; take it out")
        self.field = field
        self.reason = reason


class PhotoRefused(MatcherError):
    """``reason`` is a code of ``matcher.photos.rules.Refusal``."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"this file is not kept as a photo: {reason}")
        self.reason = reason


class PointsNotCounted(MatcherError):
    """``reason``: 'missing', 'date', 'too_slow' or 'failed'; ``told`` is for the log only."""

    def __init__(self, reason: str, told: str = "") -> None:
        super().__init__(f"the points could not be counted ({reason}): {told}".rstrip(": "))
        self.reason = reason
        self.told = told


class PaperNotMade(MatcherError):
    """``reason``: 'missing', 'characters', 'too_slow' or 'failed'; ``told`` lists the characters
    that cannot be printed, and is for the log only with every other reason."""

    def __init__(self, reason: str, told: str = "") -> None:
        super().__init__(f"the paper could not be made ({reason}): {told}".rstrip(": "))
        self.reason = reason
        self.told = told


class UploadRefused(MatcherError):
    """``reason`` is a code of ``matcher.agreements.uploads.Refusal``."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"this file is not kept as a signed copy: {reason}")
        self.reason = reason


class AnotherRoundRuns(MatcherError):
    def __init__(self, round_id: int | None) -> None:
        which = "another matching round" if round_id is None else f"matching round {round_id}"
        super().__init__(
            f"{which} waits or is running; let it finish first ('kamermatch work --once' runs it; "
            "one whose process has died waits again after 15 minutes without a sign of life)"
        )
        self.round_id = round_id


class NoRoundYet(MatcherError):
    def __init__(self) -> None:
        super().__init__("no matching round has been done yet; run one first (kamermatch round)")


class _Problems(MatcherError):
    """An error that carries one line per problem."""

    summary = "problems"

    def __init__(self, problems: Sequence[object]) -> None:
        self.problems = tuple(problems)
        shown = "; ".join(str(problem) for problem in self.problems[:3])
        super().__init__(f"{len(self.problems)} {self.summary}: {shown}")


class ImportRejected(_Problems):
    summary = "problem(s) in the file"


class SuggestionRefused(MatcherError):
    """``field`` is the name of what cannot be so: 'value'."""

    def __init__(self, field: str) -> None:
        super().__init__(f"this {field} cannot be; choose another one")
        self.field = field


class ChartRefused(_Problems):
    summary = "fault(s) in the flow chart"


class InvalidProblem(_Problems):
    summary = "problem(s) in the input"


class ResultRejected(_Problems):
    summary = "violation(s) in the result"


class InvalidPolicy(MatcherError):
    pass


class InvalidSettings(MatcherError):
    pass


class WorkersUnavailable(MatcherError):
    """Carries its remedy in the message."""


class GuardMissing(MatcherError):
    def __init__(self, guards: Sequence[str]) -> None:
        super().__init__(
            "the database lacks the guard(s) "
            + ", ".join(guards)
            + "; run 'kamermatch database upgrade' before you start the program"
        )
        self.guards = tuple(guards)
