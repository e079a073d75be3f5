"""The names of derivatives of functions without formula: D(f, 1, 2) is f by its slots 1 and 2."""

from __future__ import annotations


def slots(op: str) -> tuple[str, tuple[int, ...]]:
    """The function, and the slots by which it is differentiated, in order; none for other names.

    >>> slots("D(f, 1, 1)"), slots("sin")
    (('f', (1, 1)), ('sin', ()))
    """
    name, *spelled = op[2:-1].split(", ") if op[:2] == "D(" else [op]
    numbers = tuple(sorted(int(s) for s in spelled if s.isascii() and s.isdigit() and len(s) < 10))
    good = numbers and numbers[0] > 0 and name.isidentifier()
    return (name, numbers) if good and spell(name, numbers) == op else (op, ())


def spell(name: str, numbers: tuple[int, ...]) -> str:
    """The name of the derivative of the function by these slots.

    >>> spell("f", (1, 2))
    'D(f, 1, 2)'
    """
    return f"D({name}, {', '.join(map(str, numbers))})"
