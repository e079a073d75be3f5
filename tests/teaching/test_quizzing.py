"""Problems from a seed: the same every time, each right, each of its topic."""

from __future__ import annotations

import json

import pytest

from symdiff import check, diff, explain, infix, parse, quiz, simplify
from symdiff.cli.options import TOPICS as OF_THE_COMMAND_LINE
from symdiff.expressions import ArgumentError, Number, Symbol, postorder
from symdiff.teaching.needed_rules import needs_rule
from symdiff.teaching.quizzing import TOPICS


@pytest.mark.parametrize("topic", TOPICS)
def test_problems_have_right_answers(topic: str) -> None:
    made = quiz(topic, 6, seed=3)
    assert len(made.problems) == 6
    assert len({p.formula for p in made}) == 6
    for problem in made:
        assert problem.answer is diff(problem.formula, "x")
        assert check(problem.formula, problem.answer, "x").answer in ("yes", "likely")
        assert problem.steps().result is problem.answer
        assert parse(infix(problem.formula)) is problem.formula
        assert problem.grade(problem.answer).accepted
        assert not problem.grade("x^17").accepted


@pytest.mark.parametrize("topic", TOPICS)
def test_the_seed_makes_the_problems(topic: str) -> None:
    formulas = [str(p.formula) for p in quiz(topic, 5, seed=1)]
    assert formulas == [str(p.formula) for p in quiz(topic, 5, seed=1)]
    assert formulas != [str(p.formula) for p in quiz(topic, 5, seed=2)]


@pytest.mark.parametrize(("topic", "op"), [("product", "mul"), ("quotient", "div"), ("polynomial", "pow")])
def test_problems_are_of_their_topic(topic: str, op: str) -> None:
    for problem in quiz(topic, 8, seed=5):
        assert op in {getattr(node, "op", "") for node in postorder((problem.formula,))}


@pytest.mark.parametrize(
    ("topic", "text", "needed"),
    [
        ("chain", "(x^3)^6", False),
        ("chain", "sqrt(x^4)", False),
        ("chain", "ln(x^3)", False),
        ("chain", "ln(x^4)", False),
        ("chain", "exp(ln(x))", False),
        ("chain", "sin(x^4)", True),
        ("chain", "(2*x + 1)^3", True),
        ("product", "x^4*x^4", False),
        ("product", "exp(x)*exp(x)", False),
        ("product", "x^2*sin(x)", True),
        ("quotient", "x^5/x", False),
        ("quotient", "x^4/exp(x)", True),
        ("quotient", "(x^2 + 1)/x", True),
        ("root", "sqrt(x^2)", False),
        ("root", "sqrt(x^3)", True),
        ("root", "5/sqrt(x)", True),
        ("power", "3*x^2", True),
    ],
)
def test_which_problems_need_the_rule_of_their_topic(topic: str, text: str, needed: bool) -> None:
    assert needs_rule(topic, parse(text), Symbol("x")) is needed


@pytest.mark.parametrize(("topic", "rules"), [("product", {"product rule"}), ("quotient", {"quotient rule", "product rule"})])
def test_problems_need_their_rule_when_they_are_simplified(topic: str, rules: set[str]) -> None:
    for problem in quiz(topic, 40, seed=2):
        told = explain(simplify(problem.formula), "x").stages[0].differentiation("normal")
        assert rules & {line.rule for line in told}, problem


def test_mixed_problems_need_a_rule_too() -> None:
    for problem in quiz("mixed", 60, seed=1):
        simplified = simplify(problem.formula)
        assert not (simplified.args[0] is Symbol("x") and type(simplified.args[-1]) is Number), problem
        assert simplified.args, problem


def test_tellings() -> None:
    made = quiz("product", 2, seed=7, level="normal")
    text = made.text()
    assert text.startswith("Differentiate by x (product, seed 7)")
    assert "product rule" in text
    assert made.markdown().count("<details>") == 2
    assert made.html().count("<details>") == 2
    record = json.loads(json.dumps(made.record()))
    assert [p["answer"] for p in record["problems"]] == [infix(p.answer) for p in made]
    assert set(made._repr_mimebundle_()) == {"text/plain", "text/html"}


@pytest.mark.parametrize("wrong", [{"topic": "history"}, {"topic": []}, {"n": 0}, {"n": 1000}, {"level": "all"}])
def test_what_cannot_be_asked_is_refused(wrong: dict) -> None:
    with pytest.raises(ArgumentError):
        quiz(**wrong)


def test_the_command_line_knows_every_topic() -> None:
    assert tuple(TOPICS) == OF_THE_COMMAND_LINE


def test_a_topic_is_known_by_how_it_begins() -> None:
    assert quiz("trig", 2, seed=3).topic == "trigonometric"
    for unknown in ("p", "po", "trigs", "sums"):
        with pytest.raises(ArgumentError, match="no topic"):
            quiz(unknown)
