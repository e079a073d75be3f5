"""What a formula is: a number, a symbol, or an operation applied to formulas.

    Expr = Number | Symbol | Apply(op, args)

Nodes are immutable and interned: equal formulas are one object, so equality is identity, a shared
subformula is stored once, and a memo keyed by nodes visits it once. Nothing is simplified here:
``x - x`` is the node SUB(x, x).
"""

from __future__ import annotations

from .errors import (
    ArgumentError,
    ArgumentTypeError,
    LimitExceeded,
    SymdiffError,
    expect,
    kind_of,
)
from .interning import bucket_of, intern
from .interning import buckets as _buckets
from .interning import leaves as _leaves
from .rationals import (
    Rational,
    as_fraction,
    decimal_spelling,
    decimal_value,
    is_decimal,
    is_decimal_literal,
)
from .walks import fold, postorder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, TypeAlias

    from .rationals import Exact

    Operand: TypeAlias = "Expr | int | float | Rational"

_symbols, _numbers = _leaves
_RESERVED = frozenset({"and", "or", "not"})
COMPARISONS = frozenset({"lt", "le", "gt", "ge", "eq", "ne"})


class Services:
    """What an expression and a catalogue can do beyond being one; the front door fills this record.

    It is the only reference upwards in the house: a node knows nothing of printers and rules, and a
    catalogue nothing of who reads its lines.
    """

    __slots__ = (
        *("check_tables", "diff", "mimebundle", "plain_name"),
        *("simplify", "slope", "text", "to_sympy"),
    )

    text: Callable[[Expr], str]
    diff: Callable[..., Expr]
    simplify: Callable[..., Expr]
    mimebundle: Callable[..., dict[str, str]]  # of a formula, and of what else is shown
    slope: Callable[..., Any]  # the formula of a derivative by slots
    to_sympy: Callable[[Expr], Any]
    plain_name: Callable[[str], str]
    check_tables: Callable[..., None]


services = Services()


class Expr:
    """A formula; one of Number, Symbol and Apply.

    The operators build the tree as written:

    >>> x, = symbols("x")
    >>> (x * x + x - 2).op
    'sub'
    """

    __slots__ = ()

    args: Sequence[Expr] = ()

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("expressions are immutable")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("expressions are immutable")

    def __copy__(self) -> Expr:
        return self

    def __deepcopy__(self, memo: object) -> Expr:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return from_rows, (to_rows(self),)

    def __add__(self, other: Operand) -> Expr:
        return _binary("add", self, other)

    def __radd__(self, other: Operand) -> Expr:
        return _binary("add", other, self)

    def __sub__(self, other: Operand) -> Expr:
        return _binary("sub", self, other)

    def __rsub__(self, other: Operand) -> Expr:
        return _binary("sub", other, self)

    def __mul__(self, other: Operand) -> Expr:
        return _binary("mul", self, other)

    def __rmul__(self, other: Operand) -> Expr:
        return _binary("mul", other, self)

    def __truediv__(self, other: Operand) -> Expr:
        return _binary("div", self, other)

    def __rtruediv__(self, other: Operand) -> Expr:
        return _binary("div", other, self)

    def __pow__(self, other: Operand) -> Expr:
        return _binary("pow", self, other)

    def __rpow__(self, other: Operand) -> Expr:
        return _binary("pow", other, self)

    def __neg__(self) -> Expr:
        return apply("neg", (self,))

    def __pos__(self) -> Expr:
        return self

    def __abs__(self) -> Expr:
        return apply("abs", (self,))

    def __lt__(self, other: Operand) -> Expr:
        return _binary("lt", self, other)

    def __le__(self, other: Operand) -> Expr:
        return _binary("le", self, other)

    def __gt__(self, other: Operand) -> Expr:
        return _binary("gt", self, other)

    def __ge__(self, other: Operand) -> Expr:
        return _binary("ge", self, other)

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        return services.text(self)

    def __repr__(self) -> str:
        try:
            return services.text(self)
        except SymdiffError as error:
            return f"<formula: {error.message}>"

    def _repr_latex_(self) -> str | None:
        return services.mimebundle(self).get("text/latex")

    def _repr_mimebundle_(self, **options: Any) -> dict[str, str]:
        return services.mimebundle(self, **options)

    def _sympy_(self) -> Any:
        return services.to_sympy(self)

    def diff(self, x: Expr | str | None = None, n: int = 1, **options: Any) -> Expr:
        """The n-th derivative with respect to x; see ``symdiff.diff``."""
        return services.diff(self, x, n, **options)

    def simplify(self, **options: Any) -> Expr:
        """A simpler formula, equal wherever this one is defined; see ``symdiff.simplify``."""
        return services.simplify(self, **options)

    def subs(self, replacements: dict[Expr | str, Operand]) -> Expr:
        """The formula with symbols or subformulas replaced, all at once, nothing simplified.

        Arguments:
            replacements: what to replace (an expression, or a symbol's name) and by what.

        >>> x, y = symbols("x y")
        >>> (x * y).subs({"x": y, y: x}) is y * x
        True
        """
        if not hasattr(replacements, "items"):
            advice = 'write subs({"x": 2})'
            expect(replacements, dict, "replacements are a dict of what to replace by what", advice)
        table = {
            Symbol(key) if isinstance(key, str) else as_expr(key): as_expr(value)
            for key, value in replacements.items()
        }
        return substitute(self, table)

    @property
    def free_symbols(self) -> frozenset[Symbol]:
        """The symbols that occur in the formula."""
        return frozenset(node for node in postorder((self,)) if type(node) is Symbol)


