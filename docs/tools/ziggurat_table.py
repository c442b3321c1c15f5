#!/usr/bin/env python3
"""Prints the edges of the 256 layers of dev.activations.internal.random.Normal as Java hex floats.

The unnormalised density is f(x) = exp(-x^2 / 2). Layer 0 is the rectangle [0, r) x [0, f(r)) with the tail beyond r;
layer i >= 1 is the rectangle [0, x[i]) x [f(x[i]), f(x[i+1])). All layers have the same area v. x[1] = r is the
number for which the last layer ends exactly at f(0) = 1; x[0] = v / f(r) is the width that gives layer 0 its area.
Solved in 60 digits, then rounded to double. Marsaglia and Tsang (2000). Needs mpmath.
"""
from mpmath import mp, mpf, exp, sqrt, log, erfc, pi, nstr

mp.dps = 60
LAYERS = 256


def area(r):
    return r * exp(-r * r / 2) + sqrt(pi / 2) * erfc(r / sqrt(mpf(2)))


def edges(r):
    """The edges x[0..255] and the area; None if the layers reach above f(0) = 1 too early."""
    v = area(r)
    x = [v / exp(-r * r / 2), r]
    while len(x) < LAYERS:
        top = v / x[-1] + exp(-x[-1] ** 2 / 2)
        if top >= 1:
            return None
        x.append(sqrt(-2 * log(top)))
    return x, v


def too_small(r):
    solved = edges(r)
    if solved is None:
        return True
    x, v = solved
    return v / x[-1] + exp(-x[-1] ** 2 / 2) > 1


low, high = mpf("3.6"), mpf("3.7")
assert too_small(low) and not too_small(high)
while high - low > mpf(10) ** -50:
    middle = (low + high) / 2
    if too_small(middle):
        low = middle
    else:
        high = middle
x, v = edges(high)
print(f"  // r = {nstr(high, 20)}, area of a layer v = {nstr(v, 20)}")
accepted = sum(x[i + 1] / x[i] for i in range(LAYERS - 1)) / LAYERS
print(f"  // a draw is accepted at once with probability {nstr(accepted, 6)}")
row = []
for value in x + [mpf(0)]:
    row.append(float(value).hex())
    if len(row) == 4:
        print("    " + ", ".join(row) + ",")
        row = []
if row:
    print("    " + ", ".join(row))
