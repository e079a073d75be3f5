"""Sine, cosine and their kin."""

from .records import Function

SIN = Function("sin", latex=r"\sin", math="sin", mpmath="sin", numpy="sin", sympy="sin",
    spellings=("sen",),
    derivative="sin(u)' = cos(u) * u'",
    simplify="""
        sine of zero:           sin(0)         -> 0
        sine of pi/6:           sin(pi/6)      -> 1/2
        sine of pi/4:           sin(pi/4)      -> sqrt(2)/2
        sine of pi/3:           sin(pi/3)      -> sqrt(3)/2
        sine of pi/2:           sin(pi/2)      -> 1
        sine of a multiple:     sin(n*pi)      -> 0
        sine of supplement:     sin(a*pi)      -> sin((1 - a)*pi)                            when 1/2 < a and a < 1
        sine of large angle:    sin(a*pi)      -> (-1)^floor(a) * sin((a - floor(a))*pi)     when a > 1
        sine of half turns:     sin(u*pi)      -> 0                                          when u is integer
        sine is odd:            sin(-u)        -> -sin(u)
        sine half turn:         sin(u + n*pi)  -> (-1)^n * sin(u)
        sine quarter turn:      sin(u + a*pi)  -> (-1)^(a - 1/2) * cos(u)                    when a - 1/2 is integer
        sine of arcsine:        sin(asin(u))   -> u                                          provided -1 <= u and u <= 1
        sine of arccosine:      sin(acos(u))   -> sqrt(1 - u^2)
        sine of arctangent:     sin(atan(u))   -> u / sqrt(1 + u^2)
        sine of two arcsines:   sin(2*asin(u)) -> 2*u * sqrt(1 - u^2)
        sine of two arccosines: sin(2*acos(u)) -> 2*u * sqrt(1 - u^2)
        sine of two arctangents: sin(2*atan(u)) -> 2*u / (1 + u^2)
    """,
    bounds=(-1, 1),
    page="The sine.",
)
COS = Function("cos", latex=r"\cos", math="cos", mpmath="cos", numpy="cos", sympy="cos",
    derivative="cos(u)' = -sin(u) * u'",
    simplify="""
        cosine of zero:         cos(0)         -> 1
        cosine of pi/6:         cos(pi/6)      -> sqrt(3)/2
        cosine of pi/4:         cos(pi/4)      -> sqrt(2)/2
        cosine of pi/3:         cos(pi/3)      -> 1/2
        cosine of pi/2:         cos(pi/2)      -> 0
        cosine of a multiple:   cos(n*pi)      -> (-1)^n
        cosine of supplement:   cos(a*pi)      -> -cos((1 - a)*pi)                           when 1/2 < a and a < 1
        cosine of large angle:  cos(a*pi)      -> (-1)^floor(a) * cos((a - floor(a))*pi)     when a > 1
        cosine of half turns:   cos(u*pi)      -> (-1)^u                                     when u is integer
        cosine is even:         cos(-u)        -> cos(u)
        cosine half turn:       cos(u + n*pi)  -> (-1)^n * cos(u)
        cosine half turns:      cos(u + v*pi)  -> (-1)^v * cos(u)                            when v is integer
        cosine quarter turn:    cos(u + a*pi)  -> -(-1)^(a - 1/2) * sin(u)                   when a - 1/2 is integer
        cosine of arccosine:    cos(acos(u))   -> u                                          provided -1 <= u and u <= 1
        cosine of arcsine:      cos(asin(u))   -> sqrt(1 - u^2)
        cosine of arctangent:   cos(atan(u))   -> 1 / sqrt(1 + u^2)
        cosine of two arcsines: cos(2*asin(u)) -> 1 - 2*u^2                                  provided -1 <= u and u <= 1
        cosine of two arccosines: cos(2*acos(u)) -> 2*u^2 - 1                                provided -1 <= u and u <= 1
        cosine of two arctangents: cos(2*atan(u)) -> (1 - u^2) / (1 + u^2)
    """,
    bounds=(-1, 1),
    page="The cosine.",
)
TAN = Function("tan", latex=r"\tan", math="tan", mpmath="tan", numpy="tan", sympy="tan",
    spellings=("tg",),
    definition="sin(u) / cos(u)",
    derivative="tan(u)' = sec(u)^2 * u'",
    simplify="""
        tangent of zero:        tan(0)         -> 0
        tangent of pi/6:        tan(pi/6)      -> sqrt(3)/3
        tangent of pi/4:        tan(pi/4)      -> 1
        tangent of pi/3:        tan(pi/3)      -> sqrt(3)
        tangent of a multiple:  tan(n*pi)      -> 0
        tangent of supplement:  tan(a*pi)      -> -tan((1 - a)*pi)                           when 1/2 < a and a < 1
        tangent of large angle: tan(a*pi)      -> tan((a - floor(a))*pi)                     when a > 1
        tangent of half turns:  tan(u*pi)      -> 0                                          when u is integer
        tangent is odd:         tan(-u)        -> -tan(u)
        tangent half turn:      tan(u + n*pi)  -> tan(u)
        tangent quarter turn:   tan(u + a*pi)  -> -cot(u)                                    when a - 1/2 is integer
        tangent of arctangent:  tan(atan(u))   -> u
        tangent of arcsine:     tan(asin(u))   -> u / sqrt(1 - u^2)
        tangent of arccosine:   tan(acos(u))   -> sqrt(1 - u^2) / u
        tangent of two arctangents: tan(2*atan(u)) -> 2*u / (1 - u^2)
    """,
    domain="cos(u) != 0",
    sample=((-1.5, 1.5),),
    page="The tangent, sin(u)/cos(u).",
)
SEC = Function("sec", latex=r"\sec", mpmath="sec", sympy="sec",
    definition="1 / cos(u)",
    derivative="sec(u)' = sec(u) * tan(u) * u'",
    simplify="""
        secant of zero:         sec(0)         -> 1
        secant of pi/6:         sec(pi/6)      -> 2*sqrt(3)/3
        secant of pi/4:         sec(pi/4)      -> sqrt(2)
        secant of pi/3:         sec(pi/3)      -> 2
        secant of a multiple:   sec(n*pi)      -> (-1)^n
        secant of supplement:   sec(a*pi)      -> -sec((1 - a)*pi)                           when 1/2 < a and a < 1
        secant of large angle:  sec(a*pi)      -> (-1)^floor(a) * sec((a - floor(a))*pi)     when a > 1
        secant is even:         sec(-u)        -> sec(u)
        secant half turn:       sec(u + n*pi)  -> (-1)^n * sec(u)
        secant quarter turn:    sec(u + a*pi)  -> -(-1)^(a - 1/2) * csc(u)                   when a - 1/2 is integer
        secant of arccosine:    sec(acos(u))   -> 1 / u                                      provided -1 <= u and u <= 1
        secant of arctangent:   sec(atan(u))   -> sqrt(1 + u^2)
        secant of arcsecant:    sec(asec(u))   -> u                                          provided u <= -1 or u >= 1
    """,
    domain="cos(u) != 0",
    sign="nonzero",
    sample=((-1.5, 1.5),),
    page="The secant, 1/cos(u).",
)
CSC = Function("csc", latex=r"\csc", mpmath="csc", sympy="csc",
    spellings=("cosec",),
    definition="1 / sin(u)",
    derivative="csc(u)' = -csc(u) * cot(u) * u'",
    simplify="""
        cosecant of pi/6:         csc(pi/6)      -> 2
        cosecant of pi/4:         csc(pi/4)      -> sqrt(2)
        cosecant of pi/3:         csc(pi/3)      -> 2*sqrt(3)/3
        cosecant of pi/2:         csc(pi/2)      -> 1
        cosecant of supplement:   csc(a*pi)      -> csc((1 - a)*pi)                          when 1/2 < a and a < 1
        cosecant of large angle:  csc(a*pi)      -> (-1)^floor(a) * csc((a - floor(a))*pi)   when a > 1
        cosecant is odd:          csc(-u)        -> -csc(u)
        cosecant half turn:       csc(u + n*pi)  -> (-1)^n * csc(u)
        cosecant quarter turn:    csc(u + a*pi)  -> (-1)^(a - 1/2) * sec(u)                  when a - 1/2 is integer
        cosecant of arcsine:      csc(asin(u))   -> 1 / u                                    provided -1 <= u and u <= 1
        cosecant of arccosecant:  csc(acsc(u))   -> u                                        provided u <= -1 or u >= 1
    """,
    domain="sin(u) != 0",
    sign="nonzero",
    sample=((0.2, 2.9),),
    page="The cosecant, 1/sin(u).",
)
COT = Function("cot", latex=r"\cot", mpmath="cot", sympy="cot",
    spellings=("ctg", "cotg", "cotan", "ctan"),
    definition="cos(u) / sin(u)",
    derivative="cot(u)' = -csc(u)^2 * u'",
    simplify="""
        cotangent of pi/6:         cot(pi/6)      -> sqrt(3)
        cotangent of pi/4:         cot(pi/4)      -> 1
        cotangent of pi/3:         cot(pi/3)      -> sqrt(3)/3
        cotangent of pi/2:         cot(pi/2)      -> 0
        cotangent of supplement:   cot(a*pi)      -> -cot((1 - a)*pi)                        when 1/2 < a and a < 1
        cotangent of large angle:  cot(a*pi)      -> cot((a - floor(a))*pi)                  when a > 1
        cotangent is odd:          cot(-u)        -> -cot(u)
        cotangent half turn:       cot(u + n*pi)  -> cot(u)
        cotangent quarter turn:    cot(u + a*pi)  -> -tan(u)                                 when a - 1/2 is integer
        cotangent of arctangent:   cot(atan(u))   -> 1 / u
        cotangent of arccotangent: cot(acot(u))   -> u                                       provided u != 0
    """,
    domain="sin(u) != 0",
    sample=((0.2, 2.9),),
    page="The cotangent, cos(u)/sin(u).",
)
SINC = Function("sinc", latex=r"\operatorname{sinc}", mpmath="sinc", sympy="sinc",
    numpy=lambda np, u: np.sinc(u / np.pi),
    definition="where(u == 0, 1, sin(u) / u)",
    derivative="sinc(u)' = where(u == 0, -u/3 * hyp0f1(5/2, -u^2/4), (cos(u) - sinc(u)) / u) * u'",
    simplify="""
        sinc of zero:           sinc(0)     -> 1
        sinc of a multiple:     sinc(n*pi)  -> 0         when n is nonzero
        sinc is even:           sinc(-u)    -> sinc(u)
        sinc times argument:    u * sinc(u) -> sin(u)
        sinc of a double angle: cos(u)*sinc(u) - sinc(2*u) -> 0
    """,
    page="sin(u)/u, and 1 at u = 0 (not the normalised sin(pi*u)/(pi*u)).",
)

