#!/usr/bin/env python3
"""Writes the stored reference points of the accuracy tests (needs mpmath).

    python3 docs/tools/reference_points.py > src/test/resources/dev/activations/accuracy/reference-points.csv

Each line: function, x as a hexadecimal double, f(x), f'(x), both to 60 significant digits. mpmath works with 1200
digits throughout, so that no formula needs rearranging: every function is written as its definition says, and
derivatives are textbook ones. Parameters and x are exact doubles; 0.044715 is the decimal, 2/pi the real number.
"""
import random

from mpmath import erfc, exp, mp, mpf, nstr, pi, sqrt, tanh

mp.dps = 1200


def sigmoid(z):
    return 1 / (1 + exp(-z))


def swish(beta):
    def both(x):
        s = sigmoid(beta * x)
        return x * s, s + beta * x * s * (1 - s)

    return both


def gelu(x):
    phi = erfc(-x / sqrt(mpf(2))) / 2
    return x * phi, phi + x * exp(-x * x / 2) / sqrt(2 * pi)


def gelu_tanh(x):
    c = mpf("0.044715")
    u = sqrt(2 / pi) * (x + c * x**3)
    t = tanh(u)
    return x * (1 + t) / 2, (1 + t) / 2 + x * (1 - t * t) / 2 * sqrt(2 / pi) * (1 + 3 * c * x * x)


FUNCTIONS = {
    "sigmoid": (lambda x: (sigmoid(x), sigmoid(x) * (1 - sigmoid(x))), 745),
    "tanh": (lambda x: (tanh(x), 1 - tanh(x) ** 2), 370),
    "gelu": (gelu, 38.5),
    "gelu_tanh": (gelu_tanh, 22),
    "silu": (swish(mpf(1)), 745),
    "swish(1.5)": (swish(mpf(1.5)), 500),
    "swish(-0.7)": (swish(mpf(-0.7)), 1000),
}
ZEROS = {"gelu": -0.7517915246935645, "gelu_tanh": -0.7524614220710163, "silu": -1.2784645427610737}

random.seed(1)
print("# Made by docs/tools/reference_points.py with mpmath at 1200 digits: function, x, f(x), f'(x)")
for name, (function, reach) in FUNCTIONS.items():
    points = [2.0**-1074, -(2.0**-1022), 2.0**-60, -(2.0**-30), 0.5, -1.0, 1.0, 6.0, -6.0, 20.0]
    points += [random.uniform(-8, 8) for _ in range(10)]
    points += [random.uniform(-reach, reach) for _ in range(5)] + [-reach, reach]
    points += [random.choice((-1, 1)) * 2.0 ** random.uniform(-60, 5) for _ in range(5)]
    if name in ZEROS:
        points.append(ZEROS[name])
    for x in points:
        value, derivative = function(mpf(x))
        numbers = [nstr(y, 60, strip_zeros=False) for y in (value, derivative)]
        print(",".join([name, float(x).hex(), *numbers]))
