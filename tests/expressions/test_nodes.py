"""A formula is built as typed, stored once, and never changes."""

from __future__ import annotations

import copy
import gc
import pickle
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symdiff.expressions import (
    Apply,
    ArgumentError,
    Expr,
    Number,
    Symbol,
    apply,
    from_rows,
    interning,
    number,
    postorder,
    substitute,
    symbols,
    to_rows,
)
from tests.threads import together

x, y, z = symbols("x y z")
ZERO, ONE, TWO, HALF = Number("0"), Number("1"), Number("2"), Number("0.5")


def drawn(e: Expr) -> str:
    """The tree in prefix form."""
    if type(e) is Apply:
        return f"({' '.join([e.op, *map(drawn, e.args)])})"
    return e.name if type(e) is Symbol else e.spelling  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("built", "tree"),
    [
        (x * x + (x - 2), "(add (mul x x) (sub x 2))"),
        (x * x + x - 2, "(sub (add (mul x x) x) 2)"),
        (x - x, "(sub x x)"),
        (x / x, "(div x x)"),
        (0 * x + 0, "(add (mul 0 x) 0)"),
        (-(-x), "(neg (neg x))"),
        (+x, "x"),
        (-x**2, "(neg (pow x 2))"),
        (x**y**z, "(pow x (pow y z))"),
        (x * (y * z), "(mul x (mul y z))"),
        (x * y * z, "(mul (mul x y) z)"),
        (2**x, "(pow 2 x)"),
        (2 / x, "(div 2 x)"),
        (1 - x, "(sub 1 x)"),
        (x + -2, "(add x (neg 2))"),
        (-3 * x, "(mul (neg 3) x)"),
        (x * Fraction(-2, 3), "(mul x (div (neg 2) 3))"),
        (x * 0.1, "(mul x 0.1)"),
        (x + -0.5, "(add x (neg 0.5))"),
        (abs(x - 1), "(abs (sub x 1))"),
        (x < 1, "(lt x 1)"),
        (1 < x, "(gt x 1)"),  # noqa: SIM300
        (x <= y, "(le x y)"),
        (x > 0.5, "(gt x 0.5)"),
        (x >= y, "(ge x y)"),
        (Apply("sin", [x]), "(sin x)"),
        (Apply("pi", ()), "(pi)"),
    ],
)
def test_operators_build_the_tree_as_typed(built: Expr, tree: str) -> None:
    assert drawn(built) == tree


def test_equal_formulas_are_one_node() -> None:
    def build() -> Expr:
        a, b = symbols("a, b")
        return Apply("sin", (a * b + 3,)) ** Number(2) / Apply("f", (a, Apply("pi", ())))

    assert build() is build()
    assert {build(): 1}[build()] == 1
    assert build() == build()
    assert build() != build() + 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (x - x, ZERO),
        (x + y, y + x),
        ((x + y) + z, x + (y + z)),
        (Number("0.10"), Number("0.1")),
        (Number("1"), Number("1.0")),
        (Number("2"), Symbol("x2")),
        (Apply("x", ()), x),
        (Apply("f", (x,)), Apply("g", (x,))),
        (Apply("f", (x,)), Apply("f", (x, x))),
        (Apply("add", (x, y)), Apply("mul", (x, y))),
    ],
)
def test_what_is_typed_otherwise_is_another_node(one: Expr, other: Expr) -> None:
    assert one is not other
    assert one != other


def test_equality_with_what_is_no_formula() -> None:
    assert x != "x"
    assert ONE != 1
    assert (x == 1) is False


@pytest.mark.parametrize("bad", [True, False, float("nan"), float("inf"), -float("inf"), "1", None, 1j, [1]])
def test_what_is_no_real_number_is_refused(bad: object) -> None:
    with pytest.raises(ArgumentError):
        number(bad)  # type: ignore[arg-type]
    for combine in (lambda: x + bad, lambda: bad * x, lambda: x**bad, lambda: x < bad):  # type: ignore[operator]
        with pytest.raises(TypeError):
            combine()


@pytest.mark.parametrize("name", ["", None, 3])
def test_a_symbol_needs_a_name(name: object) -> None:
    with pytest.raises(ArgumentError):
        Symbol(name)  # type: ignore[arg-type]


@pytest.mark.parametrize("node", [x, ONE, x + y])
def test_nodes_cannot_be_changed(node: Expr) -> None:
    for field in ("op", "args", "name", "spelling", "value", "anything"):
        with pytest.raises(AttributeError):
            setattr(node, field, ())
        with pytest.raises(AttributeError):
            delattr(node, field)
    assert not hasattr(node, "__dict__")


def test_a_comparison_is_no_truth_value() -> None:
    with pytest.raises(TypeError, match="where"):
        bool(x < 1)
    with pytest.raises(TypeError):
        assert 0 < x < 1
    assert x
    assert x - x
    assert ZERO


def test_symbols_are_always_a_tuple() -> None:
    assert symbols("x") == (x,)
    assert symbols("x, y z") == (x, y, z)
    assert symbols("") == ()


def test_substitution_is_done_all_at_once() -> None:
    assert (x - y).subs({x: y, y: x}) is y - x
    assert (x - y).subs({"x": "y" and y, "y": 0.5}) is y - HALF
    assert (x * x + Apply("sin", (x * x,))).subs({x * x: z}) is z + Apply("sin", (z,))
    assert (x + 1).subs({}) is x + 1
    assert (x + 1).subs({ONE: TWO}) is x + 2
    assert (x * x).subs({x * x: x}) is x
    assert substitute(x + x, {x: x + x}) is (x + x) + (x + x)


