"""What stands in front of a formula."""

from __future__ import annotations

import pytest

from symdiff.expressions import FormulaError, SymdiffError, UnknownName
from symdiff.notation import parse, read

# What is typed: the formula, the variable, the order, the name.
FRONTS = {
    "x^2": ("x^2", None, 0, None),
    "delta*x": ("delta*x", None, 0, None),
    "y = x^2": ("x^2", None, 0, "y"),
    "y := x^2": ("x^2", None, 0, "y"),
    "α = 2x": ("2x", None, 0, "alpha"),
    "f(x) = x^2": ("x^2", "x", 0, "f"),
    "f(t) = 2 sin t": ("2 sin t", "t", 0, "f"),
    "f(x, y) = x*y": ("x*y", None, 0, "f"),
    "d/dx x^2": ("x^2", "x", 1, None),
    "d/dx (x^2)": ("x^2", "x", 1, None),
    "d/dx x^2 + 3x": ("x^2 + 3x", "x", 1, None),
    "d/dt(sin t)": ("sin t", "t", 1, None),
    "d/dθ sinθ": ("sin(theta)", "theta", 1, None),
    "d^2/dx^2 (x^3)": ("x^3", "x", 2, None),
    "d**3/dx**3 x^3": ("x^3", "x", 3, None),
    "d²/dx² x^3": ("x^3", "x", 2, None),
    "∂/∂x (x*y)": ("x*y", "x", 1, None),
    "∂²/∂y² (x*y)": ("x*y", "y", 2, None),
    "d(x^2 + 1)/dx": ("x^2 + 1", "x", 1, None),
    "(d/dx) x^2": ("x^2", "x", 1, None),
    "(d^2/dx^2)(x^3)": ("x^3", "x", 2, None),
    "(∂/∂y) x*y": ("x*y", "y", 1, None),
    "(d + x)^2": ("(d + x)^2", None, 0, None),
    "y = d/dx x^2": ("x^2", "x", 1, "y"),
    "x == 2": ("x == 2", None, 0, None),
    "where(x = 0, 1, 2)": ("where(x == 0, 1, 2)", None, 0, None),
}


@pytest.mark.parametrize("typed", FRONTS)
def test_what_stands_in_front(typed: str) -> None:
    formula, variable, order, name = FRONTS[typed]
    reading = read(typed)
    assert reading.expression is parse(formula)
    assert (reading.variable.name if reading.variable else None) == variable
    assert (reading.order, reading.name) == (order, name)


def test_the_arguments_of_a_definition_are_declared() -> None:
    assert read("f(e) = e^2").expression is parse("e^2", variables=["e"])
    assert read("f(x, y) = xy").expression is parse("x*y")
    assert read("d/dx d*x", variables=["x"]).order == 1


def test_a_declared_d_asks_for_no_derivative() -> None:
    assert read("d*x", variables=["d", "x"]).order == 0
    with pytest.raises(FormulaError, match="two readings"):
        read("d/dx x", variables=["d", "dx", "x"])


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("dy/dx = x^2", "what a derivative is equal to"),
        ("y' = x", "what a derivative is equal to"),
        ("f'(x) = x", "what a derivative is equal to"),
        ("x^2 + y^2 = 1", "an equation"),
        ("= x", "an equation"),
        ("2y = x", "an equation"),
        ("y =", "empty"),
        ("d/dx", "empty"),
        ("y = x = 2", "no = sign"),
        ("d/dx (x^2) + 1", "of the bracket alone"),
    ],
)
def test_fronts_that_are_refused(typed: str, message: str) -> None:
    with pytest.raises(FormulaError, match=message):
        read(typed)


def test_places_are_those_of_the_whole_text() -> None:
    with pytest.raises(UnknownName) as caught:
        read("f(x) = x + foo(x)")
    error: SymdiffError = caught.value
    assert error.text == "f(x) = x + foo(x)"
    assert error.span == (11, 14)


def test_repr() -> None:
    assert "variable='x', order=1, name=None" in repr(read("d/dx x"))
