"""A polynomial of odd degree in Eve's form, which needs half as many products as Horner's rule. Not a script of its own.

With t = u + turn and w = t^2 a polynomial p of degree 2 m + 1 is
    p = (...((c0 t + c1) (w + c2) + c3) (w + c4) + c5 ...) (w + c2m) + c2m+1
if the odd part of p, as a polynomial in t, has only real zeros w: -c2, -c4, ... are these, and each step divides p by t^2 less one
of them. Whether they are real, and how much the sums lose by cancellation, depends on turn and on the order of the zeros.

J. Eve, The evaluation of polynomials, Numerische Mathematik 6 (1964), 17-21; D. E. Knuth, The Art of Computer Programming 2, 4.6.4.
"""
from itertools import permutations

from mpmath import binomial, im, mpf, polyroots, re

from java_doubles import grid, nearest

NO_IMAGINARY_PART = mpf(10) ** -30
EXTRA_BITS = 300
STEPS = 500
POINTS = 40


def eve_form(coefficients, turn, largest_u):
    """The constants c0, c1, ..., not rounded, of the order that loses least on [0, largest_u]."""
    turned = in_t(coefficients, turn)
    zeros = polyroots(turned[1::2][::-1], maxsteps=STEPS, extraprec=EXTRA_BITS)
    if any(abs(im(zero)) > NO_IMAGINARY_PART for zero in zeros):
        raise ValueError(f"the odd part has no real zeros at turn {turn}")
    forms = [divided(turned, order) for order in permutations([re(zero) for zero in zeros])]
    return min(forms, key=lambda form: loss(form, turn, largest_u))


def in_t(coefficients, turn):
    """The coefficients in powers of t = u + turn."""
    turned = [mpf(0)] * len(coefficients)
    for k, c in enumerate(coefficients):
        for j in range(k + 1):
            turned[j] += c * binomial(k, j) * (-turn) ** (k - j)
    return turned


def divided(turned, zeros):
    """Divides by t^2 less each zero in turn; the last one comes first in the form."""
    p, steps = turned, []
    for zero in zeros:
        quotient, rest = [mpf(0)] * (len(p) - 2), list(p)
        for k in range(len(p) - 1, 1, -1):
            quotient[k - 2] = rest[k]
            rest[k - 2] += zero * rest[k]
        steps.append((-zero, rest[0]))
        p = quotient
    return [p[1], p[0]] + [c for step in reversed(steps) for c in step]


def evaluate(form, turn, u):
    """The polynomial, and a bound on what rounding each operation does to it, in units of 2^-53."""
    t = u + turn
    w = t * t
    p = form[0] * t + form[1]
    error = abs(form[0] * t) + abs(p)
    for shift, constant in zip(form[2::2], form[3::2]):
        factor = w + shift
        error = error * abs(factor) + abs(p) * (2 * abs(w) + abs(factor))
        p = p * factor + constant
        error += abs(p)
    return p, error


def loss(form, turn, largest_u):
    """The largest of these bounds."""
    return max(evaluate(form, turn, u)[1] for u in grid(mpf(0), largest_u, POINTS))


def rounded(form):
    return [nearest(c) for c in form]
