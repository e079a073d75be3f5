"""The ``c`` backend: C that a compiler turns into machine code, kept by its content.

Compiled code is kept in the folder that the environment variable SYMDIFF_CACHE names, or else in
the user's cache, under a name made of the source, the compiler and the processor.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from pathlib import Path

from ..expressions import ArgumentError, Expr, MissingExtra
from ..loading import load
from .arrays import assembled, components, numpy
from .c_source import IN_PARTS, c_source
from .dialects import C
from .lowering import Lowering

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..catalogue import Catalogue
    from .signature import Signature

FLAGS = ("-O3", "-march=native", "-fno-math-errno", "-fno-trapping-math", "-fopenmp-simd")
_PLAIN_FLAGS = ("-O2",)
_QUICK_FLAGS = ("-O1", "-march=native", "-fno-math-errno", "-fno-trapping-math")


class Native:
    """The backend ``c``."""

    def __init__(self, signature: Signature, roots: Sequence[Expr], catalogue: Catalogue) -> None:
        self.np = numpy()
        self.signature = signature
        self.roots = Lowering(C.native, catalogue, "C").lowered(roots)
        self._points = tuple(False for _ in signature.inputs)
        self.source = c_source(signature, self.roots, self._points)
        self._built: dict[tuple[bool, ...], Any] = {self._points: built(self.source)}
        self._of_point = self._built[self._points]
        ctypes = load("ctypes")
        self._misfit = ctypes.ArgumentError
        self._plain = not any(a.vector for a in signature.inputs)
        self._row = ctypes.c_double * len(self.roots)
        self._array, self._float = self.np.ndarray, self.np.dtype(float)
        only = signature.inputs[0] if len(signature.inputs) == 1 else None
        self._vector = None
        if only is not None and only.vector:
            self._shape = (len(only.symbols),)
            self._vector = ctypes.c_double * len(only.symbols)

    def __call__(self, *args: Any) -> Any:
        if self._vector is not None and len(args) == 1:
            x = args[0]
            if type(x) is self._array and x.dtype is self._float and x.shape == self._shape:
                return self._at_point(x)
        if self._plain and len(args) == len(self.signature.inputs):
            out = self._row()
            try:
                self._of_point(*args, out, 1)
            except self._misfit:
                return self.of_arrays(*args)
            return self.signature.assembled(list(out), self.np.array)
        return self.of_arrays(*args)

    def of_arrays(self, *args: Any) -> Any:
        """The results for arrays, which are broadcast against each other."""
        np = self.np
        parts, shape = components(self.signature, args, np)
        mask, given, kept = self._laid_out(parts, shape)
        function = self._built.get(mask)
        if function is None:
            function = self._built[mask] = built(c_source(self.signature, self.roots, mask))
        size = int(np.prod(shape, dtype=int))
        out = np.empty((len(self.roots), size))
        function(*given, _address(out), size)
        del kept
        return assembled(self.signature, out, shape)

    def _at_point(self, x: Any) -> Any:
        """The results at one point that is one vector, with as little around the call as can be."""
        assert self._vector is not None
        try:
            given = self._vector.from_buffer(x)
        except (TypeError, ValueError, BufferError):  # not contiguous, or not to be written to
            return self.of_arrays(x)
        row = self._row()
        self._of_point(given, row, 1)
        values = self.np.frombuffer(row)
        found: list[Any] = []
        start = 0
        for shape, formulas in self.signature.outputs:
            end = start + len(formulas)
            own = values[start:end] if shape else row[start]
            found.append(own.reshape(shape) if len(shape) == 2 else own)
            start = end
        return found[0] if self.signature.single else tuple(found)

    def _laid_out(
        self, parts: list[Any], shape: tuple[int, ...]
    ) -> tuple[tuple[bool, ...], list[Any], list[Any]]:
        """For each argument whether it is an array, and its number or where its numbers lie."""
        np = self.np
        mask: list[bool] = []
        given: list[Any] = []
        kept: list[Any] = []
        start = 0
        for argument in self.signature.inputs:
            own = parts[start : start + len(argument.symbols)]
            start += len(own)
            is_array = any(p.ndim for p in own)
            mask.append(is_array)
            if not is_array and not argument.vector:
                given.append(float(own[0]))
                continue
            if is_array:
                own = [np.broadcast_to(p, shape) for p in own]
            kept.append(np.ascontiguousarray(np.stack(own) if argument.vector else own[0]))
            given.append(_address(kept[-1]))
        return tuple(mask), given, kept


def _address(array: Any) -> int:
    address: int = array.__array_interface__["data"][0]
    return address


def compiler() -> str:
    """The C compiler: what CC names, or cc, gcc or clang.

    Raises:
        MissingExtra: where there is none.
    """
    which = load("shutil").which
    for name in (os.environ.get("CC", ""), "cc", "gcc", "clang"):
        found: str | None = which(name) if name else None
        if found:
            return found
    raise MissingExtra(
        "the backend c needs a C compiler, and none was found",
        advice='install gcc or clang, or name one by CC=...; backend="numpy" needs none',
        code="E-COMPILER",
    )


def built(source: str) -> Any:
    """The function ``f`` of a C source, compiled if that has not been done before."""
    flags = _QUICK_FLAGS if IN_PARTS in source else FLAGS
    library = _folder() / f"{_fingerprint(source, flags)}.so"
    if not library.exists():
        _compile(source, flags, library)
    ctypes = load("ctypes")
    try:
        function = ctypes.CDLL(str(library)).f
    except (
        OSError,
        AttributeError,
    ):  # what lies there is no library: somebody else's, or half of one
        _compile(source, flags, library)
        function = ctypes.CDLL(str(library)).f
    function.restype = None
    parameters = source.partition("void f(")[2].partition(")")[0].split(",")[:-1]
    kinds = [ctypes.c_void_p if "*" in p else ctypes.c_double for p in parameters]
    function.argtypes = [*kinds, ctypes.c_long]
    return function


def _compile(source: str, flags: tuple[str, ...], library: Path) -> None:
    """The library under its name at once, so that nobody ever finds half of it."""
    subprocess = load("subprocess")
    with load("tempfile").TemporaryDirectory(dir=library.parent) as folder:
        code, made = Path(folder, "f.c"), Path(folder, "f.so")
        code.write_text(source, "utf-8")
        for own in (flags, _PLAIN_FLAGS):  # a compiler may not know the first ones
            command = [
                compiler(),
                *own,
                "-std=gnu11",
                "-fPIC",
                "-shared",
                str(code),
                "-o",
                str(made),
            ]
            done = subprocess.run([*command, "-lm"], capture_output=True, text=True, check=False)
            if not done.returncode:
                break
        if done.returncode:
            first = (done.stderr.strip().splitlines() or ["it says nothing"])[0]
            raise MissingExtra(
                f"the C compiler failed: {first[:200]}",
                advice='backend="numpy" needs none',
                code="E-COMPILER",
            )
        made.replace(library)


def _folder() -> Path:
    """Where compiled code is kept: SYMDIFF_CACHE, or a folder of the user's own."""
    named = os.environ.get("SYMDIFF_CACHE")
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(named) if named else Path(base, "symdiff")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ArgumentError(
            f"compiled code cannot be kept in {folder}: {error.strerror}",
            advice="SYMDIFF_CACHE names another folder",
        ) from None
    return folder


def _fingerprint(source: str, flags: tuple[str, ...]) -> str:
    """What the compiled code depends on: the source, the compiler, and the processor."""
    what = [source, *flags, compiler(), sys.platform, _processor()]
    return sha256("\0".join(what).encode()).hexdigest()[:32]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        return str(load("platform").processor())
    return next((line for line in lines if line.startswith(("flags", "Features"))), "")
