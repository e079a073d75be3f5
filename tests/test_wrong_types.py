"""Every argument of every public function, given what it does not take, is refused in words."""

from __future__ import annotations

import inspect
from importlib.util import find_spec
from typing import Any

import pytest

import symdiff
from symdiff import CATALOGUE, Symbol, SymdiffError, parse
from symdiff.checking import numerical_derivative
from symdiff.evaluation import tangent_line

x = Symbol("x")
FORMULA = parse("x^2")
WRONG: list[Any] = [
    None, 5, -1, 2.5, float("nan"), True, "?", "\ud800", b"x", [], [3], (None,), {}, {3: 4},
    {"x": object()}, object(), object, len, x, x > 0, CATALOGUE, range(3),
]  # fmt: skip

# Each public function with arguments that it takes.
CALLS: dict[str, tuple[Any, dict[str, Any]]] = {
    "Apply": (symdiff.Apply, {"op": "sin", "args": (x,)}),
    "Catalogue": (symdiff.Catalogue, {"functions": (), "rules": ""}),
    "Candidate": (symdiff.Candidate, {"name": "foo", "lines": "sin(u) -> cos(u)"}),
    "Function": (symdiff.Function, {"name": "foo"}),
    "Limits": (symdiff.Limits, {}),
    "Number": (symdiff.Number, {"spelling": "1"}),
    "Symbol": (symdiff.Symbol, {"name": "x"}),
    "check": (symdiff.check, {"f": "x^2", "claimed": "2*x", "x": "x"}),
    "check_derivative": (symdiff.check_derivative, {"found": symdiff.derivation("x^2")}),
    "collect": (symdiff.collect, {"f": "a*x^2 + x", "x": "x"}),
    "expand": (symdiff.expand, {"f": "x^2"}),
    "factor": (symdiff.factor, {"f": "x^2"}),
    "derivation": (symdiff.derivation, {"f": "x^2", "x": "x"}),
    "compare": (symdiff.compare, {"f": "x^2", "at": {"x": 2}}),
    "explain": (symdiff.explain, {"f": "x^2", "x": "x"}),
    "grade": (symdiff.grade, {"f": "x^2", "claimed": "2*x", "x": "x"}),
    "parse_latex": (symdiff.parse_latex, {"text": "x^2"}),
    "read_latex": (symdiff.read_latex, {"text": "x^2"}),
    "picture": (symdiff.picture, {"e": "x^2"}),
    "quiz": (symdiff.quiz, {"topic": "power", "n": 2}),
    "replay_explanation": (symdiff.replay_explanation, {"text": symdiff.explain("x").to_json()}),
    "swell": (symdiff.swell, {"f": "x^2", "x": "x", "n": 2}),
    "diff": (symdiff.diff, {"f": "x^2", "x": "x"}),
    "evaluate": (symdiff.evaluate, {"f": "x^2", "at": {"x": 2}}),
    "from_json": (symdiff.from_json, {"text": symdiff.to_json("x")}),
    "from_sympy": (symdiff.from_sympy, {"s": 1}),
    "infix": (symdiff.infix, {"e": "x^2"}),
    "latex": (symdiff.latex, {"e": "x^2"}),
    "let": (symdiff.let, {}),
    "parse": (symdiff.parse, {"text": "x^2"}),
    "sexpr": (symdiff.sexpr, {"e": "x^2"}),
    "simplify": (symdiff.simplify, {"f": "x^2"}),
    "sizes": (symdiff.sizes, {}),
    "symbols": (symdiff.symbols, {"names": "x y"}),
    "to_json": (symdiff.to_json, {"e": "x^2"}),
    "to_sympy": (symdiff.to_sympy, {"f": "x^2"}),
    "tree": (symdiff.tree, {"e": "x^2"}),
    "Expr.diff": (FORMULA.diff, {"x": "x"}),
    "Expr.simplify": (FORMULA.simplify, {}),
    "Expr.subs": (FORMULA.subs, {"replacements": {"x": 1}}),
    "Catalogue.extended": (CATALOGUE.extended, {}),
    "tangent_line": (tangent_line, {"f": "x^2", "slope": "2*x", "x": "x", "at": {"x": 1}}),
    "check_accuracy": (symdiff.check_accuracy, {"f": "x^2", "within": (1, 2), "points": 2}),
    "code": (symdiff.code, {"formulas": "x^2"}),
    "directional": (symdiff.directional, {"f": "x^2", "wrt": "x", "direction": [1]}),
    "function": (symdiff.function, {"inputs": "x", "outputs": "x^2", "backend": "python"}),
    "grad": (symdiff.grad, {"cost": "x^2", "wrt": "x"}),
    "grad_source": (symdiff.grad_source, {"cost": "x^2", "wrt": "x"}),
    "hessian": (symdiff.hessian, {"f": "x^2", "wrt": "x"}),
    "implicit": (symdiff.implicit, {"equation": "x^2 + y^2", "y": "y", "x": "x"}),
    "jacobian": (symdiff.jacobian, {"formulas": ["x^2"], "wrt": "x"}),
    "jvp": (symdiff.jvp, {"formulas": ["x^2"], "wrt": "x", "tangents": [1]}),
    "trace": (symdiff.trace, {"function": lambda w: w * w}),
    "vjp": (symdiff.vjp, {"formulas": ["x^2"], "wrt": "x", "cotangents": [1]}),
    "numerical_derivative": (numerical_derivative, {"f": "x^2", "x": "x", "point": {"x": 1}}),
}
NO_CALLS = {
    *("CANDIDATES", "CATALOGUE", "Derivation", "Expr", "Sizes", "SymdiffError", "__version__", "errors"),
    *("Comparison", "Explanation", "Grade", "Picture", "Quiz", "Swell"),
    *("AmbiguousFormula", "ArgumentError", "ArgumentTypeError", "DomainError", "FormulaError"),
    *("LimitExceeded", "MissingExtra", "RuleError", "UnknownName"),
}
FLAGS = {"decimal_comma", "real", "share", "shared", "stable"}  # true or false, as Python sees it

