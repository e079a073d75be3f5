"""What all HTML here is made of: a frame with its style, figures, tables, formulas.

The style is scoped to one class, takes the colours of the reader's ground, and needs nothing from
elsewhere: no script, no font, no other file.
"""

from __future__ import annotations

from html import escape

from ..expressions import LimitExceeded, sizes
from ..notation import picture

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from ..expressions import Expr

STYLE = """\
.symdiff{font-family:system-ui,sans-serif;line-height:1.5;max-width:76rem;color:inherit}
.symdiff h2{font-size:1.25rem;margin:.8em 0 .3em}
.symdiff h3{font-size:1.05rem;margin:1em 0 .3em}
.symdiff .formula{font-family:Cambria,'STIX Two Text','DejaVu Serif',Georgia,serif;font-size:1.1em}
.symdiff div.formula{margin:.15em 0 .6em 1em;overflow-x:auto}
.symdiff mark{background:#ffe49b;color:#14213d;border-radius:3px;padding:0 .15em}
.symdiff code{font-size:.9em;opacity:.85}
.symdiff ol{padding-left:1.8em}
.symdiff table{border-collapse:collapse;margin:.4em 0 1em}
.symdiff th,.symdiff td{border:1px solid #7d859066;padding:.2em .6em;text-align:left}
.symdiff td.number{text-align:right;font-variant-numeric:tabular-nums}
.symdiff .figures{display:flex;flex-wrap:wrap;gap:1.2em;align-items:flex-end;overflow-x:auto}
.symdiff figure{margin:.3em 0}
.symdiff figcaption{font-size:.9em;opacity:.8;text-align:center}
.symdiff svg{max-width:100%;height:auto}
.symdiff .answer{border-left:4px solid #2f8a55;padding-left:.7em}
"""
_GROUND = """\
:root{color-scheme:light dark}
body{background:Canvas;color:CanvasText;margin:2rem auto;padding:0 1rem;max-width:76rem}
"""
MOST_BOXES = 90  # of a picture inside a text


def framed(title: str, body: Iterable[str], *, page: bool) -> str:
    """The parts as one element with its style; as a page of its own if that is asked for."""
    text = "\n".join(
        [f"<style>\n{STYLE}</style>", '<article class="symdiff">', *body, "</article>"]
    )
    if not page:
        return text
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_GROUND}</style>\n</head>\n<body>\n"
        f"{text}\n</body>\n</html>"
    )


def figure(
    e: Expr,
    caption: str,
    *,
    shared: bool | None = None,
    notes: Mapping[Expr, Iterable[str]] | None = None,
    marked: Collection[Expr] = (),
) -> str:
    """A picture of the formula with a caption; nothing where it would be too large to read.

    Of a graph the caption says what is drawn once: all but numbers, which stand at each place.

    Arguments:
        shared: whether it is a graph; None for a tree if that is small, else for a graph.
    """
    if shared is None:
        shared = sizes(e).tree_nodes > MOST_BOXES
    try:
        drawn = picture(e, shared=shared, notes=notes, marked=marked)
    except LimitExceeded:
        return ""
    if len(drawn.boxes) > MOST_BOXES:
        return ""
    numbers = sum([box.kind == "number" for box in drawn.boxes])
    if shared and numbers > len({box.node for box in drawn.boxes if box.kind == "number"}):
        caption += " (each part once, numbers at each place)"
    return f"<figure>{drawn.svg()}<figcaption>{escape(caption)}</figcaption></figure>"


def figures(parts: Iterable[str]) -> str:
    """Several figures side by side."""
    shown = [part for part in parts if part]
    return f'<div class="figures">{"".join(shown)}</div>' if shown else ""


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of cells that are HTML; what begins with a digit or a sign is set to the right."""
    top = "".join(f"<th>{cell}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _cell(text: str) -> str:
    number = text.lstrip("-−").replace(".", "", 1)[:1].isdigit()
    return f'<td class="number">{text}</td>' if number else f"<td>{text}</td>"


def formula(text: str) -> str:
    """A formula, already written as HTML, on a line of its own."""
    return f'<div class="formula">{text}</div>'
