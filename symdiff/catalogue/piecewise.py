"""Functions given by cases, comparisons, and the logic that joins them."""

from .records import Function

ABS = Function("abs", latex=r"\left|{0}\right|", math="fabs", mpmath="fabs", numpy="abs", sympy="Abs",
    spellings=("Abs", "fabs"),
    derivative="abs(u)' = sign(u) * u'",
    simplify="""
        absolute value of positive:      abs(u)           -> u               when u >= 0
        absolute value of negative:      abs(u)           -> -u              when u <= 0
        absolute value is even:          abs(-u)          -> abs(u)
        absolute value twice:            abs(abs(u))      -> abs(u)
        absolute value of multiple:      abs(a * u)       -> abs(a) * abs(u)
        even power of absolute value:    abs(u)^n         -> u^n             when n is even and u is real
        absolute value of a power:       abs(u^n)         -> abs(u)^n
        absolute value times sign:       abs(u) * sign(u) -> u
        sign over length:                sign(u) / abs(u) -> 1 / u           when u is real
        number over its length:          u / abs(u)       -> sign(u)         provided u != 0
        length over its number:          abs(u) / u       -> sign(u)         when u is real provided u != 0
    """,
    kinks="u == 0",
    sign="nonnegative",
    page="The absolute value.",
)
SIGN = Function("sign", latex=r"\operatorname{sgn}", mpmath="sign", numpy="sign", sympy="sign",
    spellings=("sgn", "signum", "Sign"),
    definition="where(u > 0, 1, where(u < 0, -1, 0))",
    derivative="sign(u)' = 0 * u'",
    simplify="""
        sign of zero:        sign(0)       -> 0
        sign of positive:    sign(u)       -> 1         when u > 0
        sign of negative:    sign(u)       -> -1        when u < 0
        sign is odd:         sign(-u)      -> -sign(u)
        sign of a sign:      sign(sign(u)) -> sign(u)
        sign of odd power:   sign(u^n)     -> sign(u)   when n is odd and n > 0 and u is real
        odd power of sign:   sign(u)^n     -> sign(u)   when n is odd and n > 0 and u is real
        number times sign:   u * sign(u)   -> abs(u)    when u is real
        sign over its number: sign(u) / u  -> 1/abs(u)  when u is real
        odd power below:     sign(u)^n     -> sign(u)   when n is odd and n < 0 and u is real provided u != 0
        even power of sign:  sign(u)^n     -> 1         when n is even and u is real and u is nonzero
    """,
    kinks="u == 0",
    sign="u",
    page="The sign: 1, 0 or -1.",
)
FLOOR = Function("floor", latex=r"\left\lfloor{0}\right\rfloor", math="floor", mpmath="floor", numpy="floor",
    sympy="floor",
    derivative="floor(u)' = 0 * u'",
    simplify="""
        floor of an integer:   floor(u)     -> u             when u is integer
        floor of a shift:      floor(u + n) -> floor(u) + n
        floor of opposite:     floor(-u)    -> -ceil(u)
    """,
    kinks="u == floor(u)",
    page="The greatest integer that is not above u.",
)
CEIL = Function("ceil", latex=r"\left\lceil{0}\right\rceil", math="ceil", mpmath="ceil", numpy="ceil",
    sympy="ceiling",
    spellings=("ceiling",),
    derivative="ceil(u)' = 0 * u'",
    simplify="""
        ceiling of an integer:  ceil(u)     -> u            when u is integer
        ceiling of a shift:     ceil(u + n) -> ceil(u) + n
        ceiling of opposite:    ceil(-u)    -> -floor(u)
    """,
    kinks="u == floor(u)",
    page="The least integer that is not below u.",
)
MIN = Function("min", arity=2, folds=True, latex=r"\min\left({0}, {1}\right)", numpy="minimum", sympy="Min",
    spellings=("Min", "minimum"),
    mpmath=lambda _, u, v: u if u <= v else v,
    definition="where(u <= v, u, v)",
    derivative="""
        minimum with constant on right:  min(u, c)' = where(u <= c, u', 0)                 when c is constant
        minimum with constant on left:   min(c, u)' = where(u <= c, u', 0)                 when c is constant
        minimum of two:                  min(u, v)' = where(u < v, u', where(v < u, v', (u' + v') / 2))
    """,
    simplify="""
        minimum of equals:  min(u, u)         -> u
        minimum on left:    min(u, v)         -> u          when u <= v
        minimum on right:   min(u, v)         -> v          when v <= u
        minimum absorbs:    min(u, min(u, v)) -> min(u, v)
        minimum where it is not zero: min(0, u) * where(u <= 0, 1, 0) -> min(0, u)
    """,
    kinks="u == v",
    sample=((-3, 3), (-3, 3)),
    page="The smaller of two numbers.",
)
MAX = Function("max", arity=2, folds=True, latex=r"\max\left({0}, {1}\right)", numpy="maximum", sympy="Max",
    spellings=("Max", "maximum"),
    mpmath=lambda _, u, v: u if u >= v else v,
    definition="where(u >= v, u, v)",
    derivative="""
        maximum with constant on right:  max(u, c)' = where(u >= c, u', 0)                 when c is constant
        maximum with constant on left:   max(c, u)' = where(u >= c, u', 0)                 when c is constant
        maximum of two:                  max(u, v)' = where(u > v, u', where(v > u, v', (u' + v') / 2))
    """,
    simplify="""
        maximum of equals:  max(u, u)         -> u
        maximum on left:    max(u, v)         -> u          when u >= v
        maximum on right:   max(u, v)         -> v          when v >= u
        maximum absorbs:    max(u, max(u, v)) -> max(u, v)
        maximum where it is not zero: max(0, u) * where(u >= 0, 1, 0) -> max(0, u)
    """,
    kinks="u == v",
    sample=((-3, 3), (-3, 3)),
    page="The larger of two numbers.",
)
HEAVISIDE = Function("heaviside", latex=r"\theta",
    spellings=("Heaviside", "step", "unitstep", "UnitStep"),
    mpmath=lambda mp, u: (1 + mp.sign(u)) / 2,
    numpy=lambda np, u: np.heaviside(u, 0.5),
    sympy="Heaviside",
    definition="(1 + sign(u)) / 2",
    derivative="heaviside(u)' = 0 * u'",
    simplify="""
        step at zero:         heaviside(0)  -> 1/2
        step after zero:      heaviside(u)  -> 1                  when u > 0
        step before zero:     heaviside(u)  -> 0                  when u < 0
        step of opposite:     heaviside(-u) -> 1 - heaviside(u)
    """,
    kinks="u == 0",
    sign="nonnegative",
    page="The unit step: 0 before u = 0, 1 after it, and 1/2 there.",
)
WHERE = Function("where", arity=3, numpy="where",
    latex=r"\begin{{cases}} {1} & {0} \\ {2} & \text{{otherwise}} \end{{cases}}",
    spellings=("If", "ifelse"),
    mpmath=lambda _, c, u, v: u if c else v,
    sympy=lambda sp, c, u, v: sp.Piecewise((u, c), (v, True)),
    derivative="where(c, u, v)' = where(c, u', v')",
    simplify="""
        case that holds:      where(true, u, v)  -> u
        case that fails:      where(false, u, v) -> v
        cases that agree:     where(c, u, u)     -> u
        case turned around:   where(not c, u, v) -> where(c, v, u)
    """,
    sample=((0, 1), (-3, 3), (-3, 3)),
    page="where(condition, a, b): a where the condition holds, b elsewhere.",
)

