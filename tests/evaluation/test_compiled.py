"""Compiled functions: every backend gives the numbers that evaluation gives, for any arguments."""

from __future__ import annotations

import ctypes
import math
import pickle
import random
import shutil
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symdiff
from symdiff import SymdiffError, code, function, grad, hessian, jacobian, parse, symbols
from symdiff.catalogue import CATALOGUE, Function
from symdiff.evaluation.lowering import Lowering
from symdiff.evaluation.native import compiler
from symdiff.evaluation.signature import code_names
from symdiff.expressions import ArgumentError, MissingExtra, Symbol
from tests.simplification.formulas import formulas

pytestmark = pytest.mark.filterwarnings("error")
x, y = symbols("x y")
HAS_C = any(shutil.which(name) for name in ("cc", "gcc", "clang"))
BACKENDS = ["python", "numpy", pytest.param("c", marks=pytest.mark.skipif(not HAS_C, reason="no C compiler"))]
EVERY = ["python", "numpy", *(["c"] if HAS_C else [])]


@pytest.fixture(autouse=True, scope="module")
def cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SYMDIFF_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def true(e, at):
    try:
        value = symdiff.evaluate(e, at, 20)
    except SymdiffError:
        return None
    return float(value) if abs(value) < 1e300 else None


def agrees(found: float, expected: float, scale: float = 1.0) -> bool:
    return math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9 * scale)


@settings(max_examples=150)
@given(formulas, st.sampled_from([(0.3, 0.7), (-1.25, 2.0), (2.5, -0.4), (1.0, 1.0)]))
def test_python_computes_what_evaluation_does(e, point):
    at = dict(zip("xy", point, strict=True))
    expected = true(e, at)
    if expected is not None and abs(expected) < 1e12:
        f = function("x, y", e, backend="python", stable=False)
        try:
            plain = float(symdiff.evaluate(e, at))
        except SymdiffError:
            return
        if agrees(plain, expected):  # else floats do not suffice
            assert agrees(f(*point), expected), f.source


def test_all_backends_agree_on_many_formulas_at_once():
    dice = random.Random(7)
    found = [parse(t) for t in FORMULAS]
    f = {b: function("x, y", found, backend=b) for b in EVERY}
    points = [(dice.uniform(0.1, 3), dice.uniform(0.1, 3)) for _ in range(50)]
    xs, ys = (np.array(c) for c in zip(*points, strict=True))
    arrays = {b: f[b](xs, ys) for b in EVERY if b != "python"}
    for k, (a, b) in enumerate(points):
        plain = f["python"](a, b)
        for i, e in enumerate(found):
            expected = true(e, {"x": a, "y": b})
            if expected is None:
                continue
            assert agrees(plain[i], expected), e
            for values in arrays.values():
                assert agrees(values[i][k], expected), e


FORMULAS = """
x*y + 2;x^3 - y^5;x^(1/2) + y^(-3/2);x^y;2^x;E^x;sin(x)*cos(y)*tan(x/4);exp(-x^2)/sqrt(2*pi);ln(x)/ln(y+1);x/(y+1)
sinh(x) + cosh(y) - tanh(x*y);sech(x) + csch(y) + coth(x);sec(x/3) + csc(y/3) + cot(x/3);asin(x/4) + acos(y/4) + atan(x)
asinh(x) + acosh(y + 1) + atanh(x/4);min(x, y) + max(x, y, 1);abs(x - y)*sign(y - x);floor(3*x) + ceil(y);heaviside(x - 1)
where(x > y, x, y^2);where(x > 1 and not y > 1 or x == y, 1, 2);relu(x - 1) + softplus(y) + sigmoid(x) + logit(x/4)
sinc(x);log2(x) + log10(y) + log(x, 3);log1p(x) + expm1(y);hypot(x, y) + cbrt(x) + atan2(x, y);root(x, 5);erf(x) + erfc(y)
exp(x)/(1 + exp(x));ln(exp(x) + exp(y) + exp(x*y));1 - cos(x);1 - tanh(y)^2;x*ln(x) + y*log(y);x^32 - y^33;x^0 + 0*y;gamma(x)
""".replace("\n", ";").strip(";").split(";")


