"""Five ways to one gradient: the tables of the literature, computed anew here, and any other formula."""

from __future__ import annotations

import json
from fractions import Fraction
from math import cos, exp, inf, log, sin

import pytest
from hypothesis import given, settings

from symdiff import compare, diff, evaluate, infix, parse, sizes, symbols
from symdiff.calculus import gradient, pruned
from symdiff.catalogue import CATALOGUE
from symdiff.checking.samples import points, symbol_names
from symdiff.expressions import ArgumentError, DomainError, Expr, Symbol, SymdiffError
from symdiff.teaching import Comparison
from symdiff.teaching.comparison import MODES
from tests.simplification.formulas import formulas

x, x1, x2 = symbols("x x1 x2")
BAYDIN = "ln(x1) + x1*x2 - sin(x2)"


def rounded(numbers, digits: int = 3) -> list[float]:
    return [round(float(n), digits) for n in numbers]


def along_the_tape(found: Comparison, numbers: dict) -> list:
    return [numbers[node] for node in found.tape.operations]


def every_mode(found: Comparison, name: str) -> list[float]:
    return [float(found.found[mode][Symbol(name)]) for mode in MODES]


# The example of Baydin, Pearlmutter, Radul and Siskind (2018), tables 2 and 3.


@pytest.fixture(scope="module")
def baydin() -> Comparison:
    return compare(BAYDIN, {"x1": 2, "x2": 5})


def test_baydin_values(baydin: Comparison) -> None:
    names = [infix(baydin.tape.named(node)) for node in baydin.tape.operations]
    assert names == ["log(x1)", "x1*x2", "sin(x2)", "v1 + v2", "v4 - v3"]
    v = [log(2), 2 * 5, sin(5), log(2) + 10, log(2) + 10 - sin(5)]
    assert along_the_tape(baydin, baydin.values) == pytest.approx(v, rel=1e-15)
    assert rounded(v) == [0.693, 10, -0.959, 10.693, 11.652]


def test_baydin_forward(baydin: Comparison) -> None:
    by_x1, by_x2 = (along_the_tape(baydin, baydin.tangents[y]) for y in (x1, x2))
    assert by_x1 == [0.5, 5, 0, 5.5, 5.5]
    assert by_x2 == pytest.approx([0, 2, cos(5), 2, 2 - cos(5)], rel=1e-15)
    assert rounded(by_x2) == [0, 2, 0.284, 2, 1.716]


def test_baydin_reverse(baydin: Comparison) -> None:
    assert along_the_tape(baydin, baydin.adjoints) == [1, 1, -1, 1, 1]
    assert baydin.adjoints[x1] == 2**-1 + 5
    assert float(baydin.adjoints[x2]) == pytest.approx(2 - cos(5), rel=1e-15)
    by_way_of = baydin.tape.adjoint_rules(baydin.tape.operations[2])
    assert [(str(to), infix(rule)) for to, rule in by_way_of] == [("x2", "cos(x2)*bar_v3")]
    assert round(float(baydin.run.number(by_way_of[0][1])), 3) == -0.284
    text = baydin.text()
    assert "bar_v5" in text
    assert "1.71634" in text


# Griewank and Walther (2008), the example of chapter 1; Speelpenning's product; the CS231n neuron.


def test_griewank_and_walther() -> None:
    found = compare("(sin(x1/x2) + x1/x2 - exp(x2))*(x1/x2 - exp(x2))", {"x1": "1.5", "x2": "0.5"})

    def y(a: float, b: float) -> float:
        return (sin(a / b) + a / b - exp(b)) * (a / b - exp(b))

    h = 1e-6
    assert float(found.values[found.f]) == pytest.approx(y(1.5, 0.5), rel=1e-14)
    assert y(1.5, 0.5) == pytest.approx(2.0167, abs=1e-4)  # the book rounds on the way: it is 2.01665
    by_hand = [(y(1.5 + h, 0.5) - y(1.5 - h, 0.5)) / (2 * h), (y(1.5, 0.5 + h) - y(1.5, 0.5 - h)) / (2 * h)]
    for name, rough, printed in zip(("x1", "x2"), by_hand, (3.0118, -13.7240), strict=True):
        assert every_mode(found, name) == pytest.approx([rough] * 5, rel=1e-8)
        assert every_mode(found, name)[0] == pytest.approx(printed, abs=1e-4)
    assert found.agreement < 1e-14


