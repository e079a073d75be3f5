"""sinc(u) as sin(u)/u, where u is not 0 since it stands below a bar beside it.

    f*sinc(f*x + f*c/d)/d + 1/(d*x + c) = (sin(f*x + f*c/d) + 1)/(d*x + c)

For f = 0 both sides are 1/(d*x + c), so that f need not be told from 0.
"""

from __future__ import annotations

from .arithmetic import Factors, add
from .forms import Atom, Sum, bare_sum
from .together import fractions_of_sum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .arithmetic import Algebra
    from .forms import Base, Product, Value

SINC = "sine over its argument"


def with_sines(algebra: Algebra, s: Sum) -> Value | None:
    """A sum in which sinc(k*v) has become sin(k*v)/(k*v) where v stands below a bar, if it can."""
    atoms = {b: b for p in s.terms for b, e in p.factors.items() if _is_sinc(b) and e == 1}
    if not atoms:
        return None
    below = {
        b for p in s.terms for b, e in p.factors.items()
        if type(b) is Sum and type(e) is int and e < 0
    }
    terms: list[Value] = []
    found = False
    for p, c in s.terms.items():
        opened = None
        for base in p.factors:
            if base in atoms and opened is None and below:
                opened = _opened(algebra, p, base, below)  # type: ignore[arg-type]
        found = found or opened is not None
        terms.append((c, p) if opened is None else (c * opened[0], opened[1]))
    return add(algebra, terms) if found else None


def _is_sinc(base: Base) -> bool:
    return type(base) is Atom and base.op == "sinc"


def _opened(algebra: Algebra, p: Product, sinc: Atom, below: set[Base]) -> Value | None:
    """A product with sinc(k*v) in it, k/v taken out of it: no new factor comes below a bar."""
    for whole in _as_products(algebra, sinc.args[0]):
        shared = [b for b, e in whole[1].factors.items() if b in below and e == 1]
        if shared and _divides(whole[1], p, shared[0]):
            gathered = Factors(algebra)
            gathered.times_value((1, p))
            gathered.times(sinc, -1)
            gathered.over_value(whole)
            gathered.times_value(algebra.apply(algebra, "sin", sinc.args))
            return gathered.value()
    return None


def _as_products(algebra: Algebra, u: Value) -> list[Value]:
    """The argument as it is, and as one fraction."""
    s = bare_sum(u[1])
    if s is None:
        return [u]
    forms = [value for _, value in fractions_of_sum(algebra, s)]
    return [u, *[(u[0] * c, p) for c, p in forms]]


def _divides(k: Product, p: Product, v: Base) -> bool:
    """Whether all of k that is not v nor below a bar is there in p."""
    for base, e in k.factors.items():
        if base is v:
            continue
        there = p.factors.get(base, 0)
        if type(e) is not int or type(there) is not int or there < e:
            return False
    return True


__all__ = ["SINC", "with_sines"]