@pytest.mark.parametrize("backend", BACKENDS)
def test_results_have_the_structure_of_the_outputs(backend):
    one = function("x, y", "x*y", backend=backend)
    assert one(2.0, 3.0) == 6
    assert isinstance(one(2, 3), float)
    f = function("x, y", ["x*y", ["x", "y", "x + y"], jacobian(["x*y", "x"], "x, y")], backend=backend)
    value, vector, matrix = f(2.0, 3.0)
    assert value == 6
    assert list(vector) == [2, 3, 5]
    assert [list(row) for row in matrix] == [[3, 2], [1, 0]]
    assert function("x", ["x"], backend=backend)(1.0) == (1,)
    assert function("x", "3", backend=backend)(1.0) == 3


@pytest.mark.parametrize("backend", BACKENDS)
def test_vectors_as_arguments(backend):
    xs = symbols("x0 x1 x2")
    f = function([xs, "t"], ["x0*x1 + x2*t", [*xs]], backend=backend)
    assert f([1.0, 2.0, 3.0], 2.0)[0] == 8
    assert list(f(np.array([1.0, 2.0, 3.0]), 2)[1]) == [1, 2, 3]
    with pytest.raises(ArgumentError, match=r"the argument x holds 3 numbers \(x0 to x2\), not 2"):
        f([1.0, 2.0], 2.0)
    with pytest.raises(ArgumentError, match="not one number"):
        f(1.0, 2.0)


@pytest.mark.parametrize("backend", BACKENDS[1:])
def test_arrays_are_broadcast(backend):
    f = function("x, y", ["x*y", ["x", "y"]], backend=backend)
    value, both = f(np.arange(6.0).reshape(2, 3), np.array([1.0, 10.0, 100.0]))
    assert value.tolist() == [[0, 10, 200], [3, 40, 500]]
    assert both.shape == (2, 2, 3)
    assert f(np.arange(4.0), 2.0)[0].tolist() == [0, 2, 4, 6]
    assert f(np.empty((0,)), 1.0)[0].shape == (0,)
    assert f([1, 2], [3, 4])[0].tolist() == [3, 8]
    assert f(np.arange(8.0)[::2], np.float32(0.5))[0].tolist() == [0, 1, 2, 3]
    g = function([symbols("a b"), "t"], ["a*t + b"], backend=backend)
    assert g(np.array([[1.0, 2.0], [3.0, 4.0]]), 10.0)[0].tolist() == [13, 24]
    assert g(np.array([1.0, 3.0]), np.array([10.0, 20.0]))[0].tolist() == [13, 23]
    with pytest.raises(ArgumentError, match=r"the shapes of the arguments do not fit: x \(2,\), y \(3,\)"):
        f(np.zeros(2), np.zeros(3))


@pytest.mark.parametrize("backend", BACKENDS[1:])
def test_blocks_of_any_length(backend):
    f = function("x, y", ["exp(x)*sin(y) + x/y", "where(x > y, x, y)"], backend=backend)
    for n in (1, 1023, 1024, 1025, 40_001):
        a, b = np.linspace(0.1, 2, n), np.linspace(3, 0.5, n)
        value, larger = f(a, b)
        assert np.allclose(value, np.exp(a) * np.sin(b) + a / b, rtol=1e-14)
        assert (larger == np.where(a > b, a, b)).all()


@pytest.mark.parametrize("backend", BACKENDS)
def test_arithmetic_is_that_of_ieee(backend):
    f = function("x, y", ["x/y", "ln(x)", "exp(x)", "sqrt(x)", "x^y", "sinh(x)", "asin(x)", "tan(x)"], backend=backend)
    inf, nan = math.inf, math.nan
    for point, expected in [
        ((1.0, 0.0), (inf, 0, math.e, 1, 1)),
        ((-1.0, 0.0), (-inf, nan, math.exp(-1), nan, 1)),
        ((0.0, 0.0), (nan, -inf, 1, 0, 1)),
        ((1000.0, 300.0), (1000 / 300, math.log(1000), inf, math.sqrt(1000), inf, inf, nan)),
        ((-1000.0, 0.5), (-2000, nan, 0, nan, nan, -inf, nan)),
        ((inf, 1.0), (inf, inf, inf, inf, inf, inf, nan, nan)),
    ]:
        for a, b in zip(f(*point), expected, strict=False):
            assert a == pytest.approx(b, nan_ok=True)
        if backend != "python":
            for a, b in zip(f(*[np.full(9, p) for p in point]), expected, strict=False):
                assert list(a) == pytest.approx([b] * 9, nan_ok=True)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_branch_that_is_not_taken_does_no_harm(backend):
    f = function("x", ["where(x > 0, sqrt(x), 0)", *grad("where(x > 0, sqrt(x), 0)", "x")], backend=backend)
    assert f(-1.0) == (0, 0)
    assert f(0.0) == (0, 0)
    assert f(4.0) == (2, 0.25)


