"""Legendre's elliptic integrals, by the parameter m = k^2."""

from .records import Function

ELLIPTIC_K = Function("elliptic_k", latex=r"\operatorname{K}", mpmath="ellipk", scipy="ellipk", sympy="elliptic_k",
    spellings=("ellipk", "EllipticK"),
    derivative="elliptic_k(u)' = (elliptic_e(u) - (1 - u) * elliptic_k(u)) / (2 * u * (1 - u)) * u'",
    simplify="complete K of zero:  elliptic_k(0) -> pi/2",
    domain="u < 1",
    sign="positive",
    sample=((-2, 0.9),),
    page="The complete elliptic integral of the first kind, K(m).",
)
ELLIPTIC_F = Function("elliptic_f", arity=2, latex=r"\operatorname{{F}}\left({0} \mid {1}\right)", mpmath="ellipf",
    scipy="ellipkinc",
    sympy="elliptic_f",
    spellings=("ellipf", "ellipkinc", "EllipticF"),
    derivative=(
        "elliptic_f(u, c)' = u' / sqrt(1 - c * sin(u)^2) when c is constant\n"
        "elliptic_f(u, v)' = u' / sqrt(1 - v * sin(u)^2)"
        " + (elliptic_e(u, v) / (2 * v * (1 - v)) - elliptic_f(u, v) / (2 * v)"
        " - sin(2*u) / (4 * (1 - v) * sqrt(1 - v * sin(u)^2))) * v'"
    ),
    simplify="""
        F of zero angle:      elliptic_f(0, v)    -> 0
        F of parameter zero:  elliptic_f(u, 0)    -> u
        F of a right angle:   elliptic_f(pi/2, v) -> elliptic_k(v)
        F is odd:             elliptic_f(-u, v)   -> -elliptic_f(u, v)
    """,
    domain="v < 1 or v * sin(u)^2 < 1 and -pi/2 <= u and u <= pi/2",
    sample=((-1.5, 1.5), (-2, 0.9)),
    page="The elliptic integral of the first kind, F(phi | m): of 1/sqrt(1 - m*sin(t)^2) from 0 to phi.",
)
ELLIPTIC_E = Function("elliptic_e", latex=r"\operatorname{E}", mpmath="ellipe", scipy="ellipe", sympy="elliptic_e",
    spellings=("ellipe", "EllipticE"),
    derivative="elliptic_e(u)' = (elliptic_e(u) - elliptic_k(u)) / (2 * u) * u'",
    simplify="""
        complete E of zero:  elliptic_e(0) -> pi/2
        complete E of one:   elliptic_e(1) -> 1
    """,
    domain="u <= 1",
    kinks="u == 1",
    sign="positive",
    sample=((-2, 0.9),),
    page="The complete elliptic integral of the second kind, E(m).",
)
ELLIPTIC_EINC = Function("elliptic_einc", arity=2, infix="elliptic_e",
    latex=r"\operatorname{{E}}\left({0} \mid {1}\right)",
    spellings=("ellipe", "ellipeinc", "EllipticE"),
    mpmath="ellipe",
    scipy="ellipeinc",
    sympy="elliptic_e",
    derivative="""
        elliptic_e(u, c)' = sqrt(1 - c * sin(u)^2) * u'      when c is constant
        elliptic_e(u, v)' = sqrt(1 - v * sin(u)^2) * u' + (elliptic_e(u, v) - elliptic_f(u, v)) / (2 * v) * v'
    """,
    simplify="""
        E of zero angle:      elliptic_e(0, v)    -> 0
        E of parameter zero:  elliptic_e(u, 0)    -> u
        E of a right angle:   elliptic_e(pi/2, v) -> elliptic_e(v)
        E is odd:             elliptic_e(-u, v)   -> -elliptic_e(u, v)
    """,
    domain="v <= 1 or v * sin(u)^2 <= 1 and -pi/2 <= u and u <= pi/2",
    kinks="v * sin(u)^2 == 1",
    sample=((-1.5, 1.5), (-2, 0.9)),
    page="The elliptic integral of the second kind, E(phi | m): of sqrt(1 - m*sin(t)^2) from 0 to phi.",
)
ELLIPTIC_PI = Function("elliptic_pi", effort=30, arity=2, latex=r"\Pi\left({0} \mid {1}\right)",
    spellings=("ellippi", "EllipticPi"),
    mpmath="ellippi",
    scipy=lambda sc, u, v: sc.elliprf(0, 1 - v, 1) + u / 3 * sc.elliprj(0, 1 - v, 1, 1 - u),
    sympy="elliptic_pi",
    derivative=(
        "elliptic_pi(u, v)' = (elliptic_e(v) + (v - u) / u * elliptic_k(v)"
        " + (u^2 - v) / u * elliptic_pi(u, v)) / (2 * (v - u) * (u - 1)) * u'"
        " + (elliptic_e(v) / (v - 1) + elliptic_pi(u, v)) / (2 * (u - v)) * v'"
    ),
    simplify="complete Pi of n = 0:  elliptic_pi(0, v) -> elliptic_k(v)",
    domain="u < 1 and v < 1",
    sample=((-2, -0.2), (0.1, 0.9)),
    page="The complete elliptic integral of the third kind, Pi(n | m).",
)
ELLIPTIC_PIINC = Function("elliptic_piinc", effort=30, arity=3, infix="elliptic_pi",
    latex=r"\Pi\left({0}; {1} \mid {2}\right)",
    spellings=("ellippi", "EllipticPi"),
    mpmath="ellippi",
    sympy="elliptic_pi",
    derivative=(
        "elliptic_pi(u, v, w)' = (elliptic_e(v, w) + (w - u) / u * elliptic_f(v, w)"
        " + (u^2 - w) / u * elliptic_pi(u, v, w)"
        " - u * sqrt(1 - w * sin(v)^2) * sin(2*v) / (2 * (1 - u * sin(v)^2))) / (2 * (w - u) * (u - 1)) * u'"
        " + v' / (sqrt(1 - w * sin(v)^2) * (1 - u * sin(v)^2))"
        " + (elliptic_e(v, w) / (w - 1) + elliptic_pi(u, v, w)"
        " - w * sin(2*v) / (2 * (w - 1) * sqrt(1 - w * sin(v)^2))) / (2 * (u - w)) * w'"
    ),
    simplify="""
        Pi of zero angle:    elliptic_pi(u, 0, w)    -> 0
        Pi of n = 0:         elliptic_pi(0, v, w)    -> elliptic_f(v, w)
        Pi of right angle:   elliptic_pi(u, pi/2, w) -> elliptic_pi(u, w)
        Pi is odd:           elliptic_pi(u, -v, w)   -> -elliptic_pi(u, v, w)
    """,
    domain="u < 1 and w < 1 or u * sin(v)^2 < 1 and w * sin(v)^2 < 1 and -pi/2 <= v and v <= pi/2",
    sample=((-2, -0.2), (-1.5, 1.5), (0.1, 0.9)),
    page="The elliptic integral of the third kind, Pi(n; phi | m).",
)

ELLIPTIC = (ELLIPTIC_K, ELLIPTIC_F, ELLIPTIC_E, ELLIPTIC_EINC, ELLIPTIC_PI, ELLIPTIC_PIINC)
