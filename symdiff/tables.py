"""The lines of function records and rules, all read and checked at once.

The catalogue reads a line the first time it is needed. What a user adds is read when it is added,
so that a mistake is told there and not in the middle of some later computation.
"""

from __future__ import annotations

import math

from .calculus import derivative_lines
from .catalogue import LETTERS
from .expressions import Apply, RuleError, Symbol, SymdiffError, postorder
from .expressions.errors import DOMAINS
from .notation import parse
from .notation.names import is_condition, is_number
from .notation.typesetting import check_template
from .rewriting import read_rules
from .simplification import check_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .catalogue import Catalogue, Function

_SIGNS = ("", "positive", "nonnegative", "nonzero", "u", "u - 1")


def check_tables(catalogue: Catalogue, functions: Iterable[Function], rules: str = "") -> None:
    """Read every line of these records and rules, which may name all functions of the catalogue.

    Raises:
        RuleError: for the first line that does not hold together.
    """
    for record in functions:
        _check_fields(record)
        for field in ("definition", "domain", "kinks"):
            _check_formula(record, field, catalogue)
        for domain in DOMAINS:
            derivative_lines(catalogue, record.name, domain)
        if record.simplify:
            lines = read_rules(record.simplify, catalogue)
            check_rules(catalogue, lines, record.name)
        check_template(record)
    if rules.strip():
        check_rules(catalogue, read_rules(rules, catalogue))


def _check_fields(record: Function) -> None:
    """What can be seen without reading formulas."""
    if not 0 <= record.arity <= len(LETTERS):
        raise _wrong(record, f"has {record.arity} arguments; there may be 0 to {len(LETTERS)}")
    if record.sign not in _SIGNS:
        known = ", ".join(map(repr, _SIGNS))
        raise _wrong(record, f"has the sign {record.sign!r}, which is none of {known}")
    if record.math and not hasattr(math, record.math):
        raise _wrong(record, f"names math.{record.math}, which is not there")


def _check_formula(record: Function, field: str, catalogue: Catalogue) -> None:
    """A formula in the letters of the arguments; for where something holds, a condition."""
    text = getattr(record, field)
    if not text:
        return
    letters = LETTERS[: record.arity]
    try:
        formula = parse(text, variables=letters, constants=("pi", "E", "I"), catalogue=catalogue)
    except SymdiffError as error:
        raise _wrong(record, f"has a {field} that cannot be read: {error.message}", error) from None
    for node in postorder((formula,)):
        if type(node) is Symbol and node.name not in letters:
            shown = ", ".join(letters) or "none"
            raise _wrong(record, f"uses {node.name} in its {field}; its letters are {shown}")
    if field == "definition":
        if is_condition(formula):
            raise _wrong(record, "has a condition as its definition")
        if any([type(n) is Apply and n.op == record.name for n in postorder((formula,))]):
            raise _wrong(record, "is defined by itself")
    elif is_number(formula) or type(formula) is Symbol:
        raise _wrong(record, f"has a {field} that is no condition: {text}")


def _wrong(record: Function, what: str, error: SymdiffError | None = None) -> RuleError:
    place = (None, None) if error is None else (error.text, error.span)
    return RuleError(f"the record of {record.name} {what}", text=place[0], span=place[1])
