"""An explanation is true: each step an equality, each rule a declared one, the last step the answer."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

import symdiff
from symdiff import CATALOGUE, Function, diff, parse
from symdiff.calculus import differentiate
from symdiff.calculus.applied import CHAIN, CONSTANT, SLOTS, VARIABLE, put_in
from symdiff.checking.samples import differ, points, symbol_names, value_at
from symdiff.expressions import (
    Apply,
    ArgumentError,
    Expr,
    FormulaError,
    LimitExceeded,
    Symbol,
    postorder,
)
from symdiff.rewriting import split_lines
from symdiff.teaching import Explanation, explain, replay_explanation
from symdiff.teaching.explanation import LEVELS
from symdiff.teaching.statements import statements
from symdiff.teaching.textbook_lines import LINES, taught
from tests.simplification.formulas import formulas

FORMULAS = [
    "x*x + (x - 2)", "sin(x^2)*exp(3*x)", "ln(x)/x", "(x^2 + 1)^5", "x^x", "x^2/x", "sqrt(1 + x^2)/x",
    "tan(x)/(1 + tan(x)^2)", "where(x > 0, x^2, -x)", "abs(x)*x", "2^x*x^2", "5", "x", "a*x^2 + b*x + c",
    "sin(x)^2 + cos(x)^2", "1/(1 + exp(-x))", "max(x, 1)*x", "exp(exp(exp(x)))",
]  # fmt: skip
DECLARED = {line for record in CATALOGUE for _, line in split_lines(record.derivative)} | {
    line for _, line in (VARIABLE, CONSTANT, CHAIN, SLOTS)
} | {line for text in LINES.values() for _, line in split_lines(text)}


def told(text: str, **options: object) -> Explanation:
    return explain(text, "x", **options)  # type: ignore[arg-type]


def everything_found(e: Expr, x: Symbol) -> Expr:
    """The formula with what is still to be found replaced by the textbook's derivative."""
    pending = [n for n in postorder((e,)) if type(n) is Apply and n.op == f"d/d{x.name}"]
    return put_in(e, {n: differentiate(n.args[0], x, catalogue=CATALOGUE) for n in pending})


def equal_at_points(before: Expr, after: Expr, tries: int = 4) -> bool:
    """Whether the two have one value wherever the first has one."""
    for _, point in zip(range(tries), points(symbol_names(before, after)), strict=False):
        first = value_at(before, point)
        if first is not None:
            second = value_at(after, point)
            if second is None or differ(first, second, 20):
                return False
    return True


def check_every_step(found: Explanation) -> None:
    for stage in found.stages:
        x = stage.derivation.variable
        for rule in stage.rules:
            assert " ".join(rule.line.split()) in {" ".join(line.split()) for line in DECLARED}
            assert equal_at_points(everything_found(rule.pending, x), everything_found(rule.after, x))
        for step in stage.steps:
            assert step.rules and statements(CATALOGUE).keys() >= set(step.rules), step.rule
            assert equal_at_points(step.before, step.after), step
    assert replay_explanation(found.to_json()) is found.result


@pytest.mark.parametrize("text", FORMULAS)
def test_every_step_is_true_and_leads_on(text: str) -> None:
    found = told(text)
    check_every_step(found)
    assert found.result is diff(text, "x")
    for level in LEVELS:
        assert symdiff.infix(found.result) in found.text(level).splitlines()[-1 - len(found.conditions) - bool(found.not_differentiable)]
        assert symdiff.latex(found.result) in found.markdown(level)


@given(formulas)
@settings(max_examples=40)
def test_the_explanation_of_any_formula_replays(e: Expr) -> None:
    found = explain(e, "x")
    assert replay_explanation(found.to_json()) is found.result is symdiff.derivation(e, "x").result
    assert all(found.text(level) for level in LEVELS)


def test_a_spread_sample_of_the_corpora(corpus) -> None:
    for file, every in (("textbook", 6), ("physics", 24)):
        lines = (corpus / f"{file}.jsonl").read_text("utf-8").splitlines()[::every]
        for record in map(json.loads, lines):
            names = (record["wrt"], *record["params"])
            f = parse(record["formula"], variables=names, constants=("pi", "E", "I"))
            check_every_step(explain(f, record["wrt"]))


def test_the_normal_telling_to_the_letter() -> None:
    first, simplified = told("x*x + (x - 2)").text().split("\n\nSimplify\n")
    assert first == """\
d/dx(x*x + (x - 2))

Differentiate
  1. sum rule:  (u + v)' = u' + v'
     with u = x*x, v = x - 2
     d/dx(x*x + (x - 2)) = d/dx(x*x) + d/dx(x - 2)
  2. product rule:  (u * v)' = u' * v + u * v'
     in [x*x] + (x - 2)
     with u = x, v = x
     d/dx(x*x) = 1*x + x*1
  3. difference rule:  (u - v)' = u' - v'
     in x*x + [x - 2]
     with u = x, v = 2
     d/dx(x - 2) = 1 - 0
  put together:
     1*x + x*1 + (1 - 0)"""
    assert simplified.startswith("  4. ")
    assert simplified.endswith("     = 2*x + 1\n\nAnswer\n     2*x + 1")


