"""Modules that are loaded the first time somebody needs them."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType


def load(name: str) -> ModuleType:
    """The module of this name; ``name`` is always a word of ours, never of an input.

    >>> load("symdiff.expressions.sizes").__name__
    'symdiff.expressions.sizes'
    """
    __import__(name)
    return sys.modules[name]
