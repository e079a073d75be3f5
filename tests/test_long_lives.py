"""Long lives: threads that share expressions, processes that exchange them, tables that stay flat."""

from __future__ import annotations

import multiprocessing
import random
import threading
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import pytest

import symdiff
from symdiff.expressions import Expr, LimitExceeded, SymdiffError, apply, interning
from tests.threads import together

FORMULAS = [
    *("x*x + x - 2", "sin(x^2)*exp(-x)", "(x + 1)^3/(x^2 - 1)", "ln(x)/x", "x^x", "sqrt(x^2 + y^2)", "f(x*y) + f'(x)", "max(x, y, 3)"),
    *("where(x > 0, sqrt(x), 0)", "sin(x)^2 + cos(x)^2", "(x+y)^5 - (x-y)^5", "atan((x - a)/(x + a))", "gamma(x)*x!", "besselj(2, x)"),
    *("1/(1 + exp(-a*(x - c)))", "abs(x)*sign(x)", "tan(x)/(1 + tan(x))", "x/x", "2^(1/2)*8^(1/3)*x", "exp(x)/(1 + exp(x))"),
]  # fmt: skip


def answers(e: Expr) -> list[Any]:
    """All that is asked about one formula."""
    derivative = symdiff.derivation(e, "x")
    return [
        derivative.raw, derivative.result, derivative.conditions, [step.rule for step in derivative.steps],
        symdiff.simplify(e, form="canonical"), symdiff.simplify(e, form="expanded", domain="complex"),
        symdiff.grad(e, "x y"), str(e), symdiff.latex(e), symdiff.tree(e), symdiff.to_json(e), symdiff.code(e) if "f(" not in str(e) and "besselj" not in str(e) and "D(f" not in str(e) else None,
        _value(e),
    ]  # fmt: skip


def _value(e: Expr) -> Any:
    try:
        return symdiff.evaluate(e, "x=2, y=3, a=1/2, c=1", 20)
    except SymdiffError as error:
        return str(error)


def test_eight_threads_on_shared_expressions_say_what_one_says(monkeypatch: pytest.MonkeyPatch) -> None:
    shared = [symdiff.parse(f, functions="f") for f in FORMULAS]
    alone = [answers(e) for e in shared]
    monkeypatch.setattr(interning, "_SWEEP_AT_LEAST", 3_000)
    monkeypatch.setattr(interning, "_until_sweep", 3_000)

    def work(i: int) -> list[list[Any]]:
        order = list(range(len(shared)))
        random.Random(i).shuffle(order)
        found: dict[int, list[Any]] = {k: answers(shared[k]) for k in order}
        return [found[k] for k in range(len(shared))]

    for found in together(work):
        assert found == alone
        for mine, theirs in zip(found, alone, strict=True):
            assert mine[1] is theirs[1]


def test_threads_that_sweep_never_lose_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of operations become empty and are dropped while others begin to use them."""
    monkeypatch.setattr(interning, "_SWEEP_AT_LEAST", 50)
    monkeypatch.setattr(interning, "_until_sweep", 50)
    x = symdiff.Symbol("x")

    def work(_: int) -> list[Expr]:
        kept = []
        for k in range(3_000):
            e = apply(f"comes_and_goes_{k % 40}", (x, symdiff.Number(str(k))))
            assert apply(e.op, e.args) is e
            if k % 50 == 0:
                kept.append(e)
        return kept

    first, *others = together(work)
    for other in others:
        assert all(a is b for a, b in zip(first, other, strict=True))


def test_a_million_names_would_leave_nothing() -> None:
    interning.sweep()
    before = len(interning.buckets)
    for i in range(5_000):
        symdiff.parse(f"unheard_{i}(x) + unheard_{i}'(x)", functions=[f"unheard_{i}"])
    interning.sweep()
    assert len(interning.buckets) <= before + 20
    again = symdiff.parse("unheard_7(x)", functions="unheard_7")
    assert apply("unheard_7", again.args) is again  # type: ignore[attr-defined]


def test_contexts_of_many_precisions_are_not_kept() -> None:
    multiprecision = pytest.importorskip("symdiff.evaluation.multiprecision")
    for digits in range(10, 80):
        found = symdiff.evaluate("sqrt(x)", "x=2", digits)
    assert len(multiprecision._presenting) <= multiprecision._KEPT
    assert str(found).startswith("1.414213562373095048801688724209698078569671875376948073176679737990732478462")


def differentiated(e: Expr) -> Expr:
    return symdiff.diff(e, "x")


def too_much(e: Expr) -> Expr:
    return symdiff.diff(e, "x", form="canonical", limits=symdiff.Limits(steps=1))


@pytest.mark.parametrize("method", [m for m in ("fork", "spawn") if m in multiprocessing.get_all_start_methods()])
def test_processes_exchange_expressions_and_errors(method: str) -> None:
    shared = [symdiff.parse(f, functions="f") for f in FORMULAS]
    with ProcessPoolExecutor(2, multiprocessing.get_context(method)) as pool:
        found = list(pool.map(differentiated, shared, chunksize=5))
        with pytest.raises(LimitExceeded) as caught:
            pool.submit(too_much, symdiff.parse("(x+1)^3*(x+2)^4*sin(x)^2*" * 40 + "1")).result()
    for e, derivative in zip(shared, found, strict=True):
        assert derivative is symdiff.diff(e, "x")
    assert caught.value.limit == "steps"
    assert caught.value.value == 1


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no fork")
def test_a_child_of_a_busy_process_works() -> None:
    """Threads that fill and sweep the tables while the process forks."""
    stop = threading.Event()

    def busy(i: int) -> None:
        k = 0
        while not stop.is_set():
            symdiff.parse(f"b_{i}_{k}*x + busy_{k}(x)", functions=[f"busy_{k}"])
            k += 1
            if k % 200 == 0:
                interning.sweep()

    threads = [threading.Thread(target=busy, args=(i,)) for i in range(3)]
    for t in threads:
        t.start()
    try:
        context = multiprocessing.get_context("fork")
        for _ in range(5):
            receiver, sender = context.Pipe(False)
            child = context.Process(target=_in_child, args=(sender,))
            child.start()
            assert receiver.poll(60)
            assert receiver.recv() == "2*x + 1"
            child.join(60)
            assert child.exitcode == 0
    finally:
        stop.set()
        for t in threads:
            t.join()


def _in_child(sender: Any) -> None:
    for i in range(300):
        symdiff.parse(f"c_{i}*x + child_{i}(x)", functions=[f"child_{i}"])
    interning.sweep()
    sender.send(str(symdiff.diff("x*x + x - 2")))
