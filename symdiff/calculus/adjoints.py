"""What an operation hands back to each argument: its derivative line, read backwards.

    sin(u)' = cos(u) * u'          gives   cos(u) * adjoint          to u
    (u * v)' = u' * v + u * v'     gives   adjoint * v to u   and   u * adjoint to v

A line is linear in the primes, so it need only be filled in once with the adjoint for one prime and
zero for the others. The few lines below say the same as those of the catalogue, but in terms of the
value that is at hand already; a test holds the two together.
"""

from __future__ import annotations

from ..catalogue import CATALOGUE, LETTERS
from ..expressions import Apply, Symbol, apply
from ..notation import parse
from ..rewriting import Template
from .lines import derivative_lines
from .local import ZERO, tidy
from .textbook import TRUTH, in_slot, line_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from ..catalogue import Catalogue
    from ..expressions import Expr
    from .lines import DerivativeLine
    from .textbook import Make

    Adjoint: TypeAlias = tuple[int, Template]
    Key: TypeAlias = tuple[object, ...]

IN_TERMS_OF_THE_VALUE = {
    "div": "(u / v)' = u' / v - (u / v) * (v' / v)",
    "hypot": "hypot(u, v)' = u * (u' / hypot(u, v)) + v * (v' / hypot(u, v))",
}
_ADJOINT = Symbol("adjoint")


def is_truth(node: Expr) -> bool:
    """Whether the node is true or false, so that it has no derivative."""
    return type(node) is Apply and node.op in TRUTH


class Adjoints:
    """The derivative lines of a catalogue, read backwards and kept with it."""

    __slots__ = ("catalogue", "domain", "make", "ready")

    def __init__(self, catalogue: Catalogue, domain: str = "real", make: Make = tidy) -> None:
        self.catalogue = catalogue
        self.domain = domain
        self.make = make
        self.ready: dict[Key, list[Adjoint]] = catalogue.compiled.setdefault(
            ("adjoints", domain, make), {}
        )

    def of(self, node: Apply, active: tuple[bool, ...]) -> list[Adjoint]:
        """For each active argument its place and what it gets, in arguments and adjoint."""
        known = self.ready.get((node.op, active))
        if known is None:
            key = self.key(node, active)
            known = self.ready.get(key)
            if known is None:
                known = self.ready[key] = self._read(node, active)
        return known

    def key(self, node: Apply, active: tuple[bool, ...]) -> Key:
        """Under what the adjoints of an operation are kept: a line may ask whether u is zero."""
        lines = derivative_lines(self.catalogue, node.op, self.domain)
        asked = sorted({i for line in lines for i in line.zero if not active[i]})
        return (node.op, active, *[node.args[i] is ZERO for i in asked])

    def _read(self, node: Apply, active: tuple[bool, ...]) -> list[Adjoint]:
        lines = derivative_lines(self.catalogue, node.op, self.domain)
        letters = _letters(len(active))
        primes: list[Expr | None] = [_ADJOINT if is_active else None for is_active in active]
        line = line_for(lines, node.args, primes)
        found = []
        for i, is_active in enumerate(active):
            if is_active:
                formula = self._backwards(line, node.op, letters, i)
                if formula is not ZERO:
                    names = [*(letter.name for letter in letters), _ADJOINT.name]
                    found.append((i, Template(formula, names)))
        return found

    def _backwards(
        self, line: DerivativeLine | None, op: str, letters: Sequence[Symbol], i: int
    ) -> Expr:
        """What argument i gets: the line with the adjoint as its prime, and no other prime."""
        if line is None or i in line.without_formula:
            return self.make("mul", (apply(in_slot(op, i + 1), tuple(letters)), _ADJOINT))
        template = self._in_terms_of_the_value(op) or line.template
        primes: list[Expr] = [ZERO] * len(letters)
        primes[i] = _ADJOINT
        return template.fill([*letters, *primes], self.make)

    def _in_terms_of_the_value(self, op: str) -> Template | None:
        line = IN_TERMS_OF_THE_VALUE.get(op)
        ours = self.make is tidy and self.catalogue.get(op) is CATALOGUE.get(op)
        if line is None or not ours:
            return None
        record = CATALOGUE[op]
        letters = LETTERS[: record.arity]
        right = line.partition("=")[2]
        primes = [f"derivative_of_{letter}" for letter in letters]
        for letter, prime in zip(letters, primes, strict=True):
            right = right.replace(letter + "'", prime)
        return Template(parse(right, variables=(*letters, *primes)), (*letters, *primes))


def _letters(count: int) -> list[Symbol]:
    """The letters of the lines; an unknown function may need more than there are."""
    return [Symbol(LETTERS[i] if i < len(LETTERS) else f"u{i}") for i in range(count)]
