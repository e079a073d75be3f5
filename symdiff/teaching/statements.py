"""What a rule says, by its name: the lines of the catalogue and the laws of arithmetic.

A step names its rule; a reader wants to see the rule itself. Nothing is restated here: what is
shown is the line by which the engine works.
"""

from __future__ import annotations

from ..calculus.applied import CHAIN, CONSTANT, SLOTS, VARIABLE
from ..rewriting import split_lines
from ..simplification.identities import ADDITIONS, DOUBLE_ANGLES, SQUARES
from ..simplification.laws import CANDIDATES, LAWS, WITHOUT_LINE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..calculus.applied import Applied
    from ..catalogue import Catalogue

# What textbooks call the lines of the operators, which have no name but their operation.
NAMES = {
    "add": "sum rule",
    "sub": "difference rule",
    "mul": "product rule",
    "div": "quotient rule",
    "neg": "minus rule",
    "constant multiple": "constant multiple rule",
    "constant divisor": "constant multiple rule",
}
_POWERS = {"constant power": "power rule", "constant base": "exponential rule"}
# Steps that a reader makes without noticing, done together unless every step is asked for.
TIDYING = frozenset(
    (
        "numbers",
        "order",
        "order of factors",
        "numbers in a product",
        "sum with zero",
        "difference with zero",
        "zero minus",
        "double minus",
        "product with one",
        "product with zero",
        "sign of a product",
        "quotient by one",
        "first power",
        "zeroth power",
        "power of one",
    )
)


def rule_name(applied: Applied, is_variable: bool) -> str:
    """What a reader calls the rule; the chain rule is named where it does something.

    Arguments:
        applied: the rule at its place.
        is_variable: whether the only argument is the variable itself.
    """
    if (applied.name, applied.line) in (VARIABLE, CONSTANT, CHAIN, SLOTS):
        return applied.name
    name = NAMES.get(applied.name, applied.name)
    if applied.name not in NAMES:
        op = getattr(applied.node, "op", "")
        name = _POWERS.get(name, name) if op == "pow" else op  # log has a constant base too
    if applied.name not in NAMES and not is_variable and len(applied.asks) == 1:
        return f"chain rule, {name}"
    return name


def statements(catalogue: Catalogue) -> dict[str, str]:
    """The lines of the simplification rules by name; a name that stands twice has its first line.

    >>> from symdiff.catalogue import CATALOGUE
    >>> statements(CATALOGUE)["product with one"]
    '1 * u -> u'
    """
    known: dict[str, str] | None = catalogue.compiled.get("statements")
    if known is None:
        known = catalogue.compiled["statements"] = dict.fromkeys(WITHOUT_LINE, "")
        own = [record.simplify for record in catalogue]
        for text in (LAWS, *own, catalogue.rules, DOUBLE_ANGLES, ADDITIONS, CANDIDATES):
            for name, line in split_lines(text):
                known.setdefault(name, " ".join(line.split()))
        for name, table in SQUARES.items():
            known[name] = ", ".join(" ".join(line.split()) for _, line in split_lines(table))
    return known
