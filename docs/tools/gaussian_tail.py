"""The constants of the Gaussian tail: a Phi(-a) = y f(y) e^(-a^2/2), with y = a / (a + K).

What it makes
  K         3.5. f(y) = (a + K) erfc(a / sqrt 2) e^(a^2/2) / 2 is smooth in y and falls from 1.75 to 0.43; a in
            [0, 38.7] (where a Phi(-a) is below the smallest double) becomes y in [0, 0.917].
  Y_CENTRE  the point f is expanded about, near the middle: the multiple of 1/2048 where f is closest to a double.
  G0..G23   f(y) is about G0 + G1 v + ... + G23 v^23 with v = y - Y_CENTRE. G0 is f(Y_CENTRE), so it brings almost no
            error, and what G0 + v g(v) loses by rounding can be recovered exactly: g v + (G0 - f).
  C4        (1/2)^(1/4). The rounding errors of a + K and of the division leave e = a - y (a + K), which moves
            a Phi(-a) e^(a^2/2) by e times (d(y f)/dy) / (a + K). (C4 (1 - y))^4 stands in for that factor: the same at
            a = 0 (where it is 1/2, and an error of y passes whole), within 24 % up to a = 10, a seventh of it at 38,
            where an error of y hardly matters. With this correction less than a tenth of y's relative error is left.
  K_INV_SQRT_2PI, K_INV_SQRT_2PI_LOW
            K / sqrt(2 pi), K times the normal density at 0, in two parts
  INV_K, INV_K_ERROR
            1 / K rounded, and what it lacks relative to itself

Method
  weighted_fit.py in 160 Chebyshev points of y: relative error, G0 fixed, G1..G7 rounded one at a time. 80 digits
  throughout.

How to run: python3 gaussian_tail.py [--check [--java GaussianTail.java]]     (needs mpmath; ten seconds)
"""
from mpmath import erfc, exp, findroot, mp, mpf, pi, sqrt

from java_doubles import (chebyshev_points, exactly, grid, horner, nearest, print_java, progress, read_table, run,
                          two_parts, within)
from weighted_fit import WeightedFit

mp.dps = 80
DEGREE = 23
K = mpf("3.5")
LARGEST_A = mpf("38.7")
LARGEST_Y = LARGEST_A / (LARGEST_A + K)
CENTRE_VALUE = mpf("0.775")  # f near the middle of [0, LARGEST_Y]
CENTRE_GRID = 2048
CENTRE_STEPS = 24
POINTS = 160
LAWSON_STEPS = 12
ROUNDED_ALONE = 7
MEASURED = 2000

# As in the Java source.
TABLE = read_table({
    "K": "0x1.c000000000000p1",
    "Y_CENTRE": "0x1.e500000000000p-2",
    "G0": "0x1.8cde7ccca534fp-1",
    "G1": "-0x1.3319f59cbc7e9p0",
    "G2": "0x1.56152f0704f2cp0",
    "G3": "-0x1.e99c09259913fp-1",
    "G4": "0x1.fe307cb41637ep-3",
    "G5": "0x1.e89988c7d5ee0p-3",
    "G6": "-0x1.87babadc0d17cp-3",
    "G7": "-0x1.4e8e16d05f111p-4",
    "G8": "0x1.c90d7cd1b5f57p-4",
    "G9": "0x1.b2dcdf52eb208p-5",
    "G10": "-0x1.077a4e9180b8ap-4",
    "G11": "-0x1.a0089ea3206c8p-5",
    "G12": "0x1.f2d489b36c316p-6",
    "G13": "0x1.992501f8c1141p-5",
    "G14": "-0x1.28a59b7b15463p-10",
    "G15": "-0x1.52d2123eda55ap-5",
    "G16": "-0x1.797406eeacac4p-6",
    "G17": "0x1.688b85844cba9p-6",
    "G18": "0x1.2416c87b1a1d7p-5",
    "G19": "0x1.6cc91b816c27fp-9",
    "G20": "-0x1.f8c8779d8afafp-6",
    "G21": "-0x1.2a3fcb1d27740p-6",
    "G22": "0x1.add953eed7cf1p-7",
    "G23": "0x1.a330271bbe514p-7",
    "C4": "0x1.ae89f995ad3adp-1",
    "K_INV_SQRT_2PI": "0x1.6573c8d59af86p0",
    "K_INV_SQRT_2PI_LOW": "0x1.edb747531828ep-54",
    "INV_K": "0x1.2492492492492p-2",
    "INV_K_ERROR": "0x1p-54",
})
STATED_FIT_ERROR = mpf("0.06")  # relative, in units of 2^-53
STATED_CENTRE_ERROR = mpf("0.0125")  # of G0 against f(Y_CENTRE), in the same units
STATED_FACTOR_RATIO = mpf("0.24")  # of (C4 (1 - y))^4 against what it stands for, a <= 10
STATED_LEFT_OVER = mpf("0.095")  # see left_over


def a_of(y):
    return K * y / (1 - y)


