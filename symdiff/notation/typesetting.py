"""Formulas as LaTeX, set as a textbook sets them.

Factors stand side by side, with a dot only before a number; brackets stand where the tree needs
them. Functions are set as their records say.
"""

from __future__ import annotations

from ..catalogue import CATALOGUE
from ..expressions import DEFAULT_LIMITS, Apply, Number, RuleError, Symbol, postorder
from .given import given
from .lettering import latex_name, latex_number
from .slots import slots
from .writing import ATOM, LEVELS, separated, spine, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Unpack

    from ..catalogue import Catalogue, Function
    from ..expressions import Expr, Limits
    from .given import Formula, Names
    from .writing import Phrase

# A fraction bar groups, so that only a power needs brackets around a fraction.
_LEVELS = LEVELS | {"where": 0, "div": LEVELS["pow"]}
_BINARY = {
    "add": (5, " + ", 6),
    "sub": (5, " - ", 6),
    "lt": (5, " < ", 5),
    "le": (5, r" \le ", 5),
    "gt": (5, " > ", 5),
    "ge": (5, r" \ge ", 5),
    "eq": (5, " = ", 5),
    "ne": (5, r" \ne ", 5),
    "and": (2, r" \land ", 3),
    "or": (1, r" \lor ", 2),
}
_PREFIX = {"neg": ("-", 6), "not": (r"\lnot ", 3)}
_BESIDE, _DOT = " ", r" \cdot "
_NO_SIGN_AFTER = ("+ ", "-", "- ", _DOT)
_OPEN, _CLOSE = r"\left(", r"\right)"
_POWER_AT_THE_NAME = frozenset(
    ("sin", "cos", "tan", "sec", "csc", "cot", "sinh", "cosh", "tanh", "sech", "csch", "coth")
)


def latex(
    e: Formula,
    *,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Unpack[Names],
) -> str:
    r"""The formula as LaTeX for mathematics mode.

    Arguments:
        e: the formula, as an expression or as text.
        catalogue: how functions are set.
        limits: ``limits.output`` bounds the length of the text.
        **names: ``variables``, ``functions``, ``constants``: how names in a text are read.

    Raises:
        LimitExceeded: when the text would be longer.

    >>> print(latex("2x^3/5 - alpha_1*(x + 1)"))
    \frac{2 x^{3}}{5} - \alpha_{1} \left(x + 1\right)
    """
    e = given(e, catalogue, limits, names)
    return write(e, _leaf, _Typesetter(e, catalogue).phrase, limits)


def _leaf(e: Expr) -> str:
    if isinstance(e, Symbol):
        return latex_name(e.name)
    return latex_number(e.spelling) if isinstance(e, Number) else ""


class _Template:
    """How a record sets its function: texts, and the places of the arguments between them.

    Attributes:
        parts: the texts and, for each place, the number of the argument.
        levels: how tightly each argument must bind to stand without brackets.
        level: how tightly the whole binds; a power stands well only after a closing bracket.
    """

    __slots__ = ("level", "levels", "parts")

    def __init__(self, record: Function) -> None:
        self.parts = _split(record.latex, record.arity)
        self.levels = {}
        for place, part in enumerate(self.parts):
            if isinstance(part, int):
                self.levels[part] = _level(str(self.parts[place - 1]), str(self.parts[place + 1]))
        if len(self.levels) < record.arity:
            raise RuleError(
                f"the LaTeX of {record.name} has not all of its arguments: {record.latex}",
                advice=r"write {0} for the first argument, {{ and }} for braces: \sqrt{{{0}}}",
            )
        self.level = ATOM if record.latex.endswith(_CLOSING) else LEVELS["pow"]


def check_template(record: Function) -> None:
    """Refuse a record whose LaTeX has places for some of its arguments and not for all."""
    if "{0}" in record.latex:
        _Template(record)


_CLOSING = (r"\right)", r"\right]", r"\right|", r"\right\rfloor", r"\right\rceil")
_BEFORE = ("{", "(", "[", "|", ",", ";", r"\mid", r"\lfloor", r"\lceil")
_AFTER = ("}", ")", "]", "|", ",", ";", r"\mid", r"\right")


def _level(before: str, after: str) -> int:
    """How tightly an argument must bind to stand without brackets between these texts."""
    before, after = before.rstrip(), after.lstrip()
    if before.endswith(_BEFORE) and after.startswith(_AFTER):
        return 0
    return LEVELS["mul"] if before.endswith("+") and after.startswith(_AFTER) else ATOM


def _split(template: str, arity: int) -> list[str | int]:
    """Texts and arguments in turn, a text at either end; doubled braces are braces."""
    parts: list[str | int] = []
    text = ""
    i = 0
    while i < len(template):
        argument = template[i + 1 : i + 2]
        if template[i : i + 2] in ("{{", "}}"):
            text += template[i]
            i += 2
        elif template[i : i + 3] == f"{{{argument}}}" and argument in map(str, range(arity)):
            parts += (_ended(text), int(argument))
            text = ""
            i += 3
        else:
            text += template[i]
            i += 1
    return [*parts, text]


def _ended(text: str) -> str:
    r"""The text, with a blank after a command at its end, which a letter would make longer."""
    letters = len(text) - len(text.rstrip(_ALPHABET))
    return f"{text} " if letters and text[: len(text) - letters].endswith("\\") else text


_ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


