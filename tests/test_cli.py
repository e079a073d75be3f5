"""The command line, as a person meets it."""

from __future__ import annotations

import gzip
import io
import json
import re
import shlex
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

import pytest

import symdiff
from symdiff.cli import main
from symdiff.cli.options import OPTIONS, VERBS
from symdiff.expressions.limits import DEFAULT_LIMITS, NAMES

if TYPE_CHECKING:
    from collections.abc import Callable


class Ran(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def run_words(*words: str) -> Ran:
        status = main(list(words))
        out, err = capsys.readouterr()
        return Ran(status, out, err)

    return run_words


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def pipe(text: str) -> None:
        stream = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", stream)

    return pipe


# Differentiating


def test_the_first_example(run):
    assert run("x*x + x - 2") == (0, "2*x + 1\n", "")


def test_several_formulas_answer_in_order(run):
    assert run("x^2", "x^3").out == "2*x\n3*x**2\n"


def test_raw_is_what_the_rules_give(run):
    assert run("x*x + (x - 2)", "--raw").out == "1*x + x*1 + (1 - 0)\n"
    assert run("x*x + (x - 2)", "--form", "raw").out == "1*x + x*1 + (1 - 0)\n"


def test_the_form_that_was_asked_for_is_the_form_of_the_answer(run):
    assert run("(x + 1)^3", "--form", "expanded").out == "3*x**2 + 6*x + 3\n"
    assert run("(x + 1)^3", "--form", "factored").out == "3*(x + 1)**2\n"
    assert run("x*x", "--form", "raw", "--check").out.startswith("1*x + x*1\nPASSED")


def test_higher_orders(run):
    assert run("x^4", "-n", "2").out == "12*x**2\n"


def test_mixed_derivatives(run):
    assert run("x^2*y^3", "-x", "x,y").out == "6*x*y**2\n"
    assert run("x^2*y^3", "-x", "x,x,y", "--raw").status == 0


def test_a_variable_is_named(run):
    assert run("a*t^2", "-x", "t").out == "2*a*t\n"


def test_x_is_taken_among_several_and_said(run):
    assert run("a*x^2") == (0, "2*a*x\n", "with respect to x\n")


def test_several_variables_without_x_are_listed(run):
    ran = run("a*t^2")
    assert ran.status == 2
    assert ran.out == ""
    assert "a" in ran.err and "t" in ran.err and "-x" in ran.err


def test_a_constant_has_derivative_zero(run):
    assert run("5").out == "0\n"


def test_the_only_variable_is_taken(run):
    assert run("t^2") == (0, "2*t\n", "")


def test_the_variable_in_front_is_taken(run):
    assert run("d/dt a*t^2") == (0, "2*a*t\n", "")
    assert run("y = x^2").out == "2*x\n"
    assert run("f(x) = x^2").out == "2*x\n"


def test_conditions_go_to_standard_error(run):
    ran = run("x^2/x")
    assert ran.out == "1\n"
    assert ran.err.startswith("for x ")


def test_e_is_a_constant_unless_it_is_the_variable(run):
    assert run("e^x").out == "exp(x)\n" or run("e^x").out == "E**x\n"
    assert run("e^2", "-x", "e").out == "2*e\n"
    assert run("e*x", "--variables", "e,x").out == "e\n"


def test_unknown_functions_are_declared(run):
    assert "D(f, 1)(x**2)" in run("f(x^2)", "--functions", "f").out


def test_decimal_comma(run):
    assert run("2,5*x", "--decimal-comma").out == "2.5\n"


# Minus signs, dashes and verbs


@pytest.mark.parametrize("word", ["-x^2", "-2*x", "-sin(x)", "--x", "-(x)", "-x*x"])
def test_a_leading_minus_starts_a_formula(run, word):
    assert run(word).status == 0


def test_after_two_dashes_everything_is_a_formula(run):
    assert run("--", "-x").out == "-1\n"


def test_an_option_that_could_be_a_formula_says_how_to_write_it(run):
    ran = run("-x")
    assert ran.status == 2
    assert "symdiff -- -x" in ran.err


def test_a_verb_alone_is_a_symbol(run):
    assert run("tree").out == "1\n"
    assert run("check").out == "1\n"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["x", "--fomat", "latex"], "--format"),
        (["x", "-raw"], "--raw"),
        (["x", "--format", "latx"], "latex"),
        (["tree", "x", "--stile", "ascii"], "--style"),
    ],
)
def test_a_near_miss_is_suggested(run, words, meant):
    ran = run(*words)
    assert ran.status == 2
    assert ran.out == ""
    assert f"did you mean {meant}?" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ["x", "-n"],
        ["x", "-n", "two"],
        ["x", "-n", "-1"],
        ["x", "-n", "0"],
        ["x*y", "-x", "x,y", "-n", "2"],
        ["d/dt t*x", "-x", "x"],
        ["d/dx x^3", "-n", "2"],
        ["x", "--format"],
        ["x", "--raw=yes"],
        ["x", "-x", "x", "-x", "y"],
        ["x", "--at", "y"],
        ["x", "--at", "x="],
        ["x", "--at", "x=oops("],
        ["tree", "x", "--at", "x=2"],
        ["check", "x"],
        ["check", "x", "y", "z"],
        ["completion", "tcsh"],
        ["x", "--let", "--format", "latex"],
        ["x", "--raw", "--form", "textbook"],
    ],
)
def test_wrong_options_are_refused(run, words):
    ran = run(*words)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("E-")


