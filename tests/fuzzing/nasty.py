"""The nasty list: what strangers send, each with a name; the benchmark puts it to the peers too."""

from __future__ import annotations

import json

DEEP, TOWER = 100_000, 10_000


def _rows(*rows: list[object]) -> str:
    return json.dumps({"symdiff": 1, "rows": [*rows]})


TEXT: dict[str, str] = {
    "a call of os": "__import__('os').getcwd()",
    "os by way of a class": "().__class__.__base__.__subclasses__()",
    "exec of a text": "exec('import os')",
    "a lambda": "(lambda: x)()",
    "9**9**9**9": "9**9**9**9",
    "9^9^9": "9^9^9",
    "2^(2^100)": "2^(2^100)",
    "(x+1)^(10^10)": "(x+1)^(10^10)",
    "x^(10^10) - 1 over x - 1": "(x^(10^10)-1)/(x-1)",
    "factorial(10^6)": "factorial(10^6)",
    "factorial(factorial(factorial(9)))": "factorial(factorial(factorial(9)))",
    "170!!!!": "170!!!!",
    "(((170!)!)!)!": "(((170!)!)!)!",
    "100,000 brackets": "(" * DEEP + "x" + ")" * DEEP,
    "100,000 unary minuses": "-" * DEEP + "x",
    "100,000 open brackets": "(" * DEEP,
    "10,000 nested sines": "sin(" * TOWER + "x" + ")" * TOWER,
    "10 MB of digits": "7" * 10_000_000,
    "a name of 1 MB": "q" * 1_000_000,
    "1e999999999": "1e999999999*x",
    "powers 10,000 deep": "^".join(["x"] * TOWER),
    "2^2^2^... 10,000 deep": "^".join(["2"] * TOWER),
    "a product of 10,000 sums": "*".join(f"(x+{i})" for i in range(TOWER)),
    "a sum of 10,000 products": "+".join(f"{i}*x^{i}" for i in range(TOWER)),
    "10,000 factors (x+y)": "*".join(["(x+y)"] * TOWER),
    "Cyrillic х": "\u0445^2 + x",
    "Greek ο and Latin o": "\u03bf + o",
    "full-width ｘ＋１": "\uff58\uff0b\uff11",
    "Arabic digits": "x^\u0663",
    "a zero-width space": "x\u200b + y",
    "a right-to-left mark": "x \u202e+ y\u202c*2",
    "NUL": "x\0 + 1",
    "a lone surrogate": "x + \ud800",
    "a combining accent": "x\u0301 + 1",
    "nan": "nan",
    "inf - inf": "inf - inf",
    "Infinity*0": "Infinity*0",
    "1/0": "1/0",
    "∞": "∞",
    "nothing": "",
    "triple quotes": "'''\"\"\"\\",
}  # fmt: skip

ORDER = {"x^x^x^... differentiated ten times": ("^".join(["x"] * 8), 10)}

LATEX: dict[str, str] = {
    "\\input of a file": r"\input{/etc/passwd}",
    "\\write18": r"\write18{ls}",
    "\\def that grows": r"\def\a{\a\a}\a",
    "\\frac 10,000 deep": r"\frac{1}{" * TOWER + "x" + "}" * TOWER,
    "\\frac\\frac\\frac": r"\frac" * TOWER + "x",
    "100,000 braces": "{" * DEEP + "x" + "}" * DEEP,
    "\\sqrt 10,000 deep": r"\sqrt{" * TOWER + "x" + "}" * TOWER,
    "x^{x^{x^{...}}} 10,000 deep": "x^{" * TOWER + "x" + "}" * TOWER,
    "\\left without \\right": r"\left(" * TOWER,
    "9^{9^{9^9}}": "9^{9^{9^9}}",
    "1 MB of backslashes": "\\" * 1_000_000,
    "a lone dollar": "$",
}  # fmt: skip

JSON: dict[str, str] = {
    "100,000 brackets": "[" * DEEP,
    "objects 100,000 deep": '{"a":' * DEEP + "1" + "}" * DEEP,
    "a row that asks for itself": _rows(["sin", 0]),
    "a row from the future": _rows(["$", "x"], ["sin", 5], ["cos", 1]),
    "200,000 rows": _rows(["$", "x"], *(["sin", i] for i in range(200_000))),
    "x doubled 60 times": _rows(["$", "x"], *(["mul", i, i] for i in range(60))),
    "a number of 10 MB": '{"symdiff": 1, "rows": [["#", "' + "7" * 10_000_000 + '"]]}',
    "1e999999999": _rows(["#", "1e999999999"]),
    "a name that is code": _rows(["$", "__import__('os').getcwd()"]),
    "a function that is code": _rows(["$", "x"], ["__import__('os').system", 0]),
    "NaN": '{"symdiff": NaN, "rows": [["#", NaN]]}',
    "a lone surrogate": '{"symdiff": 1, "rows": [["$", "\\ud800"]]}',
    "a pickle": "cos\nsystem\n(S'ls'\ntR.",
    "NUL": "\0",
}  # fmt: skip
