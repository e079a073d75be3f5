"""S-expressions hold the whole tree: a reader of ten lines gets it back."""

from __future__ import annotations

import pytest
from hypothesis import given
from written import formulas, nest

from symdiff.catalogue import CATALOGUE
from symdiff.expressions import Expr, LimitExceeded, Limits, Number, Symbol, apply, symbols
from symdiff.notation import sexpr

x, y = symbols("x y")

TEXTS = {
    "(+ (* x x) (- x 2))": x * x + (x - 2),
    "(- (^ x 2))": -(x**2),
    "(log x 2)": apply("log", (x, Number("2"))),
    "(* pi (ln x))": apply("pi", ()) * apply("ln", (x,)),
    "(where (and (< x 1) (>= y 0)) x y)": apply("where", (apply("and", (x < 1, y >= 0)), x, y)),
    "((D f 1 2) x y)": apply("D(f, 1, 2)", (x, y)),
    "(min (min x y) 1)": apply("min", (apply("min", (x, y)), Number("1"))),
}


@pytest.mark.parametrize("text", TEXTS)
def test_sexpr(text: str) -> None:
    assert sexpr(TEXTS[text]) == text


SIGNS = {
    "+": "add", "-": "sub", "*": "mul", "/": "div", "^": "pow", "<": "lt", "<=": "le",
    ">": "gt", ">=": "ge", "=": "eq", "!=": "ne",
}  # fmt: skip


def read(text: str) -> Expr:
    """The formula of an S-expression: lists close into operations on a stack of lists."""
    stack: list[list[Expr | str]] = [[]]
    for word in text.replace("(", " ( ").replace(")", " ) ").split():
        if word == "(":
            stack.append([])
        elif word != ")":
            stack[-1].append(word)
        else:
            head, *args = stack.pop()
            if head == "D":
                stack[-1].append(f"D({', '.join(map(str, args))})")
                continue
            op = "neg" if head == "-" and len(args) == 1 else SIGNS.get(str(head), str(head))
            stack[-1].append(apply(op, tuple(map(leaf, args))))
    return leaf(stack[0][0])


def leaf(word: Expr | str) -> Expr:
    if isinstance(word, Expr):
        return word
    if word in CATALOGUE and CATALOGUE[word].arity == 0:
        return apply(word, ())
    return Number(word) if word[0].isdigit() else Symbol(word)


@given(formulas)
def test_a_sexpr_holds_the_whole_tree(e: Expr) -> None:
    assert read(sexpr(e)) is e


def test_the_text_is_bounded_and_depth_is_not() -> None:
    assert sexpr(nest("sin", 100_000)) == "(sin " * 100_000 + "x" + ")" * 100_000
    with pytest.raises(LimitExceeded):
        sexpr(x + y, limits=Limits(output=6))
    assert sexpr(x + y, limits=Limits(output=7)) == "(+ x y)"
