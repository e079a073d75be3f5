"""The classical orthogonal polynomials; the degree comes first, and its slot has no formula."""

from .records import Function

LEGENDRE = Function("legendre", arity=2, latex=r"P_{{{0}}}\left({1}\right)",
    spellings=("LegendreP", "legendreP"),
    mpmath="legendre",
    scipy="eval_legendre",
    sympy="legendre",
    derivative="legendre(u, v)' = gegenbauer(u - 1, 3/2, v) * v'",
    simplify="""
        Legendre of degree 0:     legendre(0, u)  -> 1
        Legendre of degree 1:     legendre(1, u)  -> u
        Legendre of degree 2:     legendre(2, u)  -> (3*u^2 - 1) / 2
        Legendre at one:          legendre(u, 1)  -> 1
        Legendre of opposite:     legendre(n, -u) -> (-1)^n * legendre(n, u)  when n >= 0
    """,
    domain="v > -1 or u == floor(u)",
    sample=(range(7), (-2, 2)),
    page="Legendre's polynomial of degree n, legendre(n, x).",
)
CHEBYSHEVT = Function("chebyshevt", arity=2, latex=r"T_{{{0}}}\left({1}\right)",
    spellings=("ChebyshevT", "chebyshevT", "chebyt"),
    mpmath="chebyt",
    scipy="eval_chebyt",
    sympy="chebyshevt",
    derivative="chebyshevt(u, v)' = u * chebyshevu(u - 1, v) * v'",
    simplify="""
        Chebyshev T of degree 0:  chebyshevt(0, u)  -> 1
        Chebyshev T of degree 1:  chebyshevt(1, u)  -> u
        Chebyshev T of degree 2:  chebyshevt(2, u)  -> 2*u^2 - 1
        Chebyshev T at one:       chebyshevt(u, 1)  -> 1
        Chebyshev T of opposite:  chebyshevt(n, -u) -> (-1)^n * chebyshevt(n, u)
    """,
    domain="v >= -1 or u == floor(u)",
    kinks="v == -1 and u != floor(u)",
    sample=(range(7), (-2, 2)),
    page="Chebyshev's polynomial of the first kind: cos(n*t) in x = cos(t).",
)
CHEBYSHEVU = Function("chebyshevu", arity=2, latex=r"U_{{{0}}}\left({1}\right)",
    spellings=("ChebyshevU", "chebyshevU", "chebyu"),
    mpmath=lambda mp, u, v: mp.chebyu(u, v, zeroprec=1000) if u != -1 else 0 * v,
    scipy="eval_chebyu",
    sympy="chebyshevu",
    derivative="chebyshevu(u, v)' = 2 * gegenbauer(u - 1, 2, v) * v'",
    simplify="""
        Chebyshev U of degree -1:  chebyshevu(-1, u) -> 0
        Chebyshev U of degree 0:   chebyshevu(0, u)  -> 1
        Chebyshev U of degree 1:   chebyshevu(1, u)  -> 2*u
        Chebyshev U of degree 2:   chebyshevu(2, u)  -> 4*u^2 - 1
        Chebyshev U at one:        chebyshevu(n, 1)  -> n + 1
        Chebyshev U of opposite:   chebyshevu(n, -u) -> (-1)^n * chebyshevu(n, u)  when n >= 0
    """,
    domain="v > -1 or u == floor(u)",
    sample=(range(7), (-2, 2)),
    page="Chebyshev's polynomial of the second kind: sin((n + 1)*t)/sin(t) in x = cos(t).",
)
GEGENBAUER = Function("gegenbauer", arity=3, latex=r"C_{{{0}}}^{{\left({1}\right)}}\left({2}\right)",
    spellings=("GegenbauerC",),
    mpmath=lambda mp, u, v, w: mp.gegenbauer(u, v, w, zeroprec=1000),
    scipy="eval_gegenbauer",
    sympy="gegenbauer",
    derivative="gegenbauer(u, v, w)' = 2 * v * gegenbauer(u - 1, v + 1, w) * w'",
    simplify="""
        Gegenbauer of degree -1:  gegenbauer(-1, a, u) -> 0               when a > 1/2
        Gegenbauer of degree 0:   gegenbauer(0, a, u)  -> 1               when a > 0
        Gegenbauer of degree 1:   gegenbauer(1, a, u)  -> 2 * a * u       when a > 0
        Gegenbauer of opposite:   gegenbauer(n, v, -u) -> (-1)^n * gegenbauer(n, v, u)  when n >= 0
    """,
    domain="v > 0 and (w > -1 or u == floor(u))",
    sample=(range(7), (0.5, 3), (-2, 2)),
    page="Gegenbauer's polynomial, gegenbauer(n, a, x): the derivatives of legendre and chebyshevu.",
)
HERMITE = Function("hermite", arity=2, latex=r"H_{{{0}}}\left({1}\right)",
    spellings=("HermiteH", "hermiteH"),
    mpmath="hermite",
    scipy="eval_hermite",
    sympy="hermite",
    derivative="hermite(u, v)' = 2 * u * hermite(u - 1, v) * v'",
    simplify="""
        Hermite of degree 0:   hermite(0, u)  -> 1
        Hermite of degree 1:   hermite(1, u)  -> 2*u
        Hermite of degree 2:   hermite(2, u)  -> 4*u^2 - 2
        Hermite of opposite:   hermite(n, -u) -> (-1)^n * hermite(n, u)  when n >= 0
    """,
    sample=(range(7), (-2, 2)),
    page="The physicists' Hermite polynomial, hermite(n, x).",
)
LAGUERRE = Function("laguerre", arity=2, latex=r"L_{{{0}}}\left({1}\right)",
    spellings=("LaguerreL", "laguerreL"),
    mpmath=lambda mp, u, v: mp.laguerre(u, 0, v, zeroprec=1000),
    scipy="eval_laguerre",
    sympy="laguerre",
    derivative="laguerre(u, v)' = -laguerre(u - 1, 1, v) * v'",
    simplify="""
        Laguerre of degree 0:  laguerre(0, u) -> 1
        Laguerre of degree 1:  laguerre(1, u) -> 1 - u
        Laguerre at zero:      laguerre(n, 0) -> 1      when n >= 0
    """,
    domain="u > -1 or u != floor(u)",
    sample=(range(7), (-2, 4)),
    page="Laguerre's polynomial, laguerre(n, x).",
)
ASSOCIATED_LAGUERRE = Function("assoc_laguerre", arity=3, infix="laguerre",
    latex=r"L_{{{0}}}^{{\left({1}\right)}}\left({2}\right)",
    spellings=("genlaguerre", "LaguerreL", "laguerreL"),
    mpmath=lambda mp, u, v, w: mp.laguerre(u, v, w, zeroprec=1000),
    scipy="eval_genlaguerre",
    sympy="assoc_laguerre",
    derivative="laguerre(u, v, w)' = -laguerre(u - 1, v + 1, w) * w'",
    simplify="""
        associated Laguerre of index 0:    laguerre(n, 0, u)  -> laguerre(n, u)    when n >= 0
        associated Laguerre of degree -1:  laguerre(-1, a, u) -> 0                when a >= 0
        associated Laguerre of degree 0:   laguerre(0, a, u)  -> 1                when a >= 0
        associated Laguerre of degree 1:   laguerre(1, a, u)  -> 1 + a - u        when a >= 0
    """,
    domain="v > -1",
    sample=(range(7), (0, 3), (-2, 4)),
    page="The associated Laguerre polynomial, laguerre(n, a, x): the derivatives of laguerre.",
)

POLYNOMIALS = (
    LEGENDRE, CHEBYSHEVT, CHEBYSHEVU, GEGENBAUER, HERMITE, LAGUERRE, ASSOCIATED_LAGUERRE,
)  # fmt: skip
