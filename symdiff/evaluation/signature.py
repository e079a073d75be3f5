"""What a compiled function takes and gives: arguments, results, and the names they have in code."""

from __future__ import annotations

import keyword

from ..expressions import ArgumentError, Expr, Symbol, postorder
from .dialects import DIALECTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, TypeAlias

    Shape: TypeAlias = tuple[int, ...]

WORDS = {
    "C": frozenset(
        """alignas alignof asm auto bool break case char const constexpr continue default do double
        else enum extern false float for goto if inline int long main nullptr register restrict
        return short signed sizeof static static_assert struct switch thread_local true typedef
        typeof typeof_unqual union unsigned void volatile while""".split()
    ),
    "Julia": frozenset(
        """baremodule begin break catch const continue do else elseif end export false finally for
        function global if import isa in let local macro module quote return struct true try using
        where while""".split()
    ),
}
# What C compilers and the headers math.h and stdlib.h replace before they read a name.
MACROS = frozenset(
    """BIG_ENDIAN BYTE_ORDER DOMAIN LITTLE_ENDIAN MAXFLOAT MB_CUR_MAX M_E NAN NFDBITS NULL OVERFLOW
    PDP_ENDIAN PLOSS RAND_MAX SING TLOSS UNDERFLOW WIN32 WIN64 WINNT X_TLOSS alloca fpclassify
    i386 isfinite isgreater isgreaterequal isinf isless islessequal islessgreater isnan isnormal
    issignaling issubnormal isunordered iszero linux math_errhandling mips signbit sparc sun
    unix""".split()
)
_MACRO_FAMILIES = tuple(
    """EXIT_ FD_ FP_ HUGE INFINITY MATH_ M_1_ M_2_ M_3PI M_INV M_IV M_LN M_LOG M_PI M_SQRT M_TWO
    SNAN WCO WEX WIF WNO WST WTERM WUN be16to be32to be64to htobe htole le16to le32to
    le64to""".split()
)
_OWN = frozenset("np jnp special math out n i f div malloc free".split())
_RESERVED = _OWN.union(MACROS, *WORDS.values())
_CALLED = frozenset(name.rpartition(".")[2] for d in DIALECTS for name in d.calls.values())


class Argument:
    """One argument: a number (or array of numbers), or a vector of them."""

    __slots__ = ("name", "symbols", "vector")

    def __init__(self, name: str, symbols: tuple[Symbol, ...], vector: bool) -> None:
        self.name = name
        self.symbols = symbols
        self.vector = vector


class Signature:
    """The arguments and results of a function.

    Arguments:
        inputs: symbols, and lists of symbols for arguments that are vectors.
        outputs: (shape, formulas) for each result; the shape () is a number.
        single: whether there is one result that is not wrapped in a tuple.
    """

    def __init__(
        self,
        inputs: Sequence[Symbol | Sequence[Symbol]],
        outputs: Sequence[tuple[Shape, list[Expr]]],
        single: bool,
    ) -> None:
        self.outputs = list(outputs)
        self.single = single
        flat = [s for one in inputs for s in ((one,) if isinstance(one, Symbol) else one)]
        self.names = code_names(flat)
        self.inputs = []
        for one in inputs:
            if isinstance(one, Symbol):
                self.inputs.append(Argument(self.names[one], (one,), False))
            else:
                self.inputs.append(Argument(self._vector_name(one), tuple(one), True))
        self._check(flat)

    @property
    def roots(self) -> list[Expr]:
        """All formulas, one after the other."""
        return [e for _, formulas in self.outputs for e in formulas]

    @property
    def symbols(self) -> list[Symbol]:
        """All variables, one after the other."""
        return [s for argument in self.inputs for s in argument.symbols]

    def _vector_name(self, symbols: Sequence[Symbol]) -> str:
        heads = {s.name.rstrip("0123456789_") for s in symbols}
        head = heads.pop() if len(heads) == 1 else ""
        taken = {*self.names.values(), *(a.name for a in self.inputs)}
        name = head if head.isidentifier() and head not in taken else f"vector{len(self.inputs)}"
        return name if name not in taken and _fits(name) else f"vector{len(self.inputs)}"

    def _check(self, flat: list[Symbol]) -> None:
        if len(set(flat)) < len(flat):
            twice = next(s for i, s in enumerate(flat) if s in flat[:i])
            raise ArgumentError(f"the input {twice} is named twice")
        known = set(flat)
        missing = [n.name for n in postorder(self.roots) if type(n) is Symbol and n not in known]
        if missing:
            shown = ", ".join(sorted(missing)[:5]) + (", ..." if len(missing) > 5 else "")
            raise ArgumentError(
                f"the outputs contain {shown}, which no input names", advice="add it to the inputs"
            )

    def assembled(self, values: list[Any], join: Any = list) -> Any:
        """The results, given the value of each formula."""
        found: list[Any] = []
        start = 0
        for shape, formulas in self.outputs:
            own = values[start : start + len(formulas)]
            start += len(formulas)
            found.append(_shaped(own, shape, join))
        return found[0] if self.single else tuple(found)

    def count_error(self, given: int) -> ArgumentError:
        """What is said when the number of arguments is wrong."""
        names = ", ".join(a.name for a in self.inputs)
        wanted = len(self.inputs)
        return ArgumentError(
            f"the function takes {wanted} argument{'s' * (wanted != 1)} ({names}), not {given}"
        )

    def vector_error(self, argument: Argument, given: str) -> ArgumentError:
        """What is said when a vector has the wrong length."""
        return ArgumentError(
            f"the argument {argument.name} holds {len(argument.symbols)} numbers"
            f" ({argument.symbols[0]} to {argument.symbols[-1]}), not {given}"
        )


def _shaped(values: list[Any], shape: Shape, join: Any) -> Any:
    if not shape:
        return values[0]
    if len(shape) == 1:
        return join(values)
    rows, columns = shape
    return join([join(values[i * columns : (i + 1) * columns]) for i in range(rows)])


def code_names(symbols: Sequence[Symbol]) -> dict[Symbol, str]:
    """A name for each symbol that every language takes: ``lambda`` becomes ``lambda_``.

    >>> list(code_names([Symbol("x"), Symbol("lambda"), Symbol("u'"), Symbol("__")]).values())
    ['x', 'lambda_', 's3', 's4']
    """
    found: dict[Symbol, str] = {}
    taken: set[str] = set()
    wanted = {s.name for s in symbols}
    for i, s in enumerate(symbols, 1):
        plain = s.name.isidentifier() and s.name.isascii() and not s.name.startswith("_")
        name = s.name if plain else f"s{i}"
        while name in taken or not _fits(name) or (name != s.name and name in wanted):
            name += "_"
        taken.add(name)
        found[s] = name
    return found


def is_macro(name: str) -> bool:
    """Whether a C compiler may read something else where the name stands.

    >>> [name for name in ("M_PI", "NAN", "linux", "M", "Na") if is_macro(name)]
    ['M_PI', 'NAN', 'linux']
    """
    return name in MACROS or (name.startswith(_MACRO_FAMILIES) and not name.endswith("_"))


def _fits(name: str) -> bool:
    return not (
        keyword.iskeyword(name)
        or keyword.issoftkeyword(name)
        or name in _RESERVED
        or is_macro(name)
        or name in _CALLED
        or name.startswith("__")
    )