class Number(Expr):
    """A non-negative integer or exact decimal, as it was spelled, and its exact value.

    >>> Number("0.10") is Number("0.10"), Number("0.10") is Number("0.1")
    (True, False)
    """

    __slots__ = ("spelling", "value")

    spelling: str
    value: Exact

    def __new__(cls, spelling: str | int) -> Number:
        spelling = str(spelling)
        node = _numbers.get(spelling)
        return _insert_number(spelling) if node is None else node


class Symbol(Expr):
    """A variable or parameter, known by its name, which is one that a formula can hold.

    A Greek letter is its name, and a lowered number follows an underscore.

    >>> Symbol("x") is Symbol("x"), Symbol("α₁") is Symbol("alpha_1")
    (True, True)

    Raises:
        ArgumentError: for what is no name, such as ``2x`` or ``x-1``.
    """

    __slots__ = ("name",)

    name: str

    def __new__(cls, name: str) -> Symbol:
        node = _symbols.get(name) if isinstance(name, str) else None
        return _insert_symbol(name) if node is None else node


class Apply(Expr):
    """An operator or function applied to formulas: Apply("add", (x, y)) is x + y.

    Constants are functions of nothing: Apply("pi", ()).
    """

    __slots__ = ("args", "op")

    op: str
    args: tuple[Expr, ...]

    def __new__(cls, op: str, args: Iterable[Expr]) -> Apply:
        expect(op, str, "an operation is the name of a function")
        if op not in _buckets and not _is_operation(op):
            raise ArgumentError(f"{op[:40]!r} is no name of a function")
        try:
            found = tuple(args)
        except TypeError:
            raise ArgumentTypeError(f"arguments are expressions, not {kind_of(args)}") from None
        for a in found:
            expect(a, Expr, "an argument is an expression")
        return apply(op, found)

    def __bool__(self) -> bool:
        if self.op in COMPARISONS:
            raise ArgumentTypeError(
                "a comparison of expressions is a formula, not true or false",
                advice="use where(condition, a, b) to choose by it",
            )
        return True


def _is_operation(op: str) -> bool:
    """Whether op is a name, or D(f, 1, 2) for a derivative by slots in their order."""
    name, *slots = op[2:-1].split(", ") if op[:2] == "D(" and op[-1:] == ")" else [op]
    in_order = sorted(slots, key=lambda slot: (len(slot), slot)) == slots
    numbers = all(s.isascii() and s.isdigit() and s[0] != "0" for s in slots)
    named = name.isascii() and name.isidentifier() and bool(slots or name == op)
    return named and in_order and numbers


def apply(op: str, args: tuple[Expr, ...]) -> Apply:
    """The node op(args); the quick way, which trusts its arguments' types."""
    try:
        bucket = _buckets[op]
        node = bucket.get(args)
    except (KeyError, AttributeError):  # the first of its kind, or the table is being dropped
        bucket = bucket_of(op)
        node = bucket.get(args)
    if node is None:
        fresh: Apply = _new(Apply)
        _set_op(fresh, op)
        _set_args(fresh, args)
        return intern(bucket, args, fresh)
    return node  # type: ignore[no-any-return]


def number(value: object) -> Expr:
    """The formula for a Python number: -2 is NEG(2), 1/3 is DIV(1, 3), 0.1 is the decimal 0.1.

    Raises:
        ArgumentError: for a bool, nan, infinity, or what is no number.

    >>> number(-2).op, number(0.5).spelling
    ('neg', '0.5')
    """
    if isinstance(value, bool):
        raise ArgumentError(f"{value} is a truth value, not a number")
    if isinstance(value, int):
        return exact_number(int(value))
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            raise ArgumentError(f"{value} is not a real number")
        size = Number(repr(abs(value)))
        return apply("neg", (size,)) if value < 0 else size
    p, q = getattr(value, "numerator", None), getattr(value, "denominator", None)
    if isinstance(p, int) and isinstance(q, int):
        return exact_number(Rational(p, q))
    if isinstance(value, str):
        raise ArgumentTypeError(f"{value[:40]!r} is text, not a number or an expression")
    raise ArgumentTypeError(f"a formula is an expression or a number, not {kind_of(value)}")


