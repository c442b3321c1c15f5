#!/usr/bin/env python3
"""Prints the 10-point Gauss-Legendre rule on [-1, 1] and (2 pi)^(1/4) as Java hex floats.

Used by dev.activations.GainQuadrature. The rule is given by its positive nodes and their weights. Nodes are the roots
of the Legendre polynomial P of degree 10, weights are 2 / ((1 - x^2) P'(x)^2), both in 50 digits. Needs mpmath.
"""
from mpmath import mp, mpf, cos, pi, legendre, diff, findroot, nstr

mp.dps = 50
N = 10

nodes = [findroot(lambda t: legendre(N, t), cos(pi * (4 * i + 3) / (4 * N + 2))) for i in range(N // 2)]
weights = [2 / ((1 - x * x) * diff(lambda t: legendre(N, t), x) ** 2) for x in nodes]
for name, values in (("NODES", nodes), ("WEIGHTS", weights)):
    print(f"  private static final double[] {name} = {{")
    for value in values:
        print(f"      {float(value).hex()},   // {nstr(value, 20)}")
    print("  };")
fourth_root = (2 * pi) ** (mpf(1) / 4)
print(f"  private static final double FOURTH_ROOT_2PI = {float(fourth_root).hex()};   // {nstr(fourth_root, 20)}")
