"""Simplification: normal form, rules at work on it, and its presentation."""

from .simplify import DOMAINS, FORMS, Simplification, simplify

__all__ = ["DOMAINS", "FORMS", "Simplification", "simplify"]
