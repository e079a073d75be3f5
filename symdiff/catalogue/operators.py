"""The arithmetic operators: the page of rules that every calculus book begins with."""

from .records import Function

ADD = Function("add", arity=2, latex="{0} + {1}",
    derivative="(u + v)' = u' + v'",
)
SUB = Function("sub", arity=2, latex="{0} - {1}",
    derivative="(u - v)' = u' - v'",
)
MUL = Function("mul", arity=2, latex="{0} {1}",
    derivative="(u * v)' = u' * v + u * v'",
)
DIV = Function("div", arity=2, latex=r"\frac{{{0}}}{{{1}}}",
    derivative="(u / v)' = (u' * v - u * v') / v^2",
    domain="v != 0",
)
NEG = Function("neg", latex="-{0}",
    derivative="(-u)' = -u'",
)
POW = Function("pow", arity=2, latex="{{{0}}}^{{{1}}}",
    derivative="""
        constant power:  (u ^ c)' = c * u^(c - 1) * u'                    when c is constant
        constant base:   (c ^ u)' = c^u * ln(c) * u'                      when c is constant
        general power:   (u ^ v)' = v * u^(v - 1) * u' + u^v * ln(u) * v'
    """,
    domain="u > 0 or v is an integer and (u != 0 or v >= 0) or u = 0 and v >= 0",
)

OPERATORS = (ADD, SUB, MUL, DIV, NEG, POW)
