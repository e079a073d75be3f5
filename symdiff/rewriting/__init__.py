"""Rule text to rules, templates that fill in their right sides, and the trace of what was done."""

from .lines import Guard, Rule, Test, cut, read_guard, read_rules, split_lines
from .templates import Template
from .trace import Place, Step, replay

__all__ = [
    "Guard",
    "Place",
    "Rule",
    "Step",
    "Template",
    "Test",
    "cut",
    "read_guard",
    "read_rules",
    "replay",
    "split_lines",
]
