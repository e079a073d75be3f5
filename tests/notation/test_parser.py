"""What people type, beside the same formula written out in full."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symdiff.catalogue import CATALOGUE, Function
from symdiff.expressions import Apply, ArgumentError, Number, Symbol, postorder, symbols
from symdiff.notation import parse

x, y, z = symbols("x y z")


def test_the_tree_is_what_was_typed() -> None:
    tree = parse("x*x + (x - 2)")
    assert tree is x * x + (x - 2)
    assert parse("a - b").op == "sub"
    assert parse("x*(y*z)") is x * (y * z)
    assert parse("x*y*z") is (x * y) * z
    assert parse("-(-x)") is Apply("neg", (-x,))
    assert parse("x - x") is x - x
    assert parse("1/3") is Apply("div", (Number("1"), Number("3")))
    assert parse("-2") is Apply("neg", (Number("2"),))
    assert parse("+x") is x


SAME = {
    # powers, signs, factorials
    "x^2": "x**2",
    "2^3^4": "2**(3**4)",
    "-x^2": "-(x**2)",
    "-2^2": "-(2**2)",
    "(-2)^2": "(-2)**2",
    "a^-b": "a**(-b)",
    "a^-b^c": "a**(-(b**c))",
    "a^+b": "a**b",
    "2^-x*y": "(2**(-x))*y",
    "2^-x y": "(2**(-x))*y",
    "-x*y": "(-x)*y",
    "-2x": "-(2*x)",
    "x*-y": "x*(-y)",
    "x--y": "x - (-y)",
    "x+-+y": "x + (-y)",
    "2^3!": "2**factorial(3)",
    "3!^2": "factorial(3)**2",
    "-n!": "-factorial(n)",
    "(n!)!": "factorial(factorial(n))",
    "x/2!": "x/factorial(2)",
    # products without a sign
    "2x": "2*x",
    "2 x": "2*x",
    "x y": "x*y",
    "2x y": "(2*x)*y",
    "a*b c": "a*(b*c)",
    "a b*c": "(a*b)*c",
    "2x/3": "(2*x)/3",
    "3(x+1)": "3*(x + 1)",
    "(x+1)(x+2)(x+3)": "((x + 1)*(x + 2))*(x + 3)",
    "x(1-x)": "x*(1 - x)",
    "x_1(1-x_1)": "x_1*(1 - x_1)",
    "theta(1-theta)": "theta*(1 - theta)",
    "2(3)": "2*3",
    "x^2y": "(x**2)*y",
    "x^2 y": "(x**2)*y",
    "x^n(x+1)": "(x**n)*(x + 1)",
    "e^x(x+1)": "(E**x)*(x + 1)",
    "e^2 x": "(E**2)*x",
    "e^-x cos x": "(E**(-x))*cos(x)",
    "2pi r": "(2*pi)*r",
    "x**2 + 2x y + y**2": "(x**2 + (2*x)*y) + y**2",
    # functions without brackets
    "sin x": "sin(x)",
    "sin 2x": "sin(2*x)",
    "sin x^2": "sin(x**2)",
    "sin x!": "sin(factorial(x))",
    "sin -x": "sin(-x)",
    "sin -2x": "sin(-(2*x))",
    "2 sin x": "2*sin(x)",
    "-sin x": "-sin(x)",
    "sin x cos x": "sin(x)*cos(x)",
    "sin 2x cos 3x": "sin(2*x)*cos(3*x)",
    "2 sin x cos y": "(2*sin(x))*cos(y)",
    "sin x*cos x": "sin(x)*cos(x)",
    "sin x/cos x": "sin(x)/cos(x)",
    "x sin x + cos x": "x*sin(x) + cos(x)",
    "sin cos x": "sin(cos(x))",
    "sin cos x exp x": "sin(cos(x))*exp(x)",
    "sin 2(x+1)": "sin(2*(x + 1))",
    "sin (x+1)(x+2)": "sin(x + 1)*(x + 2)",
    "sin(x)^2": "sin(x)**2",
    "sin(x) y": "sin(x)*y",
    "e^sin x": "E**sin(x)",
    "1/sin x": "1/sin(x)",
    "log x y": "log(x*y)",
    "sqrt 2x": "sqrt(2*x)",
    # powers and inverses of functions
    "sin^2 x": "sin(x)**2",
    "sin^2(x)": "sin(x)**2",
    "sin**2(x)": "sin(x)**2",
    "sin^2 2x": "sin(2*x)**2",
    "sin^2 x^2": "sin(x**2)**2",
    "sin^2 x cos^3 x": "(sin(x)**2)*(cos(x)**3)",
    "2 sin^2 x": "2*(sin(x)**2)",
    "sin^n x": "sin(x)**n",
    "sin^(n+1) x": "sin(x)**(n + 1)",
    "sin²x": "sin(x)**2",
    "log^2 x": "log(x)**2",
    "exp^y(z)": "exp(z)**y",
    "sin^-1 x": "asin(x)",
    "sin^-1(x)": "asin(x)",
    "sin^(-1) x": "asin(x)",
    "sin⁻¹ x": "asin(x)",
    "tanh^-1 x": "atanh(x)",
    "sin^-2 x": "sin(x)**(-2)",
    "sin(x)^-1": "sin(x)**(-1)",
    # absolute values
    "|x|": "abs(x)",
    "|x-1|": "abs(x - 1)",
    "||x|-1|": "abs(abs(x) - 1)",
    "|||x|-1|-1|": "abs(abs(abs(x) - 1) - 1)",
    "|x||y|": "abs(x)*abs(y)",
    "|x| |y|": "abs(x)*abs(y)",
    "2|x|": "2*abs(x)",
    "|x|y": "abs(x)*y",
    "|x|+|y|": "abs(x) + abs(y)",
    "|x*|y||": "abs(x*abs(y))",
    "(|x|)": "abs(x)",
    "ln|x|": "log(abs(x))",
    "|sin x|": "abs(sin(x))",
    "|x|^2": "abs(x)**2",
    "x²√x": "x**2*sqrt(x)",
    "x³ √x": "x**3*sqrt(x)",
    "x⁻¹√x": "x**-1*sqrt(x)",
    "x³∛x": "x**3*cbrt(x)",
    "x[y+1]": "x*(y + 1)",
    "d*x/dx": "d*x/dx",
    "D*of": "D*of",
    "|x²|": "abs(x**2)",
    "|x²-1|": "abs(x**2 - 1)",
    "||x|²-1|": "abs(abs(x)**2 - 1)",
    "|x²||y|": "abs(x**2)*abs(y)",
    "|x|²y|z|": "abs(x)**2*y*abs(z)",
    "√|x³|": "sqrt(abs(x**3))",
    "ln|x⁽ʸ⁾|": "log(abs(x**y))",
    "|(x)|": "abs(x)",
    # brackets of the three kinds
    "[x+1]{y-2}(z)": "((x + 1)*(y - 2))*z",
    "sin[x]": "sin(x)",
    "exp{x}": "exp(x)",
    # roots and raised signs
    "√x": "sqrt(x)",
    "√x^2": "sqrt(x**2)",
    "√x²": "sqrt(x**2)",
    "√(x)^2": "sqrt(x)**2",
    "√(x+1)": "sqrt(x + 1)",
    "√(x+1)y": "sqrt(x + 1)*y",
    "√2 x": "sqrt(2)*x",
    "2√x": "2*sqrt(x)",
    "√√x": "sqrt(sqrt(x))",
    "√-x": "sqrt(-x)",
    "∛x": "cbrt(x)",
    "x^√2": "x**sqrt(2)",
    "x²": "x**2",
    "x²³": "x**23",
    "x⁻¹": "x**(-1)",
    "xⁿ⁺¹y": "(x**(n + 1))*y",
    "x⁽²⁾": "x**2",
    "-x²": "-(x**2)",
    "2^x²": "2**(x**2)",
    "x²!": "factorial(x**2)",
    "e²x": "(E**2)*x",
    # names and letters
    "x₁": "x_1",
    "x₁₂y": "x_12*y",
    "x_{12}": "x_12",
    "α": "alpha",
    "2πr": "(2*pi)*r",
    "π": "pi",
    "αβ": "alpha*beta",
    "ωt": "omega*t",
    "α_1": "alpha_1",
    "α₁": "alpha_1",
    "k_β": "k_beta",
    "sinα": "sin(alpha)",
    "ϕ": "phi",
    "µ": "mu",
    "𝑥": "x",
    # signs of all kinds
    "x·y": "x*y",
    "x×y": "x*y",
    "x÷y": "x/y",
    "x−y": "x - y",
    "x–y": "x - y",
    "（x＋１）": "(x + 1)",
    "½x": "(1/2)*x",
    "x\u00a0+\u2009y": "x + y",
    "x\n+\ty": "x + y",
    # numbers
    "1e-3x": "1e-3*x",
    "2e": "2*e",
    "2e+a": "2*e + a",
    "5.x": "5.*x",
    "007": "7",
    "00.5": "0.5",
    # logarithms to a base, and other spellings
    "ln x": "log(x)",
    "log_2 x": "log2(x)",
    "log₂x": "log2(x)",
    "log_a(x)": "log(x, a)",
    "log_3 x": "log(x, 3)",
    "log_3^2 x": "log(x, 3)**2",
    "lg x": "log10(x)",
    "tg x + ctg x": "tan(x) + cot(x)",
    "arctg x": "atan(x)",
    "sh x ch x th x": "(sinh(x)*cosh(x))*tanh(x)",
    "arcsin x": "asin(x)",
    "Abs(x)": "abs(x)",
    "min(x, y, z)": "min(min(x, y), z)",
    "Max(x, y)": "max(x, y)",
    # comparisons and cases
    "where(x≤0, x, y)": "where(x <= 0, x, y)",
    "where(x≠y, x, y)": "where(x != y, x, y)",
    "where(x = 0, x, y)": "where(x == 0, x, y)",
    "where(x>0 && y>0, x, y)": "where(x > 0 and y > 0, x, y)",
    "where(0 < x < 1, x, y)": "where(0 < x and x < 1, x, y)",
    "where(¬ x<1 ∧ y<1, x, y)": "where((not x < 1) and y < 1, x, y)",
    "x != y": "x ≠ y",
    "Piecewise((x, x>0), (y, True))": "where(x > 0, x, y)",
    "Piecewise((x, x>0), (y, y>0), (z, True))": "where(x > 0, x, where(y > 0, y, z))",
    "Piecewise((x, x>0), (y, y>0))": "where(x > 0, x, where(y > 0, y, undefined))",
    # names that are functions only before a bracket
    "gamma x": "gamma*x",
    "E1 x": "E1*x",
}


@pytest.mark.parametrize(("typed", "full"), SAME.items(), ids=SAME)
def test_typed_is_read_as(typed: str, full: str) -> None:
    assert parse(typed) is parse(full)


@pytest.mark.parametrize("typed", SAME)
def test_the_quick_way_and_the_careful_way_agree(typed: str) -> None:
    """A tab in front is white space, and keeps the quick way from being taken."""
    assert parse("\t" + typed) is parse(typed)


def test_the_operations_themselves() -> None:
    assert parse("2x") is Number("2") * x
    assert parse("x²") is x ** Number("2")
    assert parse("√x") is Apply("sqrt", (x,))
    assert parse("|x|") is Apply("abs", (x,))
    assert parse("5!") is Apply("factorial", (Number("5"),))
    assert parse("e") is parse("E") is Apply("E", ())
    assert parse("ln x") is parse("log x") is Apply("ln", (x,))
    assert parse("log(x, 2)") is Apply("log", (x, Number("2")))
    assert parse("x < 1") is Apply("lt", (x, Number("1")))
    assert parse("not x < 1") is Apply("not", (parse("x < 1"),))
    assert parse("true") is Apply("true", ())


@pytest.mark.parametrize("spelling", ["0", "12", "3.14", ".5", "5.", "1e-3", "6.67e-11", "1e5"])
def test_numbers_keep_their_spelling(spelling: str) -> None:
    assert parse(spelling) is Number(spelling)
    assert parse(f"x*{spelling} + y") is x * Number(spelling) + y


def test_decimal_comma() -> None:
    assert parse("3,5x", decimal_comma=True) is parse("3.5*x")
    assert parse("max(1,5; x; 2)", decimal_comma=True) is parse("max(1.5, x, 2)")


def test_declared_variables_come_first() -> None:
    assert parse("e^x", variables=["e", "x"]) is Symbol("e") ** x
    assert parse("pi*x", variables="pi x") is Symbol("pi") * x
    assert parse("sin + 1", variables=["sin"]) is Symbol("sin") + 1
    assert parse("gamma(x + 1)", variables=["gamma"]) is Symbol("gamma") * (x + 1)
    assert parse("f(x)", variables=["f"]) is Symbol("f") * x
    assert parse("α + 1", variables=["α"]) is Symbol("alpha") + 1
    assert parse("nan", variables=["nan"]) is Symbol("nan")
    assert parse("lnx", variables=["lnx"]) is Symbol("lnx")


def test_declared_names_written_together_are_a_product() -> None:
    names = {"variables": ["x", "y", "z"]}
    assert parse("xy", **names) is x * y
    assert parse("2xyz", **names) is parse("((2*x)*y)*z")
    assert parse("xy^z", **names) is x * y**z
    assert parse("(xy)^z", **names) is (x * y) ** z
    assert parse("sin xy", **names) is parse("sin(x*y)")
    assert parse("xsin(x)", **names) is parse("x*sin(x)")
    assert parse("ab", **names) is Symbol("ab")
    assert parse("xy") is Symbol("xy")
    assert parse("xy", variables=["x", "y", "xy"]) is Symbol("xy")


def test_constants_are_those_that_were_asked_for() -> None:
    assert parse("I*x") is Symbol("I") * x
    assert parse("I*x", constants=["I"]) is Apply("I", ()) * x
    assert parse("pi*e", constants=[]) is Symbol("pi") * Symbol("e")
    with pytest.raises(ArgumentError):
        parse("x", constants=["tau_of_nobody"])


def test_unknown_functions_and_their_derivatives() -> None:
    known = {"functions": ["f", "g"]}
    assert parse("f(x)", **known) is Apply("f", (x,))
    assert parse("2f(x) + f(x, y)", **known) is 2 * Apply("f", (x,)) + Apply("f", (x, y))
    gx = Apply("g", (x,))
    assert parse("f'(g(x))", **known) is Apply("D(f, 1)", (gx,))
    assert parse("f''(g(x))", **known) is Apply("D(f, 1, 1)", (gx,))
    assert parse("f′(x)", **known) is parse("D(f, 1)(x)", **known)
    assert parse("f″(x)", **known) is parse("D(f, 1, 1)(x)", **known)
    assert parse("D(f, 2, 1)(x, y)", **known) is Apply("D(f, 1, 2)", (x, y))
    assert parse("D(f,1)(x)^2", **known) is Apply("D(f, 1)", (x,)) ** 2
    assert parse("D(log, 2)(x, y)") is Apply("D(log, 2)", (x, y))
    assert parse("D(log, 1)(x)") is Apply("D(ln, 1)", (x,))
    assert parse("D*x + D(x + 1)") is Symbol("D") * x + Symbol("D") * (x + 1)
    assert parse("u'*cos(u)", variables=["u", "u'"]).args[0] is Symbol("u'")
    with pytest.raises(ArgumentError, match="cannot be declared"):
        parse("sin(x)", functions=["sin"])


def test_a_catalogue_of_ones_own() -> None:
    mine = CATALOGUE.extended(
        [
            Function("gd", spellings=("gudermann",)),
            Function("agd"),
            Function("mix", arity=2, folds=True),
        ]
    )
    assert parse("gd x", catalogue=mine) is Apply("gd", (x,))
    assert parse("gudermann^2 x", catalogue=mine) is Apply("gd", (x,)) ** 2
    assert parse("gd^-1 x", catalogue=mine) is Apply("agd", (x,))
    assert parse("mix(x, y, z)", catalogue=mine) is Apply("mix", (Apply("mix", (x, y)), z))
    assert parse("gd") is Symbol("gd")


RULE_TEXT = {
    "sin(u)^2 + cos(u)^2": "add",
    "where(u <= v, du, dv)": "where",
    "where(c, u, v)": "where",
    "-1 <= u and u <= 1": "and",
    "u != 0 or v >= 0": "or",
    "u > 0 or v == 0 and not u < v": "or",
    "log(u, v)": "log",
    "(a + b)*u": "mul",
}


@pytest.mark.parametrize("text", RULE_TEXT)
def test_the_text_of_rules(text: str) -> None:
    letters = ("u", "v", "w", "a", "b", "c", "du", "dv")
    tree = parse(text, variables=letters, constants=("pi", "E"))
    assert isinstance(tree, Apply)
    assert tree.op == RULE_TEXT[text]
    assert all(n.name in letters for n in postorder((tree,)) if isinstance(n, Symbol))


def test_logic_binds_as_in_python() -> None:
    a, b, c = (Apply("lt", (s, Number("1"))) for s in (x, y, z))
    assert parse("x<1 and y<1 or z<1") is Apply("or", (Apply("and", (a, b)), c))
    assert parse("x<1 or y<1 and z<1") is Apply("or", (a, Apply("and", (b, c))))
    assert parse("not x<1 and y<1") is Apply("and", (Apply("not", (a,)), b))
    assert parse("x < y < z <= 1") is parse("(x < y and y < z) and z <= 1")


leaves = st.sampled_from(["x", "y", "alpha", "pi", "2", "0.5", "1e-3"])
formulas = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from("+-*/^"), inner, inner).map(lambda t: f"({t[1]}){t[0]}({t[2]})"),
        inner.map(lambda t: f"-({t})"),
        inner.map(lambda t: f"sin({t})"),
        inner.map(lambda t: f"({t})!"),
        st.tuples(inner, inner).map(lambda t: f"atan2({t[0]}, {t[1]})"),
        st.tuples(inner, inner).map(lambda t: f"({t[0]})({t[1]})"),
    ),
    max_leaves=12,
)


@given(formulas)
def test_spaces_and_brackets_change_nothing(text: str) -> None:
    tree = parse(text)
    spaced = " ".join(text).replace("a l p h a", "alpha").replace("p i", "pi")
    for word in ("s i n", "a t a n 2", "0 . 5", "1 e - 3"):
        spaced = spaced.replace(word, word.replace(" ", ""))
    assert parse(spaced) is tree
    assert parse(f"[{{({text})}}]") is tree
    assert parse(f"\t{text}") is tree
