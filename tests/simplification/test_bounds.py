"""Work is counted: what grows with the formula alone is free, the rest ends at the limit."""

from __future__ import annotations

import pytest

from symdiff import Limits, diff, simplify
from symdiff.expressions import LimitExceeded


def nested(outer: str, n: int, inner: str = "x") -> str:
    return outer.split("u", maxsplit=1)[0] * n + inner + outer.split("u")[1] * n


@pytest.mark.parametrize(
    "formula",
    [
        nested("sin(u)", 2_000),
        nested("exp(-u)", 2_000),
        nested("-(1 - u)", 2_000),
        nested("(1 + u)^2", 2_000),
        nested("x*(1 + u)", 1_000),
        " + ".join(f"sin({k}*x)" for k in range(1_000)),
        "*".join(f"(x + {k})" for k in range(1, 1_000)),
    ],
)
def test_work_that_grows_with_the_formula_needs_no_steps(formula: str) -> None:
    least = simplify(formula, form="canonical", limits=Limits(steps=1))
    assert least is simplify(formula, form="canonical")


@pytest.mark.parametrize(
    ("formula", "order"),
    [
        (nested("(x + u)^(1/2)", 400, "1"), 1),
        (nested("sqrt(x + u)", 6), 6),
        (nested("exp(-u)", 4_000), 1),
        (nested("abs(1 - u)", 2_000), 1),
        (nested("1 + 1/(u)", 6_000), 1),
        (nested("x/(1 + u)", 2_000), 1),
        ("*".join(f"{i}^{i}" for i in range(2, 1_000)), 0),
        (" + ".join(f"1/{i}" for i in range(2, 20_000)), 0),
    ],
)
def test_work_beyond_that_ends_at_the_limit(formula: str, order: int) -> None:
    """Uncounted, each of these takes from half a minute to forever."""
    few = Limits(steps=20_000)
    with pytest.raises(LimitExceeded) as caught:
        if order:
            diff(formula, "x", order, form="canonical", limits=few)
        else:
            simplify(formula, form="canonical", limits=few)
    assert caught.value.limit == "steps"


def test_the_same_work_is_the_same_number_of_steps() -> None:
    formula = nested("(x + u)^(1/2)", 40, "1")

    def enough(steps: int) -> bool:
        try:
            diff(formula, "x", form="canonical", limits=Limits(steps=steps))
        except LimitExceeded:
            return False
        return True

    low, high = 1, 10_000
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    assert low > 1
    assert enough(high) and not enough(low)
