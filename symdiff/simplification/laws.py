"""The laws of arithmetic, stated as rules and carried out by the normal form's code.

A step that the code makes is told by the names of the laws that it needs (``needed``, ``named``). A
test holds the code to each line: simplifying the left side and the right side gives the same.
"""

from __future__ import annotations

LAWS = """
    sum with zero:          u + 0       -> u
    difference with zero:   u - 0       -> u
    zero minus:             0 - u       -> -u
    double minus:           -(-u)       -> u
    like terms:             a*u + b*u   -> (a + b)*u
    terms that cancel:      u - u       -> 0
    product with one:       1 * u       -> u
    product with zero:      0 * u       -> 0
    minus a sum:            -(u + v)    -> -u - v
    sign of a product:      (-u) * v    -> -(u*v)
    like factors:           u^n * u^m   -> u^(n + m)       provided u != 0
    numbers in a product:   a * (b*u)   -> (a*b) * u
    quotient by one:        u / 1       -> u
    product with a quotient: u * (v/w)  -> u*v / w         provided w != 0
    quotient of a quotient: (u/v) / w   -> u / (v*w)       provided v != 0 and w != 0
    quotient of quotients:  u / (v/w)   -> u*w / v         provided v != 0 and w != 0
    factors that cancel:    u*v / v     -> u               provided v != 0
    first power:            u^1         -> u
    zeroth power:           u^0         -> 1
    power of one:           1^u         -> 1
    power of a power:       (u^n)^m     -> u^(n*m)         provided u != 0
    power of a product:     (u*v)^n     -> u^n * v^n       provided u != 0 and v != 0
    power of a quotient:    (u/v)^n     -> u^n / v^n       provided u != 0 and v != 0
    negative power:         u^(-n)      -> 1 / u^n         provided u != 0
    square root:            u^(1/2)     -> sqrt(u)
    power of e:             E^u         -> exp(u)
    root of a square:       (u^2)^(1/2) -> abs(u)          when u is real
    multiplied out:         (u + v)*w   -> u*w + v*w
    common factor:          u*w + v*w   -> (u + v)*w
    order:                  u + v       -> v + u
    order of factors:       u * v       -> v * u
"""

# Candidate forms, each of a whole sum or product at once.
CANDIDATES = """
    one fraction:           u/v + w/z   -> (u*z + w*v)/(v*z)   provided v != 0 and z != 0
    conjugates:             (u - v)*(u + v) -> u^2 - v^2
    regrouped:              (u + v)*w + z -> u*w + (v*w + z)
    terms apart:            (u*w + v)/w -> u + v/w
    sine over its argument: sinc(u)     -> sin(u)/u            provided u != 0
"""

# Steps that no line says: arithmetic with the numbers that stand there; a sum written as a product
# of sums; and, where no law was found, that the two formulas are one.
WITHOUT_LINE = ("numbers", "factored", "rewritten")
