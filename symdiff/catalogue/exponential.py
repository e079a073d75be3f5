"""Exponentials and logarithms."""

from .records import Function

EXP = Function("exp", latex=r"\exp", math="exp", mpmath="exp", numpy="exp", sympy="exp",
    derivative="exp(u)' = exp(u) * u'",
    simplify="""
        exponential of zero:       exp(0)           -> 1
        exponential of one:        exp(1)           -> E
        power of e:                E^u              -> exp(u)
        exponential of logarithm:  exp(ln(u))       -> u         provided u > 0
        exponential of multiple:   exp(v * ln(u))   -> u^v       provided u > 0
        exponential of log-gamma:  exp(loggamma(u)) -> gamma(u)  provided u > 0
    """,
    sign="positive",
    page="The exponential function.",
)
LN = Function("ln", infix="log", latex=r"\ln", math="log", mpmath="log", numpy="log", sympy="log",
    spellings=("Log", "Ln", "loge"),
    derivative="ln(u)' = u' / u",
    simplify="""
        logarithm of one:           ln(1)       -> 0
        logarithm of e:             ln(E)       -> 1
        logarithm of exponential:   ln(exp(u))  -> u               when u is real
        logarithm of odd power:     ln(u^n)     -> n * ln(u)       when n is odd and ln(u^n) is real
        logarithm of even power:    ln(u^n)     -> n * ln(abs(u))  when n is even and n is nonzero and u is real
        logarithm of power:         ln(u^v)     -> v * ln(u)       when u > 0 and v is real
        logarithm of length:        ln(u) - ln(abs(u)) -> 0        when ln(u) is real provided u > 0
        logarithm of square root:   ln(sqrt(u)) -> ln(u) / 2
        logarithm of cube root:     ln(cbrt(u)) -> ln(u) / 3       when ln(cbrt(u)) is real
    """,
    domain="u > 0",
    sign="u - 1",
    sample=((0.1, 5),),
    page="The natural logarithm; written log or ln.",
)
LOG = Function("log", arity=2, latex=r"\log_{{{1}}}\left({0}\right)",
    mpmath=lambda mp, u, v: mp.log(u) / mp.log(v) if v else mp.nan,
    sympy="log",
    definition="ln(u) / ln(v)",
    derivative="""
        constant base:  log(u, c)' = u' / (u * ln(c))                                 when c is constant
        general base:   log(u, v)' = u' / (u * ln(v)) - ln(u) * v' / (v * ln(v)^2)
    """,
    simplify="""
        logarithm to base e:       log(u, E)     -> ln(u)
        logarithm to itself:       log(u, u)     -> 1         provided u > 0 and u != 1
        logarithm of base power:   log(v^u, v)   -> u         when u is real and ln(v) is real provided v > 0 and v != 1
        base to the logarithm:     v^log(u, v)   -> u         provided u > 0 and v > 0 and v != 1
    """,
    domain="u > 0 and v > 0 and v != 1",
    sample=((0.1, 5), (1.5, 5)),
    page="The logarithm of the first argument to the base given second.",
)
LOG2 = Function("log2", latex=r"\log_{{2}}\left({0}\right)", math="log2", numpy="log2",
    spellings=("lb",),
    mpmath=lambda mp, u: mp.log(u, 2),
    sympy=lambda sp, u: sp.log(u, 2),
    definition="ln(u) / ln(2)",
    derivative="log2(u)' = u' / (u * ln(2))",
    simplify="""
        binary logarithm of one:    log2(1)   -> 0
        binary logarithm of two:    log2(2)   -> 1
        binary logarithm of power:  log2(2^u) -> u  when u is real
        two to the logarithm:       2^log2(u) -> u  provided u > 0
    """,
    domain="u > 0",
    sign="u - 1",
    sample=((0.1, 5),),
    page="The logarithm to base 2.",
)
LOG10 = Function("log10", latex=r"\log_{{10}}\left({0}\right)", math="log10", numpy="log10",
    spellings=("lg",),
    mpmath="log10",
    sympy=lambda sp, u: sp.log(u, 10),
    definition="ln(u) / ln(10)",
    derivative="log10(u)' = u' / (u * ln(10))",
    simplify="""
        decimal logarithm of one:    log10(1)    -> 0
        decimal logarithm of ten:    log10(10)   -> 1
        decimal logarithm of power:  log10(10^u) -> u  when u is real
        ten to the logarithm:        10^log10(u) -> u  provided u > 0
    """,
    domain="u > 0",
    sign="u - 1",
    sample=((0.1, 5),),
    page="The logarithm to base 10.",
)
LOG1P = Function("log1p", latex=r"\ln\left(1 + {0}\right)", math="log1p", mpmath="log1p", numpy="log1p",
    sympy=lambda sp, u: sp.log(1 + u),
    definition="ln(1 + u)",
    derivative="log1p(u)' = u' / (1 + u)",
    simplify="""
        log1p of zero:   log1p(0)        -> 0
        log1p of expm1:  log1p(expm1(u)) -> u  when u is real
    """,
    domain="u > -1",
    sign="u",
    sample=((-0.9, 5),),
    page="ln(1 + u), accurate near u = 0.",
)
EXPM1 = Function("expm1", latex=r"\left(e^{{{0}}} - 1\right)", math="expm1", mpmath="expm1", numpy="expm1",
    sympy=lambda sp, u: sp.exp(u) - 1,
    definition="exp(u) - 1",
    derivative="expm1(u)' = exp(u) * u'",
    simplify="""
        expm1 of zero:   expm1(0)        -> 0
        expm1 of log1p:  expm1(log1p(u)) -> u  provided u > -1
    """,
    sign="u",
    page="exp(u) - 1, accurate near u = 0.",
)

EXPONENTIAL = (EXP, LN, LOG, LOG2, LOG10, LOG1P, EXPM1)
