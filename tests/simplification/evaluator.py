"""Values of formulas by ball arithmetic: what is said of a value here is proved, or it is not said.

A value is exact (a rational number), a ball that holds the true value, a truth value, UNDEFINED (there is
certainly no value), or UNKNOWN (the balls are too wide to tell). In the real domain a formula has a value
where every subformula has a real one; of ``where`` only the branch that is chosen must have one; 0^0 is 1.
In the complex domain values are principal values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flint import acb, arb, ctx, fmpq

from symdiff.expressions import Apply, Expr, Number, Symbol, postorder

UNDEFINED, UNKNOWN = "undefined", "unknown"
BITS = 160
_LONGEST = 3000  # bits of an exact number
_EXACT = (fmpq, bool)


def value(e: Expr, point: Mapping[str, Any], domain: str = "real") -> Any:
    """The value of a formula where its symbols have these rational values."""
    return values((e,), point, domain)[0]


def values(roots: tuple[Expr, ...], point: Mapping[str, Any], domain: str = "real") -> list[Any]:
    """The values of several formulas at one point."""
    ctx.prec = BITS
    apply = _real if domain == "real" else _complex
    known: dict[Expr, Any] = {}
    for node in postorder(roots):
        if type(node) is Number:
            known[node] = _shortened(fmpq(node.value.numerator, node.value.denominator))
        elif type(node) is Symbol:
            known[node] = point[node.name]
        else:
            assert type(node) is Apply
            known[node] = _applied(node.op, [known[a] for a in node.args], apply)
    return [known[root] for root in roots]


def is_value(found: Any) -> bool:
    """Whether a value is known to be there."""
    return not isinstance(found, str)


def may_be_equal(one: Any, other: Any) -> bool:
    """Whether two values agree, as far as the balls tell."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, fmpq) and isinstance(other, fmpq):
        return bool(one == other)
    return bool(acb(one).overlaps(acb(other)))


def _applied(op: str, args: list[Any], apply: Callable[[str, list[Any]], Any]) -> Any:
    if op in _LOGIC:
        return _LOGIC[op](*args)
    for missing in (UNDEFINED, UNKNOWN):
        if any(isinstance(a, str) and a == missing for a in args):
            return missing
    return _settled(apply(op, args))


def _settled(found: Any) -> Any:
    if isinstance(found, (str, bool)):
        return found
    if isinstance(found, int):
        return fmpq(found)
    if isinstance(found, fmpq):
        return _shortened(found)
    return found if found.is_finite() else UNKNOWN


def _shortened(q: fmpq) -> Any:
    return q if max(abs(q.p), q.q).bit_length() < _LONGEST else arb(q)


def _where(c: Any, u: Any, v: Any) -> Any:
    return u if c is True else v if c is False else c


def _and(u: Any, v: Any) -> Any:
    if u is False or v is False:
        return False
    return UNDEFINED if UNDEFINED in (u, v) else UNKNOWN if UNKNOWN in (u, v) else True


def _not(u: Any) -> Any:
    return u if isinstance(u, str) else not u


_LOGIC: dict[str, Callable[..., Any]] = {
    "where": _where,
    "and": _and,
    "or": lambda u, v: _not(_and(_not(u), _not(v))),
    "not": _not,
    "true": lambda: True,
    "false": lambda: False,
    "undefined": lambda: UNDEFINED,
}


def _sign(u: Any) -> Any:
    """-1, 0 or 1, or UNKNOWN, for a real number."""
    if isinstance(u, fmpq):
        return (u > 0) - (u < 0)
    return 1 if u > 0 else -1 if u < 0 else 0 if u.is_zero() else UNKNOWN


def _integer(u: Any) -> Any:
    """Whether a real number is whole: the number, None, or UNKNOWN."""
    if isinstance(u, fmpq):
        return int(u.p) if u.q == 1 else None
    if u.is_exact() and u.is_integer():
        return int(u.unique_fmpz()) if abs(u) < 10**9 else UNKNOWN
    return UNKNOWN if u.contains_integer() else None