LT = Function("lt", arity=2, latex="{0} < {1}", numpy="less", sympy="Lt",
    mpmath=lambda _, u, v: u < v,
    simplify="less than itself: u < u -> false",
    sample=((-3, 3), (-3, 3)),
    page="Less than.",
)
LE = Function("le", arity=2, latex=r"{0} \le {1}", numpy="less_equal", sympy="Le",
    mpmath=lambda _, u, v: u <= v,
    simplify="at most itself: u <= u -> true",
    sample=((-3, 3), (-3, 3)),
    page="Less than or equal.",
)
GT = Function("gt", arity=2, latex="{0} > {1}", numpy="greater", sympy="Gt",
    mpmath=lambda _, u, v: u > v,
    simplify="greater than itself: u > u -> false",
    sample=((-3, 3), (-3, 3)),
    page="Greater than.",
)
GE = Function("ge", arity=2, latex=r"{0} \ge {1}", numpy="greater_equal", sympy="Ge",
    mpmath=lambda _, u, v: u >= v,
    simplify="at least itself: u >= u -> true",
    sample=((-3, 3), (-3, 3)),
    page="Greater than or equal.",
)
EQ = Function("eq", arity=2, latex="{0} = {1}", numpy="equal", sympy="Eq",
    mpmath=lambda _, u, v: u == v,
    simplify="equal to itself: u == u -> true",
    sample=((-3, 3), (-3, 3)),
    page="Equal.",
)
NE = Function("ne", arity=2, latex=r"{0} \ne {1}", numpy="not_equal", sympy="Ne",
    mpmath=lambda _, u, v: u != v,
    simplify="unequal to itself: u != u -> false",
    sample=((-3, 3), (-3, 3)),
    page="Not equal.",
)
AND = Function("and", arity=2, latex=r"{0} \land {1}", numpy="logical_and", sympy="And",
    mpmath=lambda _, u, v: u and v,
    simplify="""
        and with itself:  u and u     -> u
        and with true:    u and true  -> u
        true and:         true and u  -> u
        and with false:   u and false -> false
        false and:        false and u -> false
    """,
    sample=((0, 1), (0, 1)),
    page="Both hold.",
)
OR = Function("or", arity=2, latex=r"{0} \lor {1}", numpy="logical_or", sympy="Or",
    mpmath=lambda _, u, v: u or v,
    simplify="""
        or with itself:  u or u     -> u
        or with false:   u or false -> u
        false or:        false or u -> u
        or with true:    u or true  -> true
        true or:         true or u  -> true
    """,
    sample=((0, 1), (0, 1)),
    page="At least one holds.",
)
NOT = Function("not", latex=r"\lnot {0}", numpy="logical_not", sympy="Not",
    mpmath=lambda _, u: not u,
    simplify="""
        not true:     not true     -> false
        not false:    not false    -> true
        not and:      not (u and v) -> (not u) or (not v)
        not or:       not (u or v)  -> (not u) and (not v)
        not not:      not (not u)  -> u
        not less:     not (u < v)  -> u >= v
        not at most:  not (u <= v) -> u > v
        not greater:  not (u > v)  -> u <= v
        not at least: not (u >= v) -> u < v
        not equal:    not (u == v) -> u != v
        not unequal:  not (u != v) -> u == v
    """,
    sample=((0, 1),),
    page="The opposite condition.",
)
TRUE = Function("true", arity=0, latex=r"\text{true}", sympy="true",
    spellings=("True",),
    mpmath=lambda _: True,
    sample=(),
    page="The condition that always holds.",
)
FALSE = Function("false", arity=0, latex=r"\text{false}", sympy="false",
    spellings=("False",),
    mpmath=lambda _: False,
    sample=(),
    page="The condition that never holds.",
)
UNDEFINED = Function("undefined", arity=0, latex=r"\text{undefined}", mpmath="nan", math="nan", numpy="nan",
    sympy="nan",
    domain="false",
    sample=(),
    page="No value: what a formula by cases has where no case holds.",
)

PIECEWISE = (ABS, SIGN, FLOOR, CEIL, MIN, MAX, HEAVISIDE, WHERE)
LOGIC = (LT, LE, GT, GE, EQ, NE, AND, OR, NOT, TRUE, FALSE, UNDEFINED)
