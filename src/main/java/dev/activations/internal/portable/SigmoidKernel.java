package dev.activations.internal.portable;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.Sigmoid;

/**
 * The array forms of {@link Sigmoid}. Blocks whose numbers are all near, where 1 + 2^n is exact, have loops of their own.
 * (One loop for both, with a choice before it, stays scalar on JDK 17, and so does one for derivatives that makes -h and then h of it.)
 */
final class SigmoidKernel extends StagedKernel {

  /** The bits of all n + 12 are below 64 where 1 + 2^n is exact, and below 512 where these loops will do. */
  private static final int LEAST = -12;
  private static final long NEAR = -64;
  private static final long ORDINARY = -512;

  /** Adding it rounds to an integer: 1.5 · 2^52 = 6755399441055744. */
  private static final double INTEGER = 0x1.8p52;

  @Override
  public double value(double x) {
    return Sigmoid.value(x);
  }

  @Override
  public double derivative(double x) {
    return Sigmoid.derivative(x);
  }

  @Override
  boolean direct(double[] x, double[] y, double[] d, int from, int to) {
    double[] s = d == null ? y : d;
    long exponents = powers(x, s, from, to);
    boolean ordinary = (exponents & ORDINARY) == 0;
    if ((exponents & NEAR) == 0) {
      near(x, y, d, from, to);
    } else if (ordinary) {
      farSides(x, s, from, to);
      if (y != null && d != null) {
        System.arraycopy(d, from, y, from, to - from);
      }
      if (y != null) {
        choose(x, y, from, to);
      }
      if (d != null) {
        slopes(d, from, to);
      }
    }
    return ordinary;
  }

  private static void near(double[] x, double[] y, double[] d, int from, int to) {
    if (d == null) {
      values(x, y, from, to);
    } else if (y == null) {
      derivatives(x, d, from, to);
    } else {
      both(x, y, d, from, to);
      choose(x, y, from, to);
    }
  }

  @Override
  boolean tile(double[] x, double[] y, double[] d, double[][] scratch, int length) {
    return direct(x, y, d, 0, length);
  }

  /** 2^n of |x|, and the bits of all n - LEAST. */
  private static long powers(double[] x, double[] s, int from, int to) {
    for (int i = from; i < to; i++) {
      s[i] = Exp.shifted(Math.abs(x[i]));
    }
    return ExpStages.pow2(s, LEAST, from, to);
  }

  /** h, for an exact 1 + s. */
  private static double side(double a, double s) {
    double r = Exp.reduced(a, Exp.shifted(a));
    double q = Sigmoid.q(r);
    return q / Math.fma(s + 1, q, s * 2 * r);
  }

  /** -h, for an exact 1 + s. */
  private static double minusSide(double a, double s) {
    double r = Exp.reduced(a, Exp.shifted(a));
    double q = Sigmoid.q(r);
    return q / Math.fma(-1 - s, q, s * -2 * r);
  }

  /** h or 1 - h by the sign of x, without a branch: |x| - x is 0 or 2 |x|, and makes a 1 or a 0. Below 2^-62 either will do. */
  private static double chosen(double x, double minusH) {
    double u = (INTEGER + 1) - Math.fma(0x1p60, Math.abs(x) - x, INTEGER);
    return Math.abs(Math.fma(Math.abs(u) + u, 0.5, minusH));
  }

  private static void values(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = chosen(x[i], minusSide(Math.abs(x[i]), y[i]));
    }
  }

  private static void derivatives(double[] x, double[] d, int from, int to) {
    for (int i = from; i < to; i++) {
      double h = side(Math.abs(x[i]), d[i]);
      d[i] = Math.fma(h * -1, h, h);
    }
  }

  /** The derivatives, and h in y. With {@link #choose} in it JDK 25 leaves this loop scalar. */
  private static void both(double[] x, double[] y, double[] d, int from, int to) {
    for (int i = from; i < to; i++) {
      double h = side(Math.abs(x[i]), d[i]);
      y[i] = h;
      d[i] = Math.fma(h * -1, h, h);
    }
  }

  /** Turns h in y into the value. */
  private static void choose(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = chosen(x[i], y[i] * -1);
    }
  }

  /** Turns 2^n in s into h, for every s. With {@link #choose} in it this loop gains nothing. */
  private static void farSides(double[] x, double[] s, int from, int to) {
    for (int i = from; i < to; i++) {
      double a = Math.abs(x[i]);
      double r = Exp.reduced(a, Exp.shifted(a));
      double q = Sigmoid.q(r);
      double power = s[i] + 1;
      s[i] = q / Math.fma(power, q, Math.fma(1 - Math.fma(s[i], -1.0, power), q, s[i] * 2 * r));
    }
  }

  /** Turns h in d into the derivative. */
  private static void slopes(double[] d, int from, int to) {
    for (int i = from; i < to; i++) {
      d[i] = Math.fma(d[i] * -1, d[i], d[i]);
    }
  }
}
