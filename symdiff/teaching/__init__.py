"""Formulas shown to people."""
