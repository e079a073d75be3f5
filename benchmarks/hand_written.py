"""The same functions as a careful person writes them: in NumPy, and in C for the same compiler."""

from __future__ import annotations

from collections.abc import Callable
from math import pi, sqrt
from typing import Any

import numpy as np


def black_scholes_numpy(S: Any, K: Any, r: Any, s: Any, T: Any) -> list[Any]:  # noqa: N803
    """The price of a call, and its derivatives by the five inputs, in closed form."""
    from scipy.special import ndtr

    root = np.sqrt(T)
    deviation = s * root
    d1 = (np.log(S / K) + (r + s * s / 2) * T) / deviation
    d2 = d1 - deviation
    n1, n2 = ndtr(d1), ndtr(d2)
    density = np.exp(-d1 * d1 / 2) / sqrt(2 * pi)
    discount = np.exp(-r * T)
    present = K * discount
    return [
        S * n1 - present * n2,
        n1,
        -discount * n2,
        present * T * n2,
        S * density * root,
        S * density * s / (2 * root) + r * present * n2,
    ]


def mixture_numpy(x: Any, w1: Any, m1: Any, s1: Any, w2: Any, m2: Any, s2: Any, w3: Any, m3: Any, s3: Any) -> list[Any]:
    """The log-likelihood of a mixture, and its derivatives by responsibilities; safe far outside."""
    parts = []
    for w, m, s in ((w1, m1, s1), (w2, m2, s2), (w3, m3, s3)):
        z = (x - m) / s
        parts.append((w, s, z, -0.5 * z * z))
    top = np.maximum(np.maximum(parts[0][3], parts[1][3]), parts[2][3])
    powers = [np.exp(e - top) / (s * sqrt(2 * pi)) for _, s, _, e in parts]
    total = sum(w * p for (w, *_), p in zip(parts, powers, strict=True))
    found = [top + np.log(total)]
    for (w, s, z, _), p in zip(parts, powers, strict=True):
        ratio = p / total
        scaled = w * ratio / s
        found += [ratio, scaled * z, scaled * (z * z - 1)]
    return found


def rosenbrock_numpy(x: Any) -> tuple[float, Any]:
    """The chained Rosenbrock function and its gradient."""
    t = x[1:] - x[:-1] ** 2
    u = 1 - x[:-1]
    slope = np.zeros_like(x)
    slope[:-1] = -400 * t * x[:-1] - 2 * u
    slope[1:] += 200 * t
    return float(100 * (t @ t) + u @ u), slope


_VECTORS = """#include <math.h>
#if defined(__x86_64__) && defined(__GLIBC__) && !defined(__clang__)
#if __GLIBC_PREREQ(2, 35)
__attribute__((simd("notinbranch"))) double erf(double);
__attribute__((simd("notinbranch"))) double exp(double);
__attribute__((simd("notinbranch"))) double log(double);
#endif
#endif
"""

_BLACK_SCHOLES = _VECTORS + """
void f(const double *restrict S_, const double *restrict K_, const double *restrict r_,
       const double *restrict s_, const double *restrict T_, double *restrict out, long n)
{
    #pragma omp simd
    for (long i = 0; i < n; i++) {
        const double S = S_[i], K = K_[i], r = r_[i], s = s_[i], T = T_[i];
        const double root = sqrt(T), deviation = s*root;
        const double d1 = (log(S/K) + (r + 0.5*s*s)*T)/deviation, d2 = d1 - deviation;
        const double n1 = 0.5*(1.0 + erf(d1*M_SQRT1_2)), n2 = 0.5*(1.0 + erf(d2*M_SQRT1_2));
        const double density = exp(-0.5*d1*d1)*0.3989422804014327;
        const double discount = exp(-r*T), present = K*discount;
        out[i] = S*n1 - present*n2;
        out[n + i] = n1;
        out[2*n + i] = -discount*n2;
        out[3*n + i] = present*T*n2;
        out[4*n + i] = S*density*root;
        out[5*n + i] = S*density*s/(2.0*root) + r*present*n2;
    }
}
"""

_MIXTURE = _VECTORS + """
void f(const double *restrict x_, double w1, double m1, double s1, double w2, double m2, double s2,
       double w3, double m3, double s3, double *restrict out, long n)
{
    const double c = 0.3989422804014327;
    #pragma omp simd
    for (long i = 0; i < n; i++) {
        const double x = x_[i];
        const double z1 = (x - m1)/s1, z2 = (x - m2)/s2, z3 = (x - m3)/s3;
        const double e1 = -0.5*z1*z1, e2 = -0.5*z2*z2, e3 = -0.5*z3*z3;
        const double top = e1 > e2 ? (e1 > e3 ? e1 : e3) : (e2 > e3 ? e2 : e3);
        const double p1 = exp(e1 - top)*(c/s1), p2 = exp(e2 - top)*(c/s2), p3 = exp(e3 - top)*(c/s3);
        const double total = w1*p1 + w2*p2 + w3*p3, over = 1.0/total;
        const double r1 = p1*over, r2 = p2*over, r3 = p3*over;
        const double q1 = w1*r1/s1, q2 = w2*r2/s2, q3 = w3*r3/s3;
        out[i] = top + log(total);
        out[n + i] = r1;     out[2*n + i] = q1*z1; out[3*n + i] = q1*(z1*z1 - 1.0);
        out[4*n + i] = r2;   out[5*n + i] = q2*z2; out[6*n + i] = q2*(z2*z2 - 1.0);
        out[7*n + i] = r3;   out[8*n + i] = q3*z3; out[9*n + i] = q3*(z3*z3 - 1.0);
    }
}
"""


def black_scholes_c() -> Callable[..., Any]:
    """The same in C, one loop."""
    return _called(_BLACK_SCHOLES, 6)


def mixture_c() -> Callable[..., Any]:
    """The same in C, one loop."""
    return _called(_MIXTURE, 10)


def _called(source: str, outputs: int) -> Callable[..., Any]:
    """Hand-written C, compiled with the flags that symdiff uses and called in the same way."""
    from symdiff.evaluation.native import built

    function = built(source)

    def call(*args: Any) -> Any:
        given = [a if isinstance(a, float) else a.__array_interface__["data"][0] for a in args]
        size = next(len(a) for a in args if not isinstance(a, float))
        out = np.empty((outputs, size))
        function(*given, out.__array_interface__["data"][0], size)
        return out

    return call
