"""The house rules, read off the source: which room may know which, and what never stands in it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import symdiff

PACKAGE = Path(__file__).parent.parent / "symdiff"
SOURCES = {path.relative_to(PACKAGE): path.read_text("utf-8") for path in PACKAGE.rglob("*.py")}
TREES = {path: ast.parse(text) for path, text in SOURCES.items()}

# A room may import from itself and from the rooms named here.
BELOW: dict[str, set[str]] = {
    "loading": set(),
    "expressions": {"loading"},
    "catalogue": {"expressions", "loading"},
    "notation": {"expressions", "catalogue", "loading"},
    "rewriting": {"expressions", "catalogue", "notation", "loading"},
}
BELOW["calculus"] = BELOW["simplification"] = BELOW["evaluation"] = {*BELOW["rewriting"], "rewriting"}
BELOW["derivations"] = {*BELOW["calculus"], "calculus", "simplification", "evaluation"}
BELOW["corners"] = BELOW["tables"] = BELOW["derivations"]
BELOW["checking"] = {*BELOW["derivations"], "derivations"}
BELOW["teaching"] = {*BELOW["checking"], "checking"}
BELOW["formulas"] = BELOW["teaching"]
BELOW["functions"] = BELOW["derivations"]
BELOW["tracing"] = {*BELOW["functions"], "functions"}
BELOW["asked"] = {*BELOW["tracing"], "tracing"}
BELOW["gradients"] = {*BELOW["asked"], "asked"}
BELOW["compiling"] = {*BELOW["gradients"], "gradients"}
BELOW["cli"] = {*BELOW["teaching"], "teaching", "symdiff", "asked"}
BELOW["batch"] = {*BELOW["cli"], "cli"}
BELOW["symdiff"] = {"expressions", "loading"}  # the front door loads the rest by name

# Making a matcher of a rule line is recursive: such a line is written by hand, a few nodes deep.
OVER_RULE_LINES = {Path("simplification/patterns.py")}

OPTIONAL = {
    "cairosvg", "flint", "gmpy2", "mpmath", "numpy", "scipy", "sympy", "IPython",
    "pyarrow", "rich",
}
SLOW_TO_LOAD = {
    "argparse", "collections", "dataclasses", "decimal", "enum", "fractions", "functools",
    "inspect", "json", "re", "typing",
}  # fmt: skip


def room(path: Path) -> str:
    """The room of a source file; the front door and ``python -m`` count as rooms of their own."""
    if len(path.parts) > 1:
        return path.parts[0]
    return {"__init__": "symdiff", "__main__": "cli"}.get(path.stem, path.stem)


def imported(path: Path, node: ast.Import | ast.ImportFrom) -> list[str]:
    """Full names of the modules that one import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not node.level:
        return [node.module or ""]
    here = ("symdiff", *path.parts)[: -node.level]
    base = ".".join([*here, *([node.module] if node.module else [])])
    return [f"{base}.{a.name}" for a in node.names] if not node.module else [base]


def only_for_types(tree: ast.Module) -> set[ast.AST]:
    """What stands under ``if TYPE_CHECKING``."""
    return {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
        for statement in node.body
        for inner in ast.walk(statement)
    }


def imports(path: Path) -> list[tuple[ast.Import | ast.ImportFrom, list[str]]]:
    return [
        (node, imported(path, node))
        for node in ast.walk(TREES[path])
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]


@pytest.mark.parametrize("path", sorted(TREES), ids=str)
def test_imports_point_down(path: Path) -> None:
    here = room(path)
    typing_only = only_for_types(TREES[path])
    for node, names in imports(path):
        for name in names:
            parts = name.split(".")
            if parts[0] != "symdiff" or (here == "symdiff" and node in typing_only):
                continue
            there = parts[1] if len(parts) > 1 else "symdiff"
            assert there == here or there in BELOW[here], f"{path}:{node.lineno} imports {name}"


