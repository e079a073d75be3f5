"""Simplification: normal form, rules at work on it, and its presentation."""

from .assumptions import understood
from .declared import CANDIDATES, Candidate, as_candidates
from .rule_check import check_rules
from .simplify import FORMS, Simplification, simplify

__all__ = [
    "CANDIDATES",
    "FORMS",
    "Candidate",
    "Simplification",
    "as_candidates",
    "check_rules",
    "simplify",
    "understood",
]