# Bad formulas


@pytest.mark.parametrize(
    "formula", ["", " ", "+", "(x", "x)", "sinn(x)", "2 +", "\x00", "__import__('os')", "x,y", ";"]
)
def test_bad_formulas_are_refused_in_words(run, formula):
    ran = run(formula)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("E-")


def test_a_near_miss_of_a_function_is_suggested(run):
    err = run("sinn(x)").err
    assert "sin" in err.replace("sinn", "")
    assert "--functions sinn" in err


def test_a_bad_formula_does_not_stop_the_rest(run):
    ran = run("x^2", "(x", "x^3")
    assert (ran.status, ran.out) == (2, "2*x\n3*x**2\n")


def test_limits_have_their_own_status(run):
    ran = run("x" + " + x" * 1_000_000)
    assert ran.status == 3
    assert ran.err.startswith("E-LIMIT")
    assert len(ran.err) < 1_000


def test_the_form_of_the_derivative_is_the_one_asked_for(run):
    found = {form: run("(x + 1)^3*x", "--form", form).out for form in ("textbook", "expanded", "canonical", "factored", "collected")}
    assert found["textbook"] == "(4*x + 1)*(x + 1)**2\n"
    assert found["expanded"] == "4*x**3 + 9*x**2 + 6*x + 1\n"
    for form, text in found.items():
        assert text == f"{symdiff.diff('(x + 1)^3*x', form=form)}\n"


def test_limits_are_given_as_an_option(run):
    assert run("x + y", "-x", "x", "--limit", "nodes=100,steps=1000") == (0, "1\n", "")
    for option, value, formula, *more in [
        ("characters", 5, "x + x + x"), ("nodes", 4, "x + y + z", "-x", "x"), ("digits", 4, "12345*x"), ("output", 10, "x^7 + x^6 + x^5"),
        ("steps", 1, "x^x^x^x^x", "-n", "3", "--form", "canonical"),
    ]:  # fmt: skip
        ran = run(formula, *more, "--limit", f"{option}={value}")
        assert ran.status == 3, option
        assert ran.err.startswith(f"E-LIMIT-{option.upper()}"), ran.err
    answer = json.loads(run("x + x + x", "--limit=characters=5", "--json").out)["error"]
    assert (answer["code"], answer["limit"], answer["value"]) == ("E-LIMIT-CHARACTERS", "characters", 5)