def mills(a):
    """Phi(-a) e^(a^2/2)."""
    return erfc(a / sqrt(mpf(2))) * exp(a * a / 2) / 2


def f(y):
    a = a_of(y)
    return (a + K) * mills(a)


def centre():
    """The grid point near the middle where f is closest to a double, and that double."""
    middle = findroot(lambda y: f(y) - CENTRE_VALUE, mpf("0.4"))
    first = int(middle * CENTRE_GRID)
    candidates = [mpf(first + j) / CENTRE_GRID for j in range(-CENTRE_STEPS, CENTRE_STEPS + 1)]
    best = min(candidates, key=lambda y: abs(nearest(f(y)) / f(y) - 1))
    return best, nearest(f(best))


def fit_error(y_centre, c):
    """The largest relative error of the polynomial, in units of 2^-53, on evenly spaced y."""
    return max(abs(horner(c, y - y_centre) / f(y) - 1) for y in grid(mpf(0), LARGEST_Y, MEASURED)) * 2**53


def factor(a):
    """(d(y f)/dy) / (a + K). As y f = a mills(a) and dy/da = K / (a + K)^2, it is (a + K) (a mills(a))' / K."""
    m = mills(a)
    slope = a * m - 1 / sqrt(2 * pi)
    return (a + K) * (m + a * slope) / K


def stand_in(c4, a):
    return (c4 * (1 - a / (a + K))) ** 4


def factor_error(c4, largest_a):
    """The largest relative difference of the stand-in from the factor."""
    return max(abs(stand_in(c4, a) / factor(a) - 1) for a in grid(mpf(0), largest_a, MEASURED))


def left_over(c4):
    """The part of a relative error of y that y f still has once corrected, largest over a; uncorrected it is 1."""
    return max(abs(stand_in(c4, a) - factor(a)) / mills(a) for a in grid(mpf(0), LARGEST_A, MEASURED))


def make():
    y_centre, g0 = centre()
    g0_error = abs(g0 / f(y_centre) - 1) * 2**53
    progress(f"centre {float(y_centre)}: f is {float(g0_error):.2g} units of 2^-53 from a double")
    ys = chebyshev_points(mpf(0), LARGEST_Y, POINTS)
    values = [f(y) for y in ys]
    fit = WeightedFit([y - y_centre for y in ys], values, [1 / value for value in values], DEGREE, g0)
    fitted = fit.lawson(LAWSON_STEPS)
    rounded = fit.rounded(fitted, ROUNDED_ALONE)
    progress(f"measuring on {MEASURED + 1} points")
    c4 = nearest(mpf("0.5") ** mpf("0.25"))
    print(f"// f fitted: off by at most {float(fit_error(y_centre, fitted)):.4f} units of 2^-53, relative")
    print(f"// with coefficients rounded: {float(fit_error(y_centre, rounded)):.4f} units")
    print(f"// (C4 (1 - y))^4 off what it stands for: {float(100 * factor_error(c4, 10)):.1f} % up to a = 10, "
          f"{float(100 * factor_error(c4, 38)):.1f} % up to 38; it leaves {float(left_over(c4)):.3f} of y's error")
    high, low = two_parts(K / sqrt(2 * pi))
    inverse = nearest(1 / K)
    made = {"K": K, "Y_CENTRE": y_centre}
    made.update({f"G{i}": x for i, x in enumerate(rounded)})
    made.update({
        "C4": c4,
        "K_INV_SQRT_2PI": high,
        "K_INV_SQRT_2PI_LOW": low,
        "INV_K": inverse,
        "INV_K_ERROR": nearest(1 / K / inverse - 1),
    })
    print_java(made)
    return made


def check():
    progress(f"measuring on {MEASURED + 1} points")
    y_centre, c4 = TABLE["Y_CENTRE"], TABLE["C4"]
    c = [TABLE[f"G{i}"] for i in range(DEGREE + 1)]
    density = K / sqrt(2 * pi)
    high, low = TABLE["K_INV_SQRT_2PI"], TABLE["K_INV_SQRT_2PI_LOW"]
    return all([
        exactly("K is the K measured with", TABLE["K"] == K),
        within("f, relative, units of 2^-53", fit_error(y_centre, c), STATED_FIT_ERROR),
        within("G0, the same", abs(c[0] / f(y_centre) - 1) * 2**53, STATED_CENTRE_ERROR),
        within("(C4 (1 - y))^4, relative, a <= 10", factor_error(c4, 10), STATED_FACTOR_RATIO),
        within("part of y's error left", left_over(c4), STATED_LEFT_OVER),
        within("K_INV_SQRT_2PI + its low part, relative", abs((high + low) / density - 1), mpf(2) ** -105),
        within("INV_K (1 + INV_K_ERROR), relative", abs(TABLE["INV_K"] * (1 + TABLE["INV_K_ERROR"]) * K - 1), mpf(2) ** -105),
    ])


if __name__ == "__main__":
    run(__doc__.splitlines()[0], make, check, TABLE)
