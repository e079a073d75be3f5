"""How tightly each operator binds; more is tighter.

A sign or a function without brackets that stands in an exponent or under a root binds as tightly
as that: 2^-x y is (2^-x) y.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    Entry: TypeAlias = tuple[Any, ...]

OR = 10
AND = 20
NOT = 30
COMPARE = 40
SUM = 50
PRODUCT = 60
SIGN = 70  # -x*y is (-x)*y, and -x^2 is -(x^2)
BARE = 75  # sin 2x is sin(2x)
IMPLICIT = 80  # 2x
ROOT = 85  # √x y is √(x) y
POWER = 90
NAMED_POWER = 95  # the exponent of sin^2 x

# What waits is completed if its level is at least the first number; then the operator waits with
# the second. The power alone groups to the right.
BINARY = {
    "+": (SUM, SUM, "add"),
    "-": (SUM, SUM, "sub"),
    "*": (PRODUCT, PRODUCT, "mul"),
    "/": (PRODUCT, PRODUCT, "div"),
    "^": (POWER + 1, POWER, "pow"),
}
RELATIONS = {
    "<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "=": "eq", "!=": "ne",
}  # fmt: skip
LOGIC = {"and": AND, "or": OR}


def prefix_level(own: int, waiting: int) -> int:
    """How tightly a prefix binds behind an operator that waits with the level ``waiting``.

    >>> prefix_level(SIGN, SUM) == SIGN, prefix_level(SIGN, POWER) == POWER
    (True, True)
    """
    return NAMED_POWER + 1 if waiting == NAMED_POWER else max(own, waiting)
