"""Hyperbolic sine, cosine and their kin, and the inverses."""

from .records import Function

SINH = Function("sinh", latex=r"\sinh", math="sinh", mpmath="sinh", numpy="sinh", sympy="sinh",
    spellings=("sh",),
    definition="(exp(u) - exp(-u)) / 2",
    derivative="sinh(u)' = cosh(u) * u'",
    simplify="""
        hyperbolic sine of zero:         sinh(0)        -> 0
        hyperbolic sine is odd:          sinh(-u)       -> -sinh(u)
        hyperbolic sine of its inverse:  sinh(asinh(u)) -> u
        hyperbolic sine of arcosh:       sinh(acosh(u)) -> sqrt(u - 1) * sqrt(u + 1)
        hyperbolic sine of artanh:       sinh(atanh(u)) -> u / sqrt(1 - u^2)
    """,
    sign="u",
    page="The hyperbolic sine.",
)
COSH = Function("cosh", latex=r"\cosh", math="cosh", mpmath="cosh", numpy="cosh", sympy="cosh",
    spellings=("ch",),
    definition="(exp(u) + exp(-u)) / 2",
    derivative="cosh(u)' = sinh(u) * u'",
    simplify="""
        hyperbolic cosine of zero:         cosh(0)        -> 1
        hyperbolic cosine is even:         cosh(-u)       -> cosh(u)
        hyperbolic cosine of its inverse:  cosh(acosh(u)) -> u                  provided u >= 1
        hyperbolic cosine of arsinh:       cosh(asinh(u)) -> sqrt(u^2 + 1)
        hyperbolic cosine of artanh:       cosh(atanh(u)) -> 1 / sqrt(1 - u^2)
    """,
    bounds=(1,),
    sign="positive",
    page="The hyperbolic cosine.",
)
TANH = Function("tanh", latex=r"\tanh", math="tanh", mpmath="tanh", numpy="tanh", sympy="tanh",
    spellings=("th", "tgh"),
    definition="sinh(u) / cosh(u)",
    derivative="tanh(u)' = sech(u)^2 * u'",
    simplify="""
        hyperbolic tangent of zero:         tanh(0)        -> 0
        hyperbolic tangent is odd:          tanh(-u)       -> -tanh(u)
        hyperbolic tangent of its inverse:  tanh(atanh(u)) -> u                              provided -1 < u and u < 1
        hyperbolic tangent of arsinh:       tanh(asinh(u)) -> u / sqrt(u^2 + 1)
        hyperbolic tangent of arcosh:       tanh(acosh(u)) -> sqrt(u - 1) * sqrt(u + 1) / u
    """,
    sign="u",
    bounds=(-1, 1),
    page="The hyperbolic tangent, sinh(u)/cosh(u).",
)
SECH = Function("sech", latex=r"\operatorname{sech}", mpmath="sech", sympy="sech",
    definition="1 / cosh(u)",
    derivative="sech(u)' = -sech(u) * tanh(u) * u'",
    simplify="""
        hyperbolic secant of zero:         sech(0)        -> 1
        hyperbolic secant is even:         sech(-u)       -> sech(u)
        hyperbolic secant of its inverse:  sech(asech(u)) -> u        provided 0 < u and u <= 1
    """,
    sign="positive",
    page="The hyperbolic secant, 1/cosh(u).",
)
CSCH = Function("csch", latex=r"\operatorname{csch}", mpmath="csch", sympy="csch",
    spellings=("cosech",),
    definition="1 / sinh(u)",
    derivative="csch(u)' = -csch(u) * coth(u) * u'",
    simplify="""
        hyperbolic cosecant is odd:          csch(-u)       -> -csch(u)
        hyperbolic cosecant of its inverse:  csch(acsch(u)) -> u        provided u != 0
    """,
    domain="u != 0",
    sign="u",
    sample=((0.2, 3),),
    page="The hyperbolic cosecant, 1/sinh(u).",
)
COTH = Function("coth", latex=r"\coth", mpmath="coth", sympy="coth",
    spellings=("cth", "ctgh", "cotgh"),
    definition="cosh(u) / sinh(u)",
    derivative="coth(u)' = -csch(u)^2 * u'",
    simplify="""
        hyperbolic cotangent is odd:          coth(-u)       -> -coth(u)
        hyperbolic cotangent of its inverse:  coth(acoth(u)) -> u        provided u < -1 or u > 1
    """,
    domain="u != 0",
    sign="u",
    sample=((0.2, 3),),
    page="The hyperbolic cotangent, cosh(u)/sinh(u).",
)
ASINH = Function("asinh", latex=r"\operatorname{arsinh}", math="asinh", mpmath="asinh", numpy="arcsinh",
    sympy="asinh",
    spellings=("arsinh", "arcsinh", "argsinh", "arsh", "arcsh", "argsh"),
    definition="ln(u + sqrt(u^2 + 1))",
    derivative="asinh(u)' = u' / sqrt(u^2 + 1)",
    simplify="""
        arsinh of zero:             asinh(0)       -> 0
        arsinh is odd:              asinh(-u)      -> -asinh(u)
        arsinh of hyperbolic sine:  asinh(sinh(u)) -> u          when u is real
    """,
    sign="u",
    page="The inverse of the hyperbolic sine.",
)
ACOSH = Function("acosh", latex=r"\operatorname{arcosh}", math="acosh", mpmath="acosh", numpy="arccosh",
    sympy="acosh",
    spellings=("arcosh", "arccosh", "argcosh", "arch", "arcch", "argch"),
    definition="ln(u + sqrt(u - 1) * sqrt(u + 1))",
    derivative="acosh(u)' = u' / sqrt(u^2 - 1)",
    derivative_complex="acosh(u)' = u' / (sqrt(u - 1) * sqrt(u + 1))",
    simplify="""
        arcosh of one:                acosh(1)       -> 0
        arcosh of hyperbolic cosine:  acosh(cosh(u)) -> abs(u)  when u is real
    """,
    domain="u >= 1",
    kinks="u == 1",
    sign="nonnegative",
    sample=((1.05, 5),),
    page="The nonnegative number whose hyperbolic cosine is u.",
)
ATANH = Function("atanh", latex=r"\operatorname{artanh}", math="atanh", mpmath="atanh", numpy="arctanh",
    sympy="atanh",
    spellings=("artanh", "arctanh", "argtanh", "arth", "arcth", "argth"),
    definition="(ln(1 + u) - ln(1 - u)) / 2",
    derivative="atanh(u)' = u' / (1 - u^2)",
    simplify="""
        artanh of zero:                atanh(0)       -> 0
        artanh is odd:                 atanh(-u)      -> -atanh(u)
        artanh of hyperbolic tangent:  atanh(tanh(u)) -> u          when u is real
    """,
    domain="-1 < u and u < 1",
    sign="u",
    sample=((-0.95, 0.95),),
    page="The inverse of the hyperbolic tangent.",
)
ASECH = Function("asech", latex=r"\operatorname{arsech}", mpmath="asech", sympy="asech",
    spellings=("arsech", "arcsech", "argsech"),
    definition="acosh(1 / u)",
    derivative="asech(u)' = -u' / (u * sqrt(1 - u^2))",
    derivative_complex="asech(u)' = -u' / (u^2 * sqrt(1/u - 1) * sqrt(1/u + 1))",
    simplify="""
        arsech of one:  asech(1) -> 0
    """,
    domain="0 < u and u <= 1",
    kinks="u == 1",
    sign="nonnegative",
    sample=((0.05, 0.95),),
    page="The nonnegative number whose hyperbolic secant is u.",
)
ACSCH = Function("acsch", latex=r"\operatorname{arcsch}", mpmath="acsch", sympy="acsch",
    spellings=("arcsch", "arccsch", "argcsch", "arcosech"),
    definition="asinh(1 / u)",
    derivative="acsch(u)' = -u' / (abs(u) * sqrt(1 + u^2))",
    derivative_complex="acsch(u)' = -u' / (u^2 * sqrt(1 + 1/u^2))",
    simplify="""
        arcsch is odd:                  acsch(-u)      -> -acsch(u)
        arcsch of hyperbolic cosecant:  acsch(csch(u)) -> u          when u is real provided u != 0
    """,
    domain="u != 0",
    sign="u",
    sample=((0.1, 5),),
    page="The inverse of the hyperbolic cosecant.",
)
ACOTH = Function("acoth", latex=r"\operatorname{arcoth}", sympy="acoth",
    mpmath=lambda mp, u: mp.atanh(mp.mpf(1) / u),
    spellings=("arcoth", "arccoth", "argcoth", "arccth"),
    definition="atanh(1 / u)",
    derivative="acoth(u)' = u' / (1 - u^2)",
    simplify="""
        arcoth is odd:                   acoth(-u)      -> -acoth(u)
        arcoth of hyperbolic cotangent:  acoth(coth(u)) -> u          when u is real provided u != 0
    """,
    domain="u < -1 or u > 1",
    sign="u",
    sample=((1.05, 5),),
    page="The inverse of the hyperbolic cotangent.",
)

