"""Where the nodes of a graph stand when each is drawn once: layer under layer, few crossings.

The steps are those of Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical
system structures" (IEEE Transactions on Systems, Man, and Cybernetics 11, 1981): layers, then an
order in each of them that has few crossings (by the means of the neighbours' places), then places.
The places are those of Brandes and Köpf, "Fast and simple horizontal coordinate assignment" (Graph
Drawing 2001): nodes are joined to straight columns in four ways, and the mean of the inner two of
the four places is taken.

An edge over several layers passes a point in each; these points are nodes here as all others are.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right

from ..expressions import LimitExceeded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    Layers: TypeAlias = list[list[int]]
    Neighbours: TypeAlias = list[list[int]]

_SWEEPS = 24
_WORK = 100_000  # edges that all sweeps together may look at
_OPERANDS = 4  # what operands in the wrong order count, in crossings
MOST_PASSED = 20_000


class Layout:
    """The places of a graph's nodes, and the points that its edges pass.

    Attributes:
        x: the middle of each node, from the left edge of the drawing.
        layer: the layer of each node, 0 on top.
        routes: for each edge the points (x, layer) that it passes between its ends.
    """

    __slots__ = ("layer", "routes", "x")

    def __init__(
        self, x: list[float], layer: list[int], routes: list[list[tuple[float, int]]]
    ) -> None:
        self.x = x
        self.layer = layer
        self.routes = routes


def layered(widths: Sequence[float], edges: Sequence[tuple[int, int]], gap: float) -> Layout:
    """The layout of an acyclic graph, its edges pointing down.

    Arguments:
        widths: the width of each node; a node comes before the nodes that its edges lead to.
        edges: pairs of nodes, from above to below.
        gap: the least distance of neighbours in a layer.

    Raises:
        LimitExceeded: when the edges pass more than 20,000 places between layers.

    >>> places = layered([2, 2, 2], [(0, 1), (0, 2)], gap=1)
    >>> places.layer, places.x
    ([0, 1, 1], [2.5, 1.0, 4.0])
    """
    layer = _layers(len(widths), edges)
    segments, chains, layers, widened = _with_points(widths, edges, layer)
    below: Neighbours = [[] for _ in widened]
    above: Neighbours = [[] for _ in widened]
    for upper, lower in segments:
        below[upper].append(lower)
        above[lower].append(upper)
    layers = _ordered(layers, above, below)
    x = _places(layers, above, below, widened, gap, len(widths))
    left = min((x[i] - w / 2 for i, w in enumerate(widened)), default=0)
    x = [place - left for place in x]
    routes = [
        [(x[point], layer[upper] + 1 + i) for i, point in enumerate(points)]
        for (upper, _), points in zip(edges, chains, strict=True)
    ]
    return Layout(x[: len(widths)], layer, routes)


def _layers(count: int, edges: Sequence[tuple[int, int]]) -> list[int]:
    """The layer of each node: one below the lowest of those above it."""
    layer = [0] * count
    below: Neighbours = [[] for _ in range(count)]
    for upper, lower in edges:
        below[upper].append(lower)
    for node in range(count):
        for lower in below[node]:
            layer[lower] = max(layer[lower], layer[node] + 1)
    return layer


def _with_points(
    widths: Sequence[float], edges: Sequence[tuple[int, int]], layer: list[int]
) -> tuple[list[tuple[int, int]], list[list[int]], Layers, list[float]]:
    """Edges from layer to layer only, and the points that long edges pass, as further nodes."""
    layers: Layers = [[] for _ in range(max(layer, default=-1) + 1)]
    for node, level in enumerate(layer):
        layers[level].append(node)
    passed = sum([layer[lower] - layer[upper] - 1 for upper, lower in edges])
    if passed > MOST_PASSED:
        raise LimitExceeded(
            f"the lines of the picture would pass more than {MOST_PASSED} places",
            limit="output",
            value=MOST_PASSED,
            advice="draw it as a tree, or a part of it",
        )
    widened = list(widths)
    segments: list[tuple[int, int]] = []
    chains: list[list[int]] = []
    for upper, lower in edges:
        chain: list[int] = []
        for level in range(layer[upper] + 1, layer[lower]):
            chain.append(len(widened))
            layers[level].append(len(widened))
            widened.append(0.0)
        segments += zip([upper, *chain], [*chain, lower], strict=True)
        chains.append(chain)
    return segments, chains, layers, widened


def _ordered(layers: Layers, above: Neighbours, below: Neighbours) -> Layers:
    """The layers in an order with few crossings: the best of some sweeps down and up."""
    order = _from_left_to_right(layers, below)
    best, fewest = order, _crossings(order, below)
    size = sum(map(len, below))
    for sweep in range(max(2, min(_SWEEPS, _WORK // max(1, size)))):
        if not fewest:
            break
        down = sweep % 2 == 0
        order = _exchanged(_swept(order, above if down else below, down), above, below)
        crossings = _crossings(order, below)
        if crossings < fewest:
            best, fewest = order, crossings
    return best


def _exchanged(order: Layers, above: Neighbours, below: Neighbours) -> Layers:
    """Neighbours in a layer exchanged where that spares crossings, from the top down.

    (The transposition of Gansner, Koutsofios, North and Vo, "A technique for drawing directed
    graphs", IEEE Transactions on Software Engineering 19, 1993.)
    """
    found = [list(nodes) for nodes in order]
    for level, nodes in enumerate(found):
        near = [
            ({node: i for i, node in enumerate(found[k])}, several)
            for k, several in ((level - 1, above), (level + 1, below))
            if 0 <= k < len(found)
        ]
        own = {u: i for i, u in enumerate(found[level - 1])} if level else {}
        for i in range(len(nodes) - 1):
            u, v = nodes[i], nodes[i + 1]
            if _gain(u, v, near) + _operands_gain(u, v, own, above, below) > 0:
                nodes[i], nodes[i + 1] = v, u
    return found


def _gain(u: int, v: int, near: list[tuple[dict[int, int], Neighbours]]) -> int:
    """How many crossings are spared when v stands before u."""
    gain = 0
    for place, several in near:
        ends = sorted([place[b] for b in several[v]])
        for a in several[u]:
            left, right = bisect_left(ends, place[a]), bisect_right(ends, place[a])
            gain += left - (len(ends) - right)
    return gain


def _operands_gain(
    u: int, v: int, own: dict[int, int], above: Neighbours, below: Neighbours
) -> int:
    """How many operations get their operands into the order in which they are written."""
    gain = 0
    for parent in {p for p in above[u] if p in own} & {p for p in above[v] if p in own}:
        several = below[parent]
        gain += (_OPERANDS - 1) * (1 if several.index(u) > several.index(v) else -1)
    return gain


def _from_left_to_right(layers: Layers, below: Neighbours) -> Layers:
    """The order in which a walk from the top meets the nodes."""
    level = {node: i for i, nodes in enumerate(layers) for node in nodes}
    order: Layers = [[] for _ in layers]
    seen: set[int] = set()
    stack = [node for nodes in layers for node in nodes][::-1]
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            order[level[node]].append(node)
            stack += reversed(below[node])
    return order


def _swept(order: Layers, fixed: Neighbours, down: bool) -> Layers:
    """Each layer ordered by the mean place of the neighbours in the layer before."""
    found = [list(nodes) for nodes in order]
    levels = range(1, len(found)) if down else range(len(found) - 2, -1, -1)
    for level in levels:
        place = {node: i for i, node in enumerate(found[level - 1 if down else level + 1])}
        here = {node: i for i, node in enumerate(found[level])}

        def mean(node: int, place: dict[int, int] = place, here: dict[int, int] = here) -> float:
            near = fixed[node]
            return sum([place[n] for n in near]) / len(near) if near else here[node]

        found[level].sort(key=mean)
    return found


def _crossings(order: Layers, below: Neighbours) -> int:
    """How many pairs of edges cross, layer by layer: inversions, counted by a Fenwick tree.

    The edges of one node cross where its operands are not in the order in which they are written;
    since that is read in another way, it counts more.
    """
    total = 0
    for upper, lower in itertools.pairwise(order):
        place = {node: i for i, node in enumerate(lower)}
        ends = [place[n] for node in upper for n in below[node]]
        total += _inversions(ends, len(lower))
        for node in upper:
            pairs = itertools.combinations(below[node], 2)
            total += (_OPERANDS - 1) * sum([place[a] > place[b] for a, b in pairs])
    return total


def _inversions(values: list[int], size: int) -> int:
    counts = [0] * (size + 1)
    total = 0
    for seen, value in enumerate(values):
        smaller_or_equal, i = 0, value + 1
        while i:
            smaller_or_equal += counts[i]
            i -= i & -i
        total += seen - smaller_or_equal
        i = value + 1
        while i <= size:
            counts[i] += 1
            i += i & -i
    return total


def _places(
    layers: Layers,
    above: Neighbours,
    below: Neighbours,
    widths: list[float],
    gap: float,
    count: int,
) -> list[float]:
    """The middle of each node: the mean of the inner two of four ways to join columns."""
    crossing = _conflicts(layers, above, count)
    ways: list[list[float]] = []
    for upwards in (False, True):
        for mirrored in (False, True):
            turned = [nodes[::-1] if mirrored else nodes for nodes in layers]
            turned = turned[::-1] if upwards else turned
            near = below if upwards else above
            columns = _columns(turned, near, crossing)
            x = _compacted(turned, columns, widths, gap)
            ways.append([-v for v in x] if mirrored else x)
    return _balanced(ways, widths)


def _conflicts(layers: Layers, above: Neighbours, count: int) -> set[tuple[int, int]]:
    """Edges that cross a straight piece of a long one; the long one is to stay straight."""
    found: set[tuple[int, int]] = set()
    for upper, lower in itertools.pairwise(layers):
        place = {node: i for i, node in enumerate(upper)}
        # A straight piece that ends left of v and begins right of u crosses the edge, and so on.
        straight = [v >= count and above[v][0] >= count for v in lower]
        begins = [place[above[v][0]] if s else None for v, s in zip(lower, straight, strict=True)]
        furthest = _before([-1 if p is None else p for p in begins], max, -1)
        nearest = _before([len(upper) if p is None else p for p in begins[::-1]], min, len(upper))
        for v, s, left, right in zip(lower, straight, furthest, nearest[::-1], strict=True):
            if not s:
                found.update((u, v) for u in above[v] if left > place[u] or right < place[u])
    return found


def _before(values: list[int], best: Callable[[int, int], int], first: int) -> list[int]:
    """For each place the best of the values before it."""
    return list(itertools.accumulate(values[:-1], best, initial=first)) if values else []


def _columns(layers: Layers, near: Neighbours, crossing: set[tuple[int, int]]) -> list[int]:
    """For each node the topmost of its column: it is joined to the middle of those above it."""
    top = {node: node for nodes in layers for node in nodes}
    for upper, lower in itertools.pairwise(layers):
        place = {node: i for i, node in enumerate(upper)}
        last = -1
        for v in lower:
            neighbours = sorted(set(near[v]), key=place.__getitem__)
            half = len(neighbours) - 1
            for m in dict.fromkeys((half // 2, (half + 1) // 2)) if neighbours else ():
                u = neighbours[m]
                crosses = (u, v) in crossing or (v, u) in crossing
                if top[v] == v and place[u] > last and not crosses:
                    top[v] = top[u]
                    last = place[u]
    return [top[node] for node in range(len(top))]


def _compacted(layers: Layers, top: list[int], widths: list[float], gap: float) -> list[float]:
    """Columns as far to the left as they go, then moved right as far as nothing widens."""
    after: dict[int, list[tuple[int, float]]] = {t: [] for t in top}
    before: dict[int, list[tuple[int, float]]] = {t: [] for t in top}
    for nodes in layers:
        for u, v in itertools.pairwise(nodes):
            distance = (widths[u] + widths[v]) / 2 + gap
            after[top[u]].append((top[v], distance))
            before[top[v]].append((top[u], distance))
    order = _topological(after, before)
    place: dict[int, float] = {}
    for column in order:
        place[column] = max((place[u] + d for u, d in before[column]), default=0.0)
    for column in reversed(order):
        room = min((place[v] - d for v, d in after[column]), default=None)
        if room is not None and before[column] == []:
            place[column] = max(place[column], room)
    return [place[t] for t in top]


def _topological(
    after: dict[int, list[tuple[int, float]]], before: dict[int, list[tuple[int, float]]]
) -> list[int]:
    waiting = {column: len(several) for column, several in before.items()}
    order = [column for column, several in waiting.items() if not several]
    for column in order:
        for v, _ in after[column]:
            waiting[v] -= 1
            if not waiting[v]:
                order.append(v)
    return order


def _balanced(ways: list[list[float]], widths: list[float]) -> list[float]:
    """The four ways laid over the narrowest one, and the mean of the inner two places."""

    def left(x: list[float]) -> float:
        return min(v - w / 2 for v, w in zip(x, widths, strict=True))

    def right(x: list[float]) -> float:
        return max(v + w / 2 for v, w in zip(x, widths, strict=True))

    if not widths:
        return []
    narrow = min(ways, key=lambda x: right(x) - left(x))
    edge: tuple[Callable[[list[float]], float], ...] = (left, right, left, right)
    shifts = [end(narrow) - end(x) for x, end in zip(ways, edge, strict=True)]
    moved = [[v + shift for v in x] for x, shift in zip(ways, shifts, strict=True)]
    return [sum(sorted(four)[1:3]) / 2 for four in zip(*moved, strict=True)]
