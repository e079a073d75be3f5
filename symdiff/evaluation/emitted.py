"""Readable code: a function on its own, with a docstring that says which formula it computes."""

from __future__ import annotations

import keyword

from ..expressions import ArgumentError, LimitExceeded, Limits, expect
from ..notation import infix, latex, shared_parts
from .dialects import JAX, JULIA, NUMPY, PYTHON, C
from .lowering import Lowering
from .signature import WORDS, is_macro
from .statements import Program

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..catalogue import Catalogue
    from ..expressions import Expr
    from .signature import Signature
    from .statements import Dialect

_LONGEST_FORMULA = Limits(output=100)
_INDENT = "    "


def emitted(
    signature: Signature, roots: Sequence[Expr], to: str, name: str, catalogue: Catalogue
) -> str:
    """The source of a function in a language.

    Arguments:
        signature: the arguments, and the formulas for the docstring.
        roots: the formulas as they are to be computed.
        to: one of ``LANGUAGES``.
        name: the function's name.
        catalogue: where definitions stand.

    Raises:
        ArgumentError: for another language, a name that is none or taken, or a function without
            code.
    """
    expect(name, str, "the name of a function is text")
    if not (name.isidentifier() and name.isascii()):
        raise ArgumentError(f"{name[:40]!r} is not a name for a function")
    if to == "latex":
        return _latex(signature)
    dialect, write = LANGUAGES[to]
    lowered = Lowering(dialect.native, catalogue, dialect.name).lowered(roots)
    program = Program(lowered, signature.names, dialect)
    _check_name(name, program, dialect)
    return write(signature, program, name)


def _check_name(name: str, program: Program, dialect: Dialect) -> None:
    """A function is named neither as a word of the language nor as what it calls."""
    words = WORDS.get(dialect.name)
    if keyword.iskeyword(name) if words is None else name in words:
        raise ArgumentError(f"{name} is a word of {dialect.name}", advice=f"take {name}_ instead")
    if dialect is C and is_macro(name):
        raise ArgumentError(f"{name} is a macro of C", advice=f"take {name}_ instead")
    if _calls(program, name) or (dialect is C and name in C.calls.values()):
        advice = f"take {name}_ instead"
        raise ArgumentError(f"{name} is a function that the code calls", advice=advice)


def _python(signature: Signature, program: Program, name: str) -> str:
    used = sorted(f for f in set(PYTHON.calls.values()) - {"abs"} if _calls(program, f))
    header = [f"from math import {', '.join(used)}", "", ""] if used else []
    return _def(header, signature, program, name)


def _numpy(signature: Signature, program: Program, name: str) -> str:
    header = ["import numpy as np"]
    if _calls(program, "special"):
        header.append("from scipy import special")
    return _def([*header, "", ""], signature, program, name)


def _jax(signature: Signature, program: Program, name: str) -> str:
    header = ["import jax.numpy as jnp"]
    if _calls(program, "special"):
        header.append("from jax.scipy import special")
    return _def([*header, "", ""], signature, program, name)


def _def(header: list[str], signature: Signature, program: Program, name: str) -> str:
    """A function as Python writes it."""
    return "\n".join(
        [
            *header,
            f"def {name}({_arguments(signature)}):",
            f'{_INDENT}"""{_about(signature)}"""',
            *_body(signature, program, "({},) = {}"),
            "",
        ]
    )


def _body(signature: Signature, program: Program, unpacking: str) -> list[str]:
    """The lines of a function, vectors taken apart first."""
    unpacked = [
        unpacking.format(", ".join(signature.names[s] for s in a.symbols), a.name)
        for a in signature.inputs
        if a.vector
    ]
    lines = [*unpacked, *program.lines, f"return {_results(signature, program, '[', ']')}"]
    return [_INDENT + line for line in lines]


def _julia(signature: Signature, program: Program, name: str) -> str:
    special = any(_calls(program, f) for f in ("erf", "erfc", "gamma", "loggamma"))
    return "\n".join(
        [
            *(["using SpecialFunctions", ""] if special else []),
            f'"{_about(signature)}"',
            f"function {name}({_arguments(signature)})",
            *_body(signature, program, "{} = {}"),
            "end",
            "",
        ]
    )


def _c(signature: Signature, program: Program, name: str) -> str:
    single = signature.single and signature.outputs[0][0] == ()
    arguments = [
        f"const double *{a.name}" if a.vector else f"double {a.name}" for a in signature.inputs
    ]
    body = [
        f"const double {signature.names[s]} = {a.name}[{k}];"
        for a in signature.inputs
        if a.vector
        for k, s in enumerate(a.symbols)
    ]
    body += program.lines
    if single:
        body.append(f"return {program.results[0]};")
    else:
        arguments.append("double *out")
        body += [f"out[{k}] = {result};" for k, result in enumerate(program.results)]
    about = _about(signature).replace("*/", "* /")
    return "\n".join(
        [
            "#include <math.h>",
            "",
            f"/* {about} */",
            f"{'double' if single else 'void'} {name}({', '.join(arguments) or 'void'})",
            "{",
            *[_INDENT + line for line in body],
            "}",
            "",
        ]
    )


def _latex(signature: Signature) -> str:
    parts, results = shared_parts(signature.roots)
    lines = [f"{_subscripted(name)} &= {latex(e)}" for name, e in parts]
    lines += [f"{_result_name(i, len(results))} &= {latex(e)}" for i, e in enumerate(results, 1)]
    inner = " \\\\\n".join(f"  {line}" for line in lines)
    return f"\\begin{{aligned}}\n{inner}\n\\end{{aligned}}\n"


def _subscripted(name: str) -> str:
    return f"{name[0]}_{{{name[1:]}}}"


def _result_name(i: int, count: int) -> str:
    return "y" if count == 1 else f"y_{{{i}}}"


def _results(signature: Signature, program: Program, opening: str, closing: str) -> str:
    texts = signature.assembled(
        program.results, lambda values: f"{opening}{', '.join(values)}{closing}"
    )
    if isinstance(texts, str):
        return texts
    return ", ".join(texts) if len(texts) != 1 else f"({texts[0]},)"


def _arguments(signature: Signature) -> str:
    return ", ".join(a.name for a in signature.inputs)


def _calls(program: Program, name: str) -> bool:
    return any(
        text.startswith((f"{name}(", f"{name}."))
        or any(f"{before}{name}{after}" in text for before in " (*/-+" for after in "(.")
        for text in (*program.lines, *program.results)
    )


def _about(signature: Signature) -> str:
    """Which formulas these are, as one line that can stand in any comment or string."""
    texts = []
    for e in signature.roots[:4]:
        try:
            texts.append(infix(e, limits=_LONGEST_FORMULA))
        except LimitExceeded:
            texts.append("...")
    more = len(signature.roots) - len(texts)
    about = ", ".join(texts) + (f", and {more} more" if more > 0 else "")
    changed = [
        f"{s.name} is written {name}" for s, name in signature.names.items() if s.name != name
    ]
    about = "; ".join([about, *changed])
    return "".join(c if c.isprintable() and c not in '"\\$' else "?" for c in about)


if TYPE_CHECKING:
    Write = Callable[[Signature, Program, str], str]

LANGUAGES: dict[str, tuple[Dialect, Write]] = {
    "python": (PYTHON, _python),
    "numpy": (NUMPY, _numpy),
    "c": (C, _c),
    "jax": (JAX, _jax),
    "julia": (JULIA, _julia),
    "latex": (PYTHON, _python),
}
