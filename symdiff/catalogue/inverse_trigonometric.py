"""The inverses of the trigonometric functions: angles."""

from __future__ import annotations

from .records import Function

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _angle(mp: Any, u: Any, v: Any) -> Any:
    """The angle of (v, u) by mpmath, for complex u and v the logarithm that continues it."""
    if mp.im(u) == 0 == mp.im(v):
        return mp.atan2(mp.re(u), mp.re(v))
    return -mp.j * mp.log((v + mp.j * u) / mp.sqrt(u * u + v * v))


ASIN = Function("asin", latex=r"\arcsin", math="asin", mpmath="asin", numpy="arcsin", sympy="asin",
    spellings=("arcsin", "arcsen", "arsin"),
    derivative="asin(u)' = u' / sqrt(1 - u^2)",
    simplify="""
        arcsine of zero:       asin(0)         -> 0
        arcsine of half:       asin(1/2)       -> pi/6
        arcsine of root half:  asin(sqrt(2)/2) -> pi/4
        arcsine of root 3/4:   asin(sqrt(3)/2) -> pi/3
        arcsine of one:        asin(1)         -> pi/2
        arcsine is odd:        asin(-u)        -> -asin(u)
        arcsine of sine:       asin(sin(u))    -> u          when -pi/2 <= u and u <= pi/2
    """,
    domain="-1 <= u and u <= 1",
    kinks="u == -1 or u == 1",
    sign="u",
    sample=((-0.95, 0.95),),
    page="The angle in [-pi/2, pi/2] whose sine is u.",
)
ACOS = Function("acos", latex=r"\arccos", math="acos", mpmath="acos", numpy="arccos", sympy="acos",
    spellings=("arccos", "arcos"),
    derivative="acos(u)' = -u' / sqrt(1 - u^2)",
    simplify="""
        arccosine of zero:       acos(0)         -> pi/2
        arccosine of half:       acos(1/2)       -> pi/3
        arccosine of root half:  acos(sqrt(2)/2) -> pi/4
        arccosine of root 3/4:   acos(sqrt(3)/2) -> pi/6
        arccosine of one:        acos(1)         -> 0
        arccosine of opposite:   acos(-u)        -> pi - acos(u)
        arccosine of cosine:     acos(cos(u))    -> u          when 0 <= u and u <= pi
    """,
    domain="-1 <= u and u <= 1",
    kinks="u == -1 or u == 1",
    sign="nonnegative",
    sample=((-0.95, 0.95),),
    page="The angle in [0, pi] whose cosine is u.",
)
ATAN = Function("atan", latex=r"\arctan", math="atan", mpmath="atan", numpy="arctan", sympy="atan",
    spellings=("arctan", "arctg", "artan"),
    derivative="atan(u)' = u' / (1 + u^2)",
    simplify="""
        arctangent of zero:        atan(0)         -> 0
        arctangent of root third:  atan(sqrt(3)/3) -> pi/6
        arctangent of one:         atan(1)         -> pi/4
        arctangent of root three:  atan(sqrt(3))   -> pi/3
        arctangent is odd:         atan(-u)        -> -atan(u)
        arctangent of tangent:     atan(tan(u))    -> u          when -pi/2 < u and u < pi/2
    """,
    sign="u",
    page="The angle in (-pi/2, pi/2) whose tangent is u.",
)
ASEC = Function("asec", latex=r"\operatorname{arcsec}", mpmath="asec", sympy="asec",
    spellings=("arcsec",),
    definition="acos(1 / u)",
    derivative="asec(u)' = u' / (abs(u) * sqrt(u^2 - 1))",
    derivative_complex="asec(u)' = u' / (u^2 * sqrt(1 - 1/u^2))",
    simplify="""
        arcsecant of one:       asec(1)  -> 0
        arcsecant of two:       asec(2)  -> pi/3
        arcsecant of opposite:  asec(-u) -> pi - asec(u)
    """,
    domain="u <= -1 or u >= 1",
    kinks="u == -1 or u == 1",
    sign="nonnegative",
    sample=((1.05, 5),),
    page="The angle in [0, pi] whose secant is u.",
)
ACSC = Function("acsc", latex=r"\operatorname{arccsc}", mpmath="acsc", sympy="acsc",
    spellings=("arccsc", "arccosec", "acosec"),
    definition="asin(1 / u)",
    derivative="acsc(u)' = -u' / (abs(u) * sqrt(u^2 - 1))",
    derivative_complex="acsc(u)' = -u' / (u^2 * sqrt(1 - 1/u^2))",
    simplify="""
        arccosecant of one:  acsc(1)  -> pi/2
        arccosecant of two:  acsc(2)  -> pi/6
        arccosecant is odd:  acsc(-u) -> -acsc(u)
    """,
    domain="u <= -1 or u >= 1",
    kinks="u == -1 or u == 1",
    sign="u",
    sample=((1.05, 5),),
    page="The angle in [-pi/2, pi/2] whose cosecant is u.",
)
ACOT = Function("acot", latex=r"\operatorname{arccot}", sympy="acot",
    mpmath=lambda mp, u: mp.atan(mp.mpf(1) / u),
    spellings=("arccot", "arcctg", "arccotan", "acotan", "actg"),
    definition="atan(1 / u)",
    derivative="acot(u)' = -u' / (1 + u^2)",
    simplify="""
        arccotangent of one:  acot(1)  -> pi/4
        arccotangent is odd:  acot(-u) -> -acot(u)
    """,
    domain="u != 0",
    sign="u",
    sample=((0.1, 5),),
    page="atan(1/u), the angle in [-pi/2, pi/2] whose cotangent is u.",
)
ATAN2 = Function("atan2", arity=2, latex=r"\operatorname{atan2}", math="atan2", numpy="arctan2",
    mpmath=_angle,
    spellings=("arctan2",),
    sympy="atan2",
    derivative="atan2(u, v)' = (v * u' - u * v') / (u^2 + v^2)",
    simplify="""
        angle of a point on the right:  atan2(u, v) -> atan(u / v)       when v > 0
        angle of a point on the left:   atan2(0, v) -> pi                when v < 0
        angle of an upright point:      atan2(u, 0) -> sign(u) * pi/2    when u is real provided u != 0
    """,
    domain="u != 0 or v != 0",
    kinks="u == 0 and v < 0",
    sample=((0.1, 3), (-3, 3)),
    page="The angle of the point (v, u) from the first axis, in (-pi, pi]: atan2(y, x).",
)

INVERSE_TRIGONOMETRIC = (ASIN, ACOS, ATAN, ASEC, ACSC, ACOT, ATAN2)

INVERSE_TRIGONOMETRIC_RULES = """
    complementary angles:   asin(u) + acos(u) -> pi/2   provided -1 <= u and u <= 1
    complementary secants:  asec(u) + acsc(u) -> pi/2   provided u <= -1 or u >= 1
"""
