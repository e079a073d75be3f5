"""Integrals that no elementary formula gives: of exp(t)/t, 1/ln(t), sin(t)/t, sin(t^2) and the like."""

from .records import Function

EI = Function("Ei", latex=r"\operatorname{Ei}", mpmath="ei", scipy="expi", sympy="Ei",
    spellings=("expi", "ExpIntegralEi"),
    derivative="Ei(u)' = exp(u) / u * u'",
    simplify="exponential integral of logarithm:  Ei(ln(u)) -> li(u)  provided u > 0",
    domain="u != 0",
    sample=((0.1, 4),),
    page="The exponential integral, of exp(t)/t from minus infinity to u.",
)
E1 = Function("E1", latex=r"\operatorname{{E}}_{{1}}\left({0}\right)", mpmath="e1", scipy="exp1", sympy="E1",
    spellings=("exp1", "expint"),
    definition="expint(1, u)",
    derivative="E1(u)' = -exp(-u) / u * u'",
    domain="u > 0",
    sign="positive",
    sample=((0.1, 4),),
    page="The exponential integral of exp(-t)/t from u to infinity.",
)
EXPINT = Function("expint", arity=2, latex=r"\operatorname{{E}}_{{{0}}}\left({1}\right)",
    spellings=("expn", "ExpIntegralE"),
    mpmath="expint",
    scipy=lambda sc, u, v: sc.expn(u, v) + 0 * sc.log1p(-1.0 * (u % 1 != 0)),
    sympy="expint",
    derivative="expint(u, v)' = -expint(u - 1, v) * v'",
    simplify="""
        exponential integral of order one:   expint(1, u) -> E1(u)
        exponential integral of order zero:  expint(0, u) -> exp(-u) / u
    """,
    domain="v > 0 or v == 0 and u > 1 or v < 0 and u <= 0 and u == floor(u)",
    kinks="v == 0",
    sample=(range(5), (0.1, 4)),
    page="The generalised exponential integral, of exp(-v*t)/t^u from 1 to infinity: expint(n, x).",
)
LI = Function("li", latex=r"\operatorname{li}", mpmath="li", sympy="li",
    spellings=("LogIntegral", "logint"),
    scipy=lambda sc, u: sc.expi(sc.xlogy(1, u)),
    derivative="li(u)' = u' / ln(u)",
    simplify="""
        logarithmic integral of zero:         li(0)      -> 0
        logarithmic integral of exponential:  li(exp(u)) -> Ei(u)  when u is real
    """,
    domain="u >= 0 and u != 1",
    kinks="u == 0",
    sample=((1.2, 6),),
    page="The logarithmic integral, of 1/ln(t) from 0 to u.",
)
SI = Function("Si", latex=r"\operatorname{Si}", mpmath="si", sympy="Si",
    spellings=("SinIntegral", "sinint"),
    scipy=lambda sc, u: sc.sici(u)[0],
    derivative="Si(u)' = sinc(u) * u'",
    simplify="""
        sine integral of zero:  Si(0)  -> 0
        sine integral is odd:   Si(-u) -> -Si(u)
    """,
    sign="u",
    page="The sine integral, of sin(t)/t from 0 to u.",
)
CI = Function("Ci", latex=r"\operatorname{Ci}", mpmath="ci", sympy="Ci",
    spellings=("CosIntegral", "cosint"),
    scipy=lambda sc, u: sc.sici(u)[1] + 0 * sc.xlogy(1, u),
    derivative="Ci(u)' = cos(u) / u * u'",
    domain="u > 0",
    sample=((0.1, 5),),
    page="The cosine integral, of -cos(t)/t from u to infinity.",
)
SHI = Function("Shi", latex=r"\operatorname{Shi}", mpmath="shi", sympy="Shi",
    spellings=("SinhIntegral", "sinhint"),
    scipy=lambda sc, u: sc.shichi(u)[0],
    derivative="Shi(u)' = sinh(u) / u * u'",
    simplify="""
        hyperbolic sine integral of zero:  Shi(0)  -> 0
        hyperbolic sine integral is odd:   Shi(-u) -> -Shi(u)
    """,
    sign="u",
    page="The hyperbolic sine integral, of sinh(t)/t from 0 to u.",
)
CHI = Function("Chi", latex=r"\operatorname{Chi}", mpmath="chi", sympy="Chi",
    spellings=("CoshIntegral", "coshint"),
    scipy=lambda sc, u: sc.shichi(u)[1] + 0 * sc.xlogy(1, u),
    derivative="Chi(u)' = cosh(u) / u * u'",
    domain="u > 0",
    sample=((0.1, 5),),
    page="The hyperbolic cosine integral: Euler's constant + ln(u) + the integral of (cosh(t) - 1)/t from 0 to u.",
)
FRESNELS = Function("fresnels", latex=r"\operatorname{S}", mpmath="fresnels", sympy="fresnels",
    spellings=("FresnelS", "fresnelS"),
    scipy=lambda sc, u: sc.fresnel(u)[0],
    derivative="fresnels(u)' = sin(pi*u^2 / 2) * u'",
    simplify="""
        sine Fresnel integral of zero:  fresnels(0)  -> 0
        sine Fresnel integral is odd:   fresnels(-u) -> -fresnels(u)
    """,
    sign="u",
    page="Fresnel's integral of sin(pi*t^2/2) from 0 to u.",
)
FRESNELC = Function("fresnelc", latex=r"\operatorname{C}", mpmath="fresnelc", sympy="fresnelc",
    spellings=("FresnelC", "fresnelC"),
    scipy=lambda sc, u: sc.fresnel(u)[1],
    derivative="fresnelc(u)' = cos(pi*u^2 / 2) * u'",
    simplify="""
        cosine Fresnel integral of zero:  fresnelc(0)  -> 0
        cosine Fresnel integral is odd:   fresnelc(-u) -> -fresnelc(u)
    """,
    sign="u",
    page="Fresnel's integral of cos(pi*t^2/2) from 0 to u.",
)

INTEGRALS = (EI, E1, EXPINT, LI, SI, CI, SHI, CHI, FRESNELS, FRESNELC)