@pytest.mark.parametrize("backend", BACKENDS)
def test_arguments_by_name_and_wrong_numbers_of_them(backend):
    f = function("x, y", "x - y", backend=backend)
    assert f(y=1.0, x=3.0) == 2
    assert f(3.0, y=1.0) == 2
    for wrong, message in [
        (lambda: f(1.0), r"the function takes 2 arguments \(x, y\), not 1"),
        (lambda: f(1.0, 2.0, 3.0), "not 3"),
        (lambda: f(1.0, x=2.0), "the argument x is given twice"),
        (lambda: f(1.0, z=2.0), "no argument is named z"),
        (lambda: f(x=1.0), "not 1"),
        (lambda: f("a", 1.0), "the argument x is str, not a number"),
        (lambda: f(1.0, None) if backend == "python" else f("a", 1.0), "not a number"),
    ]:
        with pytest.raises(ArgumentError, match=message):
            wrong()


@pytest.mark.parametrize("backend", BACKENDS)
def test_functions_are_pickled(backend):
    f = function([symbols("a b"), "x"], ["a*x + b", ["a"]], backend=backend)
    again = pickle.loads(pickle.dumps(f))
    assert again([2.0, 3.0], 4.0)[0] == 11
    assert repr(again) == f"<function of vector0, x: 2 operations, {backend}>"
    assert "a*x + b" in again.__doc__


@pytest.mark.parametrize("backend", BACKENDS)
def test_names_that_a_language_keeps_for_itself(backend):
    names = "lambda class double return exp v1 np out i n f special inf".split()
    symbols_ = [Symbol(name) for name in names]
    total = symbols_[0]
    for s in symbols_[1:]:
        total = total + s * s
    f = function(symbols_, [total, *grad(total, symbols_)], backend=backend)
    assert f(*[2.0] * len(names))[0] == 2 + 4 * (len(names) - 1)
    with pytest.raises(ArgumentError):  # no such name ever gets into code
        Symbol('x"""\n__import__("os")')


@pytest.mark.skipif(not HAS_C, reason="no C compiler")
def test_no_name_in_code_is_a_macro_or_a_word_of_c(tmp_path):
    headers = "#include <math.h>\n#include <stdlib.h>\n"
    listed = subprocess.run([compiler(), "-dM", "-E", "-"], input=headers, capture_output=True, text=True, check=True)
    macros = {line.split()[1].partition("(")[0] for line in listed.stdout.splitlines()}
    assert {"NAN", "INFINITY", "M_PI"} <= macros
    names = sorted(name for name in macros if name[0] != "_") + ["typeof", "asm", "nullptr", "X_1", "M", "AB"]
    symbols_ = [Symbol(name) for name in names]
    written = code_names(symbols_)
    assert not macros & set(written.values())
    assert [written[s] for s in symbols_[-3:]] == names[-3:]
    total = sum(symbols_[1:], symbols_[0])
    (tmp_path / "f.c").write_text(code(total, symbols_, "c"))
    for standard in ("gnu99", "gnu11", "gnu17"):
        subprocess.run([compiler(), "-Wall", f"-std={standard}", "-c", "f.c"], cwd=tmp_path, check=True)
    assert function(symbols_, total, "c")(*[1.0] * len(names)) == len(names)


@pytest.mark.skipif(not HAS_C, reason="no C compiler")
def test_macros_are_no_names_of_functions():
    for name in ("NAN", "M_PI", "isnan"):
        with pytest.raises(ArgumentError, match="is a macro of C"):
            code("x", to="c", name=name)
        assert name in code("x", to="python", name=name)


