"""The constants of the Gaussian tail: a Phi(-a) = 4 y f(y) e^(-a^2/2), with y = a / (a + K).

What it makes
  K         3.5. f(y) = (a + K) erfc(a / sqrt 2) e^(a^2/2) / 8 is smooth in y and falls from 0.44 to 0.11; a in
            [0, 38.7] (where a Phi(-a) is below the smallest double) becomes y in [0, 0.917].
  Y_CENTRE  the point f is expanded about, near the middle: the multiple of 1/2048 where f is closest to a double.
  G0..G7    f(y) is about G0 + G1 v + ... + G23 v^23 with v = y - Y_CENTRE. G0 is f(Y_CENTRE), so it brings almost no
            error, and what G0 + v g(v) loses by rounding can be recovered exactly: g v + (G0 - f).
  TURN, A0..A7, B0..B7
            the polynomials in u = v^2 with the coefficients G9, G11, ..., G23 and G8, G10, ..., G22 in the form of
            eve_form.py, with t = u + TURN. Of the multiples of 1/4 between -1 and 1 TURN is where the larger of their two
            bounds on rounding errors, beside the polynomials themselves, is smallest.
  SHARE     The rounding errors of a + K and of the division leave e = a - y (a + K), which moves a Phi(-a) e^(a^2/2) by
            e times 4 (d(y f)/dy) / (a + K). 4 (f - SHARE)^2 stands in for that factor, which is 1/2 at a = 0. SHARE is the
            multiple of 0.001 that leaves the least of y's relative error, less than a twelfth.
  K_INV_SQRT_2PI, K_INV_SQRT_2PI_LOW
            K / (4 sqrt(2 pi)), in two parts: K times the normal density at 0, a quarter of it as f is
  INV_K, INV_K_ERROR
            1 / K rounded, and what it lacks relative to itself

Method
  weighted_fit.py in 160 Chebyshev points of y: relative error, G0 fixed, G1..G7 rounded one at a time, G8..G23 together.
  80 digits throughout.

How to run: python3 gaussian_tail.py [--check [--java GaussianTail.java]]     (needs mpmath; half a minute)
"""
from mpmath import erfc, exp, findroot, mp, mpf, pi, sqrt

from eve_form import eve_form, evaluate, loss, rounded
from java_doubles import (chebyshev_points, exactly, grid, horner, nearest, print_java, progress, read_table, run,
                          two_parts, within)
from weighted_fit import WeightedFit

mp.dps = 80
DEGREE = 23
K = mpf("3.5")
LARGEST_A = mpf("38.7")
LARGEST_Y = LARGEST_A / (LARGEST_A + K)
CENTRE_VALUE = mpf("0.775") / 4  # f near the middle of [0, LARGEST_Y]
CENTRE_GRID = 2048
CENTRE_STEPS = 24
POINTS = 160
LAWSON_STEPS = 12
ROUNDED_ALONE = 7
UPPER = 8  # the power from which on the coefficients are in Eve's form, and how many constants each of the two forms has
TURN_STEPS = 4
TURN_POINTS = 20
SHARE_STEPS = 1000
SHARE_POINTS = 300
MEASURED = 2000

