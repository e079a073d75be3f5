"""Derivatives: every mode is fed by the derivative lines of the catalogue."""

from .kinks import off_the_kinks
from .lines import DerivativeLine, derivative_lines
from .textbook import derivatives, differentiate, in_slot, pruned

__all__ = [
    "DerivativeLine",
    "derivative_lines",
    "derivatives",
    "differentiate",
    "in_slot",
    "off_the_kinks",
    "pruned",
]
