"""Many formulas: rows of tables answered as the command line answers one formula.

``rows`` and ``arrow`` are pure functions over rows and record batches, for any engine that hands
them around; ``run`` answers a file with several processes, and goes on after a kill.

>>> list(rows([{"id": 7, "formula": "x/x"}], do="simplify"))[0]["result"]
'1'
"""

from __future__ import annotations

from ..expressions import ArgumentTypeError
from ..expressions.errors import kind_of
from .columnar import arrow
from .ledger import NotTheSame
from .running import Summary, run
from .tables import BadFile
from .work import BadRow, NoColumn, Work, asked_for
from .workers import WorkerLost

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any


def rows(
    given: Iterable[Mapping[str, Any]],
    do: str = "diff",
    *,
    columns: Mapping[str, str] | None = None,
    **options: Any,
) -> Iterator[dict[str, Any]]:
    """Each row with its answer: result, conditions, notes, and an error where there is none.

    A pure function over an iterable, one row after the other, for engines that hand rows around,
    such as the bags of Dask. A row that cannot be answered never stops the rest.

    Arguments:
        given: rows, as dictionaries; what they hold is kept, besides columns with the names of
            those that are added.
        do: "diff", "simplify", "check" (a formula and a claim; the result is the mark), "explain"
            (the result is data), "grad", "hessian" or "code".
        columns: names of columns by role, where they are other than the role: "formula", "claim",
            "result", "conditions", "notes", "error"; with "variable" each row says by what to
            differentiate.
        **options: the options of the command line: ``x="t"``, ``n=2``, ``form="expanded"``,
            ``domain="complex"``, ``assume=["x > 0"]``, ``format="latex"``, ``from_="latex"``,
            ``variables``, ``functions``, ``json=True`` (the result is data) and so on.

    Raises:
        ArgumentError: for a verb or an option that there is not.

    >>> found = list(rows([{"id": 1, "formula": "x^3/x"}, {"id": 2, "formula": "x^"}]))
    >>> found[0]["id"], found[0]["result"], found[0]["conditions"]
    (1, '2*x', ['x != 0'])
    >>> found[1]["error"]["code"]
    'E-SYNTAX'
    """
    work = Work(asked_for(do, **options), columns)
    if isinstance(given, (str, bytes, dict)) or not hasattr(type(given), "__iter__"):
        raise ArgumentTypeError(f"rows are a list of dictionaries, not {kind_of(given)}")
    return map(work.answered, given)


__all__ = [
    "BadFile",
    "BadRow",
    "NoColumn",
    "NotTheSame",
    "Summary",
    "Work",
    "WorkerLost",
    "arrow",
    "rows",
    "run",
]