# As in the Java source.
TABLE = read_table({
    "K": "0x1.c000000000000p1",
    "Y_CENTRE": "0x1.e500000000000p-2",
    "G0": "0x1.8cde7ccca534fp-3",
    "G1": "-0x1.3319f59cbc7e9p-2",
    "G2": "0x1.56152f0704f2cp-2",
    "G3": "-0x1.e99c09259913fp-3",
    "G4": "0x1.fe307cb41637ep-5",
    "G5": "0x1.e89988c7d5ee0p-5",
    "G6": "-0x1.87babadc0d17cp-5",
    "G7": "-0x1.4e8e16d05f111p-6",
    "TURN": "-0x1.8000000000000p-1",
    "A0": "0x1.a330271bbe514p-9",
    "A1": "0x1.910f4dc5d610ap-7",
    "A2": "0x1.49e5610ea0376p2",
    "A3": "-0x1.a96c07971a397p-5",
    "A4": "0x1.82b0e6716b83cp-1",
    "A5": "0x1.3c746a0e35f83p-9",
    "A6": "-0x1.220e9e0b69fdfp-2",
    "A7": "0x1.6891541def002p-7",
    "B0": "0x1.add953eed7cf1p-9",
    "B1": "0x1.37c9025ab5c25p-7",
    "B2": "0x1.b4c795d49a55dp1",
    "B3": "-0x1.b3afec9a728aap-6",
    "B4": "0x1.2534ca112a7aep0",
    "B5": "0x1.0c996d91a84d0p-7",
    "B6": "-0x1.312e3d6b5ff33p-1",
    "B7": "0x1.ceec0f428459dp-6",
    "SHARE": "0x1.8d4fdf3b645a2p-4",
    "K_INV_SQRT_2PI": "0x1.6573c8d59af86p-2",
    "K_INV_SQRT_2PI_LOW": "0x1.edb747531828ep-56",
    "INV_K": "0x1.2492492492492p-2",
    "INV_K_ERROR": "0x1p-54",
})
STATED_FIT_ERROR = mpf("0.06")  # relative, in units of 2^-53
STATED_CENTRE_ERROR = mpf("0.0125")  # of G0 against f(Y_CENTRE), in the same units
STATED_UPPER_ERROR = mpf("0.001")  # the same
STATED_LEFT_OVER = mpf("0.073")  # see left_over


def a_of(y):
    return K * y / (1 - y)


def mills(a):
    """Phi(-a) e^(a^2/2)."""
    return erfc(a / sqrt(mpf(2))) * exp(a * a / 2) / 2


def f(y):
    a = a_of(y)
    return (a + K) * mills(a) / 4


def centre():
    """The grid point near the middle where f is closest to a double, and that double."""
    middle = findroot(lambda y: f(y) - CENTRE_VALUE, mpf("0.4"))
    first = int(middle * CENTRE_GRID)
    candidates = [mpf(first + j) / CENTRE_GRID for j in range(-CENTRE_STEPS, CENTRE_STEPS + 1)]
    best = min(candidates, key=lambda y: abs(nearest(f(y)) / f(y) - 1))
    return best, nearest(f(best))


def polynomial(y_centre, g, turn, odd, even, y):
    """f as the Java source computes it, but for rounding."""
    v = y - y_centre
    u = v * v
    upper = evaluate(odd, turn, u)[0] * v + evaluate(even, turn, u)[0]
    return horner(g + [upper], v)


def fit_error(y_centre, g, turn, odd, even):
    """The largest relative error of the polynomial, in units of 2^-53, on evenly spaced y."""
    return max(abs(polynomial(y_centre, g, turn, odd, even, y) / f(y) - 1)
               for y in grid(mpf(0), LARGEST_Y, MEASURED)) * 2**53


def uppers(c):
    """The coefficients of the odd powers above G7, and of the even ones."""
    return c[UPPER + 1::2], c[UPPER::2]


def largest_u(y_centre):
    return max(y_centre, LARGEST_Y - y_centre) ** 2


def beside_itself(coefficients, form, turn, u):
    """The bound on the form's rounding errors beside the polynomial's largest value."""
    return loss(form, turn, u) / max(abs(horner(coefficients, x)) for x in grid(mpf(0), u, TURN_POINTS))


def forms(c, turn, u):
    return [eve_form(part, turn, u) for part in uppers(c)]


def best_turn(c, u):
    def lost(turn):
        try:
            return max(beside_itself(part, form, turn, u) for part, form in zip(uppers(c), forms(c, turn, u)))
        except ValueError:
            return mpf("inf")
    return min((mpf(j) / TURN_STEPS for j in range(-TURN_STEPS, TURN_STEPS + 1)), key=lost)


def factor(a):
    """4 (d(y f)/dy) / (a + K). As 4 y f = a mills(a) and dy/da = K / (a + K)^2, it is (a + K) (a mills(a))' / K."""
    m = mills(a)
    slope = a * m - 1 / sqrt(2 * pi)
    return (a + K) * (m + a * slope) / K


def left_over(share, points):
    """The part of a relative error of y that y f still has once corrected, largest over a; uncorrected it is 1."""
    return max(abs(4 * (f_of_a - share) ** 2 - wanted) / m for m, f_of_a, wanted in points)


