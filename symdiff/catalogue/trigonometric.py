"""Sine, cosine and their kin, and the inverses."""

from .records import Function

SIN = Function("sin", latex=r"\sin", math="sin", mpmath="sin", numpy="sin", sympy="sin",
    derivative="sin(u)' = cos(u) * u'",
    simplify="""
        sine of zero:   sin(0)  -> 0
        sine is odd:    sin(-u) -> -sin(u)
    """,
    sample=((-3, 3),),
)
COS = Function("cos", latex=r"\cos", math="cos", mpmath="cos", numpy="cos", sympy="cos",
    derivative="cos(u)' = -sin(u) * u'",
    simplify="""
        cosine of zero:  cos(0)  -> 1
        cosine is even:  cos(-u) -> cos(u)
    """,
)

TRIGONOMETRIC = (SIN, COS)
