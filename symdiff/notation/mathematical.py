"""Formulas as lines of text for people: ``2x²·sin(x) + √(x + 1)``.

Products have a raised dot, and nothing between a number and a name or bracket after it. Whole
exponents are raised; others follow ``^``, in brackets unless they are one name or number. Roots are
``√`` and ``∛``, absolute values have bars. Greek names are Greek letters, numbers at the end of a
name are lowered. Functions have the names that textbooks print, ``ln`` and ``arctan``; derivatives
of unknown ones have primes. symdiff reads the text back, to a formula of the same value: ``−2x`` is
printed for -(2*x), too.
"""

from __future__ import annotations

from ..expressions import Apply, Number, Symbol, postorder
from .characters import SUBSCRIPTS, SUPERSCRIPTS
from .lettering import LETTERS
from .slots import slots
from .writing import ATOM, LEVELS, chained, separated, spine, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..catalogue import Catalogue, Function
    from ..expressions import Expr, Limits
    from .writing import Phrase

_LEAF = ATOM + 1
_LEVELS = LEVELS | dict.fromkeys(("sqrt", "cbrt", "factorial"), LEVELS["pow"])
# For each binary operator: how tightly its left operand and its right one must bind to stand
# without brackets, and the text between them.
_BINARY = {
    "add": (5, " + ", 6),
    "sub": (5, " − ", 6),
    "mul": (6, "·", 7),
    "div": (6, "/", 7),
    "lt": (5, " < ", 5),
    "le": (5, " ≤ ", 5),
    "gt": (5, " > ", 5),
    "ge": (5, " ≥ ", 5),
    "eq": (5, " = ", 5),
    "ne": (5, " ≠ ", 5),
    "and": (2, " and ", 3),
    "or": (1, " or ", 2),
}
_PREFIX = {"neg": ("−", 6), "not": ("not ", 3)}
_NO_SIGN_AFTER = frozenset({" + ", " − ", "·", "/", "−"})
_RADICALS = {"sqrt": "√", "cbrt": "∛"}

_RAISED = str.maketrans({plain: c for c, plain in SUPERSCRIPTS.items() if plain in "0123456789"})
_LOWERED = {plain: c for c, plain in SUBSCRIPTS.items() if plain in "0123456789"}


def mathematical(e: Expr, catalogue: Catalogue, limits: Limits) -> str:
    """The formula as a mathematician would type it.

    >>> from symdiff.catalogue import CATALOGUE
    >>> from symdiff.expressions import DEFAULT_LIMITS, symbols
    >>> x, alpha = symbols("x alpha_1")
    >>> mathematical(2 * x**3 / 5 - alpha * x, CATALOGUE, DEFAULT_LIMITS)
    '2x³/5 − α₁·x'
    """
    return write(e, _leaf, _Phrases(e, catalogue).phrase, limits)


def _leaf(e: Expr) -> str:
    if isinstance(e, Symbol):
        return _name(e.name)
    return e.spelling if isinstance(e, Number) else ""


def _name(name: str) -> str:
    letter, underscore, number = name.rpartition("_")
    if underscore and letter and number.isdigit():
        return LETTERS.get(letter, letter) + "".join([_LOWERED[digit] for digit in number])
    return LETTERS.get(name, name)


