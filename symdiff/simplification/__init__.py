"""Simplification: normal form, rules at work on it, and its presentation."""

from .assumptions import understood
from .rule_check import check_rules
from .simplify import FORMS, Simplification, simplify

__all__ = ["FORMS", "Simplification", "check_rules", "simplify", "understood"]