def test_substitution_leaves_alone_what_it_puts_in() -> None:
    assert (x + y).subs({x: y + 1, y: x}) is (y + 1) + x


def test_free_symbols() -> None:
    assert (x * Apply("f", (y, Apply("pi", ()))) + 3).free_symbols == {x, y}
    assert ONE.free_symbols == frozenset()


def test_repr_of_what_is_too_long_to_print() -> None:
    e: Expr = x
    for _ in range(60):
        e = e * e
    assert repr(e).startswith("<formula:")


# Depth and sharing.


def tower(depth: int, op: str = "sin") -> Expr:
    e: Expr = x
    for _ in range(depth):
        e = apply(op, (e,))
    return e


@pytest.mark.parametrize("protocol", [2, pickle.HIGHEST_PROTOCOL])
def test_a_pickled_formula_comes_back_as_the_same_node(protocol: int) -> None:
    for e in (x, HALF, Apply("pi", ()), x * x + (x - 2), Apply("D(f, 1, 2)", (x, y)), tower(100_000)):
        assert pickle.loads(pickle.dumps(e, protocol)) is e


def test_a_pickle_holds_shared_parts_once() -> None:
    e: Expr = x
    for _ in range(60):
        e = e * e
    data = pickle.dumps(e)
    assert len(data) < 3_000
    assert pickle.loads(data) is e


def test_a_pickle_makes_nodes_that_are_gone_anew() -> None:
    data = pickle.dumps(Apply("one_that_goes", (x, Number("12.25"))))
    interning.sweep()
    again = pickle.loads(data)
    assert again is Apply("one_that_goes", (x, Number("12.25")))


def test_a_copy_is_the_node_itself() -> None:
    deep = tower(100_000)
    for e in (x, ONE, x + y, deep):
        assert copy.copy(e) is e
        assert copy.deepcopy(e) is e
    assert copy.deepcopy([deep, {"a": deep}]) == [deep, {"a": deep}]


def test_a_deep_formula_is_built_replaced_and_dropped() -> None:
    e = tower(100_000)
    assert e.free_symbols == {x}
    assert e.subs({x: y}).free_symbols == {y}
    assert len(postorder((e,))) == 100_001
    del e
    interning.sweep()


# Memory.


def stored() -> int:
    return sum(map(len, interning.buckets.values())) + sum(map(len, interning.leaves))


def test_memory_stays_flat_over_many_formulas() -> None:
    gc.collect()
    most = 0
    for i in range(100_000):
        s = Symbol(f"memory_{i}")
        assert type(apply("sin", (s + i,)) * s) is Apply
        if i % 1_000 == 0:
            most = max(most, stored())
    assert i * 5 > 400_000
    bound = interning._SWEEP_AT_LEAST
    assert most < 4 * bound, "the tables hold what nobody else does"
    interning.sweep()
    kept = {name for name in interning.leaves[0] if name.startswith("memory_")}
    assert kept == {"memory_99999"}


def test_a_sweep_keeps_what_somebody_holds() -> None:
    held = Apply("held", (Symbol("held_x") + Number("987.5"),))
    inner = held.args[0]
    address = id(inner)
    lost = id(Apply("lost", (Symbol("held_x"),)))
    interning.sweep()
    assert "lost" not in interning.buckets or not interning.buckets["lost"], lost
    assert Apply("held", (Symbol("held_x") + Number("987.5"),)) is held
    assert id(held.args[0]) == address
    assert held.args[0] is Symbol("held_x") + Number("987.5")


def test_a_sweep_drops_a_deep_formula_without_recursion() -> None:
    e = tower(100_000, "swept")
    assert len(interning.buckets["swept"]) == 100_000
    del e
    interning.sweep()
    assert not interning.buckets.get("swept")


# Threads.


def test_threads_never_make_two_nodes_of_one_formula() -> None:
    def build(_: int) -> list[Expr]:
        made: list[Expr] = []
        for i in range(5_000):
            s = Symbol(f"thread_{i}")
            e = apply("sin", (s * Number(str(i)) + s,))
            made += (s, e, e.args[0])
        return made

    first, *others = together(build)
    for other in others:
        assert all(a is b for a, b in zip(first, other, strict=True))


def test_threads_that_sweep_never_lose_a_node_that_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interning, "_SWEEP_AT_LEAST", 500)
    monkeypatch.setattr(interning, "_until_sweep", 500)

    def build(i: int) -> list[Expr]:
        kept = []
        for k in range(3_000):
            e = apply("sweeping", (Symbol(f"sweep_{k % 700}"), Number(str(k % 11))))
            assert e.args[0] is Symbol(f"sweep_{k % 700}")
            if k % 3 == 0:
                kept.append(e)
            elif i % 2:
                assert apply("passing", (e, Number(str(k)))).args[0] is e
        return kept

    first, *others = together(build)
    for other in others:
        assert all(a is b for a, b in zip(first, other, strict=True))
    for e in first:
        assert apply("sweeping", e.args) is e


small = st.integers(0, 5)


@given(st.lists(st.tuples(st.sampled_from(["add", "sub", "mul", "div", "pow", "neg", "sin"]), small, small), max_size=25))
def test_rows_hold_the_whole_graph(program: list[tuple[str, int, int]]) -> None:
    made: list[Expr] = [x, y, Number("0.10"), Apply("pi", ())]
    for op, i, j in program:
        args = [made[i % len(made)], made[-1 - j % len(made)]]
        made.append(Apply(op, args[:1] if op in ("neg", "sin") else args))
    e = made[-1]
    rows = to_rows(e)
    assert len(rows) == len(postorder((e,)))
    assert from_rows(rows) is e
    assert pickle.loads(pickle.dumps(e)) is e
