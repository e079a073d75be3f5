"""Grading: right answers in other forms are accepted, wrong ones are not, and the mistake has its name."""

from __future__ import annotations

import json

import pytest
from injected import Cannot, derivative, slips

from symdiff import CATALOGUE, diff, evaluate, grade, parse, symbols
from symdiff.calculus.applied import applied_rules
from symdiff.checking.samples import points
from symdiff.expressions import Expr, Symbol, SymdiffError
from symdiff.teaching.departure import departure
from symdiff.teaching.lost_constants import constants_lost
from symdiff.teaching.wrong_lines import SENTENCES, WRONG_LINES

pytest.importorskip("mpmath")
x, y = symbols("x y")
FORMULAS = [
    "sin(x^2)", "x^2*sin(x)", "x/(1 + x^2)", "ln(x)/x", "cos(3*x)", "exp(x)*cos(x)", "2^x + 5", "(2*x + 1)^4",
    "sqrt(x^2 + 1)", "exp(sin(x))", "3*x^4 - 2*x + 7", "sin(x)^3*x", "tan(x)/x", "x*3^x", "sin(x)/cos(x)",
    "1/(x^2 + 1)", "3/x^2", "2/sin(x)", "x^x", "sin(x)^x", "x^cos(2*x)", "2^(x^2)*x",
]  # fmt: skip


def values(e: Expr) -> list[complex | None]:
    found: list[complex | None] = []
    for _, point in zip(range(16), points(["x", "y"]), strict=False):
        try:
            found.append(complex(evaluate(e, point)))
        except SymdiffError:
            found.append(None)
    return found


def differs(one: Expr, other: Expr) -> bool:
    """Whether two formulas differ at a point where both have a value."""
    pairs = [(a, b) for a, b in zip(values(one), values(other), strict=True) if None not in (a, b)]
    return any(abs(a - b) > 1e-9 * max(abs(a), abs(b)) for a, b in pairs)


@pytest.mark.parametrize("text", FORMULAS)
def test_the_differentiator_of_these_tests_is_right_when_it_makes_no_mistake(text: str) -> None:
    f = parse(text)
    assert not differs(derivative(f, x), diff(f, x))


@pytest.mark.parametrize("text", FORMULAS)
def test_an_injected_mistake_is_named_and_the_claim_refused(text: str) -> None:
    f = parse(text)
    injected = [(kind, wrong) for kind, wrong in slips(f, x) if differs(wrong, diff(f, x))]
    assert injected
    for kind, wrong in injected:
        found = grade(f, wrong, x)
        assert not found.accepted
        assert found.verdict.witness is not None
        assert kind in [m.kind for m in found.mistakes], (kind, str(wrong))


@pytest.mark.parametrize("text", FORMULAS)
def test_the_answer_in_other_forms_is_accepted(text: str) -> None:
    sympy = pytest.importorskip("sympy")
    f = parse(text)
    answer = sympy.sympify(str(diff(f, x)))
    for rewrite in (sympy.expand, sympy.factor, sympy.together, sympy.simplify, sympy.expand_trig):
        assert grade(f, str(rewrite(answer)), x).accepted
    assert grade(f, derivative(f, x), x).accepted


