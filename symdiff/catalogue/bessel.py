"""Bessel's functions, Hankel's and Airy's: waves in round and in sloping places.

The order comes first; its slot has no formula.
"""

from .records import Function

BESSELJ = Function("besselj", arity=2, latex=r"J_{{{0}}}\left({1}\right)",
    spellings=("besselJ", "BesselJ", "jv"),
    mpmath="besselj",
    scipy="jv",
    sympy="besselj",
    derivative="besselj(u, v)' = (besselj(u - 1, v) - besselj(u + 1, v)) / 2 * v'",
    simplify="""
        J of order zero at zero:  besselj(0, 0)  -> 1
        J at zero:                besselj(n, 0)  -> 0                      when n is nonzero
        J of negative order:      besselj(n, u)  -> (-1)^n * besselj(-n, u)  when n < 0
        J of opposite:            besselj(n, -u) -> (-1)^n * besselj(n, u)
    """,
    domain="v > 0 or u == floor(u) or v == 0 and u > 0",
    kinks="v == 0 and u != floor(u)",
    sample=((0, 3), (0.1, 8)),
    page="The Bessel function of the first kind, besselj(n, u).",
)
BESSELY = Function("bessely", effort=4, arity=2, latex=r"Y_{{{0}}}\left({1}\right)",
    spellings=("besselY", "BesselY", "yv"),
    mpmath="bessely",
    scipy="yv",
    sympy="bessely",
    derivative="bessely(u, v)' = (bessely(u - 1, v) - bessely(u + 1, v)) / 2 * v'",
    simplify="Y of negative order:  bessely(n, u) -> (-1)^n * bessely(-n, u)  when n < 0",
    domain="v > 0",
    sample=((0, 3), (0.3, 8)),
    page="The Bessel function of the second kind, bessely(n, u).",
)
BESSELI = Function("besseli", arity=2, latex=r"I_{{{0}}}\left({1}\right)",
    spellings=("besselI", "BesselI", "iv"),
    mpmath="besseli",
    scipy="iv",
    sympy="besseli",
    derivative="besseli(u, v)' = (besseli(u - 1, v) + besseli(u + 1, v)) / 2 * v'",
    simplify="""
        modified I of order zero at zero:  besseli(0, 0)  -> 1
        modified I at zero:                besseli(n, 0)  -> 0                      when n is nonzero
        modified I of negative order:      besseli(n, u)  -> besseli(-n, u)         when n < 0
        modified I of opposite:            besseli(n, -u) -> (-1)^n * besseli(n, u)
    """,
    domain="v > 0 or u == floor(u) or v == 0 and u > 0",
    kinks="v == 0 and u != floor(u)",
    sample=((0, 3), (0.1, 4)),
    page="The modified Bessel function of the first kind, besseli(n, u).",
)
BESSELK = Function("besselk", effort=4, arity=2, latex=r"K_{{{0}}}\left({1}\right)",
    spellings=("besselK", "BesselK", "kv"),
    mpmath="besselk",
    scipy="kv",
    sympy="besselk",
    derivative="besselk(u, v)' = -(besselk(u - 1, v) + besselk(u + 1, v)) / 2 * v'",
    simplify="modified K is even in its order:  besselk(a, u) -> besselk(-a, u)  when a < 0",
    domain="v > 0",
    sign="positive",
    sample=((0, 3), (0.1, 4)),
    page="The modified Bessel function of the second kind, besselk(n, u).",
)
HANKEL1 = Function("hankel1", arity=2, latex=r"H^{{\left(1\right)}}_{{{0}}}\left({1}\right)",
    mpmath="hankel1",
    scipy="hankel1",
    sympy="hankel1",
    derivative="hankel1(u, v)' = (hankel1(u - 1, v) - hankel1(u + 1, v)) / 2 * v'",
    domain="false",
    sample=((0, 3), (0.3, 8)),
    page="The Hankel function of the first kind, besselj + i*bessely; its values are complex.",
)
HANKEL2 = Function("hankel2", arity=2, latex=r"H^{{\left(2\right)}}_{{{0}}}\left({1}\right)",
    mpmath="hankel2",
    scipy="hankel2",
    sympy="hankel2",
    derivative="hankel2(u, v)' = (hankel2(u - 1, v) - hankel2(u + 1, v)) / 2 * v'",
    domain="false",
    sample=((0, 3), (0.3, 8)),
    page="The Hankel function of the second kind, besselj - i*bessely; its values are complex.",
)

AIRYAI = Function("airyai", latex=r"\operatorname{Ai}", mpmath="airyai", sympy="airyai",
    spellings=("AiryAi", "airyAi"),
    scipy=lambda sc, u: sc.airy(u)[0],
    derivative="airyai(u)' = airyaiprime(u) * u'",
    page="Airy's function Ai, which decays; a solution of y'' = u*y.",
)
AIRYAIPRIME = Function("airyaiprime", latex=r"\operatorname{Ai}'", sympy="airyaiprime",
    spellings=("AiryAiPrime",),
    mpmath=lambda mp, u: mp.airyai(u, derivative=1),
    scipy=lambda sc, u: sc.airy(u)[1],
    derivative="airyaiprime(u)' = u * airyai(u) * u'",
    page="The derivative of Airy's function Ai.",
)
AIRYBI = Function("airybi", latex=r"\operatorname{Bi}", mpmath="airybi", sympy="airybi",
    spellings=("AiryBi", "airyBi"),
    scipy=lambda sc, u: sc.airy(u)[2],
    derivative="airybi(u)' = airybiprime(u) * u'",
    page="Airy's function Bi, which grows; a solution of y'' = u*y.",
)
AIRYBIPRIME = Function("airybiprime", latex=r"\operatorname{Bi}'", sympy="airybiprime",
    spellings=("AiryBiPrime",),
    mpmath=lambda mp, u: mp.airybi(u, derivative=1),
    scipy=lambda sc, u: sc.airy(u)[3],
    derivative="airybiprime(u)' = u * airybi(u) * u'",
    page="The derivative of Airy's function Bi.",
)

BESSEL = (BESSELJ, BESSELY, BESSELI, BESSELK, HANKEL1, HANKEL2)
AIRY = (AIRYAI, AIRYAIPRIME, AIRYBI, AIRYBIPRIME)
