"""The constants of GELU's tanh form: x / (1 + e^(-2u)), 2u = x (A + B x^2) = B x (x^2 + C), C = A / B.

What it makes
  A = 2 sqrt(2 / pi) and B = 0.044715 A, with the real pi and the decimal 0.044715, so C = 1 / 0.044715. One double is not enough:
  an error of 2u is multiplied by 2u in e^(-2u). So w = x (x^2 + C) is computed in two parts, and e^(-Bw) = 2^n e^(-Br) with
  r = w + n P, P = ln 2 / B: what is left to be multiplied by B is small.
  C_HIGH, C_LOW            C in two parts. The high one has 49 bits, so that it is a multiple of 2^-44: with
                           i = fma(x, x, C_HIGH), C_HIGH - i is then exact for all i < 2^9, that is |x| < 22.1.
  B                        rounded to nearest; q makes up for most of what it is off
  B_LOW                    the rest, for the numbers whose power is scaled
  B_LOG2_E                 B log2 e, rounded to nearest
  PERIOD_HIGH, PERIOD_LOW  P in two parts; the high one has 42 bits, so n PERIOD_HIGH is exact for |n| < 2^11
  Q0..Q9                   q, degree 9, with 1 + B r + r^2 q(r) close to e^(Br) on |r| <= P / 2
  A_HIGH, A_LOW            A in two parts, the high one with 44 bits, as C's: the derivative of 2u is A + 3 B x^2
  B3, B3_LOW               3 B in two parts, the high one rounded to nearest (not 3 * B, which is no double)

Method
  Each part is rounded to nearest from 60 digits. q: weighted_fit.py in 120 Chebyshev points of the interval widened by 1.0001. The relative
  error of e^(Br) is made small, with the B that is rounded in the linear term; Q0 is fixed to the double nearest to B^2 / 2, Q1..Q6 are
  rounded one at a time. (exp_polynomial.py makes the error of e^r - 1 small, which has to be larger for that.)

How to run: python3 gelu_tanh_constants.py [--check [--java GeluTanh.java]]     (needs mpmath; a few seconds)
"""
from mpmath import exp, expm1, floor, log, mp, mpf, pi, sqrt

from java_doubles import (chebyshev_points, exactly, grid, horner, nearest, nearest_with_bits, print_java, progress,
                          read_table, run, two_parts, within)
from weighted_fit import WeightedFit

mp.dps = 60
A = 2 * sqrt(2 / pi)
B = A * mpf("0.044715")
C = 1 / mpf("0.044715")
PERIOD = log(2) / B
A_HIGH_BITS = 44
C_HIGH_BITS = 49
PERIOD_HIGH_BITS = 42
LARGEST_N = 2**11 - 1
LARGEST_EXPONENT = 9
DEGREE = 9
WIDENING = mpf("1.0001")
POINTS = 120
LAWSON_STEPS = 15
ROUNDED_ALONE = 6
MEASURED = 2000

# As in the Java source.
TABLE = read_table({
    "C_HIGH": "0x1.65d25edd9ed80p4",
    "C_LOW": "0x1.fd4f2671c239cp-48",
    "B": "0x1.2444f2a4d8b4bp-4",
    "B_LOW": "-0x1.6c843a29d1c70p-61",
    "B_LOG2_E": "0x1.a5a7cf7572a98p-4",
    "PERIOD_HIGH": "0x1.36d9d56d77800p3",
    "PERIOD_LOW": "-0x1.6dbd8de615fe5p-40",
    "A_HIGH": "0x1.9884533d43600p0",
    "A_LOW": "0x1.42343f2cf1403p-46",
    "B3": "0x1.b6676bf7450f0p-3",
    "B3_LOW": "0x1.bba7351828aabp-57",
    "Q0": "0x1.4dad5c19dbeb6p-9",
    "Q1": "0x1.fbef79d39b058p-15",
    "Q2": "0x1.21f2fa0094f98p-20",
    "Q3": "0x1.08d296d148b95p-26",
    "Q4": "0x1.931f5eb2ae909p-33",
    "Q5": "0x1.06fdea2071520p-39",
    "Q6": "0x1.2c4035f91cc89p-46",
    "Q7": "0x1.30b4e3e223241p-53",
    "Q8": "0x1.16fb8070b85bbp-60",
    "Q9": "0x1.cca549f00332ep-68",
})
STATED_TWO_PART_ERROR = mpf(2) ** -101  # relative, of the sum of the two parts
STATED_PERIOD_ERROR = mpf(2) ** -96
STATED_EXP_ERROR = mpf("5.5e-18")  # of e^(Br), relative


