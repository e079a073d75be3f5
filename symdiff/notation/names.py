"""What a name stands for: a declared variable, a constant, a function, or else a symbol.

A ``Callee`` is what stands before an argument: ``sin``, ``log``, a declared ``f``, and also the
decorated ones, ``sin^2``, ``log_2``, ``f''``. The callees of a catalogue are made as they are met
and kept with it; a ``Scope`` adds what one call of ``parse`` declares.
"""

from __future__ import annotations

from ..expressions import Apply, ArgumentError, Number, Symbol, apply
from ..loading import load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..catalogue import Catalogue
    from ..expressions import Expr, Limits

OPERATORS = frozenset(
    {
        *("add", "sub", "mul", "div", "neg", "lt", "le", "gt", "ge", "eq", "ne"),
        *("and", "or", "not", "true", "false", "undefined"),
    }
)
CONDITIONS = frozenset({"lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not", "true", "false"})
LOGIC_WORDS = frozenset({"and", "or", "not"})
GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu"
    " nu xi omicron pi rho sigma tau upsilon phi chi psi omega"
).split()


class Callee:
    """What is applied to arguments.

    Arguments:
        name: as it was typed, for messages.
        operations: the operation for each number of arguments; empty for a declared function,
            which takes any number.
        fold: the operation of two arguments that nests to the left when there are more.
        bare: whether it may stand before its argument without brackets, ``sin x``.
        exponent: the n of ``sin^n``.
        base: the b of ``log_b``.
        slots: the slots of a derivative, (1, 1) for f''.
        primed: whether the slots were written as primes, which takes one argument.
        special: what reads a call that is no plain application.
    """

    __slots__ = ("bare", "base", "declared", "exponent", "fold", "name", "operations", "primed", "slots", "special")

    def __init__(
        self,
        name: str,
        operations: dict[int, str],
        *,
        fold: str = "",
        bare: bool = False,
        declared: bool = False,
        exponent: Expr | None = None,
        base: Expr | None = None,
        slots: tuple[int, ...] = (),
        primed: bool = False,
        special: Callable[..., Expr | None] | None = None,
    ) -> None:
        self.name = name
        self.operations = operations
        self.fold = fold
        self.bare = bare
        self.declared = declared
        self.exponent = exponent
        self.base = base
        self.slots = slots
        self.primed = primed
        self.special = special

    def operation(self, count: int) -> str | None:
        """The operation that this name is with ``count`` arguments, or None."""
        op = self.name if self.declared and count else self.operations.get(count)
        if op is None or not self.slots:
            return op
        if max(self.slots) > count or (self.primed and count > 1):
            return None
        return f"D({op}, {', '.join(map(str, self.slots))})"

    def build(self, args: list[Expr]) -> Expr | None:
        """The formula for this applied to the arguments, or None when their number is wrong."""
        if self.base is not None:
            args = [*args, self.base]
        op = self.operation(len(args))
        if op is not None:
            node = apply(op, tuple(args))
        elif self.fold and len(args) > 2:
            node = apply(self.fold, (args[0], args[1]))
            for a in args[2:]:
                node = apply(self.fold, (node, a))
        else:
            return None
        return node if self.exponent is None else apply("pow", (node, self.exponent))

    def with_parts(
        self,
        *,
        exponent: Expr | None = None,
        base: Expr | None = None,
        slots: tuple[int, ...] = (),
        primed: bool = False,
    ) -> Callee:
        """The same function, decorated."""
        return Callee(
            self.name,
            self.operations,
            fold=self.fold,
            bare=self.bare,
            declared=self.declared,
            exponent=exponent or self.exponent,
            base=base or self.base,
            slots=slots or self.slots,
            primed=primed or self.primed,
        )


class Words:
    """The callees of a catalogue by spelling, and its constants."""

    __slots__ = ("absolute", "callees", "catalogue", "constants", "power")

    def __init__(self, catalogue: Catalogue) -> None:
        self.absolute = Callee("| |", {1: "abs"})
        self.power = Callee("a power", {2: "pow"})
        self.catalogue = catalogue
        self.callees: dict[str, Callee] = {}
        self.constants: dict[tuple[str, ...], dict[str, Expr]] = {}

    def callee(self, spelling: str) -> Callee | None:
        """What this spelling calls, or None when it calls nothing."""
        found = self.callees.get(spelling)
        if found is None:
            functions = self.catalogue.spelled(spelling)
            operations = {n: f.name for n, f in functions.items() if n and f.name not in OPERATORS}
            if not operations:
                return None
            folds = [f.name for f in functions.values() if f.folds and f.arity == 2]
            found = Callee(
                spelling,
                operations,
                fold=folds[0] if folds else "",
                bare=1 in operations and not looks_like_symbol(spelling),
            )
            self.callees[spelling] = found
        return found

    def leaves(self, names: tuple[str, ...]) -> dict[str, Expr]:
        """The formulas of these constants by name."""
        found = self.constants.get(names)
        if found is None:
            found = self.constants[names] = {name: self._constant(name) for name in names}
        return found

    def _constant(self, name: str) -> Expr:
        record = self.catalogue.spelled(name).get(0)
        if record is None:
            raise ArgumentError(f"{name!r} is not a constant that the catalogue knows")
        return apply(record.name, ())