@pytest.mark.parametrize("path", sorted(TREES), ids=str)
def test_only_optional_packages_are_imported_inside_functions(path: Path) -> None:
    for function in ast.walk(TREES[path]):
        if not isinstance(function, (ast.FunctionDef, ast.Lambda, ast.AsyncFunctionDef)):
            continue
        for node in ast.walk(function):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                for name in imported(path, node):
                    top = name.split(".")[0]
                    assert top in OPTIONAL, f"{path}:{node.lineno} imports {name} in a function"


@pytest.mark.parametrize("path", sorted(TREES), ids=str)
def test_only_optional_packages_come_from_outside(path: Path) -> None:
    allowed = set(sys.stdlib_module_names) | OPTIONAL | {"symdiff"}
    inside = {
        node
        for function in ast.walk(TREES[path])
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
    }
    for node, names in imports(path):
        for name in names:
            top = name.split(".")[0]
            assert top in allowed, f"{path}:{node.lineno} imports {name}"
            if node not in inside and node not in only_for_types(TREES[path]):
                assert top not in OPTIONAL, f"{path}:{node.lineno} imports {name} at once"


# What runs text, or makes objects of foreign bytes; and the places that may, each with its reason.
RUNS = {"eval", "exec", "compile", "__import__", "execfile", "breakpoint"}
MAY_RUN = {
    ("evaluation/generated.py", "compile"): "numeric code made of tables and checked names",
    ("evaluation/generated.py", "exec"): "the same code, without builtins",
    ("loading.py", "__import__"): "modules that are named in the source",
}
REVIVES = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "yaml", "importlib", "runpy", "code", "codeop"}
MAY_LOAD = {
    ("evaluation/floats.py", "importlib.util"): "asks whether mpmath is installed",
    ("evaluation/native.py", "subprocess"): "the C compiler, given a list of words",
}
# Names of attributes and modules that are no words of the source at this place: they come from our own tables.
MAY_LOOK_UP = {
    "__init__.py": "the table of public names",
    "calculus/__init__.py": "its table of names",
    "catalogue/records.py": "the fields of a record",
    "cli/help.py": "the names of the limits",
    "checking/from_sympy.py": "a record's name for SymPy",
    "checking/to_sympy.py": "a record's name for SymPy",
    "cli/__init__.py": "one of two modules",
    "evaluation/arithmetic.py": "the table of methods",
    "evaluation/blocks.py": "a record's name for NumPy and SciPy",
    "evaluation/compiled.py": "the table of backends",
    "evaluation/dialects.py": "the fields of a record",
    "evaluation/floats.py": "a record's name for math and SciPy",
    "evaluation/multiprecision.py": "a record's name for mpmath",
    "evaluation/scalar.py": "the table of calls",
    "expressions/codes.py": "the names of the limits",
    "expressions/limits.py": "the names of the limits",
    "functions.py": "the names of the catalogue",
    "notation/__init__.py": "its table of names",
    "tables.py": "the fields of a record",
    "teaching/__init__.py": "its table of names",
    "teaching/explanation.py": "one of a few modules",
}


def calls(path: Path) -> list[tuple[ast.Call, str, str]]:
    """Each call of a source: of what object, and which function."""
    found = []
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.append((node, "", node.func.id))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            on = node.func.value
            found.append((node, on.id if isinstance(on, ast.Name) else "", node.func.attr))
    return found


@pytest.mark.parametrize("path", sorted(TREES), ids=str)
def test_nothing_runs_text(path: Path) -> None:
    for node, on, name in calls(path):
        where = f"{path}:{node.lineno} {on}.{name}"
        if on in ("", "builtins") and name in RUNS:
            assert (path.as_posix(), name) in MAY_RUN, where
        if on == "os":
            assert not name.startswith(("system", "popen", "exec", "spawn", "posix_spawn", "startfile")), where
        assert "shell" not in [k.arg for k in node.keywords], where


@pytest.mark.parametrize("path", sorted(TREES), ids=str)
def test_nothing_is_revived_from_foreign_bytes(path: Path) -> None:
    loaded = [(node, name) for node, names in imports(path) for name in names]
    for node, _, name in calls(path):
        if name == "load" and node.args and isinstance(node.args[0], ast.Constant):
            loaded.append((node, node.args[0].value))
    for node, name in loaded:
        top = name.split(".")[0]
        if top in REVIVES | {"subprocess", "socket"}:
            assert (path.as_posix(), name) in MAY_LOAD, f"{path}:{node.lineno} loads {name}"


