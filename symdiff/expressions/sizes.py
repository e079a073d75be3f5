"""How large a formula is, as a tree and as a graph."""

from __future__ import annotations

from .walks import postorder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .nodes import Expr


class Sizes:
    """The four sizes of a formula, or of several that share parts.

    Attributes:
        tree_nodes: nodes of the tree, a shared part counted at each place where it stands.
        graph_nodes: nodes of the graph, a shared part counted once.
        operations: operators and functions in the graph; numbers, symbols and constants are none.
        depth: nodes on the longest way from a root to a leaf.
    """

    __slots__ = ("depth", "graph_nodes", "operations", "tree_nodes")

    def __init__(self, tree_nodes: int, graph_nodes: int, operations: int, depth: int) -> None:
        self.tree_nodes = tree_nodes
        self.graph_nodes = graph_nodes
        self.operations = operations
        self.depth = depth

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sizes) and self.as_dict() == other.as_dict()

    __hash__ = None  # type: ignore[assignment]

    def as_dict(self) -> dict[str, int]:
        """The sizes by name."""
        return {
            "tree_nodes": self.tree_nodes,
            "graph_nodes": self.graph_nodes,
            "operations": self.operations,
            "depth": self.depth,
        }

    def __repr__(self) -> str:
        return f"Sizes({', '.join(f'{k}={v}' for k, v in self.as_dict().items())})"


def sizes(*roots: Expr) -> Sizes:
    """Tree nodes, graph nodes, operations and depth of one formula or of the graph several share.

    >>> from symdiff.expressions import symbols
    >>> x, = symbols("x")
    >>> sizes((x + 1) * (x + 1))
    Sizes(tree_nodes=7, graph_nodes=4, operations=2, depth=3)
    """
    tree: dict[Expr, int] = {}
    depth: dict[Expr, int] = {}
    operations = 0
    for node in postorder(roots):
        args = node.args
        if args:
            operations += 1
            tree[node] = 1 + sum([tree[a] for a in args])
            depth[node] = 1 + max([depth[a] for a in args])
        else:
            tree[node] = depth[node] = 1
    return Sizes(
        tree_nodes=sum(tree[r] for r in roots),
        graph_nodes=len(tree),
        operations=operations,
        depth=max((depth[r] for r in roots), default=0),
    )
