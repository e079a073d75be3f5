"""How a step is told: in small steps, each by the names of the laws that it needs.

    x*x^(x - 1)*1  =  x*x^(x - 1)     product with one
                   =  x^x             like factors

Zeros, ones and double signs go first, each by the law that says so literally; for what is left
those laws are named without which the two sides are not the same (``needed``).
"""

from __future__ import annotations

from ..expressions import Apply, Expr, Number, apply
from .needed import needed
from .presentation import negated
from .readings import arithmetic_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Told = tuple[tuple[str, ...], Expr, Expr]

_COLLECTED = ("like terms", "like factors")
_SUMS = frozenset(("add", "sub"))
_PRODUCTS = frozenset(("mul", "div"))


def steps_between(before: Expr, after: Expr, fired: Iterable[str] = ()) -> list[Told]:
    """The small steps from one formula to an equal one: names, formula before and after.

    Arguments:
        before: the formula as it was.
        after: what it became.
        fired: the rules of the catalogue that were used.

    >>> from symdiff.notation import parse
    >>> for names, _, after in steps_between(parse("x + x + 1 - 0"), parse("2*x + 1")):
    ...     print(", ".join(names), "gives", after)
    difference with zero gives x + x + 1
    like terms gives 2*x + 1
    """
    steps: list[Told] = []
    there = set(arithmetic_in(after))
    for name, law in _SIMPLE:
        simpler = _everywhere(law, before, there) if before is not after else before
        if simpler is not before:
            steps.append(((name,), before, simpler))
            before = simpler
    if before is not after:
        rules = [name for name in fired if name not in _COLLECTED]
        steps.append((names_of(before, after, rules), before, after))
    return steps


def names_of(
    before: Expr, after: Expr, rules: Iterable[str] = (), choice: str = ""
) -> tuple[str, ...]:
    """The laws that a step needs; where arithmetic is not enough, the rules that were used.

    Arguments:
        before: the formula as it was.
        after: what it became.
        rules: the rules of the catalogue that were used.
        choice: the candidate form that was chosen, if the step is a choice.

    >>> from symdiff.notation import parse
    >>> names_of(parse("x*(x + 1) - x^2"), parse("x"))
    ('multiplied out', 'like terms')
    >>> names_of(parse("1/x + 1/y"), parse("(x + y)/(x*y)"))
    ('one fraction',)
    """
    laws = needed(before, after)
    if laws is None:
        return tuple(rules) or (choice or _rewritten(before, after),)
    if not laws:
        return (_order(before, after),)
    named: list[str] = []
    fraction = _fraction(before, after) if {"fractions", "distribution"} & set(laws) else ""
    said: tuple[str, ...] = ()
    if fraction:
        said = ("quotients", "factors that cancel", "numbers")
    elif "fractions" in laws:
        said = ("like terms",)  # found when both sides are brought under one bar
    for law in laws:
        if law not in said:
            named += _NAMES[law](before, after, fraction, laws)
    named += [choice] if choice == "conjugates" else []
    return tuple(sorted(dict.fromkeys(named), key=_place))


# Zeros, ones and double signs


def _everywhere(law: Callable[[Apply], Expr | None], e: Expr, there: set[Apply]) -> Expr:
    """The formula with the law used wherever it fits, but in parts that stay as they are."""
    mine = [node for node in arithmetic_in(e) if node not in there]
    changed: dict[Expr, Expr] = {}
    for node in reversed(mine):  # what stands deeper comes first, unless it stands higher up too
        args = tuple([changed.get(a, a) for a in node.args])
        new = node if args == node.args else apply(node.op, args)
        found = law(new) if type(new) is Apply else None
        if found is not None or new is not node:
            changed[node] = new if found is None else found
    return changed.get(e, e)


def _is(e: Expr, n: int) -> bool:
    return type(e) is Number and e.value == n


