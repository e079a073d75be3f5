"""The zeta function, the polylogarithms, and Lambert's W."""

from __future__ import annotations

from .records import Function

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _where_real(w: Any) -> Any:
    """The complex number w where it is real, and nan elsewhere."""
    return w.real + 0 * (w.imag / (w.imag == 0))


def _lambertw(mp: Any, u: Any, branch: Any = 0) -> Any:
    """W by mpmath, without the imaginary dust that it leaves beside u = -1/e."""
    w = mp.lambertw(u, int(mp.re(branch)))
    dust = mp.im(u) == 0 and mp.re(u) >= -1 / mp.e and (branch == 0 or branch == -1 and mp.re(u) < 0)
    return mp.re(w) if dust else w


def _polylog(mp: Any, u: Any, v: Any) -> Any:
    """The polylogarithm by mpmath, real where it is real, and infinite where the sum diverges at v = 1."""
    if v == 1 and mp.re(u) <= 1:
        return mp.inf
    value = mp.polylog(u, v)
    return mp.re(value) if mp.im(u) == 0 == mp.im(v) and mp.re(v) <= 1 else value


LAMBERTW = Function("lambertw", latex=r"\operatorname{W}", sympy="LambertW",
    mpmath=_lambertw,
    spellings=("LambertW", "lambertW", "lambert_w", "ProductLog"),
    scipy=lambda sc, u: _where_real(sc.lambertw(u)),
    derivative="lambertw(u)' = exp(-lambertw(u)) / (1 + lambertw(u)) * u'",
    simplify="""
        W of zero:           lambertw(0)                    -> 0
        W of e:              lambertw(E)                    -> 1
        W of -1/e:           lambertw(-1/E)                 -> -1
        what W solves:       lambertw(u) * exp(lambertw(u)) -> u              provided u >= -1/E
        W from exponential:  u * exp(-lambertw(u))          -> lambertw(u)
        exponential over W:  exp(-lambertw(u)) / lambertw(u) -> 1 / u          provided u >= -1/E
        W of its inverse:    lambertw(u * exp(u))           -> u              when u >= -1
    """,
    domain="u >= -1/E",
    kinks="u == -1/E",
    sign="u",
    sample=((-0.35, 5),),
    page="Lambert's W, the solution w >= -1 of w*exp(w) = u.",
)
LAMBERTW_BRANCH = Function("lambertw_branch", arity=2, infix="lambertw",
    latex=r"\operatorname{{W}}_{{{1}}}\left({0}\right)",
    spellings=("LambertW", "lambertW", "lambert_w"),
    mpmath=_lambertw,
    scipy=lambda sc, u, v: _where_real(sc.lambertw(u, int(v))),
    sympy="LambertW",
    derivative="lambertw(u, v)' = exp(-lambertw(u, v)) / (1 + lambertw(u, v)) * u'",
    simplify="""
        principal branch of W:  lambertw(u, 0)     -> lambertw(u)
        lower W of -1/e:        lambertw(-1/E, -1) -> -1
    """,
    domain="v == 0 and u >= -1/E or v == -1 and u >= -1/E and u < 0",
    kinks="u == -1/E",
    sample=((-0.35, -0.02), range(-1, 1)),
    page="The branch lambertw(u, k) of Lambert's W; -1 is the other real one, w <= -1.",
)

ZETA = Function("zeta", finest=560, latex=r"\zeta", mpmath="zeta", scipy="zeta", sympy="zeta",
    spellings=("Zeta",),
    simplify="""
        zeta of two:       zeta(2)  -> pi^2/6
        zeta of four:      zeta(4)  -> pi^4/90
        zeta of six:       zeta(6)  -> pi^6/945
        zeta of zero:      zeta(0)  -> -1/2
        zeta of -1:        zeta(-1) -> -1/12
        trivial zeros:     zeta(n)  -> 0        when n is even and n < 0
    """,
    domain="u != 1",
    sample=((1.2, 5),),
    page="Riemann's zeta function.",
)
HURWITZ_ZETA = Function("hurwitz_zeta", finest=560, arity=2, infix="zeta", latex=r"\zeta\left({0}, {1}\right)",
    spellings=("Zeta",),
    mpmath="zeta",
    scipy="zeta",
    sympy="zeta",
    derivative="zeta(u, v)' = -u * zeta(u + 1, v) * v'",
    simplify="Hurwitz's zeta at one:  zeta(u, 1) -> zeta(u)",
    domain="u != 1 and (v > 0 or u == floor(u) and (u <= 0 or v != floor(v)))",
    sample=((1.2, 5), (0.2, 3)),
    page="Hurwitz's zeta function, the sum of 1/(k + v)^u over k = 0, 1, 2, ...",
)
POLYLOG = Function("polylog", finest=560, effort=4, arity=2, latex=r"\operatorname{{Li}}_{{{0}}}\left({1}\right)",
    spellings=("PolyLog", "Li"),
    mpmath=_polylog,
    sympy="polylog",
    derivative="polylog(u, v)' = polylog(u - 1, v) / v * v'",
    simplify="""
        polylogarithm of zero:       polylog(u, 0)  -> 0
        polylogarithm of order one:  polylog(1, u)  -> -ln(1 - u)
        polylogarithm of order 0:    polylog(0, u)  -> u / (1 - u)
        polylogarithm of order -1:   polylog(-1, u) -> u / (1 - u)^2
        polylogarithm of one:        polylog(u, 1)  -> zeta(u)        when u > 1
    """,
    domain="v < 1 or v == 1 and u > 1 or v > 1 and u <= 0 and u == floor(u)",
    kinks="v == 1",
    sample=((0.5, 4), (-2, 0.9)),
    page="The polylogarithm, the sum of v^k/k^u over k = 1, 2, ...: polylog(s, z).",
)
DILOG = Function("dilog", latex=r"\operatorname{{Li}}_{{2}}\left({0}\right)",
    spellings=("Li2", "dilogarithm"),
    mpmath=lambda mp, u: mp.polylog(2, u),
    scipy=lambda sc, u: sc.spence(1 - u),
    sympy=lambda sp, u: sp.polylog(2, u),
    definition="polylog(2, u)",
    derivative="dilog(u)' = -ln(1 - u) / u * u'",
    simplify="""
        dilogarithm of zero:      dilog(0)  -> 0
        dilogarithm of one:       dilog(1)  -> pi^2/6
        dilogarithm of -1:        dilog(-1) -> -pi^2/12
        dilogarithm as polylog:   dilog(u)  -> polylog(2, u)
    """,
    domain="u <= 1",
    kinks="u == 1",
    sample=((-2, 0.9),),
    page="The dilogarithm, polylog(2, u): the integral of -ln(1 - t)/t from 0 to u.",
)

ZETA_FUNCTIONS = (LAMBERTW, LAMBERTW_BRANCH, ZETA, HURWITZ_ZETA, POLYLOG, DILOG)
