package dev.activations.internal.portable;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.Sigmoid;
import dev.activations.internal.scalar.Silu;

/** The array forms of {@link Silu}. */
final class SiluKernel extends StagedKernel {

  @Override
  public double value(double x) {
    return Silu.value(x);
  }

  @Override
  public double derivative(double x) {
    return Silu.derivative(x);
  }

  @Override
  boolean direct(double[] x, double[] y, int from, int to) {
    ExpStages.shifted(x, -1, y, from, to);
    boolean ordinary = ExpStages.pow2(y, from, to);
    if (ordinary) {
      quotients(x, y, from, to);
    }
    return ordinary;
  }

  private static void quotients(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      double z = x[i] * -1;
      y[i] = x[i] / Sigmoid.onePlus(y[i], Exp.expm1OfRemainder(z, Exp.shifted(z)));
    }
  }

  @Override
  boolean tile(double[] x, double[] y, double[] d, double[][] scratch, int length) {
    if (d == null) {
      return direct(x, y, 0, length);
    }
    double[] s = scratch[0];
    ExpStages.shifted(x, -1, s, 0, length);
    if (!ExpStages.pow2(s, 0, length)) {
      return false;
    }
    if (y == null) {
      double[] p = scratch[1];
      ExpStages.expm1OfMinusRemainder(x, p, length);
      SlopeStages.slopes(s, p, x, d, length);
    } else {
      reciprocals(x, s, y, d, length);
      both(x, s, y, d, length);
    }
    return true;
  }

  /** -σ(x), and p. The divisions take their time beside the polynomials; in a loop of their own they would take it alone. */
  private static void reciprocals(double[] x, double[] s, double[] p, double[] minus, int length) {
    for (int i = 0; i < length; i++) {
      double z = x[i] * -1;
      double power = Exp.expm1OfRemainder(z, Exp.shifted(z));
      p[i] = power;
      minus[i] = -1 / Sigmoid.onePlus(s[i], power);
    }
  }

  /**
   * Turns p in y into the value, and -σ(x) in d into the derivative. The value is the same number as from a division, in the way of
   * {@code SplitKernel} of the vectors. JDK 17 leaves this loop scalar if its results go into arrays of their own.
   */
  private static void both(double[] x, double[] s, double[] y, double[] d, int length) {
    for (int i = 0; i < length; i++) {
      double p = y[i];
      double minus = d[i];
      double power = s[i] + 1;
      double part = Math.fma(s[i], p, 1 - Math.fma(s[i], -1.0, power));
      double sum = power + part;
      double z = x[i] * -1;
      double approximate = z * minus;
      double rest = Math.fma(sum, minus, 1);
      double quotient = Math.fma(approximate, rest, approximate);
      y[i] = Math.fma(Math.fma(sum, quotient, z), minus, quotient);
      double residual = Math.fma(part - (sum - power), minus, rest);
      d[i] = Sigmoid.slopeOfProduct(s[i], p, minus, residual, x[i]);
    }
  }
}
