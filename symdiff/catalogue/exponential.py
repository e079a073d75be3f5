"""Exponentials and logarithms."""

from .records import Function

EXP = Function("exp", latex=r"\exp", math="exp", mpmath="exp", numpy="exp", sympy="exp",
    derivative="exp(u)' = exp(u) * u'",
    sign="positive",
)
LN = Function("ln", infix="log", latex=r"\ln", math="log", mpmath="log", numpy="log", sympy="log",
    derivative="ln(u)' = u' / u",
    domain="u > 0",
    sample=((0.1, 5),),
)
LOG = Function("log", arity=2, definition="ln(u) / ln(v)",
    derivative="log(u, v)' = u' / (u * ln(v)) - ln(u) * v' / (v * ln(v)^2)",
    domain="u > 0 and v > 0 and v != 1",
    sample=((0.1, 5), (1.5, 5)),
)

EXPONENTIAL = (EXP, LN, LOG)
