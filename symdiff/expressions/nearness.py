"""Names that are nearly the same."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def distance(one: str, two: str) -> int:
    """How many letters to insert, delete, replace or swap with a neighbour to get ``two``.

    >>> distance("sinn", "sin"), distance("snih", "sinh"), distance("cox", "log")
    (1, 1, 2)
    """
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, b in enumerate(two, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == two[j - 2] and b == one[i - 2]:
                row[j] = min(row[j], above[j - 2] + 1)
    return row[-1]


def completed(word: str, known: Iterable[str]) -> str:
    """The one known word that begins like this, three letters or more; else the word as it is.

    >>> completed("trig", ["root", "trigonometric"]), completed("po", ["power"])
    ('trigonometric', 'po')
    """
    several = [other for other in known if other.startswith(word)]
    return several[0] if len(word) > 2 and len(several) == 1 else word


def nearest(name: str, known: Iterable[str], within: int = 2) -> list[str]:
    """Up to three known names that ``name`` may have been meant to be, the nearest first.

    A name that differs in capitals alone is the only answer.

    >>> nearest("sinn", ["cos", "sign", "sin", "sinh", "log"])
    ['sin', 'sign', 'sinh']
    """
    if not 2 < len(name) < 30:
        return []
    near = []
    lowered, letters, most = name.lower(), set(name), min(within, max(1, len(name) // 3))
    for other in known:
        if other.lower() == lowered:
            far = 0
        elif abs(len(other) - len(name)) > most or len(letters ^ set(other)) > 2 * most:
            continue  # one edit exchanges one letter for another at most
        else:
            far = distance(name, other)
        if far <= most and far < len(other):
            near.append((far, not name.startswith(other), other))
    near.sort()
    return [other for far, _, other in near[:3] if far == near[0][0] or near[0][0]]
