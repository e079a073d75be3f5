"""Roots, and the lengths that they measure."""

from .records import Function

SQRT = Function("sqrt", latex=r"\sqrt{{{0}}}", math="sqrt", mpmath="sqrt", numpy="sqrt", sympy="sqrt",
    derivative="sqrt(u)' = u' / (2 * sqrt(u))",
    simplify="""
        square root of zero:    sqrt(0)   -> 0
        square root of one:     sqrt(1)   -> 1
        square of a root:       sqrt(u)^2 -> u            provided u >= 0
        root of a square:       sqrt(u^2) -> abs(u)       when u is real
        root of an even power:  sqrt(u^n) -> abs(u)^(n/2) when n is even and u is real
    """,
    domain="u >= 0",
    kinks="u == 0",
    sign="nonnegative",
    sample=((0.1, 5),),
    page="The square root.",
)
CBRT = Function("cbrt", latex=r"\sqrt[3]{{{0}}}", math="cbrt", numpy="cbrt", scipy="cbrt",
    mpmath=lambda mp, u: -mp.cbrt(-u) if mp.im(u) == 0 and mp.re(u) < 0 else mp.cbrt(u),
    sympy=lambda sp, u: sp.real_root(u, 3),
    derivative="cbrt(u)' = u' / (3 * cbrt(u)^2)",
    simplify="""
        cube root of zero:    cbrt(0)   -> 0
        cube root of one:     cbrt(1)   -> 1
        cube root is odd:     cbrt(-u)  -> -cbrt(u)  when u is real
        cube of a root:       cbrt(u)^3 -> u
        cube root of a cube:  cbrt(u^3) -> u         when u is real
    """,
    kinks="u == 0",
    sign="u",
    page="The real cube root, also of negative numbers: cbrt(-8) = -2.",
)
ROOT = Function("root", arity=2, latex=r"\sqrt[{1}]{{{0}}}",
    spellings=("nthroot", "nthRoot", "real_root"),
    mpmath=lambda mp, u, v: (
        -mp.power(-u, mp.mpf(1) / v) if mp.im(u) == 0 and mp.re(u) < 0 and v % 2 == 1
        else mp.power(u, mp.mpf(1) / v)
    ),
    numpy=lambda np, u, v: np.where(v % 2 == 1, np.sign(u) * np.abs(u) ** (1.0 / v), np.power(u, 1.0 / v)),
    sympy="real_root",
    definition="where(u < 0, -(-u)^(1/v), u^(1/v))",
    derivative="""
        constant index:  root(u, c)' = u' / (c * root(u, c)^(c - 1))                          when c is constant
        general index:   root(u, v)' = root(u, v) / (v * u) * u' - root(u, v) * ln(u) / v^2 * v'
    """,
    simplify="""
        first root:         root(u, 1)   -> u
        second root:        root(u, 2)   -> sqrt(u)
        third root:         root(u, 3)   -> cbrt(u)
        root as a power:    root(u, n)   -> u^(1/n)      when n is even or u >= 0
        power of a root:    root(u, n)^n -> u            when n is odd and n > 0
        root of odd power:  root(u^n, n) -> u            when n is odd and n > 0 and u is real
    """,
    domain="u > 0 and v != 0 or u == 0 and v > 0 or u < 0 and v == floor(v) and v/2 != floor(v/2)",
    kinks="u == 0",
    sample=((0.1, 5), (1, 5)),
    page="The real n-th root, root(u, n): of negative numbers too when n is odd.",
)
HYPOT = Function("hypot", arity=2, folds=True, latex=r"\sqrt{{{0}^2 + {1}^2}}", math="hypot", numpy="hypot",
    mpmath=lambda mp, u, v: mp.sqrt(u * u + v * v),
    sympy=lambda sp, u, v: sp.sqrt(u**2 + v**2),
    definition="sqrt(u^2 + v^2)",
    derivative="hypot(u, v)' = (u * u' + v * v') / hypot(u, v)",
    simplify="""
        length along one axis:    hypot(u, 0) -> abs(u)  when u is real
        length along the other:   hypot(0, v) -> abs(v)  when v is real
        length of a diagonal:     hypot(u, u) -> sqrt(2)*abs(u)  when u is real
        length less one side:     hypot(u, v)^2 - u^2 -> v^2
        length less the other:    hypot(u, v)^2 - v^2 -> u^2
    """,
    kinks="u == 0 and v == 0",
    sign="nonnegative",
    sample=((-3, 3), (-3, 3)),
    page="The length of the vector (u, v).",
)

ROOTS = (SQRT, CBRT, ROOT, HYPOT)