def share_points(count):
    return [(mills(a), (a + K) * mills(a) / 4, factor(a)) for a in grid(mpf(0), LARGEST_A, count)]


def best_share():
    points = share_points(SHARE_POINTS)
    return min((nearest(mpf(j) / SHARE_STEPS) for j in range(SHARE_STEPS // 5)), key=lambda share: left_over(share, points))


def make():
    y_centre, g0 = centre()
    g0_error = abs(g0 / f(y_centre) - 1) * 2**53
    progress(f"centre {float(y_centre)}: f is {float(g0_error):.2g} units of 2^-53 from a double")
    ys = chebyshev_points(mpf(0), LARGEST_Y, POINTS)
    values = [f(y) for y in ys]
    fit = WeightedFit([y - y_centre for y in ys], values, [1 / value for value in values], DEGREE, g0)
    c = fit.rounded(fit.lawson(LAWSON_STEPS), ROUNDED_ALONE)
    progress("looking for the turn")
    u = largest_u(y_centre)
    turn = best_turn(c, u)
    odd, even = [rounded(form) for form in forms(c, turn, u)]
    progress(f"measuring on {MEASURED + 1} points")
    share = best_share()
    print(f"// f with coefficients rounded: off by {float(fit_error(y_centre, c[:UPPER], turn, odd, even)):.4f} units of 2^-53")
    print(f"// 4 (f - SHARE)^2 leaves {float(left_over(share, share_points(MEASURED))):.3f} of y's error")
    high, low = two_parts(K / (4 * sqrt(2 * pi)))
    inverse = nearest(1 / K)
    made = {"K": K, "Y_CENTRE": y_centre}
    made.update({f"G{i}": x for i, x in enumerate(c[:UPPER])})
    made["TURN"] = turn
    made.update({f"A{i}": x for i, x in enumerate(odd)})
    made.update({f"B{i}": x for i, x in enumerate(even)})
    made.update({
        "SHARE": share,
        "K_INV_SQRT_2PI": high,
        "K_INV_SQRT_2PI_LOW": low,
        "INV_K": inverse,
        "INV_K_ERROR": nearest(1 / K / inverse - 1),
    })
    print_java(made)
    return made


def check():
    progress(f"measuring on {MEASURED + 1} points")
    y_centre, turn = TABLE["Y_CENTRE"], TABLE["TURN"]
    g = [TABLE[f"G{i}"] for i in range(UPPER)]
    odd, even = [[TABLE[f"{name}{i}"] for i in range(UPPER)] for name in "AB"]
    u = largest_u(y_centre)
    density = K / (4 * sqrt(2 * pi))
    high, low = TABLE["K_INV_SQRT_2PI"], TABLE["K_INV_SQRT_2PI_LOW"]
    return all([
        exactly("K is the K measured with", TABLE["K"] == K),
        within("f, relative, units of 2^-53", fit_error(y_centre, g, turn, odd, even), STATED_FIT_ERROR),
        within("G0, the same", abs(g[0] / f(y_centre) - 1) * 2**53, STATED_CENTRE_ERROR),
        within("rounding of the odd upper part, beside f, the same", beside_f(odd, turn, y_centre, 9), STATED_UPPER_ERROR),
        within("rounding of the even upper part, beside f, the same", beside_f(even, turn, y_centre, 8), STATED_UPPER_ERROR),
        within("part of y's error left", left_over(TABLE["SHARE"], share_points(MEASURED)), STATED_LEFT_OVER),
        within("K_INV_SQRT_2PI + its low part, relative", abs((high + low) / density - 1), mpf(2) ** -105),
        within("INV_K (1 + INV_K_ERROR), relative", abs(TABLE["INV_K"] * (1 + TABLE["INV_K_ERROR"]) * K - 1), mpf(2) ** -105),
    ])


def beside_f(form, turn, y_centre, power):
    """The bound on the form's rounding errors, times its power of v, beside f."""
    return max(evaluate(form, turn, (y - y_centre) ** 2)[1] * abs(y - y_centre) ** power / f(y)
               for y in grid(mpf(0), LARGEST_Y, SHARE_POINTS))


if __name__ == "__main__":
    run(__doc__.splitlines()[0], make, check, TABLE)
