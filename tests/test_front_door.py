"""The public names, as one meets them after ``import symdiff``."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

import symdiff
from symdiff import Expr, symbols
from symdiff.expressions.codes import CODES

x, y = symbols("x y")


def test_expressions_serve_themselves_without_further_imports():
    program = (
        "from symdiff import symbols; x, = symbols('x'); e = x*x + x - 2;"
        "print(e, e.diff(), e.diff('x', 2), (x + x).simplify(), e._repr_latex_())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "x*x + x - 2 2*x + 1 2 2*x $\\displaystyle x \\cdot x + x - 2$\n"


def test_a_name_that_is_not_there():
    with pytest.raises(AttributeError, match="symdiff has no 'nonsense'"):
        symdiff.nonsense  # noqa: B018


def test_everything_can_be_imported_at_once():
    names: dict[str, object] = {}
    exec("from symdiff import *", names)
    assert set(symdiff.__all__) <= set(names)


@pytest.mark.parametrize("name", sorted({code.raised_as for code in CODES.values()}))
def test_every_class_of_errors_is_caught_by_its_name(name):
    """The classes that the page of errors names stand where a user looks for them."""
    assert name in symdiff.__all__
    assert issubclass(getattr(symdiff, name), symdiff.SymdiffError)


def test_a_limit_is_caught_by_its_name():
    with pytest.raises(symdiff.LimitExceeded) as caught:
        symdiff.parse("x" * 9, limits=symdiff.Limits(characters=5))
    assert caught.value.limit == "characters"


def test_names_stay_what_they_are_when_rooms_are_loaded():
    """A module never hides the function of its name."""
    for name in symdiff.__all__:
        value = getattr(symdiff, name)
        assert name == "errors" or not isinstance(value, type(symdiff)), name


@pytest.mark.parametrize(
    "ask",
    [
        lambda f: symdiff.diff(f),
        lambda f: symdiff.derivation(f).result,
        lambda f: symdiff.simplify(f),
        lambda f: symdiff.infix(f),
        lambda f: symdiff.latex(f),
        lambda f: symdiff.sexpr(f),
        lambda f: symdiff.to_json(f),
        lambda f: symdiff.tree(f),
        lambda f: symdiff.let(f),
        lambda f: repr(symdiff.sizes(f)),
        lambda f: symdiff.evaluate(f, {"x": 2}),
        lambda f: symdiff.check(f, "2*x").answer,
    ],
)
def test_text_is_taken_wherever_a_formula_is(ask):
    assert ask("x*x - 2") == ask(x * x - 2)


def test_names_are_declared_wherever_text_is_taken():
    assert symdiff.evaluate("e*x", {"e": 2, "x": 3}, variables=["e"]) == 6
    assert symdiff.sizes("f(x)", functions=["f"]).operations == 1
    assert symdiff.infix("f(x)", functions=["f"]) == "f(x)"
    assert symdiff.diff("e*x", "x", variables=["e"]) is symbols("e")[0]
    assert symdiff.check("f(x)", "D(f, 1)(x)", functions=["f"]).answer != "no"


def test_every_error_is_one_kind():
    for ask in (
        lambda: symdiff.diff("sinn(x)"),
        lambda: symdiff.diff("a*b"),
        lambda: symdiff.diff("x", form="shortest"),
        lambda: symdiff.evaluate("1/x", {"x": 0}),
        lambda: symdiff.tree("x", "round"),
        lambda: symdiff.parse("x" * 3, limits=symdiff.Limits(characters=2)),
    ):
        with pytest.raises(symdiff.SymdiffError) as caught:
            ask()
        assert caught.value.code.startswith("E-")
        assert pickle.loads(pickle.dumps(caught.value)).code == caught.value.code


def test_formulas_show_themselves_in_notebooks():
    bundle = (x**2).diff()._repr_mimebundle_(include=None, exclude=None)
    assert bundle == {"text/plain": "2*x", "text/latex": "$\\displaystyle 2 x$"}
    only = (x**2)._repr_mimebundle_(include={"text/plain"})
    assert list(only) == ["text/plain"]


def test_a_formula_too_long_to_show_names_its_shared_parts():
    e: Expr = x + 1
    for _ in range(60):
        e = e * e
    bundle = e._repr_mimebundle_()
    assert list(bundle) == ["text/plain"]
    assert bundle["text/plain"].startswith("v1 = x + 1\nv2 = v1*v1\n")
    assert e._repr_latex_() is None


def test_a_formula_that_would_fill_pages_shows_its_size():
    e: Expr = x
    for i in range(5_000):
        e = e + symdiff.Symbol(f"x_{i}")
    assert e._repr_mimebundle_() == {"text/plain": "<formula of 10001 nodes>"}