@pytest.mark.parametrize(
    ("f", "claim", "kind"),
    [
        ("sin(x^2)", "cos(x^2)", "chain factor forgotten"),
        ("sin(x)*exp(x)", "cos(x)*exp(x)", "product of the derivatives"),
        ("x/(1 + x)", "1", "quotient of the derivatives"),
        ("ln(x)/x", "(1 + ln(x))/x^2", "sign in the quotient rule"),
        ("cos(x)", "sin(x)", "sign of the derivative"),
        ("2^x", "x*2^(x - 1)", "power rule on an exponential"),
        ("exp(x)", "x*exp(x - 1)", "power rule on an exponential"),
        ("x^2 + 5", "2*x + 5", "constant kept"),
        ("5*x^3", "3*x^2", "constant factor dropped"),
        ("sin(3*x)", "sin(3)", "derivative of the inner only"),
        ("sin(3*x)", "cos(3)", "outer taken at the derivative"),
        ("x^3", "x^3", "not differentiated"),
        ("x^3", "3*x^3", "exponent not lowered"),
        ("x^3", "x^4/4", "integrated instead"),
        ("sqrt(x)", "1/sqrt(x)", "factor 1/2 of the root missing"),
        ("sin(x^2) + sin(x^3)", "cos(x^2) + cos(x^3)", "chain factor forgotten"),
        ("a*sin(b*x)", "a*cos(b*x)", "chain factor forgotten"),
        ("1/(x^2 + 1)", "-1/(x^2 + 1)^2", "chain factor forgotten"),
        ("1/(x^2 + 1)", "1/(2*x)", "quotient of the derivatives"),
        ("5/x", "5*ln(x)", "integrated instead"),
        ("x^x", "x*x^(x - 1)", "exponent taken for constant"),
        ("x^(2*x)", "2*x*x^(2*x - 1)", "exponent taken for constant"),
        ("x^x", "x^x*ln(x)", "base taken for constant"),
        ("x^x", "1 + ln(x)", "only the logarithm"),
        ("ln(5*x)", "5/x", "outer taken at the variable"),
        ("sin(3*x)", "3*cos(x)", "outer taken at the variable"),
        ("log(x, 2)", "1/x", "logarithm of the base missing"),
        ("x + pi^2", "1 + 2*pi", "constant differentiated"),
        ("atan(x)", "1/(1 - x^2)", "sign under the derivative"),
        ("5/x", "-1/x^2", "constant factor dropped"),
        ("a/x", "-1/x^2", "constant factor dropped"),
        ("3*x*sin(x)", "sin(x) + x*cos(x)", "constant factor dropped"),
        ("a*x^2*log(x)", "2*x*log(x) + x", "constant factor dropped"),
        ("2*a*x*b*sin(x)", "a*b*(x*cos(x) + sin(x))", "constant factor dropped"),
        ("2*a*x*b*sin(x)", "2*(x*cos(x) + sin(x))", "constant factor dropped"),
        ("-2*a*x*b*sin(x)", "-(x*cos(x) + sin(x))", "constant factor dropped"),
        ("3*x*sin(x)/7", "3*sin(x) + 3*x*cos(x)", "constant denominator dropped"),
        ("x/(7*sin(x))", "(sin(x) - x*cos(x))/sin(x)^2", "constant denominator dropped"),
        ("a + b*k + c/x", "a - c/x^2", "constant kept"),
        ("x - (3 - sin(x)) + 5", "1 + cos(x) - 3", "constant kept"),
        ("ln(1/x)", "ln(-1/x^2)", "derivative of the inner only"),
        ("(x^-5)^(1/3)", "(-5*x^-6)^(1/3)", "derivative of the inner only"),
    ],
)
def test_classic_mistakes(f: str, claim: str, kind: str) -> None:
    found = grade(f, claim, "x")
    assert found.mark == "unequal"
    assert kind in [m.kind for m in found.mistakes]
    assert kind in str(found)


@pytest.mark.parametrize(
    ("f", "claim", "kinds"),
    [
        ("2^(3*x)", "3*x*2^(3*x - 1)", ["power rule on an exponential", "chain factor forgotten"]),
        ("exp(x^2)", "x^2*exp(x^2 - 1)", ["power rule on an exponential", "chain factor forgotten"]),
        ("(x^2 + 1)^3", "(x^2 + 1)^2", ["exponent not brought down", "chain factor forgotten"]),
        ("cos(x^2)", "sin(x^2)", ["sign of the derivative", "chain factor forgotten"]),
    ],
)
def test_two_mistakes_at_once(f: str, claim: str, kinds: list[str]) -> None:
    found = grade(f, claim, "x")
    assert [m.kind for m in found.mistakes] == kinds
    assert f"and also: {kinds[1]}" in str(found)


def test_the_mistake_that_looks_like_the_claim_comes_first() -> None:
    """x*x^(x - 1) and x^x have the same values."""
    assert grade("x^x", "x*x^(x - 1)").mistakes[0].kind == "exponent taken for constant"
    assert grade("x^x", "x^x").mistakes[0].kind == "not differentiated"
    assert "  or: " in str(grade("x^x", "x^x"))