@pytest.mark.parametrize(
    "words",
    [["simplify", "x+x+x"], ["tree", "x+x+x"], ["grad", "x+x+x"], ["explain", "x+x+x"], ["check", "x+x+x", "3"], ["hessian", "x+x+x"],
     ["jacobian", "x+x+x"], ["code", "x+x+x"], ["swell", "x+x+x"], ["compare", "x+x+x", "--at", "x=1"], ["--from", "latex", "x+x+x"]],
    ids=lambda words: words[0],
)  # fmt: skip
def test_every_verb_keeps_to_the_limits(run, words):
    status, out, err = run(*words, "--limit", "characters=4")
    assert (status, out) == (3, "")
    assert err.startswith("E-LIMIT-CHARACTERS")


@pytest.mark.parametrize("value", ["speed=3", "steps", "steps=", "steps=-1", "steps=0", "steps=1e9", "=3", "digits=99999", "steps=" + "9" * 30])
def test_what_is_no_limit_is_refused(run, value):
    status, out, err = run("x", "--limit", value)
    assert (status, out) == (2, "")
    assert err.startswith("E-ARGUMENT")


def test_help_shows_the_limits(run):
    assert "--limit steps=N" in run("--help").out
    for name in NAMES:
        assert f"{name} {getattr(DEFAULT_LIMITS, name):,}" in run("--help").out


def test_a_text_that_would_be_too_long_points_to_let(run):
    formula = "sin(" * 3_000 + "x" + ")" * 3_000
    ran = run(formula, "--raw")
    assert (ran.status, ran.out) == (3, "")
    assert "--let" in ran.err and "Limits" not in ran.err
    assert run(formula, "--raw", "--let").status == 0


# Standard input


def test_piped_lines(run, piped):
    piped("x^2\n\nx^3\n")
    assert run() == (0, "2*x\n3*x**2\n", "")


def test_a_dash_stands_for_the_lines(run, piped):
    piped("x^2")
    assert run("x^4", "-", "x^5").out == "4*x**3\n2*x\n5*x**4\n"


def test_a_bad_line_is_named(run, piped):
    piped("x^2\n(x\nx^3\n")
    ran = run("-")
    assert (ran.status, ran.out) == (2, "2*x\n3*x**2\n")
    assert ran.err.startswith("line 2: E-")


def test_lines_that_are_not_text(run, monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(b"x^2\n\xff\xfe\nx^3\n"), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stream)
    ran = run("-")
    assert (ran.status, ran.out) == (2, "2*x\n3*x**2\n")