def test_every_step_has_a_line_of_its_own() -> None:
    text = told("x*x + (x - 2)").text("every")
    assert text.count("variable:  x' = 1") == 1
    assert text.count("constant:  c' = 0") == 1
    assert "     [1*x] + x*1 + (1 - 0)\n     = x + x*1 + (1 - 0)" in text


def test_the_chain_rule_is_named_and_nested() -> None:
    names = [line.rule for line in told("sin(exp(x^2))").stages[0].differentiation("normal")]
    assert names == ["chain rule, sin", "chain rule, exp", "power rule"]


@pytest.mark.parametrize(
    ("text", "line", "after"),
    [
        ("5*x^3", "(c * u)' = c * u' when c is constant", "5*d/dx(x**3)"),
        ("sin(x)*a", "(u * c)' = u' * c when c is constant", "d/dx(sin(x))*a"),
        ("x^3/7", "(u / c)' = u' / c when c is constant", "d/dx(x**3)/7"),
    ],
)
def test_a_constant_factor_stays(text: str, line: str, after: str) -> None:
    first, *_ = told(text).stages[0].differentiation("normal")
    assert (first.rule, first.statement, str(first.after)) == ("constant multiple rule", line, after)
    assert "0*" not in told(text).text().split("Simplify")[0]


def test_products_of_what_varies_have_the_product_rule() -> None:
    names = [line.rule for line in told("3*x*sin(x)/x^2").stages[0].differentiation("normal")]
    assert names == ["quotient rule", "product rule", "constant multiple rule", "sin", "power rule"]


def test_the_raw_derivative_outside_of_explanations_has_the_product_rule() -> None:
    assert told("5*x^3").derivation.raw is parse("5*(3*x^(3 - 1)*1)")
    assert diff("5*x^3", form="raw") is parse("0*x^3 + 5*(3*x^(3 - 1)*1)")
    assert taught(CATALOGUE) is taught(CATALOGUE) is not CATALOGUE


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("x^2/7", ["numbers", "first power", "product with one"]),
        ("3*x^2/7 - 2*sin(x)/5", ["numbers", "first power", "product with one", "numbers in a product",
                                  "product with one", "one fraction"]),
        ("4*x*(1 - x)", ["product with one", "multiplied out", "zero minus", "sign of a product", "like terms"]),
        ("x^4/12", ["numbers", "product with one", "numbers in a product"]),
    ],
)
def test_the_steps_have_the_names_of_what_they_do(text: str, rules: list[str]) -> None:
    assert [step.rule for step in told(text).stages[0].steps] == rules


def test_rules_are_named_after_their_function() -> None:
    for text, name in (("log(x, 2)", "log"), ("log(3*x, 2)", "chain rule, log"), ("2^x", "exponential rule"),
                       ("2^(3*x)", "chain rule, exponential rule"), ("x^x", "general power")):  # fmt: skip
        assert told(text).stages[0].differentiation("normal")[0].rule == name


def test_sums_above_a_bar_are_multiplied_out() -> None:
    last = told("(a*x + b)/(c*x + d)").stages[0].steps[-1]
    assert (last.rules, str(last.after)) == (("multiplied out", "like terms"), "(a*d - b*c)/(c*x + d)**2")


def test_points_without_a_derivative_are_told() -> None:
    found = told("abs(x)")
    assert found.text().splitlines()[-2:] == ["for x != 0", "not differentiable at x = 0"]
    assert told("asin(x)").text("brief").endswith("not differentiable at x = -1 and x = 1")
    assert found.markdown().splitlines()[-1] == "not differentiable at $x$ = $0$"
    assert "<p>not differentiable at" in found.html()
    record = found.record()
    (row,) = record["not_differentiable"]
    assert record["rows"][row][0] == "eq"
    assert replay_explanation(found.to_json()) is found.result
    assert "not differentiable" not in told("x*abs(x)").text()
    assert told("abs(x)", n=2).not_differentiable == ()


def test_conditions_come_last() -> None:
    found = told("x^2/x")
    assert found.text().splitlines()[-1] == "for x != 0"
    assert found.markdown().splitlines()[-1] == r"for $x \ne 0$"


def test_markdown_sets_steps_in_latex() -> None:
    text = told("x*x + (x - 2)").markdown("every")
    assert r"\frac{d}{dx}\left[x \cdot x\right] = \frac{d}{dx}\left[x\right] x" in text
    assert r"\boxed{1 x} + x \cdot 1" in text
    assert text.count("$$") % 2 == 0


def test_higher_and_mixed_derivatives_have_stages() -> None:
    found = explain("x^3*y", ("x", "y"))
    assert [str(stage.question) for stage in found.stages] == [
        "d/dx(x**3*y)",
        f"d/dy({diff('x^3*y', 'x')})",
    ]
    assert replay_explanation(found.to_json()) is found.result is diff("x^3*y", ("x", "y"))
    assert explain("x^3", n=3).result is parse("6")


