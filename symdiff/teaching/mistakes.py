"""The classic mistakes of differentiation, as lines that are wrong; and which explains a claim.

    product of the derivatives:   (u * v)' = u' * v'
    sign of the derivative:       cos(u)'  = sin(u) * u'

A wrong line is put in the place of the right one, at one place or at all, and the derivative is put
together again. If that is what somebody claims, the mistake is found. (The idea is that of Brown
and Burton, "Diagnostic models for procedural bugs in basic mathematical skills", Cognitive Science
2, 1978: an error is a correct execution of an incorrect procedure.)
"""

from __future__ import annotations

from ..calculus import tidy
from ..calculus.applied import put_in
from ..expressions import Apply, Number, Symbol, postorder, substitute
from .lost_constants import constants_lost
from .wrong_lines import SENTENCES, wrong_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from ..calculus.applied import Applied
    from ..expressions import Expr

    Slip: TypeAlias = tuple[tuple[str, ...], Applied, Expr]

_ZERO, _ONE = Number("0"), Number("1")
_HELD = Symbol("held")
_ARITHMETIC = ("add", "sub", "mul", "div", "neg")
MOST = 600  # wrong derivatives that are tried


class Mistake:
    """A mistake that leads to what is claimed.

    Attributes:
        kind: what it is called.
        sentence: what to remember.
        place: the part of the formula whose derivative went wrong; None for every such part.
        wrong: what was taken for its derivative.
        beside: whether it was made together with the one before it.
    """

    __slots__ = ("beside", "kind", "place", "wrong")

    def __init__(
        self, kind: str, place: Expr | None, wrong: Expr, *, beside: bool = False
    ) -> None:
        self.kind = kind
        self.place = place
        self.wrong = wrong
        self.beside = beside

    @property
    def sentence(self) -> str:
        """What to remember."""
        return SENTENCES[self.kind]

    def __repr__(self) -> str:
        return f"Mistake({self.kind!r} at {self.place})"


def wrong_steps(rules: list[Applied], x: Symbol) -> Iterator[Slip]:
    """Every mistake at every place where it can be made: its kinds, the rule, what it gives."""
    by_node = {rule.node: rule for rule in rules}
    moving = {rule.node: rule.pending for rule in rules if rule.asks or rule.node is x}
    for rule in rules:
        for line in wrong_lines():
            found = line.at(rule, moving)
            if found is not None and found is not rule.after:
                yield (line.kind,), rule, found
        yield from _of_the_chain(rule, x, moving)
        yield from _of_parts(rule, by_node, moving)
    yield from constants_lost(rules, moving)


def twice_wrong_steps(rules: list[Applied], x: Symbol) -> Iterator[Slip]:
    """A wrong line, and the inner derivative forgotten too."""
    moving = {rule.node: rule.pending for rule in rules if rule.asks or rule.node is x}
    for rule in rules:
        inner: dict[Expr, Expr] = {
            moving[a]: _ONE for a in rule.node.args if a in moving and a is not x
        }
        for line in wrong_lines() if inner else ():
            found = line.at(rule, moving)
            if found is not None and getattr(rule.node, "op", "") not in _ARITHMETIC:
                yield (line.kind, "chain factor forgotten"), rule, substitute(found, inner)


def _of_the_chain(rule: Applied, x: Symbol, moving: Mapping[Expr, Expr]) -> Iterator[Slip]:
    """A function of a function: the inner derivative left out, or taken alone, or put inside."""
    inner = [a for a in rule.asks if a in moving]
    op = getattr(rule.node, "op", "")
    reciprocal = op == "div" and rule.node.args[0] not in moving
    if len(inner) != 1 or inner[0] is x or (op in _ARITHMETIC and not reciprocal):
        return
    (u,) = inner
    pending = moving[u]
    forgotten = substitute(rule.after, {pending: _ONE})
    yield ("chain factor forgotten",), rule, forgotten
    if reciprocal:
        return
    yield ("derivative of the inner only",), rule, substitute(rule.node, {u: pending})
    yield ("outer taken at the derivative",), rule, substitute(forgotten, {u: pending})
    held = substitute(substitute(rule.after, {pending: _HELD}), {u: x})
    yield ("outer taken at the variable",), rule, substitute(held, {_HELD: pending})
    yield ("outer lost",), rule, pending


def _of_parts(
    rule: Applied, by_node: Mapping[Expr, Applied], moving: Mapping[Expr, Expr]
) -> Iterator[Slip]:
    """A term of a sum kept, or forgotten; a constant kept."""
    if getattr(rule.node, "op", "") not in ("add", "sub") or not rule.asks:
        return
    for a in rule.node.args:
        pending = by_node[a].pending
        if a not in moving:
            yield ("constant kept",), rule, substitute(rule.after, {pending: a})
        else:
            yield ("not differentiated",), rule, substitute(rule.after, {pending: a})
            yield ("part forgotten",), rule, substitute(rule.after, {pending: _ZERO})


