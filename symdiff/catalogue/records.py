"""What symdiff knows of one function: a frozen record, and the catalogue that holds them.

A record is data only. Rule lines are text in symdiff's own notation; they are read, checked and
compiled the first time they are needed, and kept with the catalogue they belong to.
"""

from __future__ import annotations

from ..expressions import ArgumentTypeError, RuleError, UnknownName, expect, services
from ..expressions.errors import kind_of
from ..loading import load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any, TypeAlias

    Interval: TypeAlias = tuple[float, float]

LETTERS = ("u", "v", "w", "x", "y", "z")
"""What the lines of a record call the arguments, in order."""


class Function:
    """One function or operator, and all that symdiff knows of it.

    Arguments:
        name: the operation's name in the tree, and the name that Python infix prints.
        arity: how many arguments it takes; every line names them as LETTERS does.
        derivative: lines such as ``sin(u)' = cos(u) * u'``, linear in the primes; an argument whose
            prime is missing has no formula (write ``0 * u'`` where the derivative is zero). Several
            lines with ``when`` guards are tried in order.
        derivative_complex: the lines that hold for complex values, where they differ.
        simplify: lines ``name: left -> right [when ...] [provided ...]``.
        definition: the function in terms of others, ``1 / cos(u)``; every evaluator can use it.
        spellings: further names under which it is read.
        infix: how Python infix writes it when it is not ``name(...)``: the printed function name.
        folds: more than two arguments nest to the left, f(a, b, c) = f(f(a, b), c).
        latex: ``\\sin``, or a template ``\\left|{0}\\right|`` with numbered arguments.
        math: the name in Python's ``math`` module.
        mpmath: the name in mpmath, or a function of mpmath and the arguments: ``lambda mp, u: ...``.
        numpy: the name in NumPy, or a function of numpy and the arguments.
        scipy: the name in ``scipy.special``, or a function of that module and the arguments.
        sympy: the name in SymPy, or a function of sympy and the arguments.
        finest: if it is neither in NumPy nor defined by others: the most working digits at which
            mpmath finds its values within seconds.
        effort: how many times as long as the usual special function mpmath takes where it is slowest.
        domain: where it is real: a condition on the arguments; empty for everywhere.
        kinks: where it is defined and real but has no derivative: a condition; empty for nowhere.
        sign: ``positive``, ``nonnegative`` or ``nonzero`` when every real value is so; ``u`` when its value has the
            sign of the argument, ``u - 1`` when it has that of the argument less one.
        bounds: the least of its real values and, if there is one, the greatest: whole numbers.
        sample: where to try it: for each argument an interval, or a range of integers.
        page: one sentence for the reference page.
    """

    __slots__ = (
        "arity",
        "bounds",
        "definition",
        "derivative",
        "derivative_complex",
        "domain",
        "effort",
        "finest",
        "folds",
        "infix",
        "kinks",
        "latex",
        "math",
        "mpmath",
        "name",
        "numpy",
        "page",
        "sample",
        "scipy",
        "sign",
        "simplify",
        "spellings",
        "sympy",
    )

    name: str
    arity: int
    derivative: str
    derivative_complex: str
    simplify: str
    definition: str
    spellings: tuple[str, ...]
    infix: str
    folds: bool
    latex: str
    math: str
    mpmath: str | Callable[..., Any]
    numpy: str | Callable[..., Any]
    scipy: str | Callable[..., Any]
    sympy: str | Callable[..., Any]
    finest: int
    effort: int
    domain: str
    kinks: str
    sign: str
    bounds: tuple[int, ...]
    sample: tuple[Interval | range, ...]
    page: str

    def __init__(
        self,
        name: str,
        *,
        arity: int = 1,
        derivative: str = "",
        derivative_complex: str = "",
        simplify: str = "",
        definition: str = "",
        spellings: tuple[str, ...] = (),
        infix: str = "",
        folds: bool = False,
        latex: str = "",
        math: str = "",
        mpmath: str | Callable[..., Any] = "",
        numpy: str | Callable[..., Any] = "",
        scipy: str | Callable[..., Any] = "",
        sympy: str | Callable[..., Any] = "",
        finest: int = 1120,
        effort: int = 1,
        domain: str = "",
        kinks: str = "",
        sign: str = "",
        bounds: tuple[int, ...] = (),
        sample: tuple[Interval | range, ...] = ((-3, 3),),
        page: str = "",
    ) -> None:
        values = locals()
        for field in Function.__slots__:
            value = values[field]
            if type(value) is not _KINDS.get(field, str):
                _check_field(field, value)
            object.__setattr__(self, field, value)
        if not infix:
            object.__setattr__(self, "infix", name)
        if not (name.isidentifier() and name.isascii()):
            raise RuleError(
                f"{name[:40]!r} is no name of a function",
                advice="a name is a letter, and then letters, digits and underscores",
            )

    def __setattr__(self, field: str, value: object) -> None:
        raise AttributeError("a function record is immutable")

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, ({field: getattr(self, field) for field in Function.__slots__},)

    def changed(self, **fields: Any) -> Function:
        """The record with other values in some fields.

        >>> Function("gd", derivative="gd(u)' = sech(u) * u'").changed(latex="gd").latex
        'gd'
        """
        rebuild, (known,) = self.__reduce__()
        return rebuild(known | fields)  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        return f"Function({self.name!r}, arity={self.arity})"