class _Phrases:
    """The phrases of the nodes of one formula.

    Arguments:
        root: the formula.
        catalogue: the names of functions.
    """

    def __init__(self, root: Expr, catalogue: Catalogue) -> None:
        order = postorder((root,))
        self.catalogue = catalogue
        self.barred = _lengths_without_lengths(order)
        self.constants = {"pi": "π", "E": "E" if Symbol("e") in order else "e"}

    def phrase(self, node: Apply, before: str) -> Phrase:
        """The pieces of a node; ``before`` is the text that stands in front of it."""
        op, args = node.op, node.args
        if op == "mul":
            return _product(*args)
        if op == "pow":
            return _power(*args)
        if op in _BINARY:
            chain = chained(node) if op == "and" else None
            if chain is not None:
                _, sign, level = _BINARY[chain[1].op]
                return [chain[0], sign, *_in_brackets(chain[1].args[1], level)]
            left_level, sign, right_level = _BINARY[op]
            return [*_in_brackets(args[0], left_level), sign, *_in_brackets(args[1], right_level)]
        if op in _PREFIX:
            sign, level = _PREFIX[op]
            pieces = [sign, *_in_brackets(args[0], level)]
            return ["(", *pieces, ")"] if before in _NO_SIGN_AFTER else pieces
        if op in _RADICALS:
            return [_RADICALS[op], *_in_brackets(args[0], _LEAF)]
        if op == "factorial":
            return [*_in_brackets(args[0], _LEAF), "!"]
        if node in self.barred:
            return ["|", args[0], "|"]
        return self._call(node)

    def _call(self, node: Apply) -> Phrase:
        op, args = node.op, node.args
        record = self.catalogue.get(op)
        if record is None:
            function, by = slots(op)
            if not by:
                op = _name(op)
            elif len(args) == 1 and len(by) < 4:
                op = _name(function) + "'" * len(by)
            return [f"{op}(", *separated(args, ", "), ")"]
        if not args:
            return [self.constants.get(op) or record.infix]
        name = _printed_name(record, self.catalogue)
        return [f"{name}(", *separated(spine(node) if record.folds else args, ", "), ")"]


def _lengths_without_lengths(order: list[Expr]) -> set[Expr]:
    """The absolute values with none inside: bars in bars do not tell where they open."""
    found = set()
    around: set[Expr] = set()
    for node in order:
        inside = any(a in around for a in node.args)
        length = isinstance(node, Apply) and node.op == "abs"
        if inside or length:
            around.add(node)
        if length and not inside:
            found.add(node)
    return found


def _binds(e: Expr) -> int:
    if not isinstance(e, Apply) or not e.args:
        return _LEAF
    return _LEVELS.get(e.op, ATOM)


def _in_brackets(e: Expr, level: int) -> Phrase:
    """The formula, in brackets if it binds less tightly than this."""
    return [e] if _binds(e) >= level else ["(", e, ")"]


def _product(left: Expr, right: Expr) -> Phrase:
    if _is_coefficient(left) and _may_follow_number(right):
        return [*_in_brackets(left, LEVELS["mul"]), *_in_brackets(right, LEVELS["pow"])]
    return [*_in_brackets(left, LEVELS["mul"]), "·", *_in_brackets(right, LEVELS["neg"])]


def _is_coefficient(e: Expr) -> bool:
    """Whether e is a number, perhaps with a sign, after which a name may stand at once."""
    if isinstance(e, Apply) and e.op == "neg":
        e = e.args[0]
    if not isinstance(e, Number) or e.spelling == "0" or e.spelling[-1] == ".":
        return False
    return e.spelling.replace(".", "", 1).isdigit()


def _may_follow_number(e: Expr) -> bool:
    """Whether the text of e begins with a letter (but 2e1 is a number), a bracket or a radical."""
    if isinstance(e, Apply) and e.op == "factorial":
        return False
    if isinstance(e, Apply) and e.op == "pow":
        e = e.args[0]
    if isinstance(e, Symbol):
        return e.name[0] not in "eE_"
    return isinstance(e, Apply) and (e.op in _RADICALS or e.op == "pi" or _binds(e) < ATOM)


def _power(base: Expr, exponent: Expr) -> Phrase:
    """The base with a whole exponent raised, or any other after ``^``."""
    sign, number = "", exponent
    if isinstance(exponent, Apply) and exponent.op == "neg":
        sign, number = "⁻", exponent.args[0]
    pieces = _in_brackets(base, ATOM)
    if isinstance(number, Number) and number.spelling.isdigit():
        return [*pieces, sign + number.spelling.translate(_RAISED)]
    return [*pieces, "^", *_in_brackets(exponent, _LEAF)]


def _printed_name(record: Function, catalogue: Catalogue) -> str:
    """The name in LaTeX, ``arctan``, if the function is read by it; else the one in Python."""
    name = record.latex.removeprefix("\\operatorname{").removeprefix("\\").removesuffix("}")
    return _name(name if catalogue.spelled(name).get(record.arity) is record else record.infix)