class Scope:
    """What names mean in one call of ``parse``."""

    __slots__ = ("decimal_comma", "declared", "functions", "leaves", "limits", "words")

    def __init__(
        self,
        variables: Iterable[str | Symbol],
        functions: Iterable[str | Symbol],
        constants: Iterable[str],
        catalogue: Catalogue,
        limits: Limits,
        decimal_comma: bool,
    ) -> None:
        words = catalogue.compiled.get("notation")
        if words is None:
            words = catalogue.compiled["notation"] = Words(catalogue)
        self.words: Words = words
        self.leaves = words.leaves(tuple(constants)).copy()
        self.limits = limits
        self.decimal_comma = decimal_comma
        self.declared: dict[str, Symbol] = declared(variables) if variables else _NOTHING
        self.functions: dict[str, Callee] = _NO_FUNCTIONS
        if functions:
            self.functions = {name: self._function(name) for name in declared(functions)}
        if variables:
            self.leaves.update(self.declared)

    def callee(self, name: str) -> Callee | None:
        """The function that this name calls, or None."""
        return self.functions.get(name) or self.words.callee(name)

    def _function(self, name: str) -> Callee:
        if name in self.words.catalogue or name == "D":
            raise ArgumentError(
                f"{name} is a function that symdiff knows; it cannot be declared anew",
                advice="choose another name, or give a catalogue with your own record of it",
            )
        return Callee(name, {}, declared=True)

    def splits(self, name: str) -> list[list[str]]:
        """The declared variables that an undeclared name is written together of.

        Nothing when it is not, two ways when there is more than one.
        """
        ends = _pieces_by_end(name, self.declared)
        ways: list[list[str]] = []
        for choice in (0, -1) if ends[-1] else ():
            pieces: list[str] = []
            end = len(name)
            while end:
                start = end - ends[end][choice]
                pieces.append(name[start:end])
                end = start
            pieces.reverse()
            if pieces not in ways:
                ways.append(pieces)
        return ways


def _pieces_by_end(name: str, known: dict[str, Symbol]) -> list[list[int]]:
    """The lengths of the last piece in the ways to split each beginning of the name."""
    lengths = sorted({len(v) for v in known})
    ends: list[list[int]] = [[0]]
    for end in range(1, len(name) + 1):
        ends.append(
            [n for n in lengths if n <= end and ends[end - n] and name[end - n : end] in known]
        )
    return ends


_NOTHING: dict[str, Symbol] = {}
_NO_FUNCTIONS: dict[str, Callee] = {}


def declared(names: Iterable[str | Symbol]) -> dict[str, Symbol]:
    """The symbols of declared names; one string may hold several.

    >>> list(declared("x, y")), list(declared(["x", "α"]))
    (['x', 'y'], ['x', 'alpha'])
    """
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    found = {}
    for name in names:
        text = name.name if isinstance(name, Symbol) else name
        plain: str = text if text.isascii() else load("symdiff.notation.lexer").plain_name(text)
        if not plain.rstrip("'").isidentifier() or plain in LOGIC_WORDS:
            raise ArgumentError(f"{text[:40]!r} is not a name that a formula can hold")
        found[plain] = Symbol(plain)
    return found


def looks_like_symbol(name: str) -> bool:
    """Whether a function's name, standing alone, is rather a symbol: gamma, E1, K.

    >>> [looks_like_symbol(name) for name in ("gamma", "E1", "S", "sin", "log2")]
    [True, True, True, False, False]
    """
    return name.lower() in GREEK_NAMES or len(name.rstrip("0123456789")) == 1


def is_condition(e: Expr) -> bool:
    """Whether the formula is true or false rather than a number."""
    return type(e) is Apply and e.op in CONDITIONS


def is_number(e: Expr) -> bool:
    """Whether the formula is surely a number and no condition."""
    return type(e) is Number or (
        type(e) is Apply
        and e.op in {"add", "sub", "mul", "div", "neg", "pow", "pi", "E", "I"}
    )
