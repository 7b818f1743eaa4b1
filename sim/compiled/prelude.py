"""What translated steps need of :mod:`sim.arrays` and :mod:`sim.streams`, for single numbers; copied into made.py."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.compiled.compiler import as_bits, as_float, compile_function, compile_month, compile_step, on_stack
from sim.compiled.record import NUMBERS

U = np.uint64
"""Rows are counted without a sign: a signed index could count from the end, which costs every loop a check."""
GOLDEN, FIRST, SECOND = U(0x9E3779B97F4A7C15), U(0xBF58476D1CE4E5B9), U(0x94D049BB133111EB)
S7, S11, S27, S30, S31 = U(7), U(11), U(27), U(30), U(31)
LOG2E, LN2_HIGH, LN2_LOW = 1.4426950408889634, 0.693147180369123816490, 1.90821492927058770002e-10
SHIFT = 6755399441055744.0
E2, E3, E4, E5, E6, E7, E8, E9, E10, E11, E12, E13 = (1.0 / math.factorial(k) for k in range(2, 14))
L1, L2, L3, L4 = 0.6666666666666735130, 0.3999999999940941908, 0.2857142874366239149, 0.2222219843214978396
L5, L6, L7 = 0.1818357216161805012, 0.1531383769920937332, 0.1479819860511658591
floor, sqrt = math.floor, math.sqrt


@compile_function
def where(condition: Any, a: Any, b: Any) -> Any:
    return a if condition else b


@compile_function
def maximum(a: Any, b: Any) -> Any:
    return a if a >= b else b


@compile_function
def minimum(a: Any, b: Any) -> Any:
    return a if a <= b else b


@compile_function
def number(flag: Any) -> Any:
    return 1.0 if flag else 0.0


@compile_function
def share(x: Any) -> Any:
    return minimum(maximum(x, 0.0), 1.0)


@compile_function
def between(x: Any, low: Any, high: Any) -> Any:
    return minimum(maximum(x, low), high)


@compile_function
def ratio(part: Any, whole: Any, empty: Any) -> Any:
    return part / whole if whole > 0.0 else empty


@compile_function
def rint(x: Any) -> Any:
    return np.rint(x)


@compile_function
def exp(x: Any) -> Any:
    x = minimum(maximum(x, -708.0), 709.0)
    turns = x * LOG2E + SHIFT
    whole = turns - SHIFT
    r = (x - whole * LN2_HIGH) - whole * LN2_LOW
    r2 = r * r
    r4 = r2 * r2
    low = (E2 + r * E3) + r2 * (E4 + r * E5)
    middle = (E6 + r * E7) + r2 * (E8 + r * E9)
    high = (E10 + r * E11) + r2 * (E12 + r * E13)
    part = 1.0 + (r + r2 * (low + r4 * (middle + r4 * high)))
    return as_float(as_bits(part) + (as_bits(turns) << 52))


@compile_function
def log(x: Any) -> Any:
    bits = as_bits(x)
    mantissa = as_float((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000)
    large = mantissa > 1.4142135623730951
    mantissa = mantissa * 0.5 if large else mantissa
    whole = ((bits >> 52) - 1023) * 1.0 + (1.0 if large else 0.0)
    f = mantissa - 1.0
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    rest = z * (L1 + w * (L3 + w * (L5 + w * L7))) + w * (L2 + w * (L4 + w * L6))
    half = 0.5 * f * f
    return whole * LN2_HIGH - ((half - (s * (half + rest) + whole * LN2_LOW)) - f)


@compile_function
def logistic(x: Any) -> Any:
    return 1.0 / (1.0 + exp(-x))


@compile_function
def logit(p: Any) -> Any:
    return log(p) - log(1.0 - p)


@compile_function
def power(x: Any, exponent: Any) -> Any:
    return exp(exponent * log(maximum(x, 1e-12)))


@compile_function
def mix(z: Any) -> Any:
    z = (z ^ (z >> S30)) * FIRST
    z = (z ^ (z >> S27)) * SECOND
    return z ^ (z >> S31)


@compile_function
def key_at(base: Any, when: Any) -> Any:
    return mix(base ^ mix(U(when) * GOLDEN))


@compile_function
def draw(key: Any, row: Any) -> Any:
    return (mix(mix(U(row) * GOLDEN + key) ^ (key >> S7)) >> S11) * 2.0**-53
