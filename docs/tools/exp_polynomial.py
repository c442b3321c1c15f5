"""The constants of the exponential function: e^z = 2^n (1 + r + r^2 q(r)), z = n ln 2 + r.

What it makes
  Q0..Q9             q, degree 9, close to g(r) = (e^r - 1 - r) / r^2 on |r| <= ln 2 / 2
  LOG2_E             log2 e, rounded
  LN2_HIGH, LN2_LOW  ln 2 in two parts; the high one has 42 bits, so n * LN2_HIGH has at most 53 and is exact for
                     |n| < 2^11
  SHIFT              1.5 * 2^52 + 1023. Between 2^52 and 2^53 the doubles are the integers, so z * LOG2_E + SHIFT,
                     rounded once, holds n + 1023 in its low bits, where n is z / ln 2 rounded to nearest, for
                     |n| < 2^51 of either sign; minus SHIFT it is n. That SHIFT is odd makes no difference: the exact
                     z * LOG2_E is never halfway between two integers, because LOG2_E is an odd number above 2^51
                     times a power of two.

Method
  weighted_fit.py in 120 Chebyshev points of the interval widened by 1.0001 (n is rounded from an inexact product, so
  |r| can pass ln 2 / 2 by a little), at 60 digits. The error made small is the relative one of e^r - 1, which is
  r^2 / (e^r - 1) times that of q: tanh and the derivatives need it, and e^r has less. Q0 = 1/2 is fixed, which makes
  e^r right to the second order at r = 0; Q1..Q6 are rounded to doubles one at a time.

How to run: python3 exp_polynomial.py [--check [--java Exp.java]]     (needs mpmath; a few seconds)
"""
from mpmath import exp, expm1, factorial, log, mp, mpf

from java_doubles import (chebyshev_points, exactly, grid, horner, nearest, nearest_with_bits, print_java,
                          progress, read_table, run, within)
from weighted_fit import WeightedFit

mp.dps = 60
DEGREE = 9
WIDENING = mpf("1.0001")
LN2_HIGH_BITS = 42
LARGEST_N = 2**11 - 1
POINTS = 120
LAWSON_STEPS = 15
ROUNDED_ALONE = 6
MEASURED = 4000
HALF_LN2 = log(2) / 2

# As in Exp.java. The errors stated are the largest over |r| <= 1.0001 ln 2 / 2.
TABLE = read_table({
    "LOG2_E": "0x1.71547652b82fep0",
    "LN2_HIGH": "0x1.62e42fefa3800p-1",
    "LN2_LOW": "0x1.ef35793c76730p-45",
    "SHIFT": "0x1.80000000003ffp52",
    "Q0": "0x1.0000000000000p-1",
    "Q1": "0x1.555555555553ep-3",
    "Q2": "0x1.5555555553b04p-5",
    "Q3": "0x1.1111111118d1fp-7",
    "Q4": "0x1.6c16c17a0172fp-10",
    "Q5": "0x1.a01a0171a0212p-13",
    "Q6": "0x1.a019b395272ddp-16",
    "Q7": "0x1.71de979de56a1p-19",
    "Q8": "0x1.28976cc38fb16p-22",
    "Q9": "0x1.ae48b525805fdp-26",
})
STATED_Q_ERROR = mpf("2.4e-16")
STATED_EXP_ERROR = mpf("1.01e-17")
STATED_EXPM1_ERROR = mpf("2.45e-17")


def g(r):
    """(e^r - 1 - r) / r^2, by its series where the difference would cancel."""
    if abs(r) < mpf("0.01"):
        return sum(r**k / factorial(k + 2) for k in range(30))
    return (expm1(r) - r) / r**2


def errors(q):
    """The largest errors: of q, absolute; of 1 + r + r^2 q(r) and of r + r^2 q(r), relative."""
    worst_q = worst_exp = worst_expm1 = mpf(0)
    for r in grid(-HALF_LN2 * WIDENING, HALF_LN2 * WIDENING, MEASURED):
        difference = abs(horner(q, r) - g(r))
        worst_q = max(worst_q, difference)
        worst_exp = max(worst_exp, difference * r * r / exp(r))
        if r != 0:
            worst_expm1 = max(worst_expm1, difference * r * r / abs(expm1(r)))
    return worst_q, worst_exp, worst_expm1


def report(what, q):
    worst_q, worst_exp, worst_expm1 = errors(q)
    print(f"// {what}: q off by at most {float(worst_q):.4g}; relative error of e^r {float(worst_exp):.4g}"
          f" ({float(worst_exp * 2**53):.4f} units of 2^-53),")
    print(f"//   of e^r - 1 {float(worst_expm1):.4g} ({float(worst_expm1 * 2**53):.4f} units)")


def make():
    points = chebyshev_points(-HALF_LN2 * WIDENING, HALF_LN2 * WIDENING, POINTS)
    scales = [r * r / abs(expm1(r)) for r in points]
    fit = WeightedFit(points, [g(r) for r in points], scales, DEGREE, mpf(1) / 2)
    fitted = fit.lawson(LAWSON_STEPS)
    rounded = fit.rounded(fitted, ROUNDED_ALONE)
    progress(f"measuring on {MEASURED + 1} points")
    report("fitted", fitted)
    report("rounded to doubles", rounded)
    ln2_high = nearest_with_bits(log(2), LN2_HIGH_BITS)
    made = {
        "LOG2_E": nearest(1 / log(2)),
        "LN2_HIGH": ln2_high,
        "LN2_LOW": nearest(log(2) - ln2_high),
        "SHIFT": mpf(3) * 2**51 + 1023,
    }
    made.update({f"Q{k}": c for k, c in enumerate(rounded)})
    print_java(made)
    return made


def check():
    progress(f"measuring on {MEASURED + 1} points")
    worst_q, worst_exp, worst_expm1 = errors([TABLE[f"Q{k}"] for k in range(DEGREE + 1)])
    high, low = TABLE["LN2_HIGH"], TABLE["LN2_LOW"]
    return all([
        within("q, absolute", worst_q, STATED_Q_ERROR),
        within("e^r, relative", worst_exp, STATED_EXP_ERROR),
        within("e^r - 1, relative", worst_expm1, STATED_EXPM1_ERROR),
        within("LN2_HIGH + LN2_LOW, off ln 2", abs(high + low - log(2)), mpf(2) ** -101),
        exactly(f"n * LN2_HIGH is exact up to n = {LARGEST_N}",
                all(nearest(n * high) == n * high for n in range(1, LARGEST_N + 1))),
        exactly("LOG2_E is the nearest double", TABLE["LOG2_E"] == nearest(1 / log(2))),
        exactly("SHIFT is 1.5 * 2^52 + 1023", TABLE["SHIFT"] == mpf("1.5") * 2**52 + 1023),
        exactly("LOG2_E is an odd number above 2^51 times a power of two",
                float(TABLE["LOG2_E"]).as_integer_ratio()[0] > 2**51),
    ])


if __name__ == "__main__":
    run(__doc__.splitlines()[0], make, check, TABLE)