class _Typesetter:
    """The phrases of nodes in LaTeX.

    Arguments:
        root: the formula.
        catalogue: how functions are set.
    """

    def __init__(self, root: Expr, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.e_is_a_variable = Symbol("e") in postorder((root,))
        self.templates: dict[str, _Template] = catalogue.compiled.setdefault("latex", {})

    def phrase(self, node: Apply, before: str) -> Phrase:
        """The pieces of a node; ``before`` is the text that stands in front of it."""
        op, args = node.op, node.args
        if op == "mul":
            sign = _DOT if _needs_dot(*args) else _BESIDE
            return [*self.bracketed(args[0], 6), sign, *self.bracketed(args[1], 7)]
        if op == "div":
            return [r"\frac{", args[0], "}{", args[1], "}"]
        if op == "pow":
            return self.power(*args)
        if op in _BINARY:
            left, sign, right = _BINARY[op]
            return [*self.bracketed(args[0], left), sign, *self.bracketed(args[1], right)]
        if op in _PREFIX:
            sign, level = _PREFIX[op]
            pieces = [sign, *self.bracketed(args[0], level)]
            return [_OPEN, *pieces, _CLOSE] if _follows_sign(before) else pieces
        if op == "where":
            return _cases(node)
        return self.function(node)

    def bracketed(self, e: Expr, level: int) -> Phrase:
        """The formula, in brackets if it binds less tightly than this."""
        return [e] if self.binds(e) >= level else [_OPEN, e, _CLOSE]

    def binds(self, e: Expr) -> int:
        """How tightly the text of e holds together."""
        if isinstance(e, Number):
            return ATOM if "e" not in e.spelling.lower() else LEVELS["neg"]
        if not isinstance(e, Apply):
            return ATOM
        level = _LEVELS.get(e.op)
        if level is not None:
            return level
        template = self.template(e.op)
        if template is not None:
            return template.level
        by_several = len(e.args) > 1 and slots(e.op)[1]
        return LEVELS["pow"] if by_several else ATOM

    def template(self, op: str) -> _Template | None:
        """The template of the function's record; None where only the name is set."""
        found = self.templates.get(op)
        if found is None:
            record = self.catalogue.get(op)
            if record is None or "{0}" not in record.latex:
                return None
            found = self.templates[op] = _Template(record)
        return found

    def power(self, base: Expr, exponent: Expr) -> Phrase:
        """The base with the exponent raised: at the name of sine and its kin."""
        whole = isinstance(exponent, Number) and exponent.spelling.isdigit()
        if whole and isinstance(base, Apply) and base.op in _POWER_AT_THE_NAME:
            return [self.name(base.op), "^{", exponent, "}", _OPEN, base.args[0], _CLOSE]
        return [*self.bracketed(base, ATOM), "^{", exponent, "}"]

    def function(self, node: Apply) -> Phrase:
        """A constant, or a function of arguments."""
        op, args = node.op, node.args
        record = self.catalogue.get(op)
        if record is not None and not args:
            return [r"\mathrm{e}" if op == "E" and self.e_is_a_variable else self.name(op)]
        if record is not None and record.folds:
            name, flat, _ = record.latex.partition(r"\left({0}, {1}\right)")
            if flat:
                return [name + _OPEN, *separated(spine(node), ", "), _CLOSE]
        template = self.template(op)
        if template is None:
            return [self.name(op, len(args)) + _OPEN, *separated(args, ", "), _CLOSE]
        pieces: Phrase = []
        for part in template.parts:
            if isinstance(part, int):
                pieces += self.bracketed(args[part], template.levels[part])
            else:
                pieces.append(part)
        return pieces

    def name(self, op: str, arguments: int = 1) -> str:
        r"""What stands before the bracket: \sin, f, f'', \partial_{1} f."""
        function, by = slots(op)
        record = self.catalogue.get(function)
        if record is not None and record.latex and "{0}" not in record.latex:
            name = record.latex
        else:
            name = latex_name(function)
            if name.startswith(r"\mathrm"):
                name = name.replace(r"\mathrm", r"\operatorname", 1)
        if arguments == 1:
            return name + ("'" * len(by) if len(by) < 4 else f"^{{({len(by)})}}")
        return "".join([*map(_partial, sorted({*by}), map(by.count, sorted({*by}))), name])


def _partial(slot: int, order: int) -> str:
    return rf"\partial_{{{slot}}} " if order == 1 else rf"\partial_{{{slot}}}^{{{order}}} "


def _follows_sign(before: str) -> bool:
    return before == _BESIDE or before.endswith(_NO_SIGN_AFTER)


def _needs_dot(left: Expr, right: Expr) -> bool:
    """Whether the factors would run together: before a number, between numbers, and in x x."""
    last = left.args[-1] if isinstance(left, Apply) and left.op == "mul" else left
    if last is right and not right.args:
        return True
    while isinstance(right, Apply) and right.op in ("pow", "factorial"):
        right = right.args[0]
    if isinstance(right, Number):
        return True
    if isinstance(left, Apply) and left.op in ("neg", "mul"):
        left = left.args[-1]
    return isinstance(left, Number) and isinstance(right, Apply) and right.op == "div"


def _cases(node: Apply) -> Phrase:
    """A formula by cases, those inside its last case in the same row."""
    pieces: Phrase = [r"\begin{cases} "]
    rest: Expr = node
    while isinstance(rest, Apply) and rest.op == "where":
        condition, value, rest = rest.args
        pieces += (value, r" & \text{if}\: ", condition, r" \\ ")
    if isinstance(rest, Apply) and rest.op == "undefined":
        pieces[-1] = " "
    else:
        pieces += (rest, r" & \text{otherwise} ")
    return [*pieces, r"\end{cases}"]
