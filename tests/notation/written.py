"""Formulas to print, and Python's own reading of what was printed."""

from __future__ import annotations

import ast

from hypothesis import strategies as st

from symdiff.catalogue import CATALOGUE
from symdiff.expressions import Expr, Number, Symbol, apply

NUMBER, CONDITION = "number", "condition"
LEAVES = [
    *map(Symbol, ["x", "y", "alpha", "x_1", "ab", "e1"]),
    *map(Number, ["0", "1", "2", "10", "0.5", "1e-3", "12.50", "3."]),
    *(apply(op, ()) for op in ["pi", "E"]),
]
# Each operation, what it gives, and what it takes.
OPERATIONS = [
    *((op, NUMBER, [NUMBER] * 2) for op in ["add", "sub", "mul", "div", "pow"] * 4),
    *(("neg", NUMBER, [NUMBER]) for _ in range(4)),
    *((op, NUMBER, [NUMBER]) for op in ["sin", "exp", "ln", "sqrt", "abs", "floor", "factorial"]),
    *((op, NUMBER, [NUMBER]) for op in ["asin", "f", "D(f, 1)"]),
    *((op, NUMBER, [NUMBER] * 2) for op in ["log", "min", "max", "hypot", "atan2", "g"]),
    *((op, NUMBER, [NUMBER] * 2) for op in ["D(g, 1, 2)", "D(g, 2)"]),
    *((op, CONDITION, [NUMBER] * 2) for op in ["lt", "le", "gt", "ge", "eq", "ne"]),
    *((op, CONDITION, [CONDITION] * 2) for op in ["and", "or"]),
    ("not", CONDITION, [CONDITION]),
    *(("where", NUMBER, [CONDITION, NUMBER, NUMBER]) for _ in range(3)),
]


def put_together(choices: bytes) -> Expr:
    """The formula that a row of choices makes, each a leaf or an operation on what is there."""
    x = Symbol("x")
    there: dict[str, list[Expr]] = {NUMBER: [x], CONDITION: []}
    for choice in choices:
        choice %= len(LEAVES) + len(OPERATIONS)
        if choice < len(LEAVES):
            there[NUMBER].append(LEAVES[choice])
            continue
        op, gives, takes = OPERATIONS[choice - len(LEAVES)]
        if op == "where" and not there[CONDITION]:
            there[CONDITION].append(x < 1)
        if takes[0] == CONDITION and len(there[CONDITION]) < takes.count(CONDITION):
            continue
        args = [there[kind].pop() if there[kind] else x for kind in takes]
        there[gives].append(apply(op, tuple(args)))
    numbers = there[NUMBER] or [x]
    while len(numbers) > 1:
        numbers.append(apply("sub" if len(numbers) % 2 else "mul", (numbers.pop(), numbers.pop())))
    return numbers[0]


formulas = st.binary(max_size=60).map(put_together)


def nest(op: str, depth: int) -> Expr:
    """op applied ``depth`` times to x."""
    e: Expr = Symbol("x")
    for _ in range(depth):
        e = apply(op, (e,))
    return e


_BINARY = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.Pow: "pow",
    ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.Eq: "eq", ast.NotEq: "ne",
    ast.And: "and", ast.Or: "or", ast.USub: "neg", ast.Not: "not",
}  # fmt: skip


def read_as_python(text: str) -> Expr:
    """The formula that Python's own grammar sees in the text; for small formulas."""

    def nested(args: list[Expr], op: str) -> Expr:
        e = args[0]
        for a in args[1:]:
            e = apply(op, (e, a))
        return e

    def formula(node: ast.AST) -> Expr:
        match node:
            case ast.Constant():
                spelling = ast.get_source_segment(text, node)
                assert spelling
                return apply(spelling.lower(), ()) if node.value is True else Number(spelling)
            case ast.Name(name):
                constant = name in ("pi", "E", "undefined")
                return apply(name, ()) if constant else Symbol(name.replace("λ", "lambda"))
            case ast.UnaryOp(op, operand):
                return apply(_BINARY[type(op)], (formula(operand),))
            case ast.BinOp(left, op, right):
                return apply(_BINARY[type(op)], (formula(left), formula(right)))
            case ast.Compare(left, [op], [right]):
                return apply(_BINARY[type(op)], (formula(left), formula(right)))
            case ast.BoolOp(op, values):
                return nested([formula(v) for v in values], _BINARY[type(op)])
            case ast.Call(ast.Name(name), args):
                function = CATALOGUE.spelled(name).get(min(len(args), 2))
                found = [formula(a) for a in args]
                if function is not None and function.folds:
                    return nested(found, function.name)
                return apply(function.name if function else name, tuple(found))
            case ast.Call(derivative, args):
                spelling = ast.get_source_segment(text, derivative)
                assert spelling
                if not spelling.startswith("D("):
                    raise ValueError(spelling)
                return apply(spelling, tuple([formula(a) for a in args]))
        raise ValueError(ast.dump(node))

    return formula(ast.parse(text, mode="eval").body)