def test_constants_are_found_in_products_with_shared_parts() -> None:
    """As a tree the product has 2^41 factors."""
    e: Expr = parse("3*x")
    for _ in range(40):
        e = e * e
    rules = applied_rules(e, x, catalogue=CATALOGUE)
    moving = {rule.node for rule in rules if rule.asks or rule.node is x}
    lost = list(constants_lost(rules, moving))
    assert {str(wrong.args[1]) for _, _, wrong in lost if wrong.args} >= {"3"}
    assert len(lost) < 10


def test_a_mistake_has_its_place() -> None:
    found = grade("x^2 + sin(x^3)", "2*x + cos(x^3)")
    (mistake,) = found.mistakes
    assert mistake.place is parse("sin(x^3)")
    everywhere = grade("sin(2*x)*cos(2*x)", "cos(2*x)*cos(2*x) - sin(2*x)*sin(2*x)")
    assert [m.place for m in everywhere.mistakes if m.kind == "chain factor forgotten"] == [None]


def test_the_place_where_the_claim_departs() -> None:
    found = grade("x^3 + 2*x^2 - x", "3*x^2 + 3*x - 1")
    assert [str(part) for part in found.departs] == ["3*x", "4*x"]
    assert "the claim has 3*x where the derivative has 4*x" in str(found)
    assert not found.mistakes


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("x", "x", None),
        ("x + 1", "1 + x + y", ("0", "y")),
        ("sin(2*x)", "sin(3*x)", ("2*x", "3*x")),
        ("x*sin(x)", "x*cos(x)", ("sin(x)", "cos(x)")),
        ("x - y", "x + y", ("-y", "y")),
        ("x/y", "x/(y + 1)", ("0", "1")),
        ("sin(x)", "ln(x)", ("sin(x)", "log(x)")),
    ],
)
def test_departures(one: str, other: str, expected: tuple[str, str] | None) -> None:
    found = departure(parse(one), parse(other))
    assert (found and tuple(map(str, found))) == expected


def test_right_in_part() -> None:
    found = grade("abs(x)", "1")
    assert found.mark == "equal in part"
    assert not found.accepted
    assert evaluate("x", found.good) > 0 > evaluate("x", found.witness)
    assert "in part it is right" in str(found)
    assert grade("ln(x)", "1/x").accepted


@pytest.mark.parametrize(
    ("f", "claim"),
    [
        ("x^2", "2x+0.000000001"),
        ("x", "1+1e-30"),
        ("x", "1+1e-400"),
        ("x+1e-10*x^2", "1"),
        ("sin(x)", "cos(x)+1e-12"),
        ("sin(x)", "cos(x)+1e-30"),
        ("exp(x)", "(1+1e-20)*exp(x)"),
    ],
)
def test_a_claim_that_is_nearly_right_is_right_nowhere(f: str, claim: str) -> None:
    found = grade(f, claim)
    assert found.mark == "unequal"
    assert found.good is None
    assert found.witness is not None
    assert len(set(found.shown)) != 1


def test_a_mistake_leads_to_the_claim_and_not_only_near_it() -> None:
    assert [m.kind for m in grade("x^2", "x^2").mistakes] == ["not differentiated"]
    assert grade("x^2", "x^2 + 1e-15").mistakes == []

@pytest.mark.parametrize(
    ("f", "claim", "shown"),
    [
        ("x^2", "2x+0.000000001", ("2", "2.000000001")),
        ("x", "1+1e-30", ("1", "1.000000000000000000000000000001")),
        ("abs(x)", "1", ("-1", "1")),
    ],
)
def test_the_values_at_the_witness_show_that_they_differ(f: str, claim: str, shown: tuple[str, str]) -> None:
    found = grade(f, claim)
    assert found.shown == shown
    assert f"the derivative is {shown[0]}, the claim {shown[1]}" in str(found)


def test_right_in_part_is_seen_where_only_digits_show_it() -> None:
    assert grade("abs(sin(x))", "sin(2*x)/(2*sin(x))").mark == "equal in part"


def test_assumptions_leave_the_other_points_out() -> None:
    assert grade("sqrt(x^2)", "1", assume="x > 0").accepted
    assert grade("abs(x)", "1", assume="x < 0").mark == "unequal"


