"""The derivative lines of the catalogue, made ready: the page of rules that all modes share.

    constant power:  (u ^ c)' = c * u^(c - 1) * u'   when c is constant

A line is linear in the primes. Filled in with formulas it is the textbook's derivative; its value
at u' = 1, v' = 0 is the partial derivative in u, which forward and reverse mode take.
"""

from __future__ import annotations

from ..expressions import Apply, RuleError, Symbol, SymdiffError, postorder
from ..notation import parse
from ..rewriting import Template, cut, split_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..catalogue import Catalogue, Function
    from ..expressions import Expr


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
    template = Template(formula, known)
    what, guarded = _guarded(guard, letters, body)
    without = tuple(
        i for i, p in enumerate(primes) if p not in template.uses and i not in guarded
    )
    zero = guarded if what == "zero" else frozenset()
    return DerivativeLine(name, " ".join(body.split()), guarded, zero, template, without)


def _prime(letter: str) -> str:
    return f"derivative_of_{letter}"


def _letters(left: str, record: Function, catalogue: Catalogue) -> tuple[str, ...]:
    """The names of the arguments on the left side, which is op(u, v, ...)."""
    alphabet = tuple("abcdefghijklmnopqrstuvwxyz")
    node = _parsed(left, left, alphabet, catalogue)
    letters = tuple(a.name for a in node.args if type(a) is Symbol)
    if type(node) is not Apply or node.op != record.name or len(letters) != record.arity:
        raise RuleError(f"the left side {left!r} is not {record.name} of {record.arity} letters")
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
