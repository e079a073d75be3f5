"""Checking: proofs by normal form, witnesses, numerical differentiation, and SymPy both ways."""

from .claims import check
from .derivatives import check_derivative
from .differences import numerical_derivative
from .from_sympy import from_sympy
from .to_sympy import to_sympy
from .verdict import Check, Report, Verdict

__all__ = [
    "Check",
    "Report",
    "Verdict",
    "check",
    "check_derivative",
    "from_sympy",
    "numerical_derivative",
    "to_sympy",
]