_KINDS: dict[str, type] = {
    "arity": int, "finest": int, "effort": int, "folds": bool, "bounds": tuple,
    "spellings": tuple, "sample": tuple,
}
_OFTEN_CALLED = ("mpmath", "numpy", "scipy", "sympy")


def _check_field(field: str, value: object) -> None:
    """Refuse a field of the wrong kind; what computes values may be a function."""
    kind = _KINDS.get(field, str)
    if not (field in _OFTEN_CALLED and callable(value)):
        expect(value, kind, f"the field {field} of a function record is {kind_of(kind())}")


def _rebuild(fields: dict[str, Any]) -> Function:
    return Function(fields.pop("name"), **fields)


class UnknownFunction(UnknownName, KeyError):
    """A name that no function of a catalogue has."""

    def __init__(self, name: object, catalogue: Catalogue) -> None:
        super().__init__(
            f"no function of the catalogue has the name {str(name)[:40]!r}",
            advice=_meant(str(name), catalogue),
        )


def _meant(name: str, catalogue: Catalogue) -> str:
    spelled = [f.name for f in catalogue.spelled(name).values()]
    if spelled:
        return f"it is a spelling of {' and '.join(spelled)}"
    nearest = load("symdiff.expressions.nearness").nearest
    near = nearest(name, [f.name for f in catalogue])
    return f"did you mean {' or '.join(near)}?" if near else "spellings() lists every name"


def _records(functions: object) -> tuple[Function, ...]:
    """The records, once it is sure that they are some."""
    try:
        found: tuple[Any, ...] = tuple(functions)  # type: ignore[arg-type]
    except TypeError:
        raise ArgumentTypeError(f"functions are a list, not {kind_of(functions)}") from None
    for record in found:
        expect(record, Function, "what a catalogue holds is a Function")
    return found


class Catalogue:
    """All functions and free-standing rules that a computation knows; an immutable value.

    Arguments:
        functions: the records.
        rules: further rule lines, not tied to one function.
    """

    __slots__ = ("_by_name", "_position", "_spelled", "compiled", "functions", "rules")

    def __init__(self, functions: Iterable[Function], rules: str = "") -> None:
        self.functions: tuple[Function, ...] = _records(functions)
        expect(rules, str, "rules are text, one a line")
        self.rules = rules
        self.compiled: dict[Any, Any] = {}
        self._by_name: dict[str, Function] = {f.name: f for f in self.functions}
        self._position = {f.name: i for i, f in enumerate(self.functions)}
        self._spelled: dict[str, dict[int, Function]] = {}
        for f in self.functions:
            for spelling in (f.infix, f.name, *f.spellings):
                self._spelled.setdefault(spelling, {}).setdefault(f.arity, f)

    def __iter__(self) -> Iterator[Function]:
        return iter(self.functions)

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __getitem__(self, name: str) -> Function:
        """The record of the operation of this name.

        Raises:
            UnknownFunction: which is also a KeyError, and names the nearest.
        """
        found = self._by_name.get(name) if isinstance(name, str) else None
        if found is None:
            raise UnknownFunction(name, self)
        return found

    def get(self, name: str) -> Function | None:
        """The record of the operation of this name, or None."""
        return self._by_name.get(name)

    def position(self, name: str) -> int:
        """Where the function stands in the catalogue; those it lacks come last."""
        return self._position.get(name, len(self.functions))

    def spelled(self, spelling: str) -> Mapping[int, Function]:
        """The functions that are written so, by the number of arguments; empty if none is.

        >>> from symdiff.catalogue import CATALOGUE
        >>> CATALOGUE.spelled("log")[1].name, CATALOGUE.spelled("log")[2].name
        ('ln', 'log')
        """
        return self._spelled.get(spelling, {})

    def spellings(self) -> Iterable[str]:
        """Every accepted name."""
        return self._spelled.keys()

    def extended(self, functions: Iterable[Function] = (), rules: str = "") -> Catalogue:
        """Another catalogue that knows these functions and rules too.

        A function of a known name takes the place of the old one. All lines are read and checked.

        Raises:
            RuleError: for a line that does not hold together.

        >>> from symdiff.catalogue import CATALOGUE, Function
        >>> mine = CATALOGUE.extended([Function("gd", derivative="gd(u)' = sech(u) * u'")])
        >>> "gd" in mine, "gd" in CATALOGUE
        (True, False)
        """
        new = _records(functions)
        expect(rules, str, "rules are text, one a line")
        replaced = {f.name for f in new}
        kept = [f for f in self.functions if f.name not in replaced]
        found = Catalogue((*kept, *new), "\n".join(filter(None, (self.rules, rules))))
        services.check_tables(found, new, rules)
        return found