def _other(op: str, n: int) -> Callable[[Apply], Expr | None]:
    """The argument beside a zero that is added, or beside a one that is multiplied by."""

    def law(e: Apply) -> Expr | None:
        if e.op != op:
            return None
        u, v = e.args
        return v if _is(u, n) else u if _is(v, n) else None

    return law


def _first(op: str, n: int) -> Callable[[Apply], Expr | None]:
    """u - 0, u/1 and u^1 are u."""
    return lambda e: e.args[0] if e.op == op and _is(e.args[1], n) else None


def _product_with_zero(e: Apply) -> Expr | None:
    return Number("0") if e.op == "mul" and any(_is(a, 0) for a in e.args) else None


def _zero_minus(e: Apply) -> Expr | None:
    return negated(e.args[1]) if e.op == "sub" and _is(e.args[0], 0) else None


def _zeroth_power(e: Apply) -> Expr | None:
    return Number("1") if e.op == "pow" and _is(e.args[1], 0) else None


def _power_of_one(e: Apply) -> Expr | None:
    return Number("1") if e.op == "pow" and _is(e.args[0], 1) else None


def _double_minus(e: Apply) -> Expr | None:
    inner = e.args[0] if e.op == "neg" else None
    return inner.args[0] if type(inner) is Apply and inner.op == "neg" else None


_SIMPLE: tuple[tuple[str, Callable[[Apply], Expr | None]], ...] = (
    ("first power", _first("pow", 1)),
    ("zeroth power", _zeroth_power),
    ("power of one", _power_of_one),
    ("product with zero", _product_with_zero),
    ("product with one", _other("mul", 1)),
    ("quotient by one", _first("div", 1)),
    ("sum with zero", _other("add", 0)),
    ("difference with zero", _first("sub", 0)),
    ("zero minus", _zero_minus),
    ("double minus", _double_minus),
)


# What the laws are called


def _order(before: Expr, after: Expr) -> str:
    """Terms or factors in another order; or only another way to write a root or a power of e."""
    ops = [e.op if type(e) is Apply else "" for e in (before, after)]
    if ops == ["pow", "sqrt"]:
        return "square root"
    if ops == ["pow", "exp"]:
        return "power of e"
    return "order of factors" if ops[0] in ("mul", "div", "pow") else "order"


def _rewritten(before: Expr, after: Expr) -> str:
    """The arguments of max and min may change places, like terms and factors."""
    ops = {e.op if type(e) is Apply else "" for e in (before, after)}
    turned = ops in ({"max"}, {"min"}) and set(before.args) == set(after.args)
    return "order" if turned else "rewritten"


def _fraction(before: Expr, after: Expr) -> str:
    """Whether sums have fewer bars among their terms than before, or more."""
    change = _bars_in_sums(after) - _bars_in_sums(before)
    return "" if not change else "one fraction" if change < 0 else "terms apart"


def _bars_in_sums(e: Expr) -> int:
    """How many terms of sums are quotients."""
    count = 0
    for node in arithmetic_in(e, within=True):
        for a in node.args if node.op in _SUMS else ():
            count += any(type(p) is Apply and p.op == "div" for p in _chain(a, _PRODUCTS | {"neg"}))
    return count


def _chain(e: Expr, ops: frozenset[str]) -> list[Expr]:
    """The operations of these kinds that a formula consists of, up to the first others."""
    found, stack = [], [e]
    while stack:
        node = stack.pop()
        found.append(node)
        if type(node) is Apply and node.op in ops:
            stack += node.args
    return found


def _quotients(before: Expr, after: Expr, *_: object) -> list[str]:
    """Which quotients stood within a product or a quotient."""
    kept = set(arithmetic_in(after))
    found = []
    for node in arithmetic_in(before):
        if node.op not in _PRODUCTS or node in kept:
            continue
        bars = [sum([_is_quotient(p) for p in _chain(a, _FACTORS)]) for a in node.args]
        if node.op == "mul" and any(bars):
            found.append("product with a quotient")
        if (node.op == "mul" and sum(bars) > 1) or (node.op == "div" and bars[0]):
            found.append("quotient of a quotient")
        if node.op == "div" and bars[1]:
            found.append("quotient of quotients")
    return list(dict.fromkeys(found)) or ["product with a quotient"]