def _real(op: str, args: list[Any]) -> Any:
    exact = _RATIONAL.get(op)
    if exact is not None and all(isinstance(a, fmpq) for a in args):
        found = exact(*args)
        if found is not None:
            return found
    domain = _DOMAIN.get(op)
    if domain is not None:
        inside = domain(*args)
        if inside is not True:
            return inside if isinstance(inside, str) else UNDEFINED
    return _REAL[op](*[arb(a) if isinstance(a, fmpq) else a for a in args])


def _compare(holds: Callable[[int], bool]) -> Callable[..., Any]:
    def compare(u: Any, v: Any) -> Any:
        sign = _sign(u - v)
        if sign != UNKNOWN:
            return holds(sign)
        return UNKNOWN

    return compare


def _rational_power(u: fmpq, v: fmpq) -> Any:
    if v.q != 1 or abs(v.p) * max(abs(u.p), u.q).bit_length() > _LONGEST:
        return None
    if u == 0:
        return UNDEFINED if v < 0 else fmpq(v == 0)
    return u ** int(v.p)


_COMPARISONS: dict[str, Callable[..., Any]] = {
    "lt": _compare(lambda s: s < 0),
    "le": _compare(lambda s: s <= 0),
    "gt": _compare(lambda s: s > 0),
    "ge": _compare(lambda s: s >= 0),
    "eq": _compare(lambda s: s == 0),
    "ne": _compare(lambda s: s != 0),
}