# The same questions of an expression and of a Python function, which are not read as text.
COST = {"grad": "cost", "grad_source": "cost", "hessian": "f", "directional": "f"}
COSTS: dict[str, Any] = {"an expression": FORMULA, "a function": lambda x: x * x}
CALLS |= {
    f"{name}. of {kind}": (CALLS[name][0], {**CALLS[name][1], argument: cost})
    for name, argument in COST.items()
    for kind, cost in COSTS.items()
}


def called(backend: str, inputs: list[Any]) -> Any:
    """A compiled function, as a function of x."""
    compiled = symdiff.function(inputs, "x^2", backend)
    return lambda x: compiled(x)


for backend in ("python", "numpy") if find_spec("numpy") else ("python",):
    CALLS[f"{backend}.of a number"] = called(backend, ["x"]), {"x": 1}
    CALLS[f"{backend}.of a vector"] = called(backend, [["x", "y"]]), {"x": [1, 2]}
LISTS = {"consider_constant", "cotangents", "direction", "formulas", "inputs", "outputs"}
LISTS |= {"tangents", "wrt"}


def arguments() -> list[tuple[str, str]]:
    found = []
    for call, (function, _) in CALLS.items():
        for parameter in inspect.signature(function).parameters.values():
            if parameter.kind is parameter.VAR_KEYWORD:
                names = {"variables", "functions", "constants"}
                found += [(call, name) for name in sorted(names - {f for c, f in found if c == call})]
            elif parameter.kind is not parameter.VAR_POSITIONAL:
                found.append((call, parameter.name))
    return found


def test_every_public_name_is_called() -> None:
    assert {name for name in CALLS if "." not in name} - set(symdiff.__all__) == {
        "tangent_line",
        "numerical_derivative",
    }
    assert set(symdiff.__all__) - set(CALLS) == NO_CALLS


@pytest.mark.parametrize(("call", "argument"), arguments(), ids=str)
def test_a_wrong_argument_is_refused_in_words(call: str, argument: str) -> None:
    function, right = CALLS[call]
    if call == "from_sympy":
        pytest.importorskip("sympy")
    refused = 0
    for wrong in WRONG:
        if argument == "cost" and callable(wrong):
            continue  # a function, whose errors are its own
        try:
            function(**{**right, argument: wrong})
        except SymdiffError as error:
            assert error.message and error.code.startswith("E-")
            refused += 1
    text_is_read = call not in ("let", "sizes", "Expr.diff", "Expr.simplify")
    names_of_no_text = ". of " in call and argument in ("functions", "constants")
    if argument not in FLAGS and text_is_read and not names_of_no_text:
        assert refused > 2


