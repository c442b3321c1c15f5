"""The constants of GELU's tanh form: x / (1 + e^(-2u)), 2u = x (A + B x^2).

What it makes
  A = 2 sqrt(2 / pi) and B = 0.044715 A, with the real pi and the decimal 0.044715, and 3 B for the derivative of 2u,
  which is A + 3 B x^2. One double is not enough: an error of 2u is multiplied by 2u in e^(-2u).
  A_HIGH, A_LOW         A in two parts. The high one has 44 bits, so that it is a multiple of 2^-43: with
                        i = fma(x^2, B_HIGH, A_HIGH), A_HIGH - i is then exact for all i < 2^10, that is |x| < 119.
  B_HIGH, B_LOW         B in two parts, the high one rounded to nearest
  B3, B3_LOW            3 B in two parts, the high one rounded to nearest (not 3 * B_HIGH, which is no double)

Method
  Each part is rounded to nearest from 60 digits.

How to run: python3 gelu_tanh_constants.py [--check [--java GeluTanh.java]]     (needs mpmath; under a second)
"""
from mpmath import floor, mp, mpf, pi, sqrt

from java_doubles import (exactly, grid, nearest, nearest_with_bits, print_java, progress, read_table, run, two_parts,
                          within)

mp.dps = 60
A = 2 * sqrt(2 / pi)
B = A * mpf("0.044715")
A_HIGH_BITS = 44
LARGEST_EXPONENT = 10
MEASURED = 2000

# As in the Java source.
TABLE = read_table({
    "A_HIGH": "0x1.9884533d43600p0",
    "A_LOW": "0x1.42343f2cf1403p-46",
    "B_HIGH": "0x1.2444f2a4d8b4bp-4",
    "B_LOW": "-0x1.6c843a29d1c70p-61",
    "B3": "0x1.b6676bf7450f0p-3",
    "B3_LOW": "0x1.bba7351828aabp-57",
})
STATED_A_ERROR = mpf(2) ** -102  # relative, of the sum of the two parts
STATED_B_ERROR = mpf(2) ** -106


def relative(name, x):
    return abs((TABLE[f"{name}_HIGH"] + TABLE[f"{name}_LOW"]) / x - 1)


def differences_exact():
    """A_HIGH - i is a double for doubles i spread over [A_HIGH, 2^10)."""
    high = TABLE["A_HIGH"]
    spread = [nearest(high * mpf(2) ** k) for k in grid(mpf(0), mpf("9.32"), MEASURED)]
    return all(nearest(high - i) == high - i for i in spread)


def make():
    progress("rounding")
    a_high, a_low = two_parts(A, nearest_with_bits(A, A_HIGH_BITS))
    b_high, b_low = two_parts(B)
    b3, b3_low = two_parts(3 * B)
    made = {
        "A_HIGH": a_high,
        "A_LOW": a_low,
        "B_HIGH": b_high,
        "B_LOW": b_low,
        "B3": b3,
        "B3_LOW": b3_low,
    }
    for name, x in (("A", A), ("B", B)):
        error = abs((made[f"{name}_HIGH"] + made[f"{name}_LOW"]) / x - 1)
        print(f"// {name}_HIGH + {name}_LOW: relative error {float(error):.3g}")
    print_java(made)
    return made


def check():
    progress("measuring")
    unit = mpf(2) ** (LARGEST_EXPONENT - 53)
    steps = TABLE["A_HIGH"] / unit
    return all([
        within("A_HIGH + A_LOW, relative", relative("A", A), STATED_A_ERROR),
        within("B_HIGH + B_LOW, relative", relative("B", B), STATED_B_ERROR),
        exactly("B3 is the nearest double", TABLE["B3"] == nearest(3 * B)),
        within("B3 + B3_LOW, relative", abs((TABLE["B3"] + TABLE["B3_LOW"]) / (3 * B) - 1), STATED_B_ERROR),
        exactly("A_HIGH is a multiple of 2^-43", steps == floor(steps)),
        exactly(f"A_HIGH - i is exact for {MEASURED + 1} values of i below 2^{LARGEST_EXPONENT}", differences_exact()),
    ])


if __name__ == "__main__":
    run(__doc__.splitlines()[0], make, check, TABLE)
