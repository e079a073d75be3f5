"""The functions that neural networks are made of."""

from .records import Function

SIGMOID = Function("sigmoid", latex=r"\sigma", scipy="expit",
    spellings=("logistic", "expit"),
    mpmath=lambda mp, u: 1 / (1 + mp.exp(-u)),
    sympy=lambda sp, u: 1 / (1 + sp.exp(-u)),
    definition="1 / (1 + exp(-u))",
    derivative="sigmoid(u)' = sigmoid(u) * (1 - sigmoid(u)) * u'",
    simplify="""
        sigmoid of zero:      sigmoid(0)        -> 1/2
        sigmoid of opposite:  sigmoid(-u)       -> 1 - sigmoid(u)
        sigmoid of logit:     sigmoid(logit(u)) -> u               provided 0 < u and u < 1
    """,
    sign="positive",
    page="The logistic function 1/(1 + exp(-u)).",
)
LOGIT = Function("logit", latex=r"\operatorname{logit}", scipy="logit",
    mpmath=lambda mp, u: mp.log(u / (1 - u)),
    sympy=lambda sp, u: sp.log(u / (1 - u)),
    definition="ln(u / (1 - u))",
    derivative="logit(u)' = u' / (u * (1 - u))",
    simplify="""
        logit of a half:   logit(1/2)        -> 0
        logit of sigmoid:  logit(sigmoid(u)) -> u  when u is real
    """,
    domain="0 < u and u < 1",
    sample=((0.05, 0.95),),
    page="The log-odds ln(u/(1 - u)), inverse of the sigmoid.",
)
SOFTPLUS = Function("softplus", latex=r"\operatorname{softplus}",
    mpmath=lambda mp, u: mp.log1p(mp.exp(u)),
    numpy=lambda np, u: np.logaddexp(0, u),
    sympy=lambda sp, u: sp.log(1 + sp.exp(u)),
    definition="log1p(exp(u))",
    derivative="softplus(u)' = sigmoid(u) * u'",
    simplify="softplus of zero:  softplus(0) -> ln(2)",
    sign="positive",
    page="ln(1 + exp(u)), a smooth relu.",
)
RELU = Function("relu", latex=r"\operatorname{relu}",
    spellings=("ReLU",),
    mpmath=lambda mp, u: u if u > 0 else mp.mpf(0),
    numpy=lambda np, u: np.maximum(u, 0),
    sympy=lambda sp, u: sp.Max(u, 0),
    definition="max(u, 0)",
    derivative="relu(u)' = heaviside(u) * u'",
    simplify="""
        relu of positive:  relu(u)       -> u        when u >= 0
        relu of negative:  relu(u)       -> 0        when u <= 0
        relu of relu:      relu(relu(u)) -> relu(u)
    """,
    kinks="u == 0",
    sign="nonnegative",
    page="The rectified linear unit, max(u, 0).",
)

NEURAL = (SIGMOID, LOGIT, SOFTPLUS, RELU)
