"""Derivatives: every mode is fed by the derivative lines of the catalogue."""

from ..loading import load
from .arranged import arranged
from .kinks import off_the_kinks
from .lines import DerivativeLine, derivative_lines
from .textbook import derivatives, differentiate, in_slot, pruned

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .forward import pushforward
    from .hessians import hessian
    from .jacobians import jacobian
    from .local import tidy
    from .matrices import Matrix
    from .reverse import gradient, pullback

__all__ = [
    "DerivativeLine",
    "Matrix",
    "arranged",
    "derivative_lines",
    "derivatives",
    "differentiate",
    "gradient",
    "hessian",
    "in_slot",
    "jacobian",
    "off_the_kinks",
    "pruned",
    "pullback",
    "pushforward",
    "tidy",
]

_HOMES = {
    "Matrix": "matrices",
    "gradient": "reverse",
    "hessian": "hessians",
    "jacobian": "jacobians",
    "pullback": "reverse",
    "pushforward": "forward",
    "tidy": "local",
}


def __getattr__(name: str) -> object:
    """A name that loads late, from the module that has it."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"symdiff.calculus has no {name!r}")
    value = globals()[name] = getattr(load(f"symdiff.calculus.{home}"), name)
    return value
