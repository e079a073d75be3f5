"""The derivative lines of the catalogue, made ready: the page of rules that all modes share.

    constant power:  (u ^ c)' = c * u^(c - 1) * u'   when c is constant

A line is linear in the primes. Filled in with formulas it is the textbook's derivative; its value
at u' = 1, v' = 0 is the partial derivative in u, which forward and reverse mode take.
"""

from __future__ import annotations

from ..catalogue import LETTERS
from ..expressions import Apply, Number, RuleError, Symbol, SymdiffError, postorder
from ..notation import parse
from ..rewriting import Template, cut, split_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..catalogue import Catalogue, Function
    from ..expressions import Expr


_SIGNS = ("add", "sub", "mul", "div", "neg", "pow")
_KEPT = {"real": "derivative lines", "complex": "complex derivative lines"}


class DerivativeLine:
    """One line: the derivative of op(u, v, ...) in terms of the arguments and their derivatives.

    Attributes:
        name: the line's name, or the function's.
        text: the line as it stands in the catalogue.
        constant: which arguments must be constant for the line to hold.
        zero: which arguments must be the number 0.
        template: the right side, in the letters of the arguments and then their primes.
        without_formula: which arguments the line says nothing about.
    """

    __slots__ = ("constant", "name", "template", "text", "without_formula", "zero")

    def __init__(
        self,
        name: str,
        text: str,
        constant: frozenset[int],
        zero: frozenset[int],
        template: Template,
        without_formula: tuple[int, ...],
    ) -> None:
        self.name = name
        self.text = text
        self.constant = constant
        self.zero = zero
        self.template = template
        self.without_formula = without_formula


def derivative_lines(catalogue: Catalogue, op: str, domain: str) -> tuple[DerivativeLine, ...]:
    """The derivative lines of an operation, in the order in which they are tried.

    They are read the first time, and kept with the catalogue.
    """
    known = catalogue.compiled.setdefault(_KEPT[domain], {})
    lines = known.get(op)
    if lines is None:
        record = catalogue.get(op)
        if record is None:
            return ()
        lines = known[op] = _read(record, catalogue, domain)
    return lines  # type: ignore[no-any-return]


def _read(record: Function, catalogue: Catalogue, domain: str) -> tuple[DerivativeLine, ...]:
    text = record.derivative_complex if domain == "complex" else ""
    return tuple(
        _read_line(name or record.name, body, record, catalogue)
        for name, body in split_lines(text or record.derivative)
    )


def _read_line(name: str, body: str, record: Function, catalogue: Catalogue) -> DerivativeLine:
    equation, guard = cut(body, "when")
    left, equals, right = equation.partition("=")
    left = left.strip()
    if not equals or not left.endswith("'"):
        raise RuleError(f"the derivative line {body!r} is not of the form  f(u)' = ... * u'")
    letters = _letters(left[:-1], record, catalogue)
    primes = [_prime(letter) for letter in letters]
    for letter, prime in zip(letters, primes, strict=True):
        right = right.replace(letter + "'", prime)
    known = (*letters, *primes)
    formula = _parsed(right, body, known, catalogue)
    for node in postorder((formula,)):
        if type(node) is Symbol and node.name not in known:
            raise RuleError(f"the line {body!r} uses {node.name}, which its left side lacks")
    _check_linear(formula, primes, body)
    template = Template(formula, known)
    what, guarded = _guarded(guard, letters, body)
    without = tuple(
        i for i, p in enumerate(primes) if p not in template.uses and i not in guarded
    )
    zero = guarded if what == "zero" else frozenset()
    return DerivativeLine(name, " ".join(body.split()), guarded, zero, template, without)


def _check_linear(formula: Expr, primes: list[str], line: str) -> None:
    """Refuse a right side that is not u' times something, or a sum of such terms.

    The degree of a formula in the primes is found from those of its parts; that of 0 is free.
    """
    degree: dict[Expr, int | None] = {}
    for node in postorder((formula,)):
        parts = [degree[a] for a in node.args]
        if type(node) is Symbol:
            found: int | None = int(node.name in primes)
        elif type(node) is Apply and node.args:
            found = _degree(node.op, parts)
        else:
            found = None if type(node) is Number and not node.value else 0
        if found is not None and not 0 <= found <= 1:
            break
        degree[node] = found
    if degree.get(formula) != 1:
        raise RuleError(
            f"the derivative line {line!r} is not linear in {', '.join(map(_primed, primes))}",
            advice="write  f(u)' = ... * u'  and  0 * u'  where the derivative is 0",
        )


_NOT_LINEAR = 2


def _degree(op: str, parts: list[int | None]) -> int | None:
    """The degree of an operation; _NOT_LINEAR where it is none, or more than 1."""
    known = {part for part in parts if part is not None}
    if op == "where":
        known, parts = {part for part in parts[1:] if part is not None}, parts[:1]
        if parts[0]:
            return _NOT_LINEAR
    if op in ("add", "sub", "neg", "where"):
        return _NOT_LINEAR if len(known) > 1 else next(iter(known), None)
    if op == "mul":
        return sum([part or 0 for part in parts])
    if op == "div" and not parts[1]:
        return parts[0] or 0
    return _NOT_LINEAR if any(parts) else 0


def _primed(prime: str) -> str:
    return prime.removeprefix(_prime("")) + "'"


def _prime(letter: str) -> str:
    return f"derivative_of_{letter}"


def _letters(left: str, record: Function, catalogue: Catalogue) -> tuple[str, ...]:
    """The names of the arguments on the left side, which is op(u, v, ...)."""
    alphabet = tuple("abcdefghijklmnopqrstuvwxyz")
    written = f"{record.infix}({', '.join(LETTERS[: record.arity])})"
    advice = f"write  {written}' = ..." if record.name not in _SIGNS else None
    try:
        node = parse(left, variables=alphabet, constants=("pi", "E"), catalogue=catalogue)
    except SymdiffError as error:
        raise RuleError(
            f"the left side of a derivative line of {record.name} cannot be read: {error.message}",
            text=error.text,
            span=error.span,
            advice=advice,
        ) from error
    letters = tuple(a.name for a in node.args if type(a) is Symbol)
    if type(node) is not Apply or node.op != record.name or len(set(letters)) != record.arity:
        count = f"{record.arity} letter{'s' * (record.arity != 1)}"
        raise RuleError(
            f"the left side {left!r} is not {record.name} of {count}", advice=advice
        )
    return letters


def _parsed(text: str, line: str, letters: tuple[str, ...], catalogue: Catalogue) -> Expr:
    try:
        return parse(text, variables=letters, constants=("pi", "E"), catalogue=catalogue)
    except SymdiffError as error:
        raise RuleError(
            f"the derivative line {line!r} cannot be read: {error.message}",
            text=error.text,
            span=error.span,
        ) from error


def _guarded(guard: str, letters: tuple[str, ...], line: str) -> tuple[str, frozenset[int]]:
    """What a guard asks, and of which argument."""
    if not guard:
        return "", frozenset()
    letter, what = cut(guard, "is")
    if what not in ("constant", "zero") or letter not in letters:
        raise RuleError(f"the guard of {line!r} is not  when LETTER is constant, or zero")
    return what, frozenset({letters.index(letter)})
