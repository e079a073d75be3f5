"""The arithmetic operators: the page of rules that every calculus book begins with."""

from .records import Function

ADD = Function("add", arity=2, latex="{0} + {1}", sympy="Add",
    derivative="(u + v)' = u' + v'",
    mpmath=lambda _, u, v: u + v,
    sample=((-3, 3), (-3, 3)),
    page="The sum.",
)
SUB = Function("sub", arity=2, latex="{0} - {1}",
    derivative="(u - v)' = u' - v'",
    mpmath=lambda _, u, v: u - v,
    sympy=lambda _, u, v: u - v,
    sample=((-3, 3), (-3, 3)),
    page="The difference.",
)
MUL = Function("mul", arity=2, latex="{0} {1}", sympy="Mul",
    derivative="(u * v)' = u' * v + u * v'",
    mpmath=lambda _, u, v: u * v,
    sample=((-3, 3), (-3, 3)),
    page="The product.",
)
DIV = Function("div", arity=2, latex=r"\frac{{{0}}}{{{1}}}",
    derivative="(u / v)' = (u' * v - u * v') / v^2",
    domain="v != 0",
    mpmath=lambda _, u, v: u / v,
    sympy=lambda _, u, v: u / v,
    sample=((-3, 3), (0.5, 3)),
    page="The quotient.",
)
NEG = Function("neg", latex="-{0}",
    derivative="(-u)' = -u'",
    mpmath=lambda _, u: -u,
    sympy=lambda _, u: -u,
    page="The opposite.",
)
POW = Function("pow", arity=2, latex="{{{0}}}^{{{1}}}", sympy="Pow",
    derivative="""
        constant power:  (u ^ c)' = c * u^(c - 1) * u'                    when c is constant
        power of zero:   (c ^ u)' = 0 * u'                                when c is zero
        constant base:   (c ^ u)' = c^u * ln(c) * u'                      when c is constant
        general power:   (u ^ v)' = v * u^(v - 1) * u' + u^v * ln(u) * v'
    """,
    domain="u > 0 or u == 0 and v >= 0 or u < 0 and v == floor(v)",
    kinks="u == 0 and v == 0 or u == 0 and v > 0 and v < 1",
    mpmath=lambda mp, u, v: mp.power(u, v),
    sample=((0.1, 3), (-3, 3)),
    page="The power; 0^0 = 1, and a negative base has whole exponents only (see cbrt and root).",
)

OPERATORS = (ADD, SUB, MUL, DIV, NEG, POW)