HYPERBOLIC = (SINH, COSH, TANH, SECH, CSCH, COTH)
INVERSE_HYPERBOLIC = (ASINH, ACOSH, ATANH, ASECH, ACSCH, ACOTH)

HYPERBOLIC_RULES = """
    difference of squares:            cosh(u)^2 - sinh(u)^2 -> 1
    square of hyperbolic cosine:      1 + sinh(u)^2         -> cosh(u)^2
    square of hyperbolic sine:        cosh(u)^2 - 1         -> sinh(u)^2
    square of hyperbolic secant:      1 - tanh(u)^2         -> sech(u)^2
    square of hyperbolic tangent:     1 - sech(u)^2         -> tanh(u)^2
    square of hyperbolic cosecant:    coth(u)^2 - 1         -> csch(u)^2
    square of hyperbolic cotangent:   1 + csch(u)^2         -> coth(u)^2
    hyperbolic secant and tangent:    sech(u)^2 + tanh(u)^2 -> 1
    hyperbolic sine over cosine:      sinh(u) / cosh(u)     -> tanh(u)
    hyperbolic cosine over sine:      cosh(u) / sinh(u)     -> coth(u)
    hyperbolic sine times secant:     sinh(u) * sech(u)     -> tanh(u)
    hyperbolic cosine times cosecant: cosh(u) * csch(u)     -> coth(u)
    hyperbolic cosine times tangent:  cosh(u) * tanh(u)     -> sinh(u)
    hyperbolic sine times cotangent:  sinh(u) * coth(u)     -> cosh(u)   provided u != 0
    hyperbolic cosine times secant:   cosh(u) * sech(u)     -> 1
    hyperbolic sine times cosecant:   sinh(u) * csch(u)     -> 1         provided u != 0
    hyperbolic tangent and cotangent: tanh(u) * coth(u)     -> 1         provided u != 0
"""
