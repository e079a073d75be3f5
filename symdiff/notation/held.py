"""Conditions in words: for what an answer holds."""

from __future__ import annotations

from ..expressions import Apply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..expressions import Expr


NOWHERE = "the formula has no real value on any interval"


def is_nowhere(condition: Expr) -> bool:
    """Whether a condition is the one that holds nowhere."""
    return type(condition) is Apply and condition.op == "false"


def held(conditions: Iterable[Expr], write: Callable[[Expr], str] = str) -> list[str]:
    """A line for each condition; what holds nowhere is said in full.

    Arguments:
        conditions: what an answer takes for granted.
        write: how a formula is written.

    >>> from symdiff.notation import parse
    >>> held([parse("0 < x < 1"), parse("y != 0")])
    ['for 0 < x < 1', 'for y != 0']
    >>> held([parse("false")])
    ['the formula has no real value on any interval']
    """
    return [
        NOWHERE if is_nowhere(condition) else f"for {write(condition)}" for condition in conditions
    ]


def held_off(corners: Iterable[Expr], write: Callable[[Expr], str] = str) -> list[str]:
    """A line that names the points without a derivative, if there are any.

    Arguments:
        corners: the points, as equations.
        write: how a formula is written.

    >>> from symdiff.notation import parse
    >>> held_off([parse("x == -1"), parse("x == 1")])
    ['not differentiable at x = -1 and x = 1']
    """
    told = [f"{write(c.args[0])} = {write(c.args[1])}" for c in corners]
    return [f"not differentiable at {' and '.join(told)}"] if told else []
