"""What is applied to arguments: sin, log, a declared f, and decorated ones, sin^2, log_2, f''."""

from __future__ import annotations

from ..expressions import apply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..expressions import Expr


class Callee:
    """What is applied to arguments.

    Arguments:
        name: as it was typed, for messages.
        operations: the operation for each number of arguments; empty for a declared function,
            which takes any number.
        fold: the operation of two arguments that nests to the left when there are more.
        bare: whether it may stand before its argument without brackets, ``sin x``.
        exponent: the n of ``sin^n``.
        base: the b of ``log_b``.
        slots: the slots of a derivative, (1, 1) for f''.
        primed: whether the slots were written as primes, which takes one argument.
        special: what reads a call that is no plain application.

    Attributes:
        unary: the operation of one argument, where nothing else is to be done.
    """

    __slots__ = (
        *("bare", "base", "declared", "exponent", "fold", "name"),
        *("operations", "primed", "slots", "special", "unary"),
    )

    def __init__(
        self,
        name: str,
        operations: dict[int, str],
        *,
        fold: str = "",
        bare: bool = False,
        declared: bool = False,
        exponent: Expr | None = None,
        base: Expr | None = None,
        slots: tuple[int, ...] = (),
        primed: bool = False,
        special: Callable[..., Expr | None] | None = None,
    ) -> None:
        self.name = name
        self.operations = operations
        self.fold = fold
        self.bare = bare
        self.declared = declared
        self.exponent = exponent
        self.base = base
        self.slots = slots
        self.primed = primed
        self.special = special
        decorated = exponent is not None or base is not None or slots or special
        self.unary = "" if decorated else operations.get(1, name if declared else "")

    def operation(self, count: int) -> str | None:
        """The operation that this name is with ``count`` arguments, or None."""
        op = self.name if self.declared and count else self.operations.get(count)
        if op is None or not self.slots:
            return op
        if max(self.slots) > count or (self.primed and count > 1):
            return None
        return f"D({op}, {', '.join(map(str, self.slots))})"

    def build(self, args: list[Expr]) -> Expr | None:
        """The formula for this applied to the arguments, or None when their number is wrong."""
        if self.base is not None:
            args = [*args, self.base]
        op = self.operation(len(args))
        if op is not None:
            node = apply(op, tuple(args))
        elif self.fold and len(args) > 2:
            node = apply(self.fold, (args[0], args[1]))
            for a in args[2:]:
                node = apply(self.fold, (node, a))
        else:
            return None
        return node if self.exponent is None else apply("pow", (node, self.exponent))

    def with_parts(
        self,
        *,
        exponent: Expr | None = None,
        base: Expr | None = None,
        slots: tuple[int, ...] = (),
        primed: bool = False,
    ) -> Callee:
        """The same function, decorated."""
        return Callee(
            self.name,
            self.operations,
            fold=self.fold,
            bare=self.bare,
            declared=self.declared,
            exponent=exponent or self.exponent,
            base=base or self.base,
            slots=slots or self.slots,
            primed=primed or self.primed,
        )