def _is_quotient(e: Expr) -> bool:
    return type(e) is Apply and e.op == "div"


_FACTORS = frozenset(("mul", "neg"))


def _signs(before: Expr, after: Expr, *_: object) -> list[str]:
    fewer = _minus_signs(before) - _minus_signs(after)
    return ["double minus"] if fewer > 1 else ["sign of a product"]


def _minus_signs(e: Expr) -> int:
    return sum([node.op in ("neg", "sub") for node in arithmetic_in(e)])


def _distribution(before: Expr, after: Expr, fraction: str, laws: tuple[str, ...]) -> list[str]:
    if fraction:
        return [fraction]
    ours, theirs = _sums_as_factors(before), _sums_as_factors(after)
    gone, new = ours - theirs, theirs - ours
    out = bool(gone) and (not new or "like terms" in laws)
    return [*["multiplied out"] * out, *["common factor"] * bool(new or not out)]


def _sums_as_factors(e: Expr) -> set[Expr]:
    """The sums that are factors, or bases of powers."""
    found: set[Expr] = set()
    for node in arithmetic_in(e):
        if node.op in ("mul", "div", "pow", "sqrt", "neg"):
            factors = node.args[1:] if node.op == "div" else node.args
            found |= {a for a in factors if type(a) is Apply and a.op in _SUMS}
    return found


def _numbers(before: Expr, after: Expr, *_: object) -> list[str]:
    product = type(before) is Apply and before.op in ("mul", "div", "neg") and not _is_number(after)
    roots = [e for e in arithmetic_in(before) if e.op == "sqrt" and type(e.args[0]) is Number]
    product = product and not roots
    return ["numbers in a product" if product else "numbers"]


def _is_number(e: Expr) -> bool:
    ops = _PRODUCTS | {"neg"}
    return all(type(part) is Number or getattr(part, "op", "") in ops for part in _chain(e, ops))


def _terms(before: Expr, after: Expr, *_: object) -> list[str]:
    return ["terms that cancel" if _is(after, 0) else "like terms"]


def _place(name: str) -> int:
    """Where a law comes when several are named: sums are opened first, and factored last."""
    return {"multiplied out": 0, "one fraction": 0, "common factor": 2}.get(name, 1)


def _power_of_a_product(before: Expr, *_: object) -> list[str]:
    inner = before.args[0] if type(before) is Apply and before.op in ("pow", "sqrt") else None
    quotient = type(inner) is Apply and inner.op == "div"
    return ["power of a quotient" if quotient else "power of a product"]


def _fractions(before: Expr, after: Expr, fraction: str, *_: object) -> list[str]:
    return [fraction] if fraction else ["factored", "factors that cancel"]


def _power_of_a_power(before: Expr, *_: object) -> list[str]:
    inner = before.args[0] if type(before) is Apply and before.op == "pow" else None
    root = type(inner) is Apply and inner.op == "sqrt" and _is(before.args[1], 2)
    return ["square of a root" if root else "power of a power"]


def _as_it_is(name: str) -> Callable[..., list[str]]:
    return lambda *_: [name]


_NAMES: dict[str, Callable[..., list[str]]] = {
    "numbers": _numbers,
    "signs": _signs,
    "quotients": _quotients,
    "like terms": _terms,
    "power of a power": _power_of_a_power,
    "power of a product": _power_of_a_product,
    "distribution": _distribution,
    "fractions": _fractions,
    **{
        name: _as_it_is(name)
        for name in (
            "minus a sum",
            "like factors",
            "factors that cancel",
            "negative power",
            "root of a square",
        )
    },
}
