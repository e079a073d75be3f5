"""Equal formulas are one object: the tables that see to it, and the sweep that keeps them flat.

The tables hold nodes strongly, and a sweep drops those that nobody else holds; that is much quicker
than weak references and keeps memory flat. Looking up and inserting take no lock, each being one
step of a dictionary. The sweep strikes a node out first, leaving None in its place, so that nobody
can pick it up any more; only then does it count who holds it, and puts it back or drops it. Who
meets None waits for the sweep to end: so no second copy of a node can come into being. A
table that has become empty is dropped in the same way, so that a million names of functions leave
nothing behind. (On interpreters that do not count references nothing is swept.)
"""

from __future__ import annotations

import gc
import os
import sys
from _thread import RLock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias, TypeVar

    Table: TypeAlias = dict[Any, Any]
    N = TypeVar("N")

buckets: dict[str, Table] = {}
leaves: tuple[Table, Table] = ({}, {})
_lock = RLock()
_SWEEP_AT_LEAST = 200_000
_OF_A_TABLE = 2  # references while a table is looked at that nobody uses
_until_sweep = _SWEEP_AT_LEAST


def intern(table: Table, key: object, fresh: N) -> N:
    """The node that stands in the table under the key, which is ``fresh`` if there was none."""
    global _until_sweep
    node: N | None = table.setdefault(key, fresh)
    if node is fresh:
        _until_sweep -= 1
        if _until_sweep <= 0:
            sweep()
    elif node is None:
        with _lock:
            return table.setdefault(key, fresh)  # type: ignore[no-any-return]
    return node


def bucket_of(op: str) -> Table:
    """The table of an operation, made if there is none."""
    found: Table | None = buckets.setdefault(op, {})
    if found is None:
        with _lock:
            found = buckets.setdefault(op, {})
    return found


def sweep() -> None:
    """Drop every node that only the tables hold; the cost is shared by the insertions between."""
    global _until_sweep
    with _lock:
        _until_sweep = sys.maxsize
        collecting = gc.isenabled()
        gc.disable()
        try:
            _sweep_all(_references_of_an_unheld_node())
        finally:
            _until_sweep = max(_SWEEP_AT_LEAST, sum(map(len, list(buckets.values()))))
            if collecting:
                gc.enable()


def _sweep_all(alone: int) -> None:
    freed: list[tuple[Any, ...]] = []
    for bucket in list(buckets.values()):
        _sweep_table(bucket, list(bucket), alone, freed)
        while freed:
            _release(freed.pop(), alone, freed)
    for table in leaves:
        _sweep_table(table, list(table), alone, freed)
    if alone >= 0:
        for op in list(buckets):
            _drop_if_empty(op)


def _drop_if_empty(op: str) -> None:
    """Drop the table of an operation that has no nodes, unless somebody is about to use it."""
    table = buckets[op]
    if not table:
        buckets[op] = None  # type: ignore[assignment]
        if sys.getrefcount(table) > _OF_A_TABLE or table:
            buckets[op] = table
        else:
            del buckets[op]


def _sweep_table(
    table: Table, keys: list[Any], alone: int, freed: list[tuple[Any, ...]]
) -> None:
    while keys:
        key = keys.pop()
        node = table.get(key)
        if node is None or sys.getrefcount(node) > alone + 1:  # the table itself holds it once
            continue
        table[key] = None
        if sys.getrefcount(node) > alone:
            table[key] = node
            continue
        del table[key]
        if node.args:
            freed.append(node.args)


def _release(args: tuple[Any, ...], alone: int, freed: list[tuple[Any, ...]]) -> None:
    """A parent of ``args`` is gone; so are those of ``args`` that nobody else holds."""
    keys = [(buckets[a.op], [a.args]) for a in args if a.args]
    del args
    for bucket, key in keys:
        _sweep_table(bucket, key, alone, freed)


class _Probe:
    __slots__ = ("args",)

    def __init__(self) -> None:
        self.args = ()


def _references_of_an_unheld_node() -> int:
    """What ``sys.getrefcount`` says in ``_sweep_table`` of a node that only its table held."""
    if not hasattr(sys, "getrefcount"):
        return -1
    table: Table = {(): _Probe()}
    for guess in range(10):
        _sweep_table(table, [()], guess, [])
        if not table:
            return guess
    return -1


if hasattr(os, "register_at_fork"):  # a child must not begin in the middle of a sweep
    os.register_at_fork(
        before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release
    )