@pytest.mark.parametrize(
    ("call", "argument"), [(c, a) for c, a in arguments() if a in LISTS], ids=str
)
def test_a_wrong_member_of_a_list_is_refused_in_words(call: str, argument: str) -> None:
    function, right = CALLS[call]
    refused = 0
    for wrong in [*WRONG, {"x"}, "x" * 5000, 10**5000]:
        for several in ([wrong], [[wrong]], {"x": wrong}):
            try:
                function(**{**right, argument: several})
            except SymdiffError as error:
                assert error.message and error.code.startswith("E-")
                refused += 1
    assert refused > 20


@pytest.mark.parametrize("wrong", WRONG, ids=lambda w: type(w).__name__)
@pytest.mark.parametrize("function", [symdiff.let, symdiff.sizes])
def test_wrong_formulas_are_refused_in_words(function: Any, wrong: Any) -> None:
    try:
        found = function(wrong)
    except SymdiffError as error:
        assert error.message
    else:
        assert found and isinstance(wrong, (int, float, symdiff.Expr))


REFUSED = {
    "a number as variable": lambda: symdiff.diff("x", 3),
    "a number as variable of an expression": lambda: x.diff(5),
    "a number for replacements": lambda: x.subs(5),
    "a number as point": lambda: symdiff.evaluate("x^2", 2),
    "a number for names": lambda: parse("x", variables=5),
    "text for an exponent of an operator": lambda: symdiff.Number("2x"),
    "a name with a sign": lambda: Symbol("x-1"),
    "a name that begins with a digit": lambda: Symbol("2x"),
    "a name that LaTeX would run": lambda: Symbol("}\\input{x"),
    "a function's name with a sign": lambda: symdiff.Apply("f(x", (x,)),
    "a derivative by no slot": lambda: symdiff.Apply("D(f, 0)", (x,)),
    "a word of the notation": lambda: Symbol("and"),
    "a name with a sign, in JSON": lambda: symdiff.from_json(
        '{"symdiff": 1, "rows": [["$", "x-1"]]}'
    ),
    "a point with a name twice": lambda: symdiff.evaluate("x", "x=1, x=2"),
    "a point without a value": lambda: symdiff.evaluate("x", "x="),
    "a list of vectors by name": lambda: symdiff.jvp(["x*y"], "x y", {"x": 1, "y": 2}),
    "variables in no order": lambda: symdiff.hessian("x*y", {"x", "y"}),
    "a condition as variable": lambda: symdiff.grad("x", [x > 0]),
    "two formulas along a direction": lambda: symdiff.directional(lambda x: [x, x], None, [1]),
    "a domain of no formula": lambda: symdiff.grad(x, [x], domain="quaternions"),
    "a name of no reading": lambda: symdiff.grad(x, [x], names="y"),
    "the size of no parameter": lambda: symdiff.trace(lambda w: w, v=2),
    "a size that is negative": lambda: symdiff.trace(lambda w: w[0], w=-1),
    "a size beyond all bounds": lambda: symdiff.trace(lambda w: w[0], w=10**12),
    "points beyond all bounds": lambda: symdiff.check_accuracy("x", points=10**5000),
    "an order beyond all bounds": lambda: symdiff.implicit("x^2 + y^2", "y", "x", 10**5000),
    "digits that are none": lambda: symdiff.check_accuracy("x", digits="all"),  # type: ignore[arg-type]
    "a number that nobody can write": lambda: symdiff.diff(10**5000),
    "text for SymPy": lambda: symdiff.from_sympy("__import__('os')"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str) -> None:
    with pytest.raises(SymdiffError):
        REFUSED[case]()


def test_errors_of_arguments_are_also_those_of_python() -> None:
    for wrong in (3, None, object()):
        with pytest.raises(TypeError):
            parse(wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not a name"):
        Symbol("2x")
    with pytest.raises(KeyError):
        CATALOGUE["typo"]


def test_a_point_may_be_text() -> None:
    assert symdiff.evaluate("x*y", "x=1/2, y=4") == 2
    assert symdiff.evaluate("α*atan2(0, x)", "x=1, α=2") == 0


def test_a_greek_letter_is_its_name() -> None:
    assert Symbol("α") is Symbol("alpha")
    assert str(symdiff.diff("α^2*x", "α")) == "2*x*alpha"
    assert parse("α", variables=["α"]).subs({"α": 2}) is symdiff.Number("2")
