"""Pictures in the languages of other programs: DOT for Graphviz, and Mermaid."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .pictures import Picture

_SHAPES = {"operation": "box", "symbol": "ellipse", "number": "ellipse"}


def as_dot(picture: Picture) -> str:
    r"""The picture as a DOT graph; arguments keep their order from left to right.

    >>> from symdiff.notation import picture
    >>> print(as_dot(picture("x^2")))
    digraph formula {
      node [fontname="monospace"];
      ordering="out";
      n0 [label="POW", shape=box];
      n1 [label="x", shape=ellipse];
      n2 [label="2", shape=ellipse];
      n0 -> n1;
      n0 -> n2;
    }
    """
    lines = ["digraph formula {", '  node [fontname="monospace"];', '  ordering="out";']
    for i, box in enumerate(picture.boxes):
        label = "\\n".join(_in_dot(text) for text in box.lines)
        marked = ", penwidth=2.5" if box.marked else ""
        lines.append(f'  n{i} [label="{label}", shape={_SHAPES[box.kind]}{marked}];')
    lines += [f"  n{start} -> n{end};" for start, end in _in_order(picture)]
    return "\n".join([*lines, "}"])


def as_mermaid(picture: Picture) -> str:
    """The picture as a Mermaid flowchart.

    >>> from symdiff.notation import picture
    >>> print(as_mermaid(picture("x^2")))
    flowchart TD
      n0["POW"]
      n1(["x"])
      n2(["2"])
      n0 --> n1
      n0 --> n2
    """
    lines = ["flowchart TD"]
    for i, box in enumerate(picture.boxes):
        label = "<br/>".join(_in_mermaid(text) for text in box.lines)
        shaped = f'["{label}"]' if box.kind == "operation" else f'(["{label}"])'
        lines.append(f"  n{i}{shaped}")
    lines += [f"  n{start} --> n{end}" for start, end in _in_order(picture)]
    marked = [f"n{i}" for i, box in enumerate(picture.boxes) if box.marked]
    if marked:
        lines.append(f"  style {','.join(marked)} fill:#ffe49b,stroke:#c27c00,color:#14213d")
    return "\n".join(lines)


def _in_order(picture: Picture) -> list[tuple[int, int]]:
    """The lines as pairs of boxes, those of one box from left to right."""
    several = sorted(picture.lines, key=lambda line: (line.start, line.port))
    return [(line.start, line.end) for line in several]


def _in_dot(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _in_mermaid(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace('"', "&quot;")
    return escaped.replace("<", "&lt;").replace(">", "&gt;")