@pytest.mark.skipif(not HAS_C, reason="no C compiler")
@pytest.mark.parametrize("longest", [3, 400])
def test_the_own_names_of_c_collide_with_none_of_a_variable(longest, monkeypatch):
    monkeypatch.setattr("symdiff.evaluation.c_source._LONGEST", longest)
    names = "x in_x v part0 part1 free malloc v1 out_x INFINITY NAN".split()
    text = " + ".join(f"sin({name})" for name in names)
    f = function(names, text, "c", variables=",".join(names))
    expected = len(names) * math.sin(0.3)
    assert f(*[0.3] * len(names)) == pytest.approx(expected, rel=1e-13)
    assert f(np.array([0.3, 0.3]), *[0.3] * (len(names) - 1)) == pytest.approx([expected] * 2, rel=1e-13)


def test_code_names_differ():
    found = code_names([Symbol(n) for n in ("lambda", "lambda_", "x", "X", "α", "s5")])
    assert len(set(found.values())) == 6


def test_work_is_shared_and_dead_code_left_out():
    f = function("x, y", ["exp(x*y)^2 + x^3", "exp(x*y)*x^4"], backend="python")
    assert f.source.count("exp(") == 1
    assert "pow" not in f.source
    assert function("x, y", "x", backend="python").source == "def f(x, y):\n    return [x]\n"


def test_constants_are_folded():
    assert "2.5066282746310002" in function("x", "x/sqrt(2*pi)", backend="python").source
    f = function("x", "x + 1/0", backend="python")
    assert f(1.0) == math.inf
    assert function("x", "x*ln(-1)", backend="python")(1.0) != function("x", "x*ln(-1)", backend="python")(1.0)


def test_long_and_deep_formulas():
    e = x
    for _ in range(3_000):
        e = symdiff.Apply("sin", (e + y,))
    f = function("x, y", [e, *grad(e, "x, y")], backend="python")
    g = function("x, y", [e, *grad(e, "x, y")], backend="numpy")
    assert np.allclose(f(0.3, 0.4), [v[0] for v in g(np.array([0.3]), np.array([0.4]))])


@pytest.mark.parametrize(("ask", "message"), [
    (lambda: function("x", "x*y"), "the outputs contain y, which no input names"),
    (lambda: function("x, x", "x"), "the input x is named twice"),
    (lambda: function("x", "x", backend="fortran"), "no backend 'fortran'"),
    (lambda: function([3], "x"), "3 is not a variable"),
    (lambda: function("x", [["x"], ["x", "x"]]), ""),
    (lambda: function("x", [[["x"], ["x", "x"]]]), "different lengths"),
    (lambda: function("x", parse("f(x)", functions="f"), backend="python"), "no Python code for the function f"),
    (lambda: function("x", "besselj(2, x)", backend="c"), "no C code for the function besselj"),
    (lambda: code("x", to="cobol"), "no language 'cobol'"),
    (lambda: code("x", name="a b"), "is not a name for a function"),
    (lambda: code("x", name="class"), "class is a word of Python"),
    (lambda: code("x", to="jax", name="lambda"), "lambda is a word of JAX"),
    (lambda: code("x", to="c", name="double"), "double is a word of C"),
    (lambda: code("x", to="julia", name="end"), "end is a word of Julia"),
    (lambda: code("exp(x)", name="exp"), "exp is a function that the code calls"),
    (lambda: code("exp(x)", to="numpy", name="np"), "np is a function that the code calls"),
    (lambda: code("x", to="c", name="exp"), "exp is a function that the code calls"),
])  # fmt: skip
def test_what_does_not_fit_is_refused(ask, message):
    if not message:
        ask()
        return
    with pytest.raises(ArgumentError, match=message):
        ask()


def test_numbers_too_large_for_floats():
    for backend in EVERY:
        with pytest.raises(ArgumentError, match="too large for a float"):
            function("x", "x + 10^20*x*1e400", backend=backend)
    assert function("x", "x*(1e400/1e399)", backend="python")(1.0) == 10


def test_special_functions_of_scipy():
    pytest.importorskip("scipy")
    f = function("x", "besselj(2, x)*loggamma(x)", backend="numpy")
    assert f(np.array([1.5]))[0] == pytest.approx(float(symdiff.evaluate("besselj(2, x)*loggamma(x)", {"x": 1.5})))
    assert f(1.5) == pytest.approx(float(f(np.array([1.5]))[0]))


