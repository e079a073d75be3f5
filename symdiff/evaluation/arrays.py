"""The ``numpy`` backend: arrays of any shape, computed in blocks that stay in the cache.

What depends on no array is computed once. The rest runs block by block, every operation writing
into a buffer that nobody needs any more, so that nothing but the results ever goes out to memory.
"""

from __future__ import annotations

from functools import cached_property
from math import prod

from ..expressions import ArgumentError, Expr, MissingExtra
from .blocks import Kernel
from .dialects import NUMPY
from .lowering import Lowering
from .scalar import Scalar, number
from .statements import Program

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..catalogue import Catalogue
    from .signature import Signature


class Arrays:
    """The backend ``numpy``."""

    def __init__(self, signature: Signature, roots: Sequence[Expr], catalogue: Catalogue) -> None:
        self.np = numpy()
        self.signature = signature
        self.roots = Lowering(NUMPY.native, catalogue, "NumPy").lowered(roots)
        self._kernels: dict[tuple[bool, ...], Kernel] = {}
        self._given, self._catalogue = roots, catalogue
        self._array, self._float = self.np.ndarray, self.np.dtype(float)
        self._vectors = any(argument.vector for argument in signature.inputs)
        self._plain = signature.single and signature.outputs[0][0] == ()

    @property
    def source(self) -> str:
        """The same computation as one reads it, without blocks and buffers."""
        return readable_source(self.signature, self.roots)

    @cached_property
    def _scalar(self) -> Scalar | None:
        """The function of plain numbers, if ``math`` suffices for it."""
        try:
            return Scalar(self.signature, self._given, self._catalogue)
        except ArgumentError:
            return None

    def __call__(self, *args: Any) -> Any:
        if self._is_point(args) and self._scalar is not None:
            if self._vectors:
                args = tuple([a.tolist() if hasattr(a, "tolist") else a for a in args])
            values = self._scalar.values(*args)
            return values[0] if self._plain else self.signature.assembled(values, self.np.array)
        shape = self._shape_of_all(args)
        return self.of_arrays(*args) if shape is None else self._of_one_shape(args, shape)

    def _shape_of_all(self, args: tuple[Any, ...]) -> Any:
        """The shape that all arguments have, where they are arrays of floats; else None."""
        if self._vectors or not args or len(args) != len(self.signature.inputs):
            return None
        shape = getattr(args[0], "shape", None)
        for a in args:
            if type(a) is not self._array or a.dtype is not self._float or a.shape != shape:
                return None
        return shape or None

    def _of_one_shape(self, args: tuple[Any, ...], shape: Any) -> Any:
        """The results for arrays of one shape, the commonest case, which needs no preparing."""
        flat = args if len(shape) == 1 else [a.reshape(-1) for a in args]
        return self._run((True,) * len(args), flat, shape)

    def _run(self, mask: tuple[bool, ...], flat: Sequence[Any], shape: Any) -> Any:
        kernel = self._kernels.get(mask)
        if kernel is None:
            kernel = Kernel(self.signature.symbols, self.roots, mask, self.np)
            self._kernels[mask] = kernel
        size = prod(shape)
        out = self.np.empty((len(self.roots), size))
        with self.np.errstate(all="ignore"):
            kernel.run(flat, out, size)
        if self._plain and shape:
            return out[0] if len(shape) == 1 else out[0].reshape(shape)
        return assembled(self.signature, out, shape)

    def _is_point(self, args: tuple[Any, ...]) -> bool:
        """Whether the arguments are plain numbers, and vectors of them."""
        if not self._vectors:
            for a in args:
                if not isinstance(a, (float, int)):
                    return False
            return len(args) == len(self.signature.inputs)
        inputs = self.signature.inputs
        return len(args) == len(inputs) and all(
            [
                _is_row(a) if argument.vector else isinstance(a, (float, int))
                for a, argument in zip(args, inputs, strict=True)
            ]
        )

    def of_arrays(self, *args: Any) -> Any:
        """The results for arrays, which are broadcast against each other."""
        np = self.np
        parts, shape = components(self.signature, args, np)
        flat = [_flat(p, shape, np) if p.ndim else float(p) for p in parts]
        return self._run(tuple([p.ndim > 0 for p in parts]), flat, shape)