def test_nothing_at_all_shows_the_usage(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    ran = run()
    assert (ran.status, ran.out) == (2, "")
    assert "symdiff FORMULA..." in ran.err


# Forms of the answer


@pytest.mark.parametrize(
    ("format", "shown"),
    [("infix", "2*x**3"), ("math", "2*x^3"), ("latex", "2 x^{3}")],
)
def test_formats(run, format, shown):
    out = run("x^4/2", "--format", format).out.strip()
    assert out.replace("·", "*").replace("\u2062", "").replace("³", "^3").replace("2x", "2*x") in (
        shown,
        shown.replace(" ", ""),
    )


def test_format_json_is_the_expression(run):
    assert symdiff.from_json(run("x^4/2", "--format", "json").out) is symdiff.parse("2*x**3")


def test_format_tree_draws(run):
    assert run("x^4/2", "--format", "tree").out == run("tree", "2*x^3").out


def test_let_names_shared_parts(run):
    out = run("sin(x^2+1)*cos(x^2+1)", "--raw", "--let").out
    assert "v1 = " in out


def test_json(run):
    ran = run("x*x + (x - 2)", "--json")
    record = json.loads(ran.out)
    assert ran.err == ""
    assert record["formula"] == "x*x + (x - 2)"
    assert record["variable"] == "x"
    assert record["order"] == 1
    assert record["raw"] == "1*x + x*1 + (1 - 0)"
    assert record["result"] == "2*x + 1"
    assert record["latex"] == "2 x + 1"
    assert record["conditions"] == []
    assert record["sizes"]["result"]["tree_nodes"] == 5


def test_json_errors(run, piped):
    piped("x^2\n(x\n")
    ran = run("-", "--json")
    first, second = map(json.loads, ran.out.splitlines())
    assert (ran.status, ran.err) == (2, "")
    assert first["result"] == "2*x"
    assert second["formula"] == "(x"
    assert second["error"]["code"].startswith("E-")
    assert len(second["error"]["span"]) == 2


def test_json_of_every_verb(run):
    assert json.loads(run("tree", "x", "--json").out)["drawing"] == run("tree", "x").out.rstrip("\n")
    assert json.loads(run("simplify", "x + x", "--json").out)["result"] == "2*x"
    checked = json.loads(run("check", "x^2", "x", "--json").out)
    assert checked["answer"] == "no"


# At a point


def test_at_a_point(run):
    lines = run("x^3", "--at", "x=2").out.splitlines()
    assert lines[0] == "3*x**2"
    assert any("8" in line for line in lines)
    assert any("12" in line for line in lines)
    assert any("12*x - 16" in line for line in lines)


def test_a_bare_value_is_for_the_variable(run):
    assert run("t^3", "--at", "2").out == run("t^3", "--at", "t=2").out


def test_values_of_several_variables(run):
    together = run("a*x^2", "--at", "x=2, a=1/3").out
    assert together == run("a*x^2", "--at", "x=2", "--at", "a=1/3").out
    assert "4/3" in together


# The other verbs


def test_tree(run):
    out = run("tree", "x*x + (x - 2)").out
    assert "ADD" in out and "MUL" in out and "SUB" in out


def test_tree_of_the_raw_derivative(run):
    raw = run("tree", "x*x + (x - 2)", "--derivative", "raw").out
    assert raw == run("tree", "1*x + x*1 + (1 - 0)").out


@pytest.mark.parametrize("style", ["ascii", "unicode", "indented"])
def test_styles_differ(run, style):
    drawings = {s: run("tree", "x + 1", "--style", s).out for s in ("ascii", "unicode", "indented")}
    assert len(set(drawings.values())) == 3
    assert drawings["ascii"].isascii()


def test_simplify(run):
    assert run("simplify", "x + x + 1 + 1").out == "2*x + 2\n"
    assert run("simplify", "x/x") == (0, "1\n", "for x != 0\n")


def test_check_says_yes(run):
    ran = run("check", "x^2", "x + x")
    assert ran.status == 0
    assert "PROVED" in ran.out.upper()


def test_check_says_no_with_a_witness(run):
    ran = run("check", "x^2", "3*x")
    assert ran.status == 1
    assert "x = " in ran.out


def test_a_derivative_is_checked_on_request(run):
    ran = run("sin(x)*x", "--check")
    assert ran.status == 0
    assert ran.out.splitlines()[0] == run("sin(x)*x").out.strip()
    assert len(ran.out.splitlines()) > 1


# Help and completion


@pytest.mark.parametrize("verb", VERBS.values(), ids=lambda verb: verb.name)
def test_help_tells_every_option_of_a_verb(run, verb):
    words = ["--help"] if verb.name == "derive" else [verb.name, "--help"]
    ran = run(*words)
    assert (ran.status, ran.err) == (0, "")
    for option in OPTIONS.values():
        assert (f"  {option.name} " in ran.out) == (verb.name in option.verbs)
    assert all(len(line) <= 92 for line in ran.out.splitlines())


def test_short_help(run):
    assert run("-h").out == run("--help").out


def test_version(run):
    assert run("--version").out == f"symdiff {symdiff.__version__}\n"


def test_examples_of_the_help_run(run, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.csv").write_text("formula\nx^2\n")
    (tmp_path / "in.csv.gz").write_bytes(gzip.compress(b"formula,claim\nx^2,2*x\n"))
    (tmp_path / "in.jsonl").write_text('{"f": "t^3"}\n')
    if find_spec("pyarrow"):
        from pyarrow import parquet, table

        parquet.write_table(table({"formula": ["x/x"]}), tmp_path / "in.parquet")
    for verb in VERBS.values():
        for command, _ in verb.examples:
            words = shlex.split(command)
            if "in.parquet" in words and not find_spec("pyarrow"):
                continue
            if words[0] == "symdiff" and "<" not in words:
                assert run(*words[1:]).status == 0, command


def test_an_error_nobody_foresaw_ends_no_batch(run, piped, monkeypatch):
    real = symdiff.derivation

    def failing(f, *args, **options):
        if str(f) == "x**3":
            raise ZeroDivisionError("of our own")
        return real(f, *args, **options)

    monkeypatch.setattr(symdiff, "derivation", failing)
    piped("x^2\nx^3\nx^4\n")
    status, out, err = run("-")
    assert (status, out) == (4, "2*x\n4*x**3\n")
    assert "line 2: E-INTERNAL" in err and "ZeroDivisionError: of our own" in err
    assert "report" in err and "Traceback" not in err
    record = json.loads(run("x^3", "--json").out)
    assert record["error"]["code"] == "E-INTERNAL"


def test_memory_that_ends_is_a_limit(run, monkeypatch):
    def failing(*args, **options):
        raise MemoryError

    monkeypatch.setattr(symdiff, "derivation", failing)
    assert run("x^2")[::2] == (3, "E-LIMIT-MEMORY: there is not enough memory for this formula\n")


@pytest.mark.parametrize(
    ("words", "note"),
    [
        (["y^2", "-x", "x"], "the formula does not hold x"),
        (["y^2*x", "-x", "x,t"], "the formula does not hold t"),
        (["d/dt x^2"], "the formula does not hold t"),
        (["5", "-x", "x"], "the formula does not hold x"),
        (["a/bc", "-x", "a"], "bc is one name; for a product write b*c"),
    ],
)
def test_what_may_have_been_meant_otherwise_is_told(run, words, note):
    found = run(*words)
    assert found.status == 0
    assert note in found.err.splitlines()
    assert note in json.loads(run(*words, "--json").out)["notes"]


@pytest.mark.parametrize("words", [["5"], ["x*speed", "-x", "x"], ["x*mu", "-x", "x"], ["bc", "-x", "bc"]])
def test_nothing_is_told_where_nothing_else_is_meant(run, words):
    assert not run(*words).err


# Advice, and numbers without room in a float


API_WORDS = re.compile(r"Limits\(|symdiff\.\w|=\[|=\{|(?<!--limit )digits=|=True|catalogue=|\w\(\.\.\.,")


@pytest.mark.parametrize(
    "words",
    [
        ["f(x)"], ["foo(x)"], ["sin"], ["x;y"], ["3,5"], ["D(x^2)"], ["d/dx 3 d/dx x"], ["f'(x)"],
        ["f'(x) + (x)'"], ["xe^x"], ["sinx"], ["nan"], ["gamma(1,2,3)"], ["1e99999"],
        ["x^2", "--at", "y=1"], ["x+y", "--at", "x=2"], ["f(x)", "--functions", "f", "--at", "x=2"],
        ["f(x)", "--functions", "sin"], ["x^2", "--at", "2", "--digits", "5000"],
        ["zeta(x)", "--at", "3", "--digits", "500"], ["a*b"], ["x^2", "-n", "100000000"],
        ["x", "--assume", "x+1"], ["x*x" * 2_000_000],
    ],
    ids=lambda words: words[0][:20],
)  # fmt: skip
def test_advice_is_in_words_of_the_command_line(run, words):
    status, out, err = run(*words)
    assert status in (2, 3) and not out
    assert "E-" in err and not API_WORDS.search(err)


def test_the_order_is_bounded(run):
    for words in (["x^2", "-n", "100000000"], ["d^99999/dx^99999 x^2"]):
        status, _, err = run(*words)
        assert status == 3 and "E-LIMIT-ORDER: derivatives are found to the order 10000" in err


def test_what_has_no_room_in_a_float_is_shown(run):
    assert "value       5.075958897549457e-435\n" in run("exp(-x)", "--at", "1000").out
    assert "derivative  1.0" not in run("exp(x)", "--at", "1000").out
    status, out, err = run("x^(10^9)", "--at", "3/7")
    assert (status, "value       5.07464430218427" in out, "tangent" in out) == (0, True, False)
    assert "no tangent line: the number" in err


def test_exact_points_have_exact_values(run):
    assert run("cos(x)", "--at", "x=pi").out.splitlines()[1:] == [
        "value       -1",
        "derivative  0",
        "tangent     y = -1",
    ]
    status, _, err = run("tan(x)", "--at", "x=pi/2")
    assert status == 2 and "no real value at x = pi/2" in err


# Gradients, Jacobians, Hessians and code.


def test_gradients_are_named_and_their_sizes_told(run):
    assert run("grad", "x*x + x*y") == (
        0,
        "df/dx = y + 2*x\ndf/dy = x\n",
        "3 operations, with derivatives 5, 1.7 times as many\n",
    )
    assert run("grad", "x*y", "-x", "y").out == "df/dy = x\n"
    assert run("grad", "x*exp(x)", "--raw").out == "df/dx = exp(x) + exp(x)*x\n"


def test_shared_parts_are_named(run):
    assert run("grad", "x^2*y + exp(x*y)", "-x", "x,y", "--let").out == (
        "v1 = exp(x*y)\ndf/dx = v1*y + 2*x*y\ndf/dy = x*v1 + x**2\n"
    )
    assert run("grad", "x", "--let", "--format", "math").status == 2


def test_matrices_are_rows(run):
    assert run("jacobian", "r*cos(t)", "r*sin(t)", "-x", "r,t").out == "[cos(t), -(sin(t)*r)]\n[sin(t), cos(t)*r]\n"
    assert run("hessian", "x^2*y").out == "[2*y, 2*x]\n[2*x, 0]\n"
    assert run("hessian", "x*y", "--format", "latex").out == "\\begin{pmatrix} 0 & 1 \\\\ 1 & 0 \\end{pmatrix}\n"
    assert run("hessian", "x*y", "--let").out == "d2f/dydx = 1\n"


def test_jacobians_of_lines(run, piped):
    piped("x*y\n\nx + y\n")
    assert run("jacobian", "-", "-x", "x,y").out == "[y, x]\n[1, 1]\n"


def test_code_is_printed(run):
    assert run("code", "x*exp(x)", "--to", "c", "--name", "g").out.splitlines()[3] == "double g(double x)"
    assert "return exp(x), [exp(x)]" not in run("code", "exp(x)", "--grad").out
    assert "return v1, [v1]" in run("code", "exp(x)", "--grad").out
    assert "f(x, y)" in run("code", "x", "y").out


def test_records_of_graphs(run):
    record = json.loads(run("grad", "x*y", "--json").out)
    assert record["result"] == {"df/dx": "y", "df/dy": "x"}
    assert record["sizes"]["together"]["operations"] == 1
    assert json.loads(run("jacobian", "x", "y", "--json").out)["formula"] == "x; y"
    assert json.loads(run("code", "x", "--json").out)["code"].startswith("def f(x)")


@pytest.mark.parametrize(("words", "message"), [
    (["grad", "3 + "], "E-SYNTAX"),
    (["grad", "3"], "the formula has no variables"),
    (["grad", "x > 1"], "a condition has no derivative"),
    (["grad", "d/dx x^2"], "the formula begins with a derivative|E-SYNTAX|asks for a derivative"),
    (["code", "x", "y", "--grad"], "--grad is for one formula"),
    (["code", "x", "--to", "cobol"], "--to is one of"),
    (["code", "besselj(2, x)", "--to", "c"], "no C code for the function besselj"),
])  # fmt: skip
def test_graphs_that_are_refused(run, words, message):
    found = run(*words)
    assert found.status == 2
    assert re.search(message, found.err)


def test_a_picture_that_cannot_be_written_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tree", "x*x", "--save", "/nowhere at all/x.svg"]) == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["simplify", "d/dx x^2"], ["tree", "d/dx x^2"], ["check", "x^2", "d/dx x^2"]])
def test_a_question_is_not_taken_for_its_formula(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "asks for a derivative" in capsys.readouterr().err


# What an answer takes for granted


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sin(asin(x))"], ["for -1 < x < 1"]),
        (["abs(x)"], ["for x != 0", "not differentiable at x = 0"]),
        (["asin(x)"], ["not differentiable at x = -1 and x = 1"]),
        (["1/0"], ["the formula has no real value on any interval"]),
        (["ln(-abs(x))"], ["the formula has no real value on any interval"]),
        (["0^x"], ["for x > 0"]),
        (["x*x + x - 2"], []),
        (["simplify", "1/0"], ["the formula has no real value on any interval"]),
        (["sqrt(x^2)", "--assume", "0 < x < 1"], []),
        (["sqrt(x^2)", "--assume", "x positive", "--assume", "y > 0"], ["y > 0 says nothing: the formula does not hold y"]),
        (["simplify", "cos(n*pi)", "--assume", "n integer", "--assume", "m > 1"], ["m > 1 says nothing: the formula does not hold m"]),
    ],
)
def test_what_is_said_beside_the_answer(words: list[str], said: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    assert capsys.readouterr().err.splitlines() == said


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        (["x == 2"], ["E-ARGUMENT: the assumption x == 2 is not understood", "  x == 2", "  ^^^^^^"]),
        (["x"], ["E-ARGUMENT: x is no assumption", "  x", "  ^"]),
        (["x > 0", "x < 0"], ["E-ARGUMENT: no value is left: x > 0 and x < 0"]),
        (["1 < x < 0"], ["E-ARGUMENT: no value is left: 1 < x < 0", "  1 < x < 0", "  ^^^^^^^^^"]),
        (["x > "], ["E-SYNTAX: the formula ends after >"]),
    ],
)
def test_an_assumption_that_cannot_be_is_shown_with_its_place(facts: list[str], lines: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["abs(x)", *[word for fact in facts for word in ("--assume", fact)]]) == 2
    assert capsys.readouterr().err.splitlines()[: len(lines)] == lines


