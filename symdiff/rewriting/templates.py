"""The right side of a rule as a short program: fill in the letters, build the formula."""

from __future__ import annotations

from ..expressions import Apply, Expr, Symbol, apply, postorder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Template:
    """A formula in letters, ready to be filled in.

    Arguments:
        formula: the right side of a rule.
        letters: the names, in the order in which values will be given.

    >>> from symdiff.notation import parse
    >>> x, y = parse("x + y").args
    >>> Template(parse("cos(u)*v"), ("u", "v")).fill([x, y]) is parse("cos(x)*y")
    True
    """

    __slots__ = ("leaves", "letters", "steps", "uses", "which")

    def __init__(self, formula: Expr, letters: Sequence[str]) -> None:
        self.letters = letters
        places: dict[Expr, int] = {Symbol(letter): i for i, letter in enumerate(letters)}
        self.leaves: list[Expr] = []
        inner = [n for n in postorder((formula,)) if n not in places]
        for node in inner:
            if not node.args:
                places[node] = len(letters) + len(self.leaves)
                self.leaves.append(node)
        self.steps: list[tuple[str, tuple[int, ...]]] = []
        for node in inner:
            if node.args and type(node) is Apply:
                places[node] = len(letters) + len(self.leaves) + len(self.steps)
                self.steps.append((node.op, tuple(places[a] for a in node.args)))
        self.which = places[formula]
        used = set(postorder((formula,)))
        self.uses = frozenset(letter for letter in letters if Symbol(letter) in used)

    def fill(
        self,
        values: list[Expr],
        make: Callable[[str, tuple[Expr, ...]], Expr] = apply,
    ) -> Expr:
        """The formula with the letters replaced, built by ``make(op, args)``."""
        stack = values + self.leaves
        for op, args in self.steps:
            if len(args) == 2:
                i, j = args
                stack.append(make(op, (stack[i], stack[j])))
            else:
                stack.append(make(op, tuple([stack[i] for i in args])))
        return stack[self.which]

    def knowing(
        self,
        values: dict[int, Expr],
        make: Callable[[str, tuple[Expr, ...]], Expr] = apply,
    ) -> Template:
        """The template with the letters at these places filled in for good.

        >>> from symdiff.notation import parse
        >>> x, y = parse("x + y").args
        >>> Template(parse("u + v"), ("u", "v")).knowing({0: y}).fill([x, x]) is parse("y + x")
        True
        """
        known = [values.get(i) or Symbol(letter) for i, letter in enumerate(self.letters)]
        return Template(self.fill(known, make), self.letters)
