"""Straight-line programs: one statement for each shared part, each after what it needs.

    v1 = exp(x)
    return v1/(1.0 + v1)

A dialect says how numbers, operators and calls are written; the rest is the same everywhere. Only
what the outputs need is written.
"""

from __future__ import annotations

from ..expressions import Apply, DomainError, Expr, Number, Symbol, postorder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    Text: TypeAlias = tuple[str, int]

ATOM = 9
_WIDEST = (
    80  # a longer part gets a name of its own, so that lines can be read and nests stay shallow
)
_INFIX = {
    "or": ("or", 1),
    "and": ("and", 2),
    "lt": ("<", 4),
    "le": ("<=", 4),
    "gt": (">", 4),
    "ge": (">=", 4),
    "eq": ("==", 4),
    "ne": ("!=", 4),
    "add": ("+", 5),
    "sub": ("-", 5),
    "mul": ("*", 6),
    "div": ("/", 6),
}


class Dialect:
    """How a language writes the native operations.

    Arguments:
        name: the language.
        calls: the text of the function for each operation that is called.
        templates: operations with a text of their own, with {0}, {1} ... for the arguments.
        infix: operators that differ from Python's.
        assign: the text of a statement, with {name} and {text}.
        assign_truth: the same for a truth value.
        true, false: the truth values.
        apart: operations whose arguments are always named first.
    """

    def __init__(
        self,
        name: str,
        calls: Mapping[str, str],
        templates: Mapping[str, str],
        infix: Mapping[str, tuple[str, int]] = {},
        *,
        assign: str = "{name} = {text}",
        assign_truth: str = "",
        true: str = "True",
        false: str = "False",
        apart: frozenset[str] = frozenset(),
    ) -> None:
        self.name = name
        self.calls = dict(calls)
        self.templates = dict(templates)
        self.infix = {
            op: known
            for op, known in (_INFIX | dict(infix)).items()
            if op not in self.templates and op not in self.calls
        }
        self.assign = assign
        self.assign_truth = assign_truth or assign
        self.words = {"true": true, "false": false}
        self.apart = apart

    def native(self, op: str) -> bool:
        """Whether the language has the operation."""
        return (
            op in self.infix
            or op in self.templates
            or op in self.calls
            or op in self.words
            or op == "neg"
        )

    def number(self, value: Number) -> str:
        """A number as a floating-point literal.

        Raises:
            DomainError: for one that no float can hold.
        """
        try:
            return repr(float(value.value))
        except OverflowError:
            raise DomainError(
                f"the number {value.spelling[:20]}... is too large for a float", code="E-OVERFLOW"
            ) from None

    def written(self, node: Apply, args: Sequence[Text]) -> Text:
        """The text of an operation, and how tightly it binds."""
        op = node.op
        if op in self.infix:
            sign, level = self.infix[op]
            left, right = _wrapped(args[0], level), _wrapped(args[1], level + 1)
            if level == 4:  # comparisons do not chain
                left = _wrapped(args[0], 5)
            between = sign if level == 6 else f" {sign} "
            return f"{left}{between}{right}", level
        if op == "neg":
            return f"-{_wrapped(args[0], 7)}", 6
        if op in self.words:
            return self.words[op], ATOM
        template = self.templates.get(op)
        if template is not None:
            return template.format(*[_wrapped(a, ATOM) for a in args]), ATOM
        return f"{self.calls[op]}({', '.join(text for text, _ in args)})", ATOM


def _wrapped(piece: Text, level: int) -> str:
    text, own = piece
    return text if own >= level else f"({text})"


class Program:
    """The statements that compute formulas, and the texts of the results.

    Arguments:
        roots: lowered formulas.
        names: what the symbols are called.
        dialect: how things are written.
        beginning, ending: what new names begin and end with, a number between them.

    Attributes:
        lines: the statements.
        results: the text of each formula.
        operations: how many operations are carried out.
    """

    def __init__(
        self,
        roots: Sequence[Expr],
        names: Mapping[Symbol, str],
        dialect: Dialect,
        beginning: str = "v",
        ending: str = "",
    ) -> None:
        self.lines: list[str] = []
        self.operations = 0
        self._dialect = dialect
        self._beginning, self._ending = beginning, ending
        self._taken = set(names.values())
        self._count = 0
        order = postorder(roots)
        uses = _uses(order, roots)
        apart = {a for n in order if type(n) is Apply and n.op in dialect.apart for a in n.args}
        text: dict[Expr, Text] = {}
        for node in order:
            if type(node) is Number:
                text[node] = dialect.number(node), ATOM
            elif type(node) is Symbol:
                text[node] = names[node], ATOM
            elif type(node) is Apply:
                self.operations += bool(node.args)
                found = dialect.written(node, [text[a] for a in node.args])
                named = uses[node] > 1 or node in apart or len(found[0]) > _WIDEST
                text[node] = self._named(node, found[0]) if named and node.args else found
        self.results = [text[root][0] for root in roots]

    def _named(self, node: Apply, text: str) -> Text:
        name = self._new_name()
        truth = node.op in _TRUTH
        form = self._dialect.assign_truth if truth else self._dialect.assign
        self.lines.append(form.format(name=name, text=text))
        return name, ATOM

    def _new_name(self) -> str:
        while True:
            self._count += 1
            name = f"{self._beginning}{self._count}{self._ending}"
            if name not in self._taken:
                return name


_TRUTH = frozenset({"lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not", "true", "false"})


def _uses(order: list[Expr], roots: Sequence[Expr]) -> dict[Expr, int]:
    found = dict.fromkeys(order, 0)
    for root in roots:
        found[root] += 1
    for node in order:
        for a in node.args:
            found[a] += 1
    return found