@pytest.mark.parametrize("n", [3, 5, 10, 25])
def test_speelpenning(n: int) -> None:
    names = [f"x{i}" for i in range(1, n + 1)]
    found = compare("*".join(names), {name: i + 1 for i, name in enumerate(names)})
    separate = sum(sizes(e).operations for e in found.simplified.values())
    assert separate == n * (n - 2)
    assert sizes(*found.after.values()).operations == 3 * (n - 2)
    reverse, without = (found.operations[f"reverse{how}"]["operations"] for how in ("", ", the seed left out"))
    assert (reverse, without) == (3 * (n - 1), 3 * (n - 1) - 2)
    assert without - 1 == 3 * (n - 2)  # without the last product, which is the value
    product = 1
    for i in range(1, n + 1):
        product *= i
    assert list(found.gradient.values()) == [product // i for i in range(1, n + 1)]


def test_the_neuron_of_cs231n() -> None:
    at = {"w0": 2, "x0": -1, "w1": -3, "x1": -2, "w2": -3}
    found = compare("1/(1 + exp(-(w0*x0 + w1*x1 + w2)))", at, ["w0", "w1", "w2", "x0", "x1"])
    f = 1 / (1 + exp(-1))
    slope = f * (1 - f)
    by_hand = [-1 * slope, -2 * slope, slope, 2 * slope, -3 * slope]
    assert round(float(found.values[found.f]), 4) == round(f, 4) == 0.7311
    assert list(found.gradient.values()) == pytest.approx(by_hand, rel=1e-14)
    assert rounded(by_hand, 4) == [-0.1966, -0.3932, 0.1966, 0.3932, -0.5898]
    assert found.agreement < 1e-14


def test_softplus_has_the_logistic_function_as_its_derivative() -> None:
    for text in ("softplus(x)", "ln(1 + exp(x))"):
        found = compare(text, {"x": 0})
        assert every_mode(found, "x")[:4] == pytest.approx([0.5] * 4, rel=1e-15)
    for a in (-3, 0.5, 7):
        assert compare("softplus(x)", {"x": a}).gradient["x"] == pytest.approx(1 / (1 + exp(-a)), rel=1e-14)


# The logistic map, exactly.


def logistic(n: int) -> Expr:
    e: Expr = x
    for _ in range(n - 1):
        e = (4 * e) * (1 - e)
    return e


def test_the_logistic_map_exactly() -> None:
    a = Fraction(1, 5)
    value, slope = a, Fraction(1)
    for _ in range(3):
        value, slope = 4 * value * (1 - value), 4 * (1 - 2 * value) * slope
    found = compare(logistic(4), {"x": "1/5"})
    assert found.values[found.f] == value == Fraction(112896, 390625)
    for mode in ("symbolic", "forward", "reverse", "hybrid"):
        assert found.found[mode][x] == slope == Fraction(708288, 78125)


def test_the_derivatives_of_the_logistic_map() -> None:
    for n, claim in ((2, "4 - 8*x"), (3, "16*(1 - 10*x + 24*x^2 - 16*x^3)")):
        derivative = diff(logistic(n), x)
        for a in (Fraction(1, 3), Fraction(-2, 7), 5):
            assert evaluate(derivative, {"x": a}) == evaluate(claim, {"x": a})


# Every mode of any formula, and what has no value.


@given(formulas)
@settings(max_examples=60)
def test_the_modes_agree_wherever_there_is_a_value(e: Expr) -> None:
    if not e.free_symbols:
        return
    for _, point in zip(range(3), points(symbol_names(e)), strict=False):
        try:
            found = compare(e, point)
        except SymdiffError:
            continue  # a formula that is true or false
        for y in found.inputs:
            several = [found.found[mode][y] for mode in MODES[:4]]
            forward, reverse = several[1:3]
            if None not in several:
                size = max(1e-3, *(abs(float(v)) for v in several))
                if size < 1e12:
                    assert [float(v) for v in several] == pytest.approx([float(several[0])] * 4, rel=1e-4, abs=1e-4 * size)
            assert (forward is None) == (reverse is None)


@given(formulas)
@settings(max_examples=60)
def test_the_gradient_graph_has_the_value_of_the_textbook(e: Expr) -> None:
    inputs = sorted(e.free_symbols, key=lambda s: s.name)
    try:
        entries = gradient(e, inputs, catalogue=CATALOGUE, make=pruned)
        raw = [diff(e, y, form="raw") for y in inputs]
    except ArgumentError:
        return
    for _, point in zip(range(2), points(symbol_names(e)), strict=False):
        for one, other in zip(entries, raw, strict=True):
            try:
                evaluate(e, point)
                expected = float(evaluate(other, point))
                value = float(evaluate(one, point))
            except (DomainError, SymdiffError):
                continue
            if abs(expected) < 1e9:
                assert value == pytest.approx(expected, rel=1e-5, abs=1e-5)


def test_a_branch_that_is_not_taken_needs_no_value() -> None:
    found = compare("where(x > 0, log(x), x^2)", {"x": -1})
    assert [found.found[mode][x] for mode in MODES[:4]] == [-2] * 4
    assert "none" in found.text()


def test_the_hybrid_gradient_keeps_to_the_branch_that_is_taken() -> None:
    found = compare("where(x > 0, sqrt(x), 0)", {"x": 0})
    assert str(found.after[x]) == "where(x > 0, 1/(2*sqrt(x)), 0)"
    assert found.found["hybrid"][x] == 0


def test_where_the_formula_has_no_value_nothing_has() -> None:
    found = compare("log(x)", {"x": -1})
    assert [found.found[mode][x] for mode in MODES] == [None] * 5
    assert found.agreement is None
    assert "no value" in found.text()


def test_a_kink_is_told_where_all_modes_say_the_same() -> None:
    found = compare("abs(x)", {"x": 0})
    assert [float(found.found[mode][x]) for mode in MODES] == [0] * 5
    assert [str(c) for c in found.violated] == ["x != 0"]
    assert "x != 0, which fails here" in found.text()
    assert not compare("abs(x)", {"x": 1}).violated


def test_a_rule_uses_the_value_that_is_there() -> None:
    found = compare("exp(2*x)", {"x": 1})
    assert infix(found.tape.tangent_rule(found.tape.operations[1])) == "v2*dot_v1"


def test_what_does_not_depend_on_an_input() -> None:
    found = compare("x1^2", {"x1": 3, "x2": 1}, ["x1", "x2"])
    assert found.gradient == {"x1": 6, "x2": 0}
    assert "not used: 0" in found.text()
    assert compare("x", {"x": 3}).gradient == {"x": 1}


def test_parameters_are_held() -> None:
    found = compare("a*x^2", {"a": 5, "x": 3}, "x")
    assert found.gradient == {"x": 30}
    assert list(found.inputs) == [x]


def test_names_of_operations_are_not_those_of_variables() -> None:
    found = compare("v1*v2 + sin(v1)", {"v1": 1, "v2": 2})
    assert [found.tape.name(node) for node in found.tape.operations] == ["v3", "v4", "v5"]


@pytest.mark.parametrize(("f", "at"), [("x*y", {"x": 1}), ("3", {}), ("x", {"x": "y"}), ("x", {"x": None}), ("x", None), ("x", 3), ("x", [])])
def test_points_that_do_not_fit_are_refused(f: str, at: dict) -> None:
    with pytest.raises(SymdiffError):
        compare(f, at)


# Ways to tell it.


def test_json_holds_every_number(baydin: Comparison) -> None:
    record = json.loads(baydin.to_json())
    assert [one["name"] for one in record["operations of f"]] == ["v1", "v2", "v3", "v4", "v5"]
    (handed,) = record["operations of f"][2]["adjoint rules"]
    assert (handed["to"], handed["term"]) == ("x2", "cos(x2)*bar_v3")
    assert handed["value"] == pytest.approx(-cos(5))
    assert record["symbolic"]["x2"]["simplified"] == infix(diff(BAYDIN, "x2"))
    assert set(record["derivatives"]) == set(MODES)
    assert abs(record["errors of differences"]["x1"]) < 1e-8


def test_an_adjoint_of_several_terms_is_told_term_by_term(baydin: Comparison) -> None:
    """As in the table of Baydin et al.: x2 gets -0.284 by way of sin, then 2 by way of the product."""
    for text in (baydin.text(), baydin.markdown(), baydin.html()):
        assert "-0.283662 from v3, 2 from v2" in text
        assert "5 from v2, 0.5 from v1" in text
    assert "term by term" not in compare("sin(x^2)", {"x": 2}).text()
    assert "3 from v1, 3 from v1" in compare("(x + x)*3", {"x": 2}).text()
    many = compare(" + ".join(f"sin(x + {i})" for i in range(30)), {"x": 2}).text()
    assert "and 18 more" in many


@pytest.mark.parametrize("text", ["x*y + sin(x)/y", "x^y + x*x", "where(x > 1, x*y, ln(-x)*y)", "exp(x*y)*x - y"])
def test_the_terms_of_an_adjoint_add_up(text: str) -> None:
    found = compare(text, {"x": 2, "y": 3})
    total = dict.fromkeys(["x", "y"], 0.0)
    for operation in found.record()["operations of f"]:
        for handed in operation["adjoint rules"]:
            if handed["to"] in total:
                total[handed["to"]] += float(handed["value"])
    assert [total["x"], total["y"]] == pytest.approx([float(found.gradient[n]) for n in ("x", "y")])


def test_markdown_has_tables_and_latex(baydin: Comparison) -> None:
    text = baydin.markdown()
    assert r"$\dot{v_{4}} - \dot{v_{3}}$" in text
    assert r"$\bar{v_{5}}$" in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    tables = {line.count("|") for line in rows}
    assert len(tables) >= 3


def test_the_page_shows_the_graph_with_values_and_adjoints(baydin: Comparison) -> None:
    page = baydin.html()
    assert page.startswith("<!DOCTYPE html>")
    assert "v5 = 11.6521" in page
    assert "bar = 1.71634" in page
    assert page.count("<svg ") >= 8
    assert "<script" not in page
    bundle = baydin._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}