def test_a_function_of_ones_own_is_explained_by_its_line() -> None:
    mine = CATALOGUE.extended([Function("gd", derivative="gd(u)' = sech(u) * u'")])
    text = explain("gd(2*x)", catalogue=mine).text()
    assert "gd(u)' = sech(u) * u'" in text
    assert "chain rule, gd" in text


def test_unknown_functions_have_the_chain_rule() -> None:
    text = explain("f(g(x))", "x", functions=["f", "g"]).text()
    assert "1. chain rule:  f(u)' = D(f, 1)(u) * u'" in text


def test_a_large_formula_is_told_by_its_parts() -> None:
    found = explain("*".join(f"sin({i}*x)" for i in range(1, 120)), form="canonical")
    assert replay_explanation(found.to_json()) is found.result
    assert len(found.text()) < 3_000_000


def test_what_would_fill_books_is_refused(monkeypatch) -> None:
    found = told("sin(x^2)*exp(3*x)")
    monkeypatch.setattr("symdiff.teaching.explanation._MOST_STEPS", 5)
    assert found.text("brief")
    with pytest.raises(LimitExceeded, match="brief"):
        found.text("every")


@pytest.mark.parametrize("wrong", ["long", "", None, 3])
def test_unknown_levels_are_refused(wrong: object) -> None:
    with pytest.raises(ArgumentError, match="level"):
        told("x", level=wrong)


def changed(record: dict, *path: object, to: object) -> str:
    *inner, last = path
    place = record
    for key in inner:
        place = place[key]
    place[last] = to
    return json.dumps(record)


@pytest.mark.parametrize(
    ("path", "to"),
    [
        (("symdiff explanation",), 2),
        (("stages",), []),
        (("stages", 0, "raw"), 0),
        (("stages", 0, "result"), 1),
        (("stages", 0, "differentiate", 0, "after"), 0),
        (("stages", 0, "differentiate"), []),
        (("stages", 0, "differentiate", 0, "after"), 7),  # d/dx in terms of itself
        (("stages", 0, "differentiate", 0, "rule"), "sin"),
        (("stages", 0, "differentiate", 0, "text"), "1 = 2"),
        (("stages", 0, "simplify", 0, "rules"), ["nonsense"]),
        (("stages", 0, "simplify", 0, "rules"), []),
        (("stages", 0, "simplify", 0, "lines"), ["u -> v"]),
        (("stages", 0, "simplify", 0, "text"), "1 = 2"),
        (("answer",), "x"),
        (("stages", 0, "simplify", 0, "after"), 1),
        (("stages", 0, "simplify", 0, "path"), [9]),
        (("stages", 0, "simplify", 0, "path"), "ab"),
        (("stages", 0, "simplify"), []),
        (("stages", 0, "given"), 10**6),
        (("stages", 0, "variable"), 5),
        (("rows", 0), ["evil"]),
        (("rows",), 7),
    ],
)
def test_a_changed_explanation_is_not_believed(path: tuple, to: object) -> None:
    record = json.loads(told("x*x + (x - 2)").to_json())
    with pytest.raises(symdiff.SymdiffError):
        replay_explanation(changed(record, *path, to=to))


def test_what_is_no_text_is_refused() -> None:
    for wrong in (None, 3, [], b"x"):
        with pytest.raises(ArgumentError):
            replay_explanation(wrong)


@pytest.mark.parametrize("text", ["", "[]", "{}", "nonsense", "[" * 100_000])
def test_what_is_no_explanation_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        replay_explanation(text)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("text", FORMULAS[:6])
def test_the_page_stands_alone_and_holds_the_answer(text: str, level: str) -> None:
    found = told(text)
    page = found.html(level)
    assert page.startswith("<!DOCTYPE html>")
    assert "<script" not in page
    assert "src=" not in page
    assert page.count("<svg ") >= 3
    assert symdiff.infix(found.result, style="math") in page
    for element in ("mark", "li", "div", "figure", "details", "ol"):
        assert page.count(f"<{element}") - page.count(f"<{element}er") == page.count(f"</{element}>")


def test_the_places_are_marked_on_the_page() -> None:
    page = told("x^2*sin(x)").html("every")
    assert '<span class="formula">x²·<mark>sin(x)</mark></span>' in page
    assert "<summary>as trees</summary>" in page


def test_text_of_the_user_cannot_become_html() -> None:
    page = told("where(x < 1, x, 2*x)").html()
    assert "x &lt; 1" in page


def test_a_notebook_shows_text_and_html() -> None:
    bundle = told("x*x")._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle["text/html"].startswith("<style>")


@pytest.mark.parametrize("text", ["m*g*sin(x)*cos(x)/2", "a/2*cos(x)*sin(x)", "a*3*cos(x)*sin(x)/r^3"])
def test_candidates_one_inside_the_other_are_told(text: str) -> None:
    """A step within what an earlier one left has no place in the formula before: it is told whole."""
    derived = symdiff.derivation(text, "x")
    assert derived.replay() is derived.result
    assert str(symdiff.explain(text, "x")).splitlines()[-1].strip() == str(derived.result)
