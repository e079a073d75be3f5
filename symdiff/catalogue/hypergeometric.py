"""Hypergeometric functions; the derivative is taken in the last argument, the parameters have no formula."""

from .records import Function

HYP0F1 = Function("hyp0f1", arity=2, latex=r"{{}}_0F_1\left(; {0}; {1}\right)", mpmath="hyp0f1", scipy="hyp0f1",
    sympy=lambda sp, u, v: sp.hyper((), (u,), v),
    derivative="hyp0f1(u, v)' = hyp0f1(u + 1, v) / u * v'",
    simplify="0F1 of zero:  hyp0f1(u, 0) -> 1  provided u > 0 or u != floor(u)",
    domain="u > 0 or u != floor(u)",
    sample=((0.3, 3), (-3, 3)),
    page="The confluent limit function 0F1(; a; z).",
)
HYP1F1 = Function("hyp1f1", arity=3, latex=r"{{}}_1F_1\left({0}; {1}; {2}\right)", scipy="hyp1f1",
    mpmath=lambda mp, u, v, w: mp.hyp1f1(u, v, w, zeroprec=1000),
    sympy=lambda sp, u, v, w: sp.hyper((u,), (v,), w),
    derivative="hyp1f1(u, v, w)' = u / v * hyp1f1(u + 1, v + 1, w) * w'",
    simplify="""
        1F1 of zero:              hyp1f1(u, v, 0) -> 1        provided v > 0 or v != floor(v)
        1F1 of equal parameters:  hyp1f1(u, u, v) -> exp(v)   provided u > 0 or u != floor(u)
    """,
    domain="v > 0 or v != floor(v)",
    sample=((-2, 2), (0.3, 3), (-3, 3)),
    page="Kummer's confluent function 1F1(a; b; z).",
)
HYP2F1 = Function("hyp2f1", arity=4, latex=r"{{}}_2F_1\left({0}, {1}; {2}; {3}\right)", scipy="hyp2f1",
    mpmath=lambda mp, u, v, w, x: mp.hyp2f1(u, v, w, x, zeroprec=1000),
    sympy=lambda sp, u, v, w, x: sp.hyper((u, v), (w,), x),
    derivative="hyp2f1(u, v, w, x)' = u * v / w * hyp2f1(u + 1, v + 1, w + 1, x) * x'",
    simplify="2F1 of zero:  hyp2f1(u, v, w, 0) -> 1  provided w > 0 or w != floor(w)",
    domain="""(w > 0 or w != floor(w)) and
        (x < 1 or x == 1 and w > u + v or u <= 0 and u == floor(u) or v <= 0 and v == floor(v))""",
    kinks="x == 1 and (u > 0 or u != floor(u)) and (v > 0 or v != floor(v))",
    sample=((-2, 2), (-2, 2), (0.3, 3), (-3, 0.9)),
    page="Gauss's hypergeometric function 2F1(a, b; c; z).",
)
APPELLF1 = Function("appellf1", finest=300, effort=4, arity=6, latex=r"F_1\left({0}; {1}, {2}; {3}; {4}, {5}\right)",
    spellings=("AppellF1",),
    mpmath="appellf1",
    sympy="appellf1",
    derivative=(
        "appellf1(u, v, w, x, y, z)' = u * v / x * appellf1(u + 1, v + 1, w, x + 1, y, z) * y'"
        " + u * w / x * appellf1(u + 1, v, w + 1, x + 1, y, z) * z'"
    ),
    domain="(x > 0 or x != floor(x)) and y < 1 and z < 1",
    sample=((0.3, 2), (0.3, 2), (0.3, 2), (2.2, 4), (-0.6, 0.6), (-0.6, 0.6)),
    page="Appell's hypergeometric function of two variables, F1(a; b1, b2; c; x, y).",
)

HYPERGEOMETRIC = (HYP0F1, HYP1F1, HYP2F1, APPELLF1)