TRIGONOMETRIC = (SIN, COS, TAN, SEC, CSC, COT, SINC)

TRIGONOMETRIC_RULES = """
    sum of squares:        sin(u)^2 + cos(u)^2 -> 1
    square of cosine:      1 - sin(u)^2        -> cos(u)^2
    square of sine:        1 - cos(u)^2        -> sin(u)^2
    square of secant:      1 + tan(u)^2        -> sec(u)^2
    square of cosecant:    1 + cot(u)^2        -> csc(u)^2
    square of tangent:     sec(u)^2 - 1        -> tan(u)^2
    square of cotangent:   csc(u)^2 - 1        -> cot(u)^2
    secant and tangent:    sec(u)^2 - tan(u)^2 -> 1          provided cos(u) != 0
    cosecant, cotangent:   csc(u)^2 - cot(u)^2 -> 1          provided sin(u) != 0

    sine over cosine:      sin(u) / cos(u)     -> tan(u)
    cosine over sine:      cos(u) / sin(u)     -> cot(u)
    sine of twice over sine: sin(2*u) / sin(u) -> 2*cos(u)   provided sin(u) != 0
    sine of twice over cosine: sin(2*u) / cos(u) -> 2*sin(u) provided cos(u) != 0
    sine over sine of twice: sin(u) / sin(2*u) -> 1 / (2*cos(u)) provided sin(u) != 0
    cosine over sine of twice: cos(u) / sin(2*u) -> 1 / (2*sin(u)) provided cos(u) != 0
    sine times secant:     sin(u) * sec(u)     -> tan(u)
    cosine times cosecant: cos(u) * csc(u)     -> cot(u)
    cosine times tangent:  cos(u) * tan(u)     -> sin(u)     provided cos(u) != 0
    sine times cotangent:  sin(u) * cot(u)     -> cos(u)     provided sin(u) != 0
    cosine times secant:   cos(u) * sec(u)     -> 1          provided cos(u) != 0
    sine times cosecant:   sin(u) * csc(u)     -> 1          provided sin(u) != 0
    tangent and cotangent: tan(u) * cot(u)     -> 1          provided sin(u) != 0 and cos(u) != 0
"""