def find_mistakes(
    rules: list[Applied],
    x: Symbol,
    claimed: Expr,
    is_claimed: Callable[[Expr], bool],
    *,
    twice: bool = True,
    then: Callable[[Expr], Expr] = lambda e: e,
) -> list[Mistake]:
    """The mistakes that lead to what is claimed, the likelier first: those that look like it.

    Arguments:
        rules: the derivative rules, as they apply.
        x: the variable.
        claimed: what is claimed.
        is_claimed: whether a formula has the values of what is claimed.
        twice: whether two mistakes at once are tried where one does not lead there.
        then: what was done, rightly, with the wrong derivative before it was claimed.
    """
    search = _Search(rules, claimed, is_claimed, then)
    search.try_all(wrong_steps(rules, x))
    if not search.found and twice:
        search.try_all(twice_wrong_steps(rules, x))
    return search.sorted()


class _Search:
    """The mistakes that are tried, and those that lead to the claim."""

    def __init__(
        self,
        rules: list[Applied],
        claimed: Expr,
        is_claimed: Callable[[Expr], bool],
        then: Callable[[Expr], Expr],
    ) -> None:
        self.right: dict[Expr, Expr] = {rule.pending: rule.after for rule in rules}
        self.question = rules[0].pending
        self.claimed = _tidied(claimed)
        self.is_claimed = is_claimed
        self.then = then
        self.found: dict[str, Mistake] = {}
        self._alike: set[str] = set()

    def try_all(self, slips: Iterable[Slip]) -> None:
        """Make each mistake at one place, then at all of its places."""
        everywhere: dict[tuple[str, ...], dict[Expr, Expr]] = {}
        for tried, (kinds, rule, wrong) in enumerate(slips):
            everywhere.setdefault(kinds, {}).setdefault(rule.pending, wrong)
            if tried < MOST and self.leads_there(kinds, {rule.pending: wrong}):
                self._add(kinds, rule.node, put_in(wrong, self.right))
        for kinds, several in everywhere.items():
            if len(several) > 1 and self.leads_there(kinds, several):
                self._add(kinds, None, put_in(self.question, self.right | several))

    def leads_there(self, kinds: tuple[str, ...], wrong: Mapping[Expr, Expr]) -> bool:
        """Whether the derivative put together with these wrong pieces is what is claimed."""
        if all(kind in self.found for kind in kinds):
            return False
        derivative = self.then(put_in(self.question, self.right | dict(wrong)))
        if _tidied(derivative) is self.claimed:  # which may have no value: ln(-sin(x)*1)
            self._alike.update(kinds)
            return True
        return self.is_claimed(derivative)

    def _add(self, kinds: tuple[str, ...], place: Expr | None, wrong: Expr) -> None:
        for i, kind in enumerate(kinds):
            self.found.setdefault(kind, Mistake(kind, place, wrong, beside=i > 0))

    def sorted(self) -> list[Mistake]:
        """Those first whose derivative is written as the claim is; then as the table has them."""
        order = list(SENTENCES)
        return sorted(
            self.found.values(),
            key=lambda m: (m.beside, m.kind not in self._alike, order.index(m.kind)),
        )


def _tidied(e: Expr) -> Expr:
    """The formula without ones and zeros, so that two ways to write it down can be one."""
    made: dict[Expr, Expr] = {}
    for node in postorder((e,)):
        made[node] = node
        if type(node) is Apply and node.args:
            made[node] = tidy(node.op, tuple([made[a] for a in node.args]))
    return made[e]


def whole_mistakes(
    orders: Sequence[Expr], claimed: Expr, is_claimed: Callable[[Expr], bool]
) -> tuple[list[Mistake], list[Mistake]]:
    """Mistakes about the whole formula: not differentiated, or not as often as was asked.

    Those that look like the claim come first; the others only have its values.

    Arguments:
        orders: the formula, and its derivatives below the one that is asked for.
        claimed: what is claimed.
        is_claimed: whether a formula has the values of what is claimed.
    """
    for i, e in enumerate(orders):
        if is_claimed(e):
            kind = "too few derivatives" if i else "not differentiated"
            found = [Mistake(kind, e, e)]
            return (found, []) if _tidied(e) is _tidied(claimed) else ([], found)
    return [], []


__all__ = ["SENTENCES", "Mistake", "find_mistakes", "whole_mistakes", "wrong_steps"]
