"""A polynomial close to a function in given points, its coefficients doubles. Not a script of its own.

Weighted least squares by the normal equations. Lawson's iteration multiplies each point's weight by its error, which
drives the fit towards the smallest largest error. For the rounding, the leading coefficients become doubles one at a
time, lowest first, and the others are fitted again, so that they make up for it; the rest are rounded together.
"""
from mpmath import lu_solve, matrix, mpf

from java_doubles import nearest, progress

UNIT = 2**53
WEIGHT_FLOOR = mpf(1) / 20  # of the mean weight: keeps every point in the fits after rounding


class WeightedFit:

    def __init__(self, variables, values, scales, degree, constant):
        """An error in a point is scale times the difference from the value there. The constant term is given."""
        self.values = values
        self.scales = scales
        self.degree = degree
        self.powers = [[x**i for i in range(degree + 1)] for x in variables]
        self.fixed = {0: constant}
        self.weights = [mpf(1) / len(values)] * len(values)

    def solve(self):
        free = [i for i in range(self.degree + 1) if i not in self.fixed]
        n = len(free)
        left, right = matrix(n, n), matrix(n, 1)
        for value, scale, row, weight in zip(self.values, self.scales, self.powers, self.weights):
            w = weight * scale**2
            rest = value - sum(c * row[i] for i, c in self.fixed.items())
            for p in range(n):
                x = w * row[free[p]]
                right[p] += x * rest
                for q in range(p, n):
                    left[p, q] += x * row[free[q]]
        for p in range(n):
            for q in range(p):
                left[p, q] = left[q, p]
        solution = lu_solve(left, right)
        c = dict(self.fixed)
        c.update({free[p]: solution[p] for p in range(n)})
        return [c[i] for i in range(self.degree + 1)]

    def errors(self, c):
        return [abs(sum(x * y for x, y in zip(c, row)) - value) * scale
                for value, scale, row in zip(self.values, self.scales, self.powers)]

    def lawson(self, steps):
        """The coefficients after so many steps, not rounded."""
        c = None
        for step in range(steps):
            c = self.solve()
            e = self.errors(c)
            total = sum(w * x for w, x in zip(self.weights, e))
            self.weights = [w * x / total for w, x in zip(self.weights, e)]
            progress(f"fit {step + 1} of {steps}: largest error {float(max(e) * UNIT):.4f} units of 2^-53")
        return c

    def rounded(self, c, alone):
        """The coefficients as doubles, those from 1 to alone rounded one at a time. Once, after lawson."""
        floor = WEIGHT_FLOOR / len(self.weights)
        self.weights = [w + floor for w in self.weights]
        for i in range(1, alone + 1):
            self.fixed[i] = nearest(c[i])
            c = self.solve()
            progress(f"rounded coefficient {i} of {alone}")
        return [nearest(x) for x in c]
