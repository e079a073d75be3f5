"""The languages that formulas are written in, each a table.

The smaller or larger of two numbers is nan where either is, as NumPy, JAX and Julia have it.
"""

from __future__ import annotations

import math

from ..catalogue import CATALOGUE
from .lowering import IN_FLOATS
from .statements import Dialect

_IN_LIBM = frozenset(
    """acos acosh asin asinh atan atan2 atanh cbrt ceil cos cosh erf erfc exp expm1 fabs floor gamma
    hypot lgamma log log10 log1p log2 sin sinh sqrt tan tanh""".split()
)
_CONDITION = "({1} if {0} else {2})"


def _by_field(field: str, module: object = None) -> dict[str, str]:
    """The operations whose record names a function there, and its name."""
    found = {}
    for record in CATALOGUE:
        name = getattr(record, field)
        known = isinstance(name, str) and name and record.arity
        if known and (module is None or hasattr(module, name)):
            found[record.name] = name
    return found


_MATH = {op: name for op, name in _by_field("math", math).items() if op != "abs"}
_LIBM = {op: name for op, name in _by_field("math", math).items() if name in _IN_LIBM}

PYTHON = Dialect(
    "Python",
    {**_MATH, "abs": "abs", "pow": "pow"},
    {
        "where": _CONDITION,
        "min": "({0} if {0} <= {1} or {0} != {0} else {1})",
        "max": "({0} if {0} >= {1} or {0} != {0} else {1})",
        "not": "(not {0})",
    },
    apart=frozenset({"min", "max"}),
)
CAREFUL = Dialect(
    "Python",
    {**PYTHON.calls, "div": "div"},
    PYTHON.templates,
    apart=PYTHON.apart,
)
_NUMPY = {op: name for op, name in _by_field("numpy").items() if op not in ("pi", "E")}
_OF_WHOLE_NUMBERS = {"hermite": ""}  # SciPy has it for integers as first argument only
_LOGIC = {"and": "logical_and", "or": "logical_or", "not": "logical_not", "where": "where"}


def _of_arrays(name: str, prefix: str, special: str, only: frozenset[str] | None = None) -> Dialect:
    """The functions of NumPy and of SciPy, or of a module that has only some of the latter."""
    scipy = [(op, f) for op, f in _by_field("scipy").items() if only is None or f in only]
    known = {op: function for op, function in scipy if op not in IN_FLOATS | _OF_WHOLE_NUMBERS}
    calls = {op: f"{special}{function}" for op, function in known.items()}
    calls |= {op: f"{prefix}{function}" for op, function in (_NUMPY | _LOGIC).items()}
    return Dialect(name, _without_operators(calls), {"pow": "{0}**{1}"})


def _without_operators(calls: dict[str, str]) -> dict[str, str]:
    """Comparisons have signs, which read better."""
    return {
        op: name for op, name in calls.items() if op not in ("lt", "le", "gt", "ge", "eq", "ne")
    }


_IN_JAX = frozenset("beta digamma erf erfc erfinv exp1 expi gamma gammaln polygamma zeta".split())
NUMPY = _of_arrays("NumPy", "np.", "special.")
JAX = _of_arrays("JAX", "jnp.", "special.", _IN_JAX)
JAX.templates = {**JAX.templates, "polygamma": "special.polygamma(jnp.int32({0}), {1})"}
C = Dialect(
    "C",
    {
        **{op: "tgamma" if name == "gamma" else name for op, name in _LIBM.items()},
        "abs": "fabs",
        "pow": "pow",
    },
    {
        "where": "({0} ? {1} : {2})",
        "min": "({0} <= {1} || {0} != {0} ? {0} : {1})",
        "max": "({0} >= {1} || {0} != {0} ? {0} : {1})",
        "not": "(!{0})",
    },
    {"or": ("||", 1), "and": ("&&", 2)},
    assign="const double {name} = {text};",
    assign_truth="const int {name} = {text};",
    true="1",
    false="0",
    apart=frozenset({"where", "min", "max"}),
)
# In loops, what a compiler takes for a branch keeps it from computing several points at once.
C_IN_LOOPS = Dialect(
    "C",
    {**C.calls, "min": "_smaller", "max": "_larger"},
    {op: C.templates[op] for op in ("where", "not")},
    {"or": ("||", 1), "and": ("&&", 2)},
    assign=C.assign,
    assign_truth=C.assign_truth,
    true="1",
    false="0",
    apart=frozenset({"where"}),
)
C_IN_PARTS = Dialect(
    "C",
    C_IN_LOOPS.calls,
    C_IN_LOOPS.templates,
    {"or": ("||", 1), "and": ("&&", 2)},
    assign="{name} = {text};",
    true="1",
    false="0",
    apart=C_IN_LOOPS.apart,
)
JULIA = Dialect(
    "Julia",
    {
        **{
            op: {"atan2": "atan", "fabs": "abs", "lgamma": "loggamma"}.get(name, name)
            for op, name in _LIBM.items()
        },
        "min": "min",
        "max": "max",
        "abs": "abs",
    },
    {"where": "({0} ? {1} : {2})", "pow": "{0}^{1}", "not": "(!{0})"},
    {"or": ("||", 1), "and": ("&&", 2)},
    true="true",
    false="false",
)

DIALECTS = (PYTHON, NUMPY, JAX, C, JULIA)