def test_the_witness_is_exact_and_has_both_values() -> None:
    found = grade("x^2", "3*x")
    assert found.values == (evaluate("2*x", found.witness), evaluate("3*x", found.witness))
    assert found.values[0] != found.values[1]


@pytest.mark.parametrize(
    ("f", "n", "claim", "kind"),
    [
        ("x^3", 2, "3*x^2", "too few derivatives"),
        ("x^3", 2, "x^3", "not differentiated"),
        ("x^5", 3, "20*x^3", "too few derivatives"),
        ("x^4", 2, "12*x^3", "exponent not lowered"),
        ("sin(2*x)", 2, "-2*sin(2*x)", "chain factor forgotten"),
        ("x*exp(x)", 2, "exp(x)", "half of the product rule"),
        ("cos(x)", 2, "cos(x)", "sign of the derivative"),
        ("exp(x)*x^2", 2, "exp(x)*(2*x + 2)", "product of the derivatives"),  # in the first one
    ],
)
def test_mistakes_on_the_way_to_a_higher_derivative(f: str, n: int, claim: str, kind: str) -> None:
    found = grade(f, claim, n=n)
    assert found.mark == "unequal"
    assert kind in [m.kind for m in found.mistakes]


def test_higher_orders_are_graded() -> None:
    assert grade("sin(x)*x", "2*cos(x) - x*sin(x)", n=2).accepted
    assert grade("x^4", "24", n=4).accepted
    assert grade("x^4", "0", "x", 5).accepted
    assert str(grade("x^3", "x", n=2).answer) == "6*x"
    for wrong in (0, -1, True, 1.5, "2"):
        with pytest.raises(SymdiffError, match="order"):
            grade("x", "1", n=wrong)


@pytest.mark.parametrize("claim", ["-5*(cosh(5*x) - sinh(5*x))", "-5*exp(-5*x)"])
def test_digits_that_all_cancel_are_no_witness(claim: str) -> None:
    """At x = 100 nothing is left of 300 digits of cosh(500) - sinh(500), which is 7e-218."""
    assert grade("exp(-5*x)", claim, assume="x > 50").accepted
    assert grade("cosh(5*x) - sinh(5*x)", claim, assume="x > 50").accepted
    assert grade("1e-300*sin(x)", "0").mark == "unequal"


def test_json() -> None:
    record = grade("sin(x^2)", "cos(x^2)").to_json()
    assert json.loads(json.dumps(record)) == record
    assert record["mark"] == "unequal"
    assert record["mistakes"][0]["kind"] == "chain factor forgotten"
    assert record["status"] == "DISPROVED"
    assert grade("x^2", "x + x").to_json()["mistakes"] == []


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(SymdiffError, match="several variables"):
        grade("a*t", "a")
    with pytest.raises(SymdiffError):
        grade("x +", "1")
    with pytest.raises(SymdiffError, match="not a variable"):
        grade("x", "1", 3)


def test_every_wrong_line_has_its_sentence() -> None:
    kinds = {line.partition(":")[0].strip() for line in WRONG_LINES.splitlines() if line.strip()}
    assert kinds <= set(SENTENCES)


def test_a_sample_of_the_corpus(corpus) -> None:
    lines = (corpus / "textbook.jsonl").read_text("utf-8").splitlines()[::8]
    injected = named = 0
    for record in map(json.loads, lines):
        names = (record["wrt"], *record["params"])
        f = parse(record["formula"], variables=names, constants=("pi", "E"))
        by = Symbol(record["wrt"])
        if record.get("order", 1) == 1 and record["check"] == "ok":
            positive = [f"{n} > 0" for n in names] if "positive" in record["domain_hint"] else []
            expected = parse(record["expected"], variables=names, constants=("pi", "E"))
            assert grade(f, expected, by, assume=positive).accepted
        try:
            wrongs = list(slips(f, by))[:6]
        except Cannot:
            continue
        answer = diff(f, by)
        for kind, wrong in wrongs:
            at = {s: y for s in f.free_symbols if s is not by} | {by: x}
            if differs(wrong.subs(at), answer.subs(at)):
                found = grade(f, wrong, by)
                assert not found.accepted
                injected += 1
                named += kind in [m.kind for m in found.mistakes]
    assert injected > 40
    assert named >= 0.9 * injected