@pytest.mark.parametrize("path", sorted(TREES), ids=str)
def test_names_that_are_looked_up_come_from_tables(path: Path) -> None:
    for node, _, name in calls(path):
        computed = (name == "getattr" and not isinstance(node.args[1], ast.Constant)) or (
            name == "load" and not isinstance(node.args[0], ast.Constant)
        )
        if computed or name in ("attrgetter", "methodcaller"):
            assert path.as_posix() in MAY_LOOK_UP, f"{path}:{node.lineno}"


def test_what_may_is_there() -> None:
    """No leave without somebody who takes it."""
    there = {path.as_posix(): {name for _, _, name in calls(path)} for path in TREES}
    assert all(name in there[path] for path, name in MAY_RUN)
    assert all("load" in there[path] for path, _ in MAY_LOAD)
    assert all(there[path] & {"getattr", "load"} for path in MAY_LOOK_UP)


@pytest.mark.parametrize("path", sorted(TREES), ids=str)
def test_no_function_calls_itself(path: Path) -> None:
    """Depth is never the reader's problem: walks use a stack. (Methods of one name on another
    object are no recursion; a nested function may have its maker's name.)"""
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.FunctionDef):
            called = {
                call.func.id
                for call in ast.walk(node)
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
            }
            takes = {a.annotation.id for a in node.args.args if isinstance(a.annotation, ast.Name)}
            if takes & {"Expr", "Apply"} and path not in OVER_RULE_LINES:
                assert node.name not in called, f"{path}:{node.lineno} {node.name} calls itself"
        if isinstance(node, ast.Attribute):
            assert node.attr != "setrecursionlimit", f"{path}:{node.lineno}"


@pytest.mark.parametrize("path", sorted(TREES), ids=str)
def test_functions_are_short(path: Path) -> None:
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.FunctionDef):
            docstring = ast.get_docstring(node, clean=False) or ""
            lines = (node.end_lineno or 0) - node.lineno + 1 - len(docstring.splitlines())
            assert lines <= 45, f"{path}:{node.lineno} {node.name} has {lines} lines"


def test_lines_of_the_catalogue_fit() -> None:
    """They may be wider than ruff allows elsewhere, so that a record's fields stand in rows."""
    for path, text in SOURCES.items():
        if path.parts[0] == "catalogue":
            for number, line in enumerate(text.splitlines(), 1):
                assert len(line) <= 120, f"{path}:{number} has {len(line)} columns"


def test_every_room_says_what_it_is() -> None:
    for path, tree in TREES.items():
        assert ast.get_docstring(tree), f"{path} has no docstring"


def fresh(code: str) -> set[str]:
    """The modules that a new process has loaded after running the code."""
    program = f"{code}\nimport sys\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r})\n{program}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stderr.splitlines())


def test_importing_symdiff_loads_the_standard_library_only() -> None:
    bare = fresh("pass")
    loaded = {name.split(".")[0] for name in fresh("import symdiff") - bare}
    assert "symdiff" in loaded
    assert loaded <= set(sys.stdlib_module_names) | {"symdiff"}


def test_the_quick_path_loads_nothing_slow() -> None:
    bare = fresh("pass")
    quick = fresh("from symdiff.cli import main; main(['x*x + x - 2'])") - bare
    assert not quick & SLOW_TO_LOAD
    assert {name.split(".")[0] for name in quick} <= set(sys.stdlib_module_names) | {"symdiff"}


def test_the_front_door_lists_what_it_opens() -> None:
    """The table of names and the imports that type checkers read are one list."""
    tree = TREES[Path("__init__.py")]
    typed = {
        (alias.asname or alias.name): f"symdiff.{node.module}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node in only_for_types(tree) and node.level
        for alias in node.names
    }
    assert typed == {**symdiff._HOMES}
    assert sorted(symdiff.__all__) == sorted([*typed, "__version__"])
    for name in symdiff.__all__:
        assert getattr(symdiff, name) is not None
    assert set(symdiff.__all__) <= set(dir(symdiff))
