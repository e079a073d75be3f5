"""Text, formulas and tables in sections, written for a terminal, in Markdown or in HTML.

What is told is put together once; each way of writing has its own writer below.
"""

from __future__ import annotations

import re
from fractions import Fraction
from html import escape

from ..catalogue import Function
from ..expressions import Expr, Symbol, apply, substitute
from .html_parts import figures, formula, table
from .marking import Writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any, TypeAlias

    from ..catalogue import Catalogue

    Cell: TypeAlias = "Expr | str | int | float | Fraction | complex | None"

NO_VALUE = "none"
_LONGEST = 16
_MARKED = re.compile(r"\b(dot|bar)_(\w+)")
_ABOVE = {"dot": "\N{COMBINING DOT ABOVE}", "bar": "\N{COMBINING MACRON}"}
_RECORDS = [Function(mark, latex=rf"\{mark}{{{{{{0}}}}}}") for mark in _ABOVE]


class Table:
    """A table: heads, and rows of formulas, numbers and words."""

    __slots__ = ("head", "rows")

    def __init__(self, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        self.head = list(head)
        self.rows = [list(row) for row in rows]


class Section:
    """A title, sentences and equations, a table, and pictures (which only HTML shows).

    Attributes:
        parts: sentences, tables, and equations ``(left, right)``.
        pictures: figures in HTML.
    """

    __slots__ = ("parts", "pictures", "title")

    def __init__(
        self,
        title: str,
        parts: Iterable[str | Table | tuple[str, Expr]],
        pictures: Iterable[str] = (),
    ) -> None:
        self.title = title
        self.parts = list(parts)
        self.pictures = list(pictures)


def number_text(value: Any) -> str:
    """A number for a table: exact if that is short, else six digits.

    >>> number_text(Fraction(1, 3)), number_text(Fraction(1, 8)), number_text(2.0000001)
    ('1/3', '0.125', '2')
    """
    if value is None:
        return NO_VALUE
    if isinstance(value, (int, Fraction)) and abs(value) < 10**_LONGEST:
        for exact in (f"{float(value):.9g}", str(value)):
            if len(exact) <= _LONGEST and Fraction(exact) == value:
                return exact
    if isinstance(value, complex):
        return f"{value:.6g}"
    try:
        return f"{float(value):.6g}"
    except (OverflowError, ValueError):
        return f"about 10^{len(str(value)) - 1}"


class Telling:
    """Sections as text, as Markdown and as HTML."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.writer = Writer(catalogue.extended(_RECORDS))

    def text(self, sections: Iterable[Section]) -> str:
        """The sections for a terminal."""
        lines: list[str] = []
        for section in sections:
            lines += ["", section.title] if lines else [section.title]
            for part in section.parts:
                if isinstance(part, Table):
                    lines += _columns(part.head, [[*map(self._plain, row)] for row in part.rows])
                elif isinstance(part, str):
                    lines.append(f"  {part}")
                else:
                    lines.append(f"  {part[0]} = {self._plain(part[1])}")
        return "\n".join(lines)

    def markdown(self, sections: Iterable[Section]) -> str:
        """The sections as Markdown, formulas in LaTeX."""
        lines: list[str] = []
        for section in sections:
            lines += [f"### {section.title}", ""]
            for part in section.parts:
                if isinstance(part, Table):
                    lines += [_row(part.head), _row(["---"] * len(part.head))]
                    lines += [_row(map(self._latex, row)) for row in part.rows]
                elif isinstance(part, str):
                    lines.append(part)
                else:
                    lines.append(f"{part[0]} = {self._latex(part[1])}")
                lines.append("")
        return "\n".join(lines)

    def html(self, sections: Iterable[Section]) -> list[str]:
        """The sections as HTML elements, with their pictures."""
        body: list[str] = []
        for section in sections:
            body.append(f"<h3>{escape(section.title)}</h3>")
            for part in section.parts:
                if isinstance(part, Table):
                    rows = [map(self._html, row) for row in part.rows]
                    body.append(table(map(escape, part.head), rows))
                elif isinstance(part, str):
                    body.append(f"<p>{escape(part)}</p>")
                else:
                    body.append(formula(f"{escape(part[0])} = {self.writer.html(part[1])}"))
            body.append(figures(section.pictures))
        return body

    def _plain(self, cell: Cell) -> str:
        if isinstance(cell, Expr):
            return self.writer.text(cell)
        return cell if isinstance(cell, str) else number_text(cell)

    def _latex(self, cell: Cell) -> str:
        if isinstance(cell, Expr):
            return f"${self.writer.latex(_decorated(cell))}$".replace("|", r"\vert ")
        return cell if isinstance(cell, str) else number_text(cell)

    def _html(self, cell: Cell) -> str:
        if isinstance(cell, Expr):
            return f'<span class="formula">{_accented(self.writer.html(cell))}</span>'
        return _accented(escape(cell if isinstance(cell, str) else number_text(cell)))


def _decorated(e: Expr) -> Expr:
    """The formula with dot_v1 and bar_v1 as operations, so that LaTeX sets the sign above."""
    marked: dict[Expr, Expr] = {}
    for s in e.free_symbols:
        if found := _MARKED.fullmatch(s.name):
            marked[s] = apply(found[1], (Symbol(found[2]),))
    return substitute(e, marked)


def _accented(text: str) -> str:
    """The text with dot_v1 and bar_v1 as letters that have the sign above."""
    return _MARKED.sub(lambda m: m[2][0] + _ABOVE[m[1]] + m[2][1:], text)


def _columns(head: list[str], rows: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = []
    for row in (head, ["-" * width for width in widths], *rows):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        lines.append(("  " + "  ".join(cells)).rstrip())
    return lines


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
