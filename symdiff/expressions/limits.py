"""Bounds on work, counted and never timed, so that the same input always meets the same end."""

from __future__ import annotations

from .errors import ArgumentError, LimitExceeded, expect_whole, in_short

_PYTHON_DIGITS = 4_300
HIGHEST_ORDER = 10_000
NAMES = ("characters", "nodes", "digits", "steps", "output")


class Limits:
    """How much of each thing one call may use.

    Arguments:
        characters: length of a formula as typed.
        nodes: nodes in the graph of an expression.
        digits: decimal digits of one exact number, at most 4,300.
        steps: units of work of one normal form, of a microsecond or a few, besides a fixed number
            for every node of the formula. The search for the textbook form has four times as
            many, all orders of a higher derivative together twenty times.
        output: characters of one printed text.

    >>> Limits(nodes=500).nodes
    500
    """

    __slots__ = ("characters", "digits", "nodes", "output", "steps")

    characters: int
    nodes: int
    digits: int
    steps: int
    output: int

    def __init__(
        self,
        characters: int = 2_000_000,
        nodes: int = 2_000_000,
        digits: int = 4_000,
        steps: int = 100_000,
        output: int = 2_500_000,
    ) -> None:
        values = dict(
            characters=characters, nodes=nodes, digits=digits, steps=steps, output=output
        )
        for name, value in values.items():
            expect_whole(value, f"the limit {name} is a positive integer")
            object.__setattr__(self, name, value)
        if digits > _PYTHON_DIGITS:
            raise ArgumentError(f"the limit digits is at most {_PYTHON_DIGITS}, as Python's own is")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("limits are immutable: make another with Limits(...)")

    def __reduce__(self) -> tuple[object, ...]:
        return Limits, tuple(getattr(self, name) for name in NAMES)

    def __repr__(self) -> str:
        return f"Limits({', '.join(f'{name}={getattr(self, name)}' for name in NAMES)})"


DEFAULT_LIMITS = Limits()


def check_order(n: int) -> None:
    """Refuse an order beyond what is ever found."""
    if n > HIGHEST_ORDER:
        raise LimitExceeded(
            f"derivatives are found to the order {HIGHEST_ORDER}, not to {in_short(n)}",
            limit="order",
            value=HIGHEST_ORDER,
        )
