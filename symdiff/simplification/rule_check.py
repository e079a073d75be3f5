"""Rules made ready before they are needed, so that one that cannot work is told at once."""

from __future__ import annotations

from ..expressions import Apply, RuleError, postorder
from .arithmetic import Algebra
from .functions import constant_value
from .rules import RuleSet, file_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..catalogue import Catalogue
    from ..expressions import Expr
    from ..rewriting import Rule
    from .forms import Value


def check_rules(catalogue: Catalogue, rules: Iterable[Rule], op: str = "") -> None:
    """Make every rule ready, as the engine will: those of the function op, or free ones.

    Raises:
        RuleError: for a rule that no matcher is made for, or that nothing would ever try.
    """
    algebra = Algebra(catalogue)

    def evaluate(e: Expr) -> Value:
        return constant_value(algebra, e)

    for rule in rules:
        functions = [op] if op else finding_functions(rule.left)
        if not any([file_rule(rule, name, RuleSet(), evaluate) for name in functions]):
            raise RuleError(
                f"the rule {rule.name!r} would never be tried: {rule.left}",
                advice="its left side is a function, or a sum, product or power that holds one",
            )


def finding_functions(left: Expr) -> list[str]:
    """The functions by which a free rule is found: arithmetic is none."""
    arithmetic = {"add", "sub", "mul", "div", "neg", "pow"}
    ops = [n.op for n in postorder((left,)) if type(n) is Apply and (n.args or n.op == "E")]
    return [op for op in dict.fromkeys(ops) if op not in arithmetic]
