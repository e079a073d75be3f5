"""What a name stands for: a declared variable, a constant, a function, or else a symbol.

The callees of a catalogue are made as they are met and kept with it; a ``Scope`` adds what one
call of ``parse`` declares.
"""

from __future__ import annotations

from ..catalogue import Catalogue
from ..expressions import (
    Apply,
    ArgumentError,
    Limits,
    Number,
    Symbol,
    SymdiffError,
    apply,
    expect,
)
from ..loading import load
from .callees import Callee

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ..expressions import Expr

CONSTANTS = ("pi", "e", "E")
OPERATORS = frozenset(
    {
        *("add", "sub", "mul", "div", "neg", "lt", "le", "gt", "ge", "eq", "ne"),
        *("and", "or", "not", "true", "false", "undefined"),
    }
)
CONDITIONS = frozenset({"lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not", "true", "false"})
LOGIC_WORDS = frozenset({"and", "or", "not"})
GREEK_NAMES = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"),
    *("lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi"),
    *("chi", "psi", "omega"),
)


class Words:
    """The callees of a catalogue by spelling, and its constants."""

    __slots__ = ("absolute", "callees", "catalogue", "constants", "known", "power")

    def __init__(self, catalogue: Catalogue) -> None:
        self.absolute = Callee("| |", {1: "abs"})
        self.power = Callee("a power", {2: "pow"})
        self.catalogue = catalogue
        self.known = frozenset(catalogue.spellings())
        self.callees: dict[str, Callee] = {}
        self.constants: dict[tuple[str, ...], dict[str, Expr]] = {}

    def callee(self, spelling: str) -> Callee | None:
        """What this spelling calls, or None when it calls nothing."""
        found = self.callees.get(spelling)
        if found is None and spelling in self.known:
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

    def leaves(self, names: Iterable[str | Symbol]) -> dict[str, Expr]:
        """The formulas of these constants by name."""
        key = CONSTANTS if names is CONSTANTS else tuple(declared(names))
        found = self.constants.get(key)
        if found is None:
            found = self.constants[key] = {name: self._constant(name) for name in key}
        return found

    def _constant(self, name: str) -> Expr:
        record = self.catalogue.spelled(name).get(0)
        if record is None:
            raise ArgumentError(f"{name!r} is not a constant that the catalogue knows")
        return apply(record.name, ())


class Scope:
    """What names mean in one call of ``parse``."""

    __slots__ = (
        *("callees", "decimal_comma", "declared", "functions"),
        *("known", "leaves", "limits", "words"),
    )

    def __init__(
        self,
        variables: Iterable[str | Symbol],
        functions: Iterable[str | Symbol],
        constants: Iterable[str],
        catalogue: Catalogue,
        limits: Limits,
        decimal_comma: bool,
    ) -> None:
        expect(catalogue, Catalogue, "the catalogue is a Catalogue")
        expect(limits, Limits, "limits are made by Limits(...)")
        words = catalogue.compiled.get("notation")
        if words is None:
            words = catalogue.compiled["notation"] = Words(catalogue)
        self.words: Words = words
        self.leaves = words.leaves(constants).copy()
        self.limits = limits
        self.decimal_comma = decimal_comma
        self.declared: dict[str, Symbol] = _NOTHING
        self.known: tuple[str, ...] = ()
        self.functions: dict[str, Callee] = _NO_FUNCTIONS
        self.callees = words.callees
        if functions:
            self.functions = {name: self._function(name) for name in declared(functions)}
            self.callees = self.functions
        if variables:
            self.declare(variables)

    def declare(self, variables: Iterable[str | Symbol]) -> None:
        """Make these names variables too."""
        self.declared = {**self.declared, **declared(variables)}
        self.leaves.update(self.declared)
        self.known = tuple(self.leaves)

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
        return splits(name, self.declared)


def splits(name: str, known: Collection[str]) -> list[list[str]]:
    """How a name is written together of known ones: no way, one, or two of several.

    >>> splits("xy", ["x", "y"]), splits("xyz", ["x", "y"])
    ([['x', 'y']], [])
    """
    ways: list[list[str]] = []
    for last in _last_pieces(name, known):
        pieces: list[str] = []
        end = len(name) if last[-1] else 0
        while end:
            start = end - last[end]
            pieces.append(name[start:end])
            end = start
        pieces.reverse()
        if pieces and pieces not in ways:
            ways.append(pieces)
    return ways


def _last_pieces(name: str, known: Collection[str]) -> tuple[list[int], list[int]]:
    """For each beginning of the name the length of its shortest last piece, and of its longest.

    A beginning that is not written together of known names has 0.
    """
    lengths = sorted({len(v) for v in known})
    shortest, longest = [-1], [-1]
    for end in range(1, len(name) + 1):
        fits = [
            n for n in lengths if n <= end and shortest[end - n] and name[end - n : end] in known
        ]
        shortest.append(fits[0] if fits else 0)
        longest.append(fits[-1] if fits else 0)
    return shortest, longest


_NOTHING: dict[str, Symbol] = {}
_NO_FUNCTIONS: dict[str, Callee] = {}


def declared(names: Iterable[str | Symbol]) -> dict[str, Symbol]:
    """The symbols of declared names; one string may hold several.

    >>> list(declared("x, y")), list(declared(["x", "α"]))
    (['x', 'y'], ['x', 'alpha'])
    """
    found = {}
    for name in listed(names):
        symbol = name if isinstance(name, Symbol) else Symbol(name)
        found[symbol.name] = symbol
    return found


def listed(names: Iterable[str | Symbol]) -> tuple[str | Symbol, ...]:
    """Names given as a list, or as one text that may hold several.

    >>> listed("x, y"), listed(["x", "y"])
    (('x', 'y'), ('x', 'y'))
    """
    if isinstance(names, str):
        return tuple(names.replace(",", " ").split())
    try:
        found = tuple(names)
    except TypeError:
        expect(names, list, "names are text, or a list of names")
        raise
    for name in found:
        expect(name, (str, Symbol), "a name is text or a symbol")
    return found


def plain_name(text: str) -> str:
    """The name that a formula holds for this one: α is alpha, x₁ is x_1.

    A prime may follow, for rules that say what u' is.

    Raises:
        ArgumentError: for what is no name.
    """
    plain = text
    if not text.isascii():
        try:
            plain = load("symdiff.notation.lexer").single_name(text)
        except SymdiffError:
            pass
    if not (plain.isascii() and plain.rstrip("'").isidentifier()) or plain in LOGIC_WORDS:
        raise ArgumentError(
            f"{text[:40]!r} is not a name that a formula can hold",
            advice="a name is a letter, and then letters, digits and underscores",
        )
    return plain


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
        type(e) is Apply and e.op in {"add", "sub", "mul", "div", "neg", "pow", "pi", "E", "I"}
    )
