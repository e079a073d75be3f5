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
from .writing import ATOM, LEVELS, chained, separated, spine, write

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
_BESIDE, _THIN, _DOT = " ", r" \, ", r" \cdot "
_SHORT = 8  # nodes of an exponent
_OFTEN_FUNCTIONS = frozenset("fghFGH")  # beside brackets they would look like calls
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
    \frac{2 x^{3}}{5} - \alpha_{1}\left(x + 1\right)
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
            first, second = self.bracketed(args[0], 6), self.bracketed(args[1], 7)
            if isinstance(args[1], Apply) and args[1].op == "neg":
                second = [_OPEN, args[1], _CLOSE]
            return [*first, _between(*args, brackets=second[0] == _OPEN), *second]
        if op == "div":
            return _fraction(*args, minus_in_front=not _follows_sign(before))
        if op == "pow":
            return self.power(*args)
        if op in _BINARY:
            chain = chained(node) if op == "and" else None
            if chain is not None:
                _, sign, level = _BINARY[chain[1].op]
                return [chain[0], sign, *self.bracketed(chain[1].args[1], level)]
            left, sign, right = _BINARY[op]
            return [*self.bracketed(args[0], left), sign, *self.bracketed(args[1], right)]
        if op in _PREFIX:
            sign, level = _PREFIX[op]
            pieces = [sign, *self.bracketed(args[0], level)]
            return [_OPEN, *pieces, _CLOSE] if _follows_sign(before) else pieces
        if op == "where":
            return _cases(node)
        if op == "exp" and _is_short(args[0]):
            return [self.euler(), "^{", args[0], "}"]
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
        if e.op == "exp" and _is_short(e.args[0]):
            return LEVELS["pow"]
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
            return [self.euler() if op == "E" else self.name(op)]
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

    def euler(self) -> str:
        """Euler's number: upright where a variable has its letter."""
        return r"\mathrm{e}" if self.e_is_a_variable else self.name("E")

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
    return before in (_BESIDE, _THIN) or before.endswith(_NO_SIGN_AFTER)


def _between(left: Expr, right: Expr, *, brackets: bool) -> str:
    """What stands between two factors: a dot, a thin space between words, or nothing."""
    if _needs_dot(left, right):
        return _DOT
    last = _last_factor(left)
    if brackets:
        return _DOT if isinstance(last, Symbol) and last.name in _OFTEN_FUNCTIONS else ""
    return _THIN if _is_word(last) and _is_word(right) else _BESIDE


def _last_factor(e: Expr) -> Expr:
    return e.args[-1] if isinstance(e, Apply) and e.op == "mul" else e


def _is_word(e: Expr) -> bool:
    """Whether e begins and ends as a name of several upright letters."""
    while isinstance(e, Apply) and e.op == "pow":
        e = e.args[0]
    return isinstance(e, Symbol) and latex_name(e.name).startswith(r"\mathrm")


def _fraction(above: Expr, below: Expr, *, minus_in_front: bool) -> Phrase:
    """A fraction, a minus above it in front where no other sign stands."""
    if minus_in_front and isinstance(above, Apply) and above.op == "neg":
        return [r"-\frac{", above.args[0], "}{", below, "}"]
    return [r"\frac{", above, "}{", below, "}"]


def _is_short(e: Expr) -> bool:
    """Whether e stands well in an exponent."""
    stack, seen = [e], 0
    while stack and seen <= _SHORT:
        node = stack.pop()
        seen += 1
        if isinstance(node, Apply) and node.op == "where":
            return False
        stack += node.args
    return seen <= _SHORT


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
