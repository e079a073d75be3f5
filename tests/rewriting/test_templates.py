"""A template is a formula in letters; filled in, it is that formula with the letters replaced."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from symdiff.expressions import Expr, Number, Symbol, apply, postorder, symbols
from symdiff.notation import parse
from symdiff.rewriting import Template

u, v, x, y = symbols("u v x y")


def formula(program: list[tuple[str, int, int]]) -> Expr:
    made: list[Expr] = [u, v, Number("2"), apply("pi", ()), Symbol("fixed")]
    for op, i, j in program:
        args = (made[i % len(made)], made[j % len(made)])
        made.append(apply(op, args[: 1 if op == "sin" else 2]))
    return made[-1]


formulas = st.lists(
    st.tuples(st.sampled_from(["add", "mul", "sin"]), st.integers(0, 9), st.integers(0, 9)), max_size=10
).map(formula)


@given(formulas, formulas, formulas)
def test_filling_in_is_substitution(pattern: Expr, one: Expr, other: Expr) -> None:
    template = Template(pattern, ("u", "v"))
    assert template.fill([one, other]) is pattern.subs({u: one, v: other})
    assert template.uses == {s.name for s in pattern.free_symbols} & {"u", "v"}


def test_a_letter_or_a_number_alone() -> None:
    assert Template(u, ("u",)).fill([x]) is x
    assert Template(Number("2"), ("u",)).fill([x]) is Number("2")
    assert Template(Number("2"), ()).fill([]) is Number("2")
    assert Template(v, ("u", "v")).fill([x, y]) is y
    assert Template(v, ("u", "v")).uses == {"v"}


def test_shared_parts_are_made_once() -> None:
    pattern: Expr = u
    for _ in range(60):
        pattern = pattern * pattern
    template = Template(pattern, ("u",))
    assert len(template.steps) == 60
    assert template.fill([x]) is pattern.subs({u: x})


def test_the_formula_is_built_by_what_is_given() -> None:
    made = []

    def make(op: str, args: tuple[Expr, ...]) -> Expr:
        made.append(op)
        return apply("sub" if op == "add" else op, args)

    assert Template(parse("u*(u + v)"), ("u", "v")).fill([x, y], make) is parse("x*(x - y)")
    assert made == ["add", "mul"]


def test_the_values_are_left_as_they_were() -> None:
    values: list[Expr] = [x, y]
    Template(parse("u + v + 1"), ("u", "v")).fill(values)
    assert values == [x, y]


def test_a_deep_pattern() -> None:
    pattern: Expr = u
    for _ in range(20_000):
        pattern = apply("sin", (pattern,))
    filled = Template(pattern, ("u",)).fill([x])
    assert filled is pattern.subs({u: x})
    assert len(postorder((filled,))) == 20_001
