"""The factorial made continuous: the gamma function and its kin."""

from .records import Function

FACTORIAL = Function("factorial", latex=r"{0}!",
    spellings=("fact", "Factorial"),
    mpmath="factorial",
    scipy=lambda sc, u: sc.gamma(u + 1),
    sympy="factorial",
    definition="gamma(u + 1)",
    derivative="factorial(u)' = gamma(u + 1) * digamma(u + 1) * u'",
    simplify="""
        factorial of zero:      factorial(0) -> 1
        factorial of a number:  factorial(n) -> n * factorial(n - 1)  when n > 0 and n <= 20
    """,
    domain="u > -1 or u != floor(u)",
    sample=((-0.9, 4),),
    page="The factorial u!, which is gamma(u + 1) between the integers.",
)
GAMMA = Function("gamma", latex=r"\Gamma", math="gamma", mpmath="gamma", scipy="gamma", sympy="gamma",
    spellings=("Gamma", "tgamma"),
    derivative="gamma(u)' = gamma(u) * digamma(u) * u'",
    simplify="""
        gamma of one:          gamma(1)   -> 1
        gamma of a half:       gamma(1/2) -> sqrt(pi)
        gamma of an integer:   gamma(n)   -> (n - 1) * gamma(n - 1)  when n > 1 and n <= 21
        gamma of half an odd:  gamma(a)   -> (a - 1) * gamma(a - 1)  when a > 1 and a <= 10 and a - 1/2 is integer
    """,
    domain="u > 0 or u != floor(u)",
    sign="nonzero",
    sample=((0.1, 4),),
    page="The gamma function: gamma(n) = (n - 1)!.",
)
LOGGAMMA = Function("loggamma", latex=r"\ln\Gamma", math="lgamma", mpmath="loggamma", scipy="loggamma",
    sympy="loggamma",
    spellings=("lgamma", "gammaln", "lngamma", "logGamma"),
    derivative="loggamma(u)' = digamma(u) * u'",
    simplify="""
        log-gamma of one:  loggamma(1) -> 0
        log-gamma of two:  loggamma(2) -> 0
    """,
    domain="u > 0",
    sample=((0.1, 5),),
    page="The logarithm of the gamma function.",
)
DIGAMMA = Function("digamma", finest=1120, latex=r"\psi", mpmath="digamma", scipy="digamma", sympy="digamma",
    spellings=("psi", "Digamma"),
    derivative="digamma(u)' = polygamma(1, u) * u'",
    domain="u > 0 or u != floor(u)",
    sample=((0.1, 5),),
    page="The logarithmic derivative of the gamma function.",
)
TRIGAMMA = Function("trigamma", latex=r"\psi_{{1}}\left({0}\right)",
    mpmath=lambda mp, u: mp.psi(1, u),
    scipy=lambda sc, u: sc.polygamma(1, u),
    sympy="trigamma",
    definition="polygamma(1, u)",
    derivative="trigamma(u)' = polygamma(2, u) * u'",
    simplify="trigamma as polygamma:  trigamma(u) -> polygamma(1, u)",
    domain="u > 0 or u != floor(u)",
    sign="positive",
    sample=((0.1, 5),),
    page="The derivative of the digamma function.",
)
POLYGAMMA = Function("polygamma", arity=2, latex=r"\psi^{{\left({0}\right)}}\left({1}\right)",
    spellings=("psi",),
    mpmath="psi",
    scipy="polygamma",
    sympy="polygamma",
    derivative="polygamma(u, v)' = polygamma(u + 1, v) * v'",
    simplify="""
        polygamma of order zero:  polygamma(0, u)   -> digamma(u)
        trigamma of one:          polygamma(1, 1)   -> pi^2/6
        trigamma of a half:       polygamma(1, 1/2) -> pi^2/2
    """,
    domain="u >= 0 and u == floor(u) and (v > 0 or v != floor(v))",
    sample=(range(4), (0.2, 5)),
    page="The derivative of order n of the digamma function, polygamma(n, u).",
)
BETA = Function("beta", arity=2, latex=r"\operatorname{{B}}\left({0}, {1}\right)", mpmath="beta", scipy="beta",
    sympy="beta",
    spellings=("Beta",),
    derivative=(
        "beta(u, v)' = beta(u, v) * (digamma(u) - digamma(u + v)) * u'"
        " + beta(u, v) * (digamma(v) - digamma(u + v)) * v'"
    ),
    simplify="beta of ones:  beta(1, 1) -> 1",
    domain="(u > 0 or u != floor(u)) and (v > 0 or v != floor(v))",
    sample=((0.2, 4), (0.2, 4)),
    page="Euler's beta function, gamma(u)*gamma(v)/gamma(u + v).",
)
UPPERGAMMA = Function("uppergamma", finest=1120, arity=2, latex=r"\Gamma\left({0}, {1}\right)",
    spellings=("Gamma", "gammainc_upper"),
    mpmath="gammainc",
    scipy=lambda sc, u, v: sc.gammaincc(u, v) * sc.gamma(u),
    sympy="uppergamma",
    derivative="uppergamma(u, v)' = -v^(u - 1) * exp(-v) * v'",
    simplify="""
        upper gamma from zero:   uppergamma(u, 0) -> gamma(u)   provided u > 0
        upper gamma of order 1:  uppergamma(1, v) -> exp(-v)
        upper gamma of order 0:  uppergamma(0, v) -> E1(v)
    """,
    domain="v > 0 or u > 0 and (v == 0 or u == floor(u))",
    kinks="v == 0 and u != floor(u)",
    sample=((0.2, 4), (0.1, 5)),
    page="The integral of t^(u - 1)*exp(-t) from v to infinity.",
)
LOWERGAMMA = Function("lowergamma", arity=2, latex=r"\gamma\left({0}, {1}\right)",
    mpmath=lambda mp, u, v: mp.power(v, u) / u * mp.hyp1f1(u, u + 1, -v),
    scipy=lambda sc, u, v: sc.gammainc(u, v) * sc.gamma(u),
    sympy="lowergamma",
    derivative="lowergamma(u, v)' = v^(u - 1) * exp(-v) * v'",
    simplify="""
        lower gamma to zero:     lowergamma(u, 0) -> 0            provided u > 0
        lower gamma of order 1:  lowergamma(1, v) -> 1 - exp(-v)
        lower and upper gamma:   lowergamma(u, v) + uppergamma(u, v) -> gamma(u)  when v > 0
    """,
    domain="u > 0 and (v >= 0 or u == floor(u)) or u != floor(u) and v > 0",
    kinks="v == 0 and u != floor(u)",
    sample=((0.2, 4), (0.1, 5)),
    page="The integral of t^(u - 1)*exp(-t) from 0 to v.",
)

GAMMA_FUNCTIONS = (
    FACTORIAL, GAMMA, LOGGAMMA, DIGAMMA, TRIGAMMA, POLYGAMMA, BETA, UPPERGAMMA, LOWERGAMMA,
)  # fmt: skip