def _is_row(a: Any) -> bool:
    """Whether a is a vector of numbers without a mask."""
    return getattr(a, "ndim", 0) == 1 and not hasattr(a, "mask")


def _flat(part: Any, shape: Any, np: Any) -> Any:
    """An array in one row, in the shape that all have together."""
    if part.shape != shape:
        part = np.broadcast_to(part, shape)
    return part if part.ndim == 1 else part.reshape(-1)


def numpy() -> Any:
    """The module, which is an extra."""
    try:
        import numpy as np  # noqa: PLC0415
    except ImportError:
        raise MissingExtra(
            "compiled functions of arrays need NumPy",
            advice='install it: pip install "symdiff-engine[numpy]"; or use backend="python"',
        ) from None
    return np


def components(signature: Signature, args: tuple[Any, ...], np: Any) -> tuple[list[Any], Any]:
    """The array of each variable, and the shape that they have together."""
    if len(args) != len(signature.inputs):
        raise signature.count_error(len(args))
    parts: list[Any] = []
    for argument, given in zip(signature.inputs, args, strict=True):
        array = _array(argument.name, given, np)
        if not argument.vector:
            parts.append(array)
            continue
        if not array.ndim or len(array) != len(argument.symbols):
            raise signature.vector_error(argument, str(len(array)) if array.ndim else "one number")
        parts += list(array) if array.ndim > 1 else [np.asarray(v) for v in array]
    shapes = {p.shape for p in parts if p.ndim}
    if len(shapes) < 2:
        return parts, shapes.pop() if shapes else ()
    try:
        return parts, np.broadcast_shapes(*shapes)
    except ValueError:
        told = ", ".join(
            f"{s.name} {p.shape}" for s, p in zip(signature.symbols, parts, strict=True) if p.ndim
        )
        raise ArgumentError(f"the shapes of the arguments do not fit: {told}") from None


def _array(name: str, given: Any, np: Any) -> Any:
    """What was given as an array of floats."""
    if type(given) is np.ndarray and given.dtype == float:
        return given
    if isinstance(given, np.ma.MaskedArray):
        raise ArgumentError(
            f"the argument {name} is a masked array, whose mask would be lost",
            advice="fill it first: given.filled(numpy.nan)",
        )
    try:
        array = np.asarray(given)
    except ValueError:
        array = np.asarray(None)
    if array.dtype.kind == "O" and all(isinstance(a, (int, float)) for a in array.flat):
        floats = [number(name, a) for a in array.flat]  # whole numbers of any length
        return np.array(floats).reshape(array.shape)
    if array.dtype.kind not in "biuf":
        raise ArgumentError(
            f"the argument {name} is {type(given).__name__}, not a number or an array of numbers"
        )
    return array.astype(float, copy=False)


def assembled(signature: Signature, out: Any, shape: Any) -> Any:
    """The results, each in its shape: that of the result first, then that of the arguments."""
    found: list[Any] = []
    start = 0
    for own, formulas in signature.outputs:
        values = out[start : start + len(formulas)].reshape((*own, *shape))
        start += len(formulas)
        found.append(values if values.ndim else float(values))
    return found[0] if signature.single else tuple(found)


def readable_source(signature: Signature, roots: Sequence[Expr]) -> str:
    """The same computation as one reads it, without blocks and buffers."""
    program = Program(roots, signature.names, NUMPY)
    arguments = ", ".join(signature.names[s] for s in signature.symbols)
    lines = [*program.lines, f"return {', '.join(program.results)}"]
    return "\n    ".join([f"def f({arguments}):", *lines]) + "\n"