def test_a_whole_number_stays_whole_with_digits(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x^3", "--at", "x=2", "--digits", "50"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["value       8", "derivative  12", "tangent     y = 12*x - 16"]
    assert main(["x^100", "--at", "x=3", "--digits", "10"]) == 0
    assert "value       5.153775207e+47" in capsys.readouterr().out


def test_json_says_where_nothing_is_differentiable(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["abs(x - 1)", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["conditions"], record["not_differentiable"]) == (["x != 1"], ["x == 1"])


@pytest.mark.parametrize(
    ("formula", "point", "value"),
    [
        ("sin(x)", "1e30", "-0.09011690191213806"),
        ("sqrt(x + 1) - sqrt(x)", "1e16", "5.0e-9"),
        ("(1 - cos(x))/x^2", "1e-9", "0.5"),
        ("x^2", "0.5", "0.25"),
        ("x^2", "1/2", "1/4"),
        ("x^2/3", "0.1", "1/300"),
    ],
)
def test_all_digits_of_a_value_are_right(run, formula, point, value):
    assert run(formula, "--at", point).out.splitlines()[1].split() == ["value", value]


def test_without_mpmath_lost_digits_are_told(run, monkeypatch):
    for room in ("cli.points", "evaluation.value", "evaluation.floats"):
        monkeypatch.setattr(f"symdiff.{room}.mpmath_installed", lambda: False)
    assert "lose digits" in run("sin(x)", "--at", "x=1e30").err
    assert "lose digits" not in run("x^2", "--at", "x=3").err


def test_what_has_no_value_is_told_without_the_zeros_of_the_rules(run):
    ran = run("sqrt(-1)*x")
    assert ran.out == "sqrt(-1)\n"
    assert "no real value" in ran.err
    assert "no real value" in run("(-2)^x").err
    assert run("(x-x)^0").out == "0\n"


@pytest.mark.parametrize(
    ("formula", "point", "told"),
    [
        ("abs(x)", "0", "not differentiable at x = 0\n  the value there is 0\n"),
        ("ln(x)", "-1", "log(x) has no real value at x = -1"),
        ("x*sign(x)", "0", "nothing is said there: the answer holds for x != 0"),
    ],
)
def test_why_there_is_no_derivative_at_a_point(run, formula, point, told):
    ran = run(formula, "--at", point)
    assert ran.status == 2
    assert told in ran.err


def test_a_mixed_derivative_says_its_order(run):
    assert run("x^2*y^3", "-x", "x y").err == "the derivative by x, then by y\n"
