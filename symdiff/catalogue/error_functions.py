"""The error functions: areas under exp(-x^2)."""

from .records import Function

ERF = Function("erf", latex=r"\operatorname{erf}", math="erf", mpmath="erf", scipy="erf", sympy="erf",
    spellings=("Erf",),
    derivative="erf(u)' = 2 / sqrt(pi) * exp(-u^2) * u'",
    simplify="""
        error function of zero:         erf(0)         -> 0
        error function is odd:          erf(-u)        -> -erf(u)
        error function of its inverse:  erf(erfinv(u)) -> u        provided -1 < u and u < 1
    """,
    sign="u",
    bounds=(-1, 1),
    page="The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to u.",
)
ERFC = Function("erfc", latex=r"\operatorname{erfc}", math="erfc", mpmath="erfc", scipy="erfc", sympy="erfc",
    spellings=("Erfc",),
    definition="1 - erf(u)",
    derivative="erfc(u)' = -2 / sqrt(pi) * exp(-u^2) * u'",
    simplify="""
        complementary error function of zero:         erfc(0)          -> 1
        complementary error function of opposite:     erfc(-u)         -> 2 - erfc(u)
        complementary error function of its inverse:  erfc(erfcinv(u)) -> u            provided 0 < u and u < 2
        error function and its complement:            erf(u) + erfc(u) -> 1
    """,
    sign="positive",
    page="The complementary error function, 1 - erf(u).",
)
ERFI = Function("erfi", latex=r"\operatorname{erfi}", mpmath="erfi", scipy="erfi", sympy="erfi",
    spellings=("Erfi",),
    derivative="erfi(u)' = 2 / sqrt(pi) * exp(u^2) * u'",
    simplify="""
        imaginary error function of zero:  erfi(0)  -> 0
        imaginary error function is odd:   erfi(-u) -> -erfi(u)
    """,
    sign="u",
    page="The imaginary error function, 2/sqrt(pi) times the integral of exp(t^2) from 0 to u.",
)
ERFINV = Function("erfinv", latex=r"\operatorname{erf}^{-1}", mpmath="erfinv", scipy="erfinv", sympy="erfinv",
    spellings=("inverf",),
    derivative="erfinv(u)' = sqrt(pi)/2 * exp(erfinv(u)^2) * u'",
    simplify="""
        inverse error function of zero:            erfinv(0)      -> 0
        inverse error function is odd:             erfinv(-u)     -> -erfinv(u)
        inverse error function of error function:  erfinv(erf(u)) -> u           when u is real
    """,
    domain="-1 < u and u < 1",
    sign="u",
    sample=((-0.95, 0.95),),
    page="The inverse of the error function.",
)
ERFCINV = Function("erfcinv", latex=r"\operatorname{erfc}^{-1}", scipy="erfcinv",
    spellings=("inverfc",),
    mpmath=lambda mp, u: mp.erfinv(1 - u),
    sympy=lambda sp, u: sp.erfinv(1 - u),
    definition="erfinv(1 - u)",
    derivative="erfcinv(u)' = -sqrt(pi)/2 * exp(erfcinv(u)^2) * u'",
    simplify="""
        inverse complementary error function of one:           erfcinv(1)       -> 0
        inverse complementary error function of its inverse:   erfcinv(erfc(u)) -> u  when u is real
    """,
    domain="0 < u and u < 2",
    sample=((0.05, 1.95),),
    page="The inverse of the complementary error function.",
)

ERROR_FUNCTIONS = (ERF, ERFC, ERFI, ERFINV, ERFCINV)
