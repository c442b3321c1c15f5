package dev.activations.accuracy;

import java.math.BigDecimal;

/** The Mills ratio of the normal distribution in double-double, by Taylor series from a table of nodes. */
final class FastMills {
  /** The last node. */
  static final int MAX_ARGUMENT = 40;

  private static final int STEPS = 8;
  private static final int DEGREE = 24;
  private static final DoubleDouble[][] TABLE = new DoubleDouble[MAX_ARGUMENT * STEPS + 1][];

  static {
    HighPrecision p = new HighPrecision(100);
    for (int i = 0; i < TABLE.length; i++) {
      TABLE[i] = coefficients(p, BigDecimal.valueOf(i).divide(BigDecimal.valueOf(STEPS)));
    }
  }

  private FastMills() {}

  /**
   * Taylor coefficients of the Mills ratio at t: R' = tR - 1, R'' = tR' + R, …, R^(n+1) = tR^(n) + nR^(n-1). The
   * recurrence cancels: R^(n) is about n!/t^(n+1), an error grows like t^n. That is 77 digits in all at t = 40, of
   * the 125 carried.
   */
  private static DoubleDouble[] coefficients(HighPrecision p, BigDecimal t) {
    BigDecimal[] c = new BigDecimal[DEGREE + 1];
    c[0] = p.mills(t);
    c[1] = p.plus(p.times(t, c[0]), BigDecimal.ONE.negate());
    for (int n = 1; n < DEGREE; n++) {
      c[n + 1] = p.over(p.plus(p.times(t, c[n]), c[n - 1]), BigDecimal.valueOf(n + 1));
    }
    DoubleDouble[] rounded = new DoubleDouble[c.length];
    for (int n = 0; n < c.length; n++) {
      rounded[n] = DoubleDouble.of(c[n]);
    }
    return rounded;
  }

  /** R(t), 0 ≤ t ≤ {@value #MAX_ARGUMENT}; the step from the node is at most 1/16. */
  static DoubleDouble mills(double t) {
    double i = Math.rint(t * STEPS);
    double h = t - i / STEPS;
    DoubleDouble[] c = TABLE[(int) i];
    DoubleDouble r = c[DEGREE];
    for (int n = DEGREE - 1; n >= 0; n--) {
      r = r.times(h).plus(c[n]);
    }
    return r;
  }
}
