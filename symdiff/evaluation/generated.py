"""Generated Python brought to life: the only place of the house where source is executed.

The source comes from ``statements``, which writes numbers, operators, function names out of tables
and names that were checked; no text of an input ever gets into it.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def brought_to_life(source: str, name: str, names: dict[str, Any]) -> Callable[..., Any]:
    """The function of this name that the source defines, which sees these names and no builtins."""
    scope = {"__builtins__": {}, **names}
    code = compile(source, f"<symdiff {name}>", "exec")
    exec(code, scope)  # noqa: S102
    function: Callable[..., Any] = scope[name]
    return function
