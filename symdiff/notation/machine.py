"""A Pratt parser with a stack of its own, so that no depth is too deep.

An operand is read, then what follows it: an operator waits on the stack, with its left operand,
until something that binds no tighter comes. A stack entry is ``(level, op, left, place)``; an
operator without left operand is a prefix. An open bracket is an entry of level 0,
``(0, its closing sign, what is called, place, arguments so far)``.
"""

from __future__ import annotations

from ..expressions import LimitExceeded, apply, postorder
from ..loading import load
from .cases import PIECEWISE
from .juxtaposition import juxtapose
from .levels import BINARY, COMPARE, LOGIC, NAMED_POWER, RELATIONS
from .names import is_condition
from .operands import HEADS, leaf
from .source import END

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from ..expressions import Expr
    from .callees import Callee
    from .levels import Entry
    from .names import Scope
    from .source import Source


class Parse:
    """One reading of one formula.

    Attributes:
        i: the next token.
        pending: the stack of what waits for its right operand.
        logical: whether a condition has occurred.
    """

    __slots__ = ("i", "leaves", "logical", "pending", "scope", "source", "tokens")

    def __init__(self, source: Source, scope: Scope) -> None:
        self.source = source
        self.scope = scope
        self.tokens = source.tokens
        self.leaves = scope.leaves
        self.pending: list[Entry] = [(-1, END, None, -1)]
        self.i = 0
        self.logical = False

    def run(self) -> Expr:
        """Read it all."""
        tokens, leaves, pending = self.tokens, self.leaves, self.pending
        callees, binary_operators, actions = self.scope.callees, BINARY, _AFTER
        i = 0
        node: Expr | None
        while True:
            lexeme = tokens[i]
            node = leaves.get(lexeme)
            if node is not None:
                i += 1
            elif lexeme in callees and tokens[i + 1] == "(":
                pending.append((0, ")", callees[lexeme], i, []))
                i += 2
            else:
                self.i = i
                node = self.operand(lexeme)
                i = self.i
            while node is not None:
                lexeme = tokens[i]
                binary = binary_operators.get(lexeme)
                if binary is None:
                    self.i = i
                    if lexeme == END:
                        return self.finish(node)
                    node = actions.get(lexeme, juxtapose)(self, node, lexeme)
                    i = self.i
                    continue
                reduce_at, level, op = binary
                while pending[-1][0] >= reduce_at:
                    entry = pending.pop()
                    if entry[2] is None:
                        node = self.prefixed(entry, node, i)
                    else:
                        node = apply(entry[1], (entry[2], node))
                pending.append((level, op, node, i))
                i += 1
                break

    def operand(self, lexeme: str) -> Expr | None:
        """The operand that begins here; None when something opened and one is still awaited."""
        head = HEADS.get(lexeme)
        return leaf(self, lexeme) if head is None else head(self, lexeme)

    def prefixed(self, entry: Entry, node: Expr, end: int) -> Expr:
        """A prefix operator or function applied to its operand, which ends before token ``end``."""
        op = entry[1]
        if type(op) is str:
            if op == "not":
                load("symdiff.notation.sorts").check_operation(self, op, (node,), entry[3])
            return apply(op, (node,))
        if entry[0] == NAMED_POWER:
            raise _unknown().needs_argument(self, entry[3])
        if self.tokens[end] in ("*", "/"):
            error = load("symdiff.notation.ambiguity").bare_then_operator(self, entry, end)
            if error is not None:
                raise error
        found: Expr | None = op.build([node])
        if found is None:
            raise _unknown().wrong_count(self, op, 1, entry[4], end)
        return found

    def reduce_to(self, level: int, node: Expr) -> Expr:
        """Complete what waits on the stack and binds at least as tightly as ``level``."""
        pending = self.pending
        while pending[-1][0] >= level:
            entry = pending.pop()
            op, left = entry[1], entry[2]
            if left is None:
                node = self.prefixed(entry, node, self.i)
            else:
                if entry[0] <= COMPARE:
                    load("symdiff.notation.sorts").check_operation(self, op, (left, node), entry[3])
                node = apply(op, (left, node))
        return node

    def close(self, node: Expr, lexeme: str) -> Expr | None:
        """A closing bracket: the group or the call is complete."""
        pending = self.pending
        if pending[-1][0] > 0:
            node = self.reduce_to(1, node)
        entry = pending[-1]
        if entry[1] != lexeme:
            raise _refusals().mismatch(self, entry)
        pending.pop()
        self.i += 1
        callee = entry[2]
        if callee is None:
            if self.logical and is_condition(node):
                load("symdiff.notation.sorts").check_place(self, entry[3])
            return node
        if callee.unary and not entry[4] and not self.logical:
            return apply(callee.unary, (node,))
        entry[4].append(node)
        return self.call(callee, entry[4], entry[3], self.i)

    def call(self, callee: Callee, args: list[Expr], first: int, end: int) -> Expr | None:
        """A function applied to arguments; the call stands from token ``first`` up to ``end``."""
        if callee.special is not None:
            return callee.special(self, args, first, end)
        if self.logical or 3 in callee.operations:
            load("symdiff.notation.sorts").check_call(self, callee, args, first, end)
        node = callee.build(args)
        if node is None:
            raise _unknown().wrong_count(self, callee, len(args), first, end)
        return node

    def comma(self, node: Expr, _: str) -> None:
        """A comma: one argument of a call is complete."""
        node = self.reduce_to(1, node)
        entry = self.pending[-1]
        if entry[0] < 0 or entry[2] is None:
            raise _refusals().stray_comma(self)
        if entry[2] is PIECEWISE:
            raise _unknown().case_form(self, entry[3], self.i)
        entry[4].append(node)
        self.i += 1

    def compare(self, node: Expr, lexeme: str) -> None:
        """A comparison; 0 < x < 1 means that both hold."""
        self.logical = True
        middle = self.reduce_to(COMPARE + 1, node)
        if self.pending[-1][0] == COMPARE:
            both = self.reduce_to(COMPARE, middle)
            self.pending.append((COMPARE, "and", both, self.i))
        self.pending.append((COMPARE, RELATIONS[lexeme], middle, self.i))
        self.i += 1

    def join(self, node: Expr, lexeme: str) -> None:
        """``and`` and ``or``."""
        self.logical = True
        node = self.reduce_to(LOGIC[lexeme], node)
        self.pending.append((LOGIC[lexeme], lexeme, node, self.i))
        self.i += 1

    def factorial(self, node: Expr, _: str) -> Expr:
        """A factorial binds tighter than a power: 2^3! is 2^(3!)."""
        if self.tokens[self.i + 1] == "!":
            raise load("symdiff.notation.ambiguity").double_factorial(self, self.i)
        self.i += 1
        return apply("factorial", (node,))

    def raised(self, node: Expr, _: str) -> None:
        """A raised exponent, as in x², belongs to what stands right before it."""
        self.pending.append((0, "⁾", self.scope.words.power, self.i, [node]))
        self.i += 1

    def misplaced(self, _: Expr, lexeme: str) -> None:
        """A prime or ``not`` that follows an operand."""
        raise _refusals().misplaced(self, lexeme)

    def finish(self, node: Expr) -> Expr:
        """The end of the text."""
        pending = self.pending
        root = pending[1] if len(pending) > 1 else None
        node = self.reduce_to(1, node)
        if len(pending) > 1:
            raise _refusals().unclosed(self, pending[-1])
        if root is not None and self.tokens[root[3]] == "=":
            raise _refusals().equation(self, root[3])
        if 2 * len(self.tokens) > self.scope.limits.nodes:
            _check_count(node, self.scope.limits.nodes, self.source.text)
        return node


_AFTER: dict[str, Callable[[Parse, Expr, str], Expr | None]] = {
    **dict.fromkeys((")", "]", "}", "|)", "⁾"), Parse.close),
    **dict.fromkeys(RELATIONS, Parse.compare),
    **dict.fromkeys(LOGIC, Parse.join),
    **dict.fromkeys(("'", "not"), Parse.misplaced),
    ",": Parse.comma,
    "!": Parse.factorial,
    "⁽": Parse.raised,
}


def _refusals() -> ModuleType:
    return load("symdiff.notation.refusals")


def _unknown() -> ModuleType:
    return load("symdiff.notation.unknown")


def _check_count(node: Expr, limit: int, text: str) -> None:
    count = len(postorder((node,)))
    if count > limit:
        raise LimitExceeded(
            f"the formula has {count} nodes",
            limit="nodes",
            value=limit,
            text=text,
            span=(0, len(text)),
            advice=f"the limit is {limit}; raise it with Limits(nodes=...)",
        )