def test_missing_compilers_are_told(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CC", raising=False)
    with pytest.raises(MissingExtra, match="E-COMPILER: the backend c needs a C compiler"):
        compiler()


def test_missing_numpy_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(MissingExtra, match="need NumPy"):
        function("x", "x", backend="numpy")
    assert function("x", "x", backend="python")(1.0) == 1


@pytest.mark.skipif(not HAS_C, reason="no C compiler")
def test_compiled_code_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("SYMDIFF_CACHE", str(tmp_path))
    function("x", "x*2 + 1", backend="c")
    kept = list(tmp_path.iterdir())
    assert len(kept) == 1
    before = kept[0].stat().st_mtime_ns
    function("x", "x*2 + 1", backend="c")
    assert [p.stat().st_mtime_ns for p in tmp_path.iterdir()] == [before]


def test_lowering_shares_powers():
    (a, b) = Lowering({"mul", "sqrt"}.__contains__).lowered([x**2, x**3])
    assert b is (x * x) * x
    assert a is x * x


# Readable code.


@pytest.mark.parametrize("to", ["python", "numpy"])
def test_emitted_python_runs(to):
    text = code(["x*y^2*exp(x)", ["sin(x)", "erf(y)"]], name="cost", to=to)
    names: dict[str, object] = {}
    exec(text, names)
    value, (s, e) = names["cost"](0.5, 2.0)  # type: ignore[operator]
    assert value == pytest.approx(2 * math.exp(0.5))
    assert (s, e) == (pytest.approx(math.sin(0.5)), pytest.approx(math.erf(2)))
    assert 'x*y**2*exp(x)' in text


def test_emitted_code_of_every_language():
    assert code("x*exp(x)", to="c") == (
        "#include <math.h>\n\n/* x*exp(x) */\ndouble f(double x)\n{\n    return x*exp(x);\n}\n"
    )
    assert "void f(double x, double *out)" in code(["x", "x^2"], to="c")
    assert code("x*exp(x)", to="julia") == '"x*exp(x)"\nfunction f(x)\n    return x*exp(x)\nend\n'
    assert "((x > 0.0) ? log(x) : 0.0)" in code("where(x > 0, log(x), 0)", to="julia")
    assert "jnp.exp(x)" in code("x*exp(x)", to="jax")
    assert "from jax.scipy import special" in code("erf(x)", to="jax")
    assert "v_{1} &= " in code("exp(x)/(1 + exp(x))", to="latex")
    assert "lambda is written lambda_" in code("lambda^2")
    assert "and 3 more" in code([f"x^{n}" for n in range(2, 9)])


def test_sources_of_gradients():
    def cost(w, b):
        return (w * 2 + b) ** 2

    text = symdiff.grad_source(cost)
    assert text.startswith("def cost_grad(w, b):")
    names: dict[str, object] = {}
    exec(text, names)
    assert names["cost_grad"](1.0, 2.0) == (16.0, [16.0, 8.0])  # type: ignore[operator]
    assert "double *out" in symdiff.grad_source("x*y", to="c")


def test_hessians_as_outputs():
    f = function("x, y", ["x^2*y", hessian("x^2*y", "x, y")], backend="python")
    assert f(3.0, 2.0) == (18, [[4, 6], [6, 0]])


def test_python_functions_as_outputs():
    f = function(None, lambda a, b: [a * b, a + b], backend="python")
    assert f(2.0, 3.0) == [6, 5]


@pytest.mark.parametrize("record", [f for f in CATALOGUE if f.arity and f.name not in ("and", "or", "not", "where")], ids=lambda f: f.name)
@pytest.mark.parametrize("backend", EVERY)
def test_every_function_that_a_backend_has_is_right(record, backend):
    letters = symbols("u v w p q r")[: record.arity]
    point = [
        float(s[len(s) // 2]) if isinstance(s, range) else round(s[0] + 0.61 * (s[1] - s[0]), 3) for s in record.sample
    ]
    e = symdiff.Apply(record.name, letters)
    try:
        expected = float(symdiff.evaluate(e, dict(zip((s.name for s in letters), point, strict=True)), 20))
        f = function(list(letters), [e], backend=backend, stable=False)
    except (SymdiffError, TypeError):
        return  # no real value there, or no code
    found = f(*point) if backend == "python" else f(*[np.array([p, p]) for p in point])[0]
    assert np.allclose(found, expected, rtol=1e-9), (record.name, found, expected)


@pytest.mark.skipif(not HAS_C, reason="no C compiler")
def test_emitted_c_compiles_and_runs(tmp_path):
    text = code(["x*exp(y) + erf(x)", grad("x*exp(y) + erf(x)", "x, y")], "x, y", "c", name="cost")
    (tmp_path / "cost.c").write_text(text)
    library = tmp_path / "cost.so"
    subprocess.run(
        [compiler(), "-Wall", "-Werror", "-fPIC", "-shared", tmp_path / "cost.c", "-o", library, "-lm"], check=True
    )
    out = (ctypes.c_double * 3)()
    cost = ctypes.CDLL(str(library)).cost
    cost.argtypes = [ctypes.c_double, ctypes.c_double, ctypes.c_void_p]
    cost(0.5, 2.0, out)
    expected = [0.5 * math.exp(2) + math.erf(0.5), math.exp(2) + 2 / math.sqrt(math.pi) * math.exp(-0.25), 0.5 * math.exp(2)]
    assert list(out) == pytest.approx(expected, rel=1e-14)


@pytest.mark.skipif(not HAS_C, reason="no C compiler")
def test_long_programs_are_cut_into_parts():
    names = [f"x{i}" for i in range(200)]
    text = " + ".join(f"100*({b} - {a}**2)**2*exp({a}*{b}) + (1 - {a})**2" for a, b in pairwise(names))
    f = {b: function([symbols(" ".join(names)), "t"], [f"t*({text})", grad(f"t*({text})", names)], b) for b in ("python", "c")}
    x = np.linspace(-0.9, 0.8, 200)
    assert "noinline" in f["c"].source
    value, slopes = f["python"](x, 2.0)
    found, found_slopes = f["c"](x, 2.0)
    assert found == pytest.approx(value, rel=1e-12)
    assert np.allclose(found_slopes, slopes, rtol=1e-12)
    several, _ = f["c"](np.stack([x, x + 0.1], axis=1), np.array([2.0, 3.0]))
    assert several == pytest.approx([value, f["python"](x + 0.1, 3.0)[0]], rel=1e-12)


@pytest.mark.skipif(not HAS_C, reason="no C compiler")
def test_what_is_no_library_is_compiled_again(tmp_path, monkeypatch):
    monkeypatch.setenv("SYMDIFF_CACHE", str(tmp_path))
    function("x", "x*7 + 1", backend="c")
    (kept,) = tmp_path.iterdir()
    kept.unlink()  # not overwritten: it is in use
    kept.write_bytes(b"nonsense")
    assert function("x", "x*7 + 1", backend="c")(1.0) == 8
    monkeypatch.setenv("SYMDIFF_CACHE", str(kept / "below"))
    with pytest.raises(ArgumentError, match="cannot be kept"):
        function("x", "x*8 + 1", backend="c")


@pytest.mark.parametrize("backend", EVERY)
def test_functions_of_ones_own(backend):
    mine = CATALOGUE.extended([
        Function("twice", definition="2*u", derivative="twice(u)' = 2 * u'"),
        Function("four", definition="twice(twice(u))", derivative="four(u)' = 4 * u'"),
        Function("sin", definition="u + 1", derivative="sin(u)' = u'"),
    ])  # fmt: skip
    e = parse("four(x) + sin(x)", catalogue=mine)
    assert function("x", [e, *grad(e, "x", catalogue=mine)], backend=backend, catalogue=mine)(3.0) == (16, 5)


def test_complex_numbers_are_no_arguments():
    with pytest.raises(ArgumentError, match="the argument x is ndarray"):
        function("x", "x*2")(np.array([1j]))
    with pytest.raises(ArgumentError, match="the argument x is complex"):
        function("x", "x*2")(1j)


@pytest.mark.parametrize("backend", ["python", "numpy"])
def test_whole_numbers_are_floats(backend):
    for value in function("x", ["floor(x)", "ceil(x)"], backend)(2.5):
        assert isinstance(value, float)
    assert function("x", "floor(x)", backend)(math.inf) == math.inf


@pytest.mark.parametrize("backend", ["python", "numpy"])
def test_arguments_are_named_as_in_the_formula(backend):
    compiled = function("f, x", "f - x", backend)
    assert compiled(x=1.0, f=3.0) == compiled(x=1.0, f_=3.0) == 2
    with pytest.raises(ArgumentError, match="given twice"):
        compiled(3.0, f=3.0)


@pytest.mark.parametrize("text", ["x*exp(-x)", "x + y", "y*sin(x)^2 + 1"])
def test_one_function_for_numbers_and_arrays_of_any_shape(text):
    np = pytest.importorskip("numpy")
    f, by_math = function("x, y", text), function("x, y", text, "python")
    for x, y in [(0.5, 2.0), (np.float64(0.5), 2), (np.array(0.5), 2.0)]:
        assert f(x, y) == pytest.approx(by_math(0.5, 2.0))
        assert isinstance(f(x, y), float)
    for shape in [(1,), (7,), (2, 3), (0,), (2, 0, 3), (3000,), (40_000,)]:
        x, y = np.full(shape, 0.5), np.full(shape, 2.0)
        assert f(x, y).shape == shape
        assert np.allclose(f(x, y), by_math(0.5, 2.0), rtol=1e-14)
        assert np.allclose(f(x[::-1], y), by_math(0.5, 2.0))
        assert f(x, 2.0).shape == f(0.5, y).shape == shape
    assert f(np.full((2, 1), 0.5), np.full(3, 2.0)).shape == (2, 3)


@pytest.mark.parametrize("backend", ["numpy", "c"])
def test_a_mask_is_not_lost_in_silence(backend):
    np = pytest.importorskip("numpy")
    try:
        f = function("x", "x^2", backend)
    except MissingExtra:
        pytest.skip("no C compiler")
    masked = np.ma.array([1.0, 2.0], mask=[True, False])
    with pytest.raises(ArgumentError, match="mask"):
        f(masked)
    with pytest.raises(ArgumentError, match="mask"):
        function([["x", "y"]], "x*y", backend)(masked)


@pytest.mark.parametrize("backend", BACKENDS)
def test_nan_goes_through_the_smaller_and_the_larger(backend):
    f = function("x, y", ["min(x, y)", "max(x, y)", "relu(x)"], backend)
    assert all(map(math.isnan, f(math.nan, 1.0)))
    assert list(map(math.isnan, f(1.0, math.nan))) == [True, True, False]
    assert f(-2.0, 1.0) == (-2, 1, 0)
    if backend != "python":
        smaller, larger, relu = f(np.array([math.nan, 1.0, -2.0]), np.array([1.0, math.nan, 1.0]))
        assert list(map(math.isnan, smaller)) == list(map(math.isnan, larger)) == [True, True, False]
        assert list(map(math.isnan, relu)) == [True, False, False]


@pytest.mark.parametrize("backend", BACKENDS)
def test_whole_numbers_beyond_all_floats_are_infinite(backend):
    assert function("x", "x", backend)(10**400) == math.inf
    assert list(function([["x", "y"]], ["x", "y"], backend)([-(10**400), 2])) == [-math.inf, 2]
    with pytest.raises(ArgumentError, match="not a number"):
        function("x", "x", backend)(None)


@pytest.mark.skipif(not HAS_C, reason="no C compiler")
def test_products_of_numbers_too_large_for_a_float_are_left_to_the_code():
    deep = x
    for _ in range(1100):
        deep = deep * deep + 1
    assert list(function([x], grad(deep), "c")(0.5)) == [math.inf]


@pytest.mark.skipif(not HAS_C, reason="no C compiler")
def test_the_larger_and_the_smaller_are_no_branches_of_a_loop(tmp_path, monkeypatch):
    monkeypatch.setenv("SYMDIFF_CACHE", str(tmp_path))
    f = function("x, y", "exp(max(x, y)) + min(x, y)", "c")
    f(np.ones(3), np.ones(3))
    assert "?" not in f.source.partition("void f")[2]
    for special in (math.inf, -math.inf, 0.0, -2.0):
        found = f(np.array([special, 1.0]), np.array([1.0, special]))
        assert np.array_equal(found, np.exp(np.maximum(special, [1.0, 1.0])) + min(special, 1.0))


def test_an_accuracy_of_no_points_says_so():
    found = symdiff.check_accuracy("log(x)", (-2, -1), points=5)
    assert found.points == 0 and "no value at any point" in str(found)