_RATIONAL: dict[str, Callable[..., Any]] = {
    "add": lambda u, v: u + v,
    "sub": lambda u, v: u - v,
    "mul": lambda u, v: u * v,
    "div": lambda u, v: u / v if v else UNDEFINED,
    "neg": lambda u: -u,
    "pow": _rational_power,
    "abs": abs,
    "sign": _sign,
    "floor": lambda u: fmpq(u.p // u.q),
    "ceil": lambda u: fmpq(-(-u.p // u.q)),
    "min": min,
    "max": max,
    "heaviside": lambda u: fmpq(_sign(u) + 1, 2),
    "sinc": lambda u: None if u else fmpq(1),
    **{op: (lambda u: None if u else fmpq(0)) for op in "sin tan sinh tanh asin atan asinh atanh erf cbrt expm1 log1p".split()},
    **{op: (lambda u: None if u else fmpq(1)) for op in "exp cos cosh sec sech".split()},
    "ln": lambda u: None if u != 1 else fmpq(0),
    "log2": lambda u: None if u != 1 else fmpq(0),
    "log10": lambda u: None if u != 1 else fmpq(0),
    "acos": lambda u: None if u != 1 else fmpq(0),
    "acosh": lambda u: None if u != 1 else fmpq(0),
    **_COMPARISONS,
}  # fmt: skip


def _both(one: Any, other: Any) -> Any:
    return _and(one, other)


def _positive(u: Any) -> Any:
    return _COMPARISONS["gt"](u, fmpq(0))


def _nonzero(u: Any) -> Any:
    return _COMPARISONS["ne"](u, fmpq(0))


def _within(low: int, high: int, *, ends: bool) -> Callable[[Any], Any]:
    compare = _COMPARISONS["le" if ends else "lt"]
    return lambda u: _both(compare(fmpq(low), u), compare(u, fmpq(high)))


def _outside(u: Any) -> Any:
    return _COMPARISONS["ge"](abs(u), fmpq(1))


def _power_is_real(u: Any, v: Any) -> Any:
    whole = _integer(v)
    if isinstance(whole, int) and whole >= 0:
        return True
    sign = _sign(u)
    if sign == 1:
        return True
    if whole == UNKNOWN or sign == UNKNOWN and whole is not None:
        return _nonzero(u) if isinstance(whole, int) else UNKNOWN
    if sign == -1:
        return whole is not None
    if sign == 0:
        return _COMPARISONS["ge"](v, fmpq(0))
    return _COMPARISONS["ge"](u, fmpq(0))


def _root_is_real(u: Any, v: Any) -> Any:
    whole = _integer(v)
    if whole == UNKNOWN:
        return UNKNOWN
    sign = _sign(u)
    if sign == UNKNOWN:
        return UNKNOWN
    if sign == -1:
        return whole is not None and whole % 2 == 1
    return _nonzero(v) if sign == 1 else _positive(v)


def _is_angle(u: Any, v: Any) -> Any:
    return _LOGIC["or"](_nonzero(u), _nonzero(v))


_DOMAIN: dict[str, Callable[..., Any]] = {
    "div": lambda _, v: _nonzero(v),
    "pow": _power_is_real,
    "sqrt": lambda u: _COMPARISONS["ge"](u, fmpq(0)),
    "root": _root_is_real,
    "ln": _positive,
    "log2": _positive,
    "log10": _positive,
    "log1p": lambda u: _positive(u + 1),
    "log": lambda u, v: _both(_positive(u), _both(_positive(v), _nonzero(v - 1))),
    "asin": _within(-1, 1, ends=True),
    "acos": _within(-1, 1, ends=True),
    "atanh": _within(-1, 1, ends=False),
    "acosh": lambda u: _COMPARISONS["ge"](u, fmpq(1)),
    "asec": _outside,
    "acsc": _outside,
    "acot": _nonzero,
    "acoth": lambda u: _COMPARISONS["gt"](abs(u), fmpq(1)),
    "asech": lambda u: _both(_positive(u), _COMPARISONS["le"](u, fmpq(1))),
    "acsch": _nonzero,
    "tan": lambda u: _nonzero(arb(u).cos()),
    "sec": lambda u: _nonzero(arb(u).cos()),
    "cot": lambda u: _nonzero(arb(u).sin()) if _nonzero(u) is True else _nonzero(u),
    "csc": lambda u: _nonzero(arb(u).sin()) if _nonzero(u) is True else _nonzero(u),
    "coth": _nonzero,
    "csch": _nonzero,
    "atan2": _is_angle,
}


def _real_power(u: arb, v: arb) -> Any:
    whole = _integer(v)
    if isinstance(whole, int):
        return u**whole
    if _sign(u) == 0:
        return u
    return _clipped(u) ** v


def _clipped(u: arb) -> arb:
    """The part of a ball that is not negative, for functions that are real only there."""
    return u if u > 0 else u.nonnegative_part()


def _cube_root(u: arb) -> Any:
    sign = _sign(u)
    if sign == UNKNOWN:
        return UNKNOWN
    return fmpq(0) if not sign else sign * (sign * u).root(3)


def _real_root(u: arb, v: arb) -> Any:
    sign = _sign(u)
    return fmpq(0) if not sign else sign * (sign * u) ** (1 / v)


def _step(u: arb) -> Any:
    sign = _sign(u)
    return UNKNOWN if sign == UNKNOWN else fmpq(sign + 1, 2)


def _floor(u: arb) -> Any:
    found = u.floor()
    return found if found.is_exact() else UNKNOWN


def _sinc(u: arb) -> Any:
    return u.sinc()


_REAL: dict[str, Callable[..., Any]] = {
    "pi": lambda: arb.pi(),
    "E": lambda: arb.const_e(),
    "add": lambda u, v: u + v,
    "sub": lambda u, v: u - v,
    "mul": lambda u, v: u * v,
    "div": lambda u, v: u / v,
    "neg": lambda u: -u,
    "pow": _real_power,
    "exp": lambda u: u.exp(),
    "ln": lambda u: u.log(),
    "log": lambda u, v: u.log() / v.log(),
    "log2": lambda u: u.log() / arb(2).log(),
    "log10": lambda u: u.log() / arb(10).log(),
    "log1p": lambda u: u.log1p(),
    "expm1": lambda u: u.expm1(),
    "sqrt": lambda u: _clipped(u).sqrt(),
    "cbrt": _cube_root,
    "root": _real_root,
    "sin": lambda u: u.sin(),
    "cos": lambda u: u.cos(),
    "tan": lambda u: u.tan(),
    "sec": lambda u: u.sec(),
    "csc": lambda u: u.csc(),
    "cot": lambda u: u.cot(),
    "asin": lambda u: u.asin(),
    "acos": lambda u: u.acos(),
    "atan": lambda u: u.atan(),
    "asec": lambda u: (1 / u).acos(),
    "acsc": lambda u: (1 / u).asin(),
    "acot": lambda u: (1 / u).atan(),
    "sinh": lambda u: u.sinh(),
    "cosh": lambda u: u.cosh(),
    "tanh": lambda u: u.tanh(),
    "sech": lambda u: u.sech(),
    "csch": lambda u: u.csch(),
    "coth": lambda u: u.coth(),
    "asinh": lambda u: u.asinh(),
    "acosh": lambda u: u.acosh(),
    "atanh": lambda u: u.atanh(),
    "asech": lambda u: (1 / u).acosh(),
    "acsch": lambda u: (1 / u).asinh(),
    "acoth": lambda u: (1 / u).atanh(),
    "sinc": _sinc,
    "atan2": lambda u, v: arb.atan2(u, v),
    "hypot": lambda u, v: (u * u + v * v).nonnegative_part().sqrt(),
    "abs": abs,
    "sign": _sign,
    "floor": _floor,
    "ceil": lambda u: -f if not isinstance(f := _floor(-u), str) else f,
    "min": lambda u, v: u.min(v),
    "max": lambda u, v: u.max(v),
    "heaviside": _step,
    "erf": lambda u: u.erf(),
    "erfc": lambda u: u.erfc(),
    "erfi": lambda u: u.erfi(),
    "hyp0f1": lambda u, v: v.hypgeom_0f1(u),
    "sigmoid": lambda u: 1 / (1 + (-u).exp()),
    "softplus": lambda u: (1 + u.exp()).log(),
    "relu": lambda u: u.max(arb(0)),
    **_COMPARISONS,
}


def _complex(op: str, args: list[Any]) -> Any:
    exact = _RATIONAL.get(op)
    if exact is not None and all(isinstance(a, fmpq) for a in args):
        found = exact(*args)
        if found is not None:
            return found
    if op in _ONLY_REAL:
        reals = [_as_real(a) for a in args]
        return UNKNOWN if UNKNOWN in reals else _real(op, reals)
    known = [acb(a) for a in args]
    for pole in _POLES.get(op, ()):
        gap = pole(*known)
        if gap.is_zero():
            return UNDEFINED
        if gap.contains(0):
            return UNKNOWN
    found = _COMPLEX[op](*known)
    if isinstance(found, acb) and found.imag.is_zero():
        return found.real
    return found


def _as_real(a: Any) -> Any:
    if not isinstance(a, acb):
        return a
    return a.real if a.imag.is_zero() else UNKNOWN


_ONLY_REAL = frozenset({*_COMPARISONS, "sign", "floor", "ceil", "min", "max", "heaviside", "cbrt", "root", "atan2", "hypot", "relu"})
_POLES: dict[str, tuple[Callable[..., Any], ...]] = {
    "div": (lambda _, v: v,),
    "ln": (lambda u: u,),
    "log2": (lambda u: u,),
    "log10": (lambda u: u,),
    "log1p": (lambda u: u + 1,),
    "log": (lambda u, _: u, lambda _, v: v, lambda _, v: v - 1),
    "tan": (lambda u: u.cos(),),
    "sec": (lambda u: u.cos(),),
    "cot": (lambda u: u.sin(),),
    "csc": (lambda u: u.sin(),),
    "coth": (lambda u: u.sinh(),),
    "csch": (lambda u: u.sinh(),),
    "tanh": (lambda u: u.cosh(),),
    "sech": (lambda u: u.cosh(),),
    **{op: (lambda u: u,) for op in ("asec", "acsc", "acot", "asech", "acsch", "acoth")},
    "atanh": (lambda u: u - 1, lambda u: u + 1),
}


def _complex_power(u: acb, v: acb) -> Any:
    if v.imag.is_zero() and isinstance(whole := _integer(v.real), int):
        if whole < 0 and u.contains(0):
            return UNDEFINED if u.is_zero() else UNKNOWN
        return u**whole
    if u.is_zero():
        sign = _sign(v.real)
        return UNKNOWN if sign == UNKNOWN else fmpq(0) if sign > 0 else UNDEFINED
    return UNKNOWN if u.contains(0) else u**v


_COMPLEX: dict[str, Callable[..., Any]] = {
    **_REAL,
    "I": lambda: acb(0, 1),
    "pow": _complex_power,
    "sqrt": lambda u: u.sqrt(),
    "abs": lambda u: abs(u),
    "log1p": lambda u: (1 + u).log(),
    "expm1": lambda u: u.exp() - 1,
    "log2": lambda u: u.log() / acb(2).log(),
    "log10": lambda u: u.log() / acb(10).log(),
}
