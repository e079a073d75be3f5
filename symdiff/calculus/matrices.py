"""Matrices of formulas of which most are zero: rows, columns, and the entries that are not."""

from __future__ import annotations

from ..expressions import ArgumentError, ArgumentTypeError, Expr
from ..expressions.errors import in_short
from .local import ZERO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Matrix:
    """A matrix of formulas.

    Arguments:
        shape: how many rows and columns.
        entries: the formulas that are not zero, by row and column; of a symmetric matrix those with
            row >= column.
        symmetric: whether ``m[i, j]`` is ``m[j, i]``.

    >>> from symdiff.expressions import symbols
    >>> x, = symbols("x")
    >>> m = Matrix((2, 2), {(1, 0): x}, symmetric=True)
    >>> m[0, 1], m[1, 1], m.rows()
    (x, 0, [[0, x], [x, 0]])
    """

    __slots__ = ("entries", "shape", "symmetric")

    def __init__(
        self,
        shape: tuple[int, int],
        entries: Mapping[tuple[int, int], Expr],
        symmetric: bool = False,
    ) -> None:
        self.shape = shape
        self.entries = {place: e for place, e in sorted(entries.items()) if e is not ZERO}
        self.symmetric = symmetric

    def __getitem__(self, place: tuple[int, int]) -> Expr:
        if not isinstance(place, tuple) or [type(k) for k in place] != [int, int]:
            raise ArgumentTypeError(
                f"an entry of a matrix has a row and a column, not {in_short(place)}",
                advice="m[i, j] is an entry, m.rows()[i] a row",
            )
        i, j = place
        if not (0 <= i < self.shape[0] and 0 <= j < self.shape[1]):
            rows, columns = self.shape
            raise ArgumentError(f"no entry {i}, {j} in a matrix of {rows} by {columns}")
        if self.symmetric and i < j:
            i, j = j, i
        return self.entries.get((i, j), ZERO)

    def rows(self) -> list[list[Expr]]:
        """All entries, zeros too, row by row."""
        m, n = self.shape
        return [[self[i, j] for j in range(n)] for i in range(m)]

    def __iter__(self) -> Iterator[list[Expr]]:
        return iter(self.rows())

    def __len__(self) -> int:
        return self.shape[0]

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Matrix) and self.shape == other.shape and self._all() == other._all()
        )

    __hash__ = None  # type: ignore[assignment]

    def _all(self) -> dict[tuple[int, int], Expr]:
        """The entries with those that symmetry gives."""
        found = dict(self.entries)
        if self.symmetric:
            found |= {(j, i): e for (i, j), e in self.entries.items()}
        return found

    def __repr__(self) -> str:
        if self.shape[0] * self.shape[1] <= 100:
            return repr(self.rows())
        kind = "symmetric, " if self.symmetric else ""
        return f"<matrix {self.shape[0]} by {self.shape[1]}, {kind}{len(self.entries)} entries>"
