"""Kernels of NumPy: the statements of one block, each result in a buffer that is free."""

from __future__ import annotations

from ..expressions import Apply, Expr, MissingExtra, Number, Symbol, postorder
from .dialects import NUMPY
from .generated import brought_to_life
from .regrouping import regrouped
from .statements import Program

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

_CACHE = 1 << 19  # bytes that the buffers of one block may take together
_SMALLEST, _LARGEST = 1024, 16384
_UFUNCS = {
    "add": "add",
    "sub": "subtract",
    "mul": "multiply",
    "div": "divide",
    "neg": "negative",
    "pow": "power",
}
_COMPARED = {
    "lt": "less",
    "le": "less_equal",
    "gt": "greater",
    "ge": "greater_equal",
    "eq": "equal",
    "ne": "not_equal",
    "and": "logical_and",
    "or": "logical_or",
    "not": "logical_not",
}


class Kernel:
    """The computation of one block, for one choice of which variables are arrays.

    Arguments:
        symbols: the variables.
        roots: lowered formulas.
        mask: for each variable, whether it is an array.
        np: NumPy.
    """

    def __init__(
        self, symbols: Sequence[Symbol], roots: Sequence[Expr], mask: tuple[bool, ...], np: Any
    ) -> None:
        self.np = np
        roots = regrouped(roots, {s for s, m in zip(symbols, mask, strict=True) if not m})
        order = postorder(roots)
        self._mask = mask
        self._varying = _varying(order, {s for s, m in zip(symbols, mask, strict=True) if m})
        self._symbol = {s: f"x{i}" for i, s in enumerate(symbols)}
        self._names: dict[str, Any] = {}
        self._prelude(order, roots)
        self._block(order, roots)
        self.block = max(_SMALLEST, min(_LARGEST, _CACHE // (8 * max(1, self.buffers))))

    def run(self, parts: Sequence[Any], out: Any, size: int) -> None:
        """Fill ``out`` with the values, block by block."""
        uniform = self.prelude(*parts) if self._uniform else ()
        arrays = [p for p, is_array in zip(parts, self._mask, strict=True) if is_array]
        step = min(self.block, size)
        buffers = self.np.empty((self.buffers, step))
        if size == step:
            self.kernel(*arrays, *uniform, *out, *buffers)
            return
        for start in range(0, size, step or 1):
            end = min(start + step, size)
            width = end - start
            own = [buffers[i, :width] for i in range(self.buffers)]
            rows = [out[i, start:end] for i in range(len(out))]
            self.kernel(*[a[start:end] for a in arrays], *uniform, *rows, *own)

    def _prelude(self, order: list[Expr], roots: Sequence[Expr]) -> None:
        """What depends on no array and is needed by what does, or is a result."""
        used = {a for n in order if n in self._varying for a in n.args if a not in self._varying}
        used |= {r for r in roots if r not in self._varying}
        self._uniform = [n for n in order if n in used and type(n) is not Number]
        names: dict[Symbol, str] = dict(self._symbol)
        program = Program(self._uniform, names, NUMPY, "u")
        lines = [*program.lines, f"return [{', '.join(program.results)}]"]
        arguments = ", ".join(self._symbol.values())
        source = "\n    ".join([f"def prelude({arguments}):", *lines])
        self.prelude = brought_to_life(source, "prelude", {"np": self.np, "special": Special()})

    def _block(self, order: list[Expr], roots: Sequence[Expr]) -> None:
        text = {n: f"c{i}" for i, n in enumerate(self._uniform)}
        arrays = [s for s, m in zip(self._symbol, self._mask, strict=True) if m]
        text |= {s: self._symbol[s] for s in arrays}
        writer = _BlockWriter(text, self._names, self.np)
        writer.write(order, roots, self._varying)
        self.buffers = writer.buffers
        parameters = [
            *(self._symbol[s] for s in arrays),
            *(f"c{i}" for i in range(len(self._uniform))),
            *(f"o{i}" for i in range(len(roots))),
            *(f"t{i}" for i in range(writer.buffers)),
        ]
        self.source = "\n    ".join(
            [f"def kernel({', '.join(parameters)}):", *writer.lines, "return"]
        )
        self.kernel = brought_to_life(self.source, "kernel", self._names)


class _BlockWriter:
    """The statements of a block: one for each operation, its result in a buffer that is free."""

    def __init__(self, text: dict[Expr, str], names: dict[str, Any], np: Any) -> None:
        self.text = text
        self.names = names
        self.np = np
        self.lines: list[str] = []
        self.buffers = 0
        self._free: list[str] = []
        self._buffer: dict[Expr, str] = {}

    def write(self, order: list[Expr], roots: Sequence[Expr], varying: set[Expr]) -> None:
        left = dict.fromkeys(order, 0)
        for node in order:
            for a in node.args:
                left[a] += 1
        rows: dict[Expr, str] = {}
        for i, root in enumerate(roots):
            rows.setdefault(root, f"o{i}")
        for node in order:
            if type(node) is Number:
                self.text.setdefault(node, NUMPY.number(node))
            elif node in varying and type(node) is Apply:
                self._statement(node, rows.get(node), left)
        for i, root in enumerate(roots):
            if self.text[root] != f"o{i}":
                self.names["copyto"] = self.np.copyto
                self.lines.append(f"copyto(o{i}, {self.text[root]})")

    def _statement(self, node: Apply, row: str | None, left: dict[Expr, int]) -> None:
        args = [self.text[a] for a in node.args]
        for a in dict.fromkeys(node.args):
            left[a] -= node.args.count(a)
            if not left[a] and a in self._buffer and node.op != "where":
                self._free.append(self._buffer.pop(a))
        if node.op in _COMPARED or node.op in ("true", "false"):
            name = f"b{len(self.lines)}"
            self.lines.append(f"{name} = {self._called(_COMPARED[node.op])}({', '.join(args)})")
            self.text[node] = name
            return
        target = row or self._fresh(node)
        self.text[node] = target
        if node.op == "where":
            self.names["copyto"] = self.np.copyto
            self.lines.append(f"copyto({target}, {args[2]})")
            self.lines.append(f"copyto({target}, {args[1]}, where={args[0]})")
            self._free += [
                self._buffer.pop(a) for a in {*node.args} if not left[a] and a in self._buffer
            ]
            return
        name = self._called(_name_of(node.op))
        out = f"out={target}" if node.op in ("min", "max") else target
        if isinstance(self.names[name], self.np.ufunc):
            self.lines.append(f"{name}({', '.join([*args, out])})")
        else:
            self.names["copyto"] = self.np.copyto
            self.lines.append(f"copyto({target}, {name}({', '.join(args)}))")

    def _fresh(self, node: Expr) -> str:
        if self._free:
            name = self._free.pop()
        else:
            name = f"t{self.buffers}"
            self.buffers += 1
        self._buffer[node] = name
        return name

    def _called(self, name: str) -> str:
        prefix, _, own = name.rpartition(".")
        self.names[own] = getattr(Special() if prefix == "special" else self.np, own)
        return own


def _name_of(op: str) -> str:
    return _UFUNCS.get(op) or NUMPY.calls[op].removeprefix("np.")


def _varying(order: list[Expr], arrays: set[Symbol]) -> set[Expr]:
    found: set[Expr] = set()
    for node in order:
        if node in arrays or any([a in found for a in node.args]):
            found.add(node)
    return found


class Special:
    """The functions of ``scipy.special``, loaded when the first one is needed."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        try:
            import scipy.special  # noqa: PLC0415
        except ImportError:
            raise MissingExtra(
                f"{name} of arrays needs SciPy",
                advice='install it: pip install "symdiff-engine[scipy]"',
            ) from None
        found: Callable[..., Any] = getattr(scipy.special, name)
        return found
