"""Simplification: normal form, rules at work on it, and its presentation."""

from .rule_check import check_rules
from .simplify import DOMAINS, FORMS, Simplification, simplify

__all__ = ["DOMAINS", "FORMS", "Simplification", "check_rules", "simplify"]
