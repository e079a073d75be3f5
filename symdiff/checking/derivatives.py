"""The checks of a derivative that symdiff found: ``symdiff FORMULA --check``."""

from __future__ import annotations

from ..catalogue import CATALOGUE, Catalogue
from ..derivations import Derivation, assumptions
from ..expressions import (
    DEFAULT_LIMITS,
    Apply,
    Expr,
    LimitExceeded,
    Limits,
    SymdiffError,
    check_domain,
    expect,
    postorder,
)
from ..notation import infix, parse
from ..notation.slots import slots as derivative_slots
from .claims import Claim
from .samples import symbol_names
from .verdict import FAILED, NOT_RUN, PASSED, Check, Report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable



def check_derivative(
    found: Derivation,
    *,
    domain: str = "real",
    assume: Iterable[Expr | str] = (),
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
) -> Report:
    """Every check of a derivative: against its raw form, numbers, SymPy, and its own printing.

    Arguments:
        found: what ``derivation`` returns; of a higher derivative every order is checked.
        domain: "real" or "complex", as it was found.
        assume: facts such as x > 0, as it was found.
        catalogue: the functions and rules.
        limits: bounds on the work.
    """
    expect(found, Derivation, "what is checked is a Derivation, which derivation(...) returns")
    expect(catalogue, Catalogue, "the catalogue is a Catalogue")
    expect(limits, Limits, "limits are made by Limits(...)")
    check_domain(domain)
    stages = [found]
    while stages[-1].before is not None:
        stages.append(stages[-1].before)
    stages.reverse()
    checks = []
    facts = assumptions(assume, catalogue)
    for order, stage in enumerate(stages, 1):
        suffix = f" (order {order})" if len(stages) > 1 else ""
        claim = Claim(stage.given, stage.result, stage.variable, domain, facts, catalogue, limits)
        checks += _stage(claim, suffix)
    return Report([*checks, printing(found.result, catalogue)])


def _stage(claim: Claim, suffix: str) -> list[Check]:
    from_rules = claim.by_rules().check("raw and simplified" + suffix)
    from_numbers = claim.by_differences().check("numerical differentiation" + suffix)
    from_peer = claim.by_peer()
    from_peer.name += suffix
    return [from_rules, from_numbers, from_peer]


def printing(e: Expr, catalogue: Catalogue = CATALOGUE) -> Check:
    """Whether the printed text reads back as the same formula.

    >>> print(printing(parse("x^2/3")))
    PASSED     printing: x**2/3 reads back as the same formula
    """
    name = "printing"
    try:
        text = infix(e)
    except LimitExceeded as error:
        return Check(name, NOT_RUN, error.message)
    ops = {node.op for node in postorder((e,)) if type(node) is Apply}
    unknown = {derivative_slots(op)[0] for op in ops} - {record.name for record in catalogue}
    constants = {"pi", "E", *(ops & {"I"})}
    shown = text if len(text) <= 60 else text[:57] + "..."
    try:
        back = parse(
            text,
            variables=symbol_names(e),
            functions=unknown - {"undefined", "true", "false"},
            constants=constants,
            catalogue=catalogue,
        )
    except SymdiffError as error:
        return Check(name, FAILED, f"{shown} does not read back: {error.message}")
    if back is not e:
        return Check(name, FAILED, f"{shown} reads back as another formula")
    return Check(name, PASSED, f"{shown} reads back as the same formula")
