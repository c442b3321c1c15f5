"""The polynomial in sigmoid's exponential: e^r = (c + r) / (c - r), c = r coth(r / 2) = 2 + r^2 w(r^2).

What it makes
  W0..W4   w, degree 4, close to (r coth(r / 2) - 2) / t as a function of t = r^2, for |r| <= ln 2 / 2

Method
  c is even, so five coefficients do what exp_polynomial.py needs ten for; the price is a division, and sigmoid has one
  anyway. weighted_fit.py in 120 Chebyshev points of t on the interval widened by 1.0001 (as there), at 60 digits. The
  error made small is the relative one of e^r, 2 r / (c^2 - r^2) times that of c. W0 = 1/6, rounded, is fixed; W1..W3
  are rounded to doubles one at a time.

How to run: python3 coth_polynomial.py [--check [--java Sigmoid.java]]     (needs mpmath; a few seconds)
"""
from mpmath import bernoulli, coth, exp, factorial, log, mp, mpf, sqrt

from java_doubles import chebyshev_points, grid, horner, nearest, print_java, progress, read_table, run, within
from weighted_fit import WeightedFit

mp.dps = 60
DEGREE = 4
WIDENING = mpf("1.0001")
POINTS = 120
LAWSON_STEPS = 15
ROUNDED_ALONE = 3
MEASURED = 4000
LARGEST = WIDENING * log(2) / 2

# As in Sigmoid.java. The error stated is the largest over |r| <= 1.0001 ln 2 / 2.
TABLE = read_table({
    "W0": "0x1.5555555555555p-3",
    "W1": "-0x1.6c16c16bffbd7p-9",
    "W2": "0x1.1566ab2266c45p-14",
    "W3": "-0x1.bbd47debdd27bp-20",
    "W4": "0x1.639a3492b30a2p-25",
})
STATED_ERROR = mpf("3.3e-19")


def w(r):
    """(r coth(r / 2) - 2) / r^2, by its series where the difference would cancel."""
    if abs(r) < mpf("0.02"):
        return sum(2 * bernoulli(2 * k) * r ** (2 * k - 2) / factorial(2 * k) for k in range(1, 16))
    return (r * coth(r / 2) - 2) / r**2


def scale(r):
    """What an error of w(r) is as a relative one of e^r."""
    c = r * coth(r / 2)
    return 2 * r**3 / (c**2 - r**2)


def error(coefficients):
    """The largest relative error of e^r."""
    worst = mpf(0)
    for r in grid(-LARGEST, LARGEST, MEASURED):
        c = 2 + r**2 * horner(coefficients, r**2)
        worst = max(worst, abs((c + r) / ((c - r) * exp(r)) - 1))
    return worst


def report(what, coefficients):
    worst = error(coefficients)
    print(f"// {what}: relative error of e^r {float(worst):.4g} ({float(worst * 2**53):.4f} units of 2^-53)")


def make():
    points = chebyshev_points(mpf(0), LARGEST**2, POINTS)
    roots = [sqrt(t) for t in points]
    fit = WeightedFit(points, [w(r) for r in roots], [scale(r) for r in roots], DEGREE, nearest(mpf(1) / 6))
    fitted = fit.lawson(LAWSON_STEPS)
    rounded = fit.rounded(fitted, ROUNDED_ALONE)
    progress(f"measuring on {MEASURED + 1} points")
    report("fitted", fitted)
    report("rounded to doubles", rounded)
    made = {f"W{k}": c for k, c in enumerate(rounded)}
    print_java(made)
    return made


def check():
    progress(f"measuring on {MEASURED + 1} points")
    return within("e^r, relative", error([TABLE[f"W{k}"] for k in range(DEGREE + 1)]), STATED_ERROR)


if __name__ == "__main__":
    run(__doc__.splitlines()[0], make, check, TABLE)
