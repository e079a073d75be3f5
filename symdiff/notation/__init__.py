"""Text to tree and back: the parser, the printers, and drawings of trees.

What the quick path of the command line needs loads at once, the rest when it is first used.
"""

from __future__ import annotations

from ..loading import load
from .infix import infix
from .parser import parse
from .reading import Reading, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .drawing import tree
    from .json_form import from_json, to_json
    from .latex_reading import parse_latex, read_latex
    from .pictures import Picture, picture
    from .prefix import sexpr
    from .sharing import let, shared_parts
    from .typesetting import latex

__all__ = [
    "Picture",
    "Reading",
    "from_json",
    "infix",
    "latex",
    "let",
    "parse",
    "parse_latex",
    "picture",
    "read",
    "read_latex",
    "sexpr",
    "shared_parts",
    "to_json",
    "tree",
]

_HOMES = {
    "Picture": "pictures",
    "from_json": "json_form",
    "latex": "typesetting",
    "let": "sharing",
    "parse_latex": "latex_reading",
    "picture": "pictures",
    "read_latex": "latex_reading",
    "sexpr": "prefix",
    "shared_parts": "sharing",
    "to_json": "json_form",
    "tree": "drawing",
}


def __getattr__(name: str) -> object:
    """A name that loads late, from the module that has it."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"symdiff.notation has no {name!r}")
    value = globals()[name] = getattr(load(f"symdiff.notation.{home}"), name)
    return value