def exact_number(value: Exact) -> Expr:
    """The formula for an exact number: decimals that end and came as decimals stay decimals."""
    try:
        return _exact_number(value)
    except ValueError:  # of int, which writes so many digits and no more
        raise LimitExceeded(
            "an exact number in the answer has too many digits", limit="digits", value=4_300
        ) from None


def _exact_number(value: Exact) -> Expr:
    if type(value) is int and value >= 0:
        return Number(str(value))
    if value < 0:
        positive = exact_number(-value)
        if type(positive) is Number:
            return apply("neg", (positive,))
        numerator, denominator = positive.args
        return apply("div", (apply("neg", (numerator,)), denominator))
    spelling = decimal_spelling(value) if is_decimal(value) else None
    if spelling is not None:
        return Number(spelling)
    above, below = as_fraction(value)
    if below == 1:
        return exact_number(above)
    return apply("div", (exact_number(above), exact_number(below)))


def as_expr(value: object) -> Expr:
    """The value itself if it is an expression, else the formula for the number."""
    return value if isinstance(value, Expr) else number(value)


def symbols(names: str) -> tuple[Symbol, ...]:
    """The symbols of these names, separated by blanks or commas; always a tuple.

    >>> len(symbols("x, y z"))
    3
    """
    expect(names, str, "the names of symbols are text, such as 'x y'")
    return tuple(Symbol(name) for name in names.replace(",", " ").split())


def _binary(op: str, left: Operand, right: Operand) -> Expr:
    try:
        return apply(op, (as_expr(left), as_expr(right)))
    except ArgumentError:
        return NotImplemented  # type: ignore[no-any-return]


def _insert_symbol(name: str) -> Symbol:
    expect(name, str, "a symbol's name is text")
    if not (name.isidentifier() and name.isascii()) or name in _RESERVED:
        plain = services.plain_name(name)
        if plain != name:
            return Symbol(plain)
    fresh: Symbol = _new(Symbol)
    _set_name(fresh, name)
    return intern(_symbols, name, fresh)


def _insert_number(spelling: str) -> Number:
    if not is_decimal_literal(spelling):
        raise ArgumentError(f"{spelling[:40]!r} is not a non-negative integer or decimal")
    try:
        value = decimal_value(spelling)
    except ValueError:
        raise ArgumentError(f"the number {spelling[:40]}... has too many digits") from None
    fresh: Number = _new(Number)
    _set_spelling(fresh, spelling)
    _set_value(fresh, value)
    return intern(_numbers, spelling, fresh)


# The slots are filled once, past the __setattr__ that keeps them from being changed.
_new: Callable[[Any], Any] = object.__new__
_set_op, _set_args, _set_name, _set_spelling, _set_value = (
    kind.__dict__[slot].__set__
    for kind, slot in (
        (Apply, "op"),
        (Apply, "args"),
        (Symbol, "name"),
        (Number, "spelling"),
        (Number, "value"),
    )
)


# Whole formulas as flat rows, and replacing inside them.


def substitute(e: Expr, table: dict[Expr, Expr]) -> Expr:
    """The formula e with every key of the table replaced by its value, all at once."""

    def replace(node: Expr, args: tuple[Expr, ...]) -> Expr:
        found = table.get(node)
        if found is not None:
            return found
        return apply(node.op, args) if type(node) is Apply else node

    return fold(e, replace)


def to_rows(e: Expr) -> list[tuple[Any, ...]]:
    """The graph of e as rows (kind, ...), children before parents, each shared node once."""
    place: dict[Expr, int] = {}
    rows: list[tuple[Any, ...]] = []
    for node in postorder((e,)):
        place[node] = len(rows)
        rows.append(row_of(node, place))
    return rows


def row_of(node: Expr, place: dict[Expr, int]) -> tuple[Any, ...]:
    """The row of one node, its arguments by their places."""
    if type(node) is Apply:
        return (node.op, *[place[a] for a in node.args])
    return ("#", node.spelling) if type(node) is Number else ("$", node.name)  # type: ignore[attr-defined]


def from_rows(rows: list[tuple[Any, ...]]) -> Expr:
    """The formula whose ``to_rows`` these are."""
    nodes: list[Expr] = []
    for kind, *rest in rows:
        if kind == "#":
            nodes.append(Number(rest[0]))
        elif kind == "$":
            nodes.append(Symbol(rest[0]))
        else:
            nodes.append(apply(kind, tuple([nodes[i] for i in rest])))
    return nodes[-1]
