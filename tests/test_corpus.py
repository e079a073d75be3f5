"""A spread sample of the corpora, where they are: differentiated, and compared with their numbers."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
SAMPLE = 300


@pytest.fixture(scope="module")
def benchmark():
    """The script that runs all of them."""
    pytest.importorskip("mpmath")
    sys.path.insert(0, str(BENCHMARKS))
    try:
        yield importlib.import_module("corpus")
    finally:
        sys.path.remove(str(BENCHMARKS))


def test_a_spread_sample_is_right(benchmark, corpus):
    files = [file for file in benchmark.FILES if file != "parser_inputs"]
    cases = [c for several in benchmark.gathered(corpus, files, SAMPLE).values() for c in several]
    assert len(cases) > SAMPLE / 2
    outcomes = [benchmark.examine(case) for case in cases]
    trouble = {outcome.case: outcome.trouble for outcome in outcomes if outcome.trouble}
    assert not trouble
    assert all(o.correct or o.without_value for o in outcomes)
    assert sum(outcome.negative for outcome in outcomes) > len(cases)


def test_what_people_typed_never_crashes(benchmark, corpus):
    found = [benchmark.read_typed(record) for record in benchmark.load(corpus, "parser_inputs")]
    assert "crashed" not in found
    assert found.count("same tree") + found.count("same value") > len(found) / 3


# What holds without the corpora: the evaluator of the benchmark, and what it must notice.


@pytest.fixture
def independent(benchmark):
    return importlib.import_module("independent")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1 + 0.2 - 0.3", 0),
        ("-x**2/3", -0.75),
        ("2**-x**2", 2**-2.25),
        ("where(x < 1, 1/0, x)", 1.5),
        ("log(x, 2)*log(2)/log(x)", 1),
        ("max(1, x, 2) + hypot(3, 4)", 7),
        ("D(besselj, 1)(1, 2)", -0.0561807607418131),
        ("abs(sqrt(-x**2))", 1.5),
        ("not x < 1 and 0 < x <= 1.5", True),
    ],
)
def test_the_independent_evaluator(independent, text, expected):
    assert complex(independent.value(text, {"x": "1.5"})) == pytest.approx(complex(expected))


def test_the_independent_evaluator_says_what_has_no_value(independent):
    for text in ("1/(x - x)", "log(0*x)", "gamma(-1)", "0**-1"):
        with pytest.raises(independent.Undefined):
            independent.value(text, {"x": "1"})
    for text in ("sqrt(-1)", "log(-1)", "(-8)**(1/3)", "I"):
        with pytest.raises(independent.NotReal):
            independent.value(text, {}, real=True)
    for text in ("open('x')", "x.real", "y", "[1]", "sin(x=1)"):
        with pytest.raises(independent.NotUnderstood):
            independent.value(text, {"x": "1"})


def case(benchmark, formula, expected, **record):
    record = {"check_point": {"x": "1.25"}, "params": [], **record}
    return benchmark.Case(record, "mine", formula, "x", 1, [expected, "0"], 14)


def test_a_right_answer_is_right_and_a_wrong_value_is_noticed(benchmark):
    right = benchmark.examine(case(benchmark, "x**2*sqrt(x**2)", "4.6875"))
    assert right.correct and not right.trouble
    assert (right.domain, right.negative) == ("real", benchmark.NEGATIVE_POINTS)
    wrong = benchmark.examine(case(benchmark, "x**2", "2.5000000001"))
    assert [kind for kind, _ in wrong.trouble] == ["wrong"]
    complex_case = benchmark.examine(case(benchmark, "sqrt(-x)*sqrt(-x)", "-1"))
    assert complex_case.correct and complex_case.domain == "complex"


def test_a_shrinking_domain_is_noticed(benchmark):
    outcome = benchmark.Outcome(case(benchmark, "x", "1"))
    forms = (benchmark.symdiff.parse("x"), benchmark.symdiff.parse("sqrt(x)*sqrt(x)"))
    benchmark.compare_at_negative_points(case(benchmark, "x", "1"), forms, outcome)
    assert [kind for kind, _ in outcome.trouble] == ["domain shrinks"]
    outcome = benchmark.Outcome(case(benchmark, "x", "1"))
    forms = (benchmark.symdiff.parse("x"), benchmark.symdiff.parse("abs(x)"))
    benchmark.compare_at_negative_points(case(benchmark, "x", "1"), forms, outcome)
    assert [kind for kind, _ in outcome.trouble] == ["differs"]


def test_bad_formulas_are_refused_with_a_reason(benchmark):
    outcome = benchmark.examine(case(benchmark, "x**", "1"))
    assert [kind for kind, _ in outcome.trouble] == ["refused"]
    assert not outcome.parsed