def test_all_ways_say_the_same_numbers(baydin: Comparison) -> None:
    for text in (baydin.text(), baydin.markdown(), baydin.html()):
        for number in ("0.693147", "-0.958924", "0.283662", "11.6521", "1.71634"):
            assert number in text


def test_exact_numbers_that_grow_go_on_as_floats() -> None:
    found = compare(logistic(15), {"x": "1/5"})
    several = [float(found.found[mode][x]) for mode in ("forward", "reverse", "hybrid")]
    value, slope = Fraction(1, 5), Fraction(1)
    for _ in range(14):
        value, slope = 4 * value * (1 - value), 4 * (1 - 2 * value) * slope
    assert several == pytest.approx([float(slope)] * 3, rel=1e-6)


def test_a_long_formula_has_a_short_table() -> None:
    e: Expr = x
    for _ in range(300):
        e = parse("sin(u)").subs({"u": e})
    found = compare(e, {"x": 1})
    assert "rows ..." in found.text()
    assert max(found.found["forward"][x], inf) == inf
    assert float(found.found["forward"][x]) == pytest.approx(float(found.found["reverse"][x]), rel=1e-12)


def test_the_modes_agree_on_principal_values() -> None:
    import cmath

    found = compare("sqrt(x)*ln(x)", {"x": -2}, domain="complex")
    exact = cmath.log(-2) / (2 * cmath.sqrt(-2)) + cmath.sqrt(-2) / -2
    for mode in ("symbolic", "forward", "reverse", "hybrid"):
        assert complex(next(iter(found.found[mode].values()))) == pytest.approx(exact, rel=1e-12)
    assert found.agreement < 1e-12
    assert max(found.errors.values()) < 1e-8
    assert "the first four agree" in found.text()
    json.loads(found.to_json())
    assert compare("sqrt(x)*ln(x)", {"x": -2}).agreement is None


def test_graphs_say_that_numbers_stand_at_each_place() -> None:
    said = "(each part once, numbers at each place)"
    assert said in compare("(x + 2)*(y + 2)", {"x": 1, "y": 2}).html()
    assert said not in compare("x*y", {"x": 1, "y": 2}).html().partition("Hybrid")[0]
