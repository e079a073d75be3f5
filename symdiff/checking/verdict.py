"""What checks say: each one's outcome, and what follows from all of them.

PROVED     the difference is 0 in the normal form, or a polynomial with more zeros than its degree
DISPROVED  a witness: a point where the values differ, or where the claim has none
EVIDENCE   the values agree wherever they were compared, which proves nothing
UNDECIDED  no point was found where they can be compared
"""

from __future__ import annotations

from ..expressions import services
from ..notation.held import held
from .samples import spelled_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..expressions import Expr

PROVED, DISPROVED = "PROVED", "DISPROVED"
EVIDENCE, UNDECIDED = "EVIDENCE", "UNDECIDED"
PASSED, FAILED, NOT_RUN = "PASSED", "FAILED", "NOT RUN"

_ANSWERS = {PROVED: "yes", DISPROVED: "no", EVIDENCE: "likely", UNDECIDED: "unknown"}


class Check:
    """One check: what was compared, how, and what came out.

    Attributes:
        name: what was checked.
        outcome: PASSED, FAILED, UNDECIDED, or NOT RUN.
        detail: how, at how many points; or why not.
    """

    __slots__ = ("detail", "name", "outcome")

    def __init__(self, name: str, outcome: str, detail: str) -> None:
        self.name = name
        self.outcome = outcome
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.outcome:<9}  {self.name}: {self.detail}"

    def __repr__(self) -> str:
        return f"Check({self.name!r}, {self.outcome!r})"

    def to_json(self) -> dict[str, str]:
        """The check as plain data."""
        return {"name": self.name, "outcome": self.outcome, "detail": self.detail}


class Verdict:
    """The answer to a claim, and the checks that led to it.

    Attributes:
        status: PROVED, DISPROVED, EVIDENCE or UNDECIDED.
        witness: the point that disproves, by the names of its variables; else None.
        reason: one sentence.
        checks: every check, also those that were not run.
        conditions: of a proof, where it holds: off these points the claim may have no value, or
            the formula no derivative.
    """

    __slots__ = ("checks", "conditions", "reason", "status", "witness")

    def __init__(
        self,
        status: str,
        reason: str,
        checks: list[Check],
        witness: dict[str, Any] | None = None,
        conditions: tuple[Expr, ...] = (),
    ) -> None:
        self.status = status
        self.reason = reason
        self.checks = checks
        self.witness = witness
        self.conditions = conditions

    @property
    def answer(self) -> str:
        """The answer in a word: yes, no, likely or unknown."""
        return _ANSWERS[self.status]

    def __str__(self) -> str:
        told = held(self.conditions)
        return "\n  ".join([f"{self.status}: {self.reason}", *told, *map(str, self.checks)])

    def __repr__(self) -> str:
        return f"Verdict({self.status!r}, {self.reason!r})"

    def _repr_mimebundle_(self, **options: Any) -> dict[str, str]:
        return services.mimebundle(self, **options)

    def to_json(self) -> dict[str, Any]:
        """The verdict as plain data; coordinates as text."""
        witness = self.witness
        spelled = None if witness is None else {k: spelled_number(v) for k, v in witness.items()}
        return {
            "status": self.status,
            "answer": self.answer,
            "reason": self.reason,
            "witness": spelled,
            "conditions": [str(condition) for condition in self.conditions],
            "checks": [check.to_json() for check in self.checks],
        }


class Report:
    """The checks of a derivative that symdiff found.

    Attributes:
        checks: every check, also those that were not run.
    """

    __slots__ = ("checks",)

    def __init__(self, checks: list[Check]) -> None:
        self.checks = checks

    @property
    def answer(self) -> str:
        """The answer: no when a check failed, unknown when none could be run, else yes."""
        outcomes = {check.outcome for check in self.checks}
        if FAILED in outcomes:
            return "no"
        return "yes" if PASSED in outcomes else "unknown"

    def __str__(self) -> str:
        return "\n".join(map(str, self.checks))

    def __repr__(self) -> str:
        return f"Report({', '.join(f'{c.name}: {c.outcome}' for c in self.checks)})"

    def to_json(self) -> dict[str, Any]:
        """The report as plain data."""
        return {"answer": self.answer, "checks": [check.to_json() for check in self.checks]}