def of_two_parts(high, low, x, stated=STATED_TWO_PART_ERROR):
    return within(f"{high} + {low}, relative", abs((TABLE[high] + TABLE[low]) / x - 1), stated)


def differences_exact(name):
    """The constant less i is a double for doubles i spread over [constant, 2^9)."""
    high = TABLE[name]
    top = log(mpf(2) ** LARGEST_EXPONENT / high, 2)
    spread = [nearest(high * mpf(2) ** k) for k in grid(mpf(0), top * mpf("0.9999"), MEASURED)]
    return exactly(f"{name} - i is exact for {MEASURED + 1} values of i below 2^{LARGEST_EXPONENT}",
                   all(nearest(high - i) == high - i for i in spread))


def worst_error(b, q):
    """The largest relative error of 1 + br + r^2 q(r), as an approximation of e^(Br) with the real B."""
    half = PERIOD / 2 * WIDENING
    return max(abs((1 + b * r + r * r * horner(q, r)) / exp(B * r) - 1) for r in grid(-half, half, MEASURED))


def polynomial(b):
    half = PERIOD / 2 * WIDENING
    points = chebyshev_points(-half, half, POINTS)
    values = [(expm1(B * r) - b * r) / r**2 for r in points]
    scales = [r * r / exp(B * r) for r in points]
    fit = WeightedFit(points, values, scales, DEGREE, nearest(B * B / 2))
    return fit.rounded(fit.lawson(LAWSON_STEPS), ROUNDED_ALONE)


def make():
    progress("rounding")
    c_high, c_low = two_parts(C, nearest_with_bits(C, C_HIGH_BITS))
    b, b_low = two_parts(B)
    period_high, period_low = two_parts(PERIOD, nearest_with_bits(PERIOD, PERIOD_HIGH_BITS))
    a_high, a_low = two_parts(A, nearest_with_bits(A, A_HIGH_BITS))
    b3, b3_low = two_parts(3 * B)
    q = polynomial(b)
    made = {
        "C_HIGH": c_high,
        "C_LOW": c_low,
        "B": b,
        "B_LOW": b_low,
        "B_LOG2_E": nearest(B / log(2)),
        "PERIOD_HIGH": period_high,
        "PERIOD_LOW": period_low,
        "A_HIGH": a_high,
        "A_LOW": a_low,
        "B3": b3,
        "B3_LOW": b3_low,
    }
    made.update({f"Q{k}": x for k, x in enumerate(q)})
    print(f"// relative error of e^(Br): {float(worst_error(b, q)):.4g}")
    print_java(made)
    return made


def check():
    progress(f"measuring on {MEASURED + 1} points")
    q = [TABLE[f"Q{k}"] for k in range(DEGREE + 1)]
    return all([
        of_two_parts("C_HIGH", "C_LOW", C),
        of_two_parts("B", "B_LOW", B),
        of_two_parts("PERIOD_HIGH", "PERIOD_LOW", PERIOD, STATED_PERIOD_ERROR),
        of_two_parts("A_HIGH", "A_LOW", A),
        of_two_parts("B3", "B3_LOW", 3 * B),
        within("e^(Br), relative", worst_error(TABLE["B"], q), STATED_EXP_ERROR),
        exactly("B is the nearest double", TABLE["B"] == nearest(B)),
        exactly("B3 is the nearest double", TABLE["B3"] == nearest(3 * B)),
        exactly("B_LOG2_E is the nearest double", TABLE["B_LOG2_E"] == nearest(B / log(2))),
        exactly("Q0 is the double nearest to B^2 / 2", TABLE["Q0"] == nearest(B * B / 2)),
        exactly(f"n * PERIOD_HIGH is exact up to n = {LARGEST_N}",
                all(nearest(n * TABLE["PERIOD_HIGH"]) == n * TABLE["PERIOD_HIGH"] for n in range(1, LARGEST_N + 1))),
        exactly("A_HIGH is a multiple of 2^-43", TABLE["A_HIGH"] * 2**43 == floor(TABLE["A_HIGH"] * 2**43)),
        exactly("C_HIGH is a multiple of 2^-44", TABLE["C_HIGH"] * 2**44 == floor(TABLE["C_HIGH"] * 2**44)),
        differences_exact("A_HIGH"),
        differences_exact("C_HIGH"),
    ])


if __name__ == "__main__":
    run(__doc__.splitlines()[0], make, check, TABLE)
