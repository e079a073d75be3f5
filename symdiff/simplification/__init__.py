"""Simplification: normal form, rules at work on it, and its presentation."""

from .simplify import DOMAINS, Simplification, simplify

__all__ = ["DOMAINS", "Simplification", "simplify"]
