#!/usr/bin/env python3
"""Prints the constants of dev.activations.internal.scalar.Log and LogOfSum as Java hex floats.

With s = f / (2 + f) and z = s*s,  log(1 + f) = 2*s + s*R(z)  and  R(z) = 2*(z/3 + z^2/5 + z^3/7 + ...).
R(z) / z is interpolated at Chebyshev nodes over the z of 1 + f in [sqrt(1/2), sqrt(2)], in 60 digits, and the
coefficients are rounded to double. With w = 2*s,  log(1 + f) = w + w^3*c(w^2): the coefficients of c are those of R, each
divided by a power of two. Needs mpmath.
"""
from mpmath import mp, mpf, sqrt, log, cos, pi, atanh, matrix, lu_solve, polyval, floor

mp.dps = 60
DEGREE = 7


def r_over_z(z):
    if z < mpf(10) ** -12:
        return sum(2 * z ** i / (2 * i + 3) for i in range(6))
    s = sqrt(z)
    return (2 * atanh(s) - 2 * s) / (s * z)


def java(name, value, note=""):
    x = float(value)
    print(f"  private static final double {name} = {x.hex()};   // {mp.nstr(mpf(x), 20)}{note}"
          .replace("p+", "p"))


high = ((sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)) ** 2
n = DEGREE + 1
nodes = [high / 2 * (1 + cos(pi * (2 * i + 1) / (2 * n))) for i in range(n)]
a = matrix(n, n)
b = matrix(n, 1)
for i, z in enumerate(nodes):
    b[i] = r_over_z(z)
    for j in range(n):
        a[i, j] = z ** j
c = lu_solve(a, b)
rounded = [mpf(float(v)) for v in c]
for j, v in enumerate(rounded):
    java(f"R{j + 1}", v)

for j, v in enumerate(rounded):
    java(f"C{j}", v / (2 * mpf(4) ** (j + 1)))

# Error of s*R against log(1 + f), relative to log(1 + f), over the whole interval.
worst = mpf(0)
for i in range(1, 4001):
    s = sqrt(high) * i / 4000
    z = s * s
    worst = max(worst, abs(s * z * (r_over_z(z) - polyval(rounded[::-1], z)) / (2 * atanh(s))))
print(f"  // error of the fit relative to the result: 2^{mp.nstr(log(worst, 2), 4)}")

ln2 = log(mpf(2))
scale = mpf(2) ** 42
ln2_high = floor(ln2 * scale) / scale        # 42 bits: a product with an 11-bit integer is exact
java("LN2_HIGH", ln2_high, ", the first 42 bits of log(2)")
java("LN2_LOW", ln2 - ln2_high, ", the rest")
