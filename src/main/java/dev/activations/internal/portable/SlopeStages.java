package dev.activations.internal.portable;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.Sigmoid;

/**
 * Derivatives of x σ(z), and values with the same division, in loops that C2 turns into vector code. On JDK 17 such a loop fills two arrays at
 * most, and of two differences that share a value one has to be a product by one.
 */
final class SlopeStages {

  private SlopeStages() {}

  /** x σ(z), from e^-z = 2^n (1 + p). In one loop with p C2 of JDK 17 leaves it scalar. */
  static void values(double[] x, double[] s, double[] p, double[] y, int length) {
    for (int i = 0; i < length; i++) {
      y[i] = x[i] / Sigmoid.onePlus(s[i], p[i]);
    }
  }

  /** Turns the low part into p = e^r - 1. */
  static void expm1OfRemainder(double[] high, double[] low, int length) {
    for (int i = 0; i < length; i++) {
      double t = Exp.shifted(high[i]);
      double remainder = Exp.remainder(high[i], t);
      low[i] = remainder + Exp.expm1Rest(remainder, low[i], t);
    }
  }

  /** {@link Sigmoid#slopeOfProduct} with an exact v. */
  static void slopes(double[] s, double[] p, double[] v, double[] d, int length) {
    for (int i = 0; i < length; i++) {
      double power = s[i] + 1;
      double part = Math.fma(s[i], p[i], 1 - Math.fma(s[i], -1.0, power));
      double sum = power + part;
      double minus = -1 / sum;
      double residual = Sigmoid.residual(sum, part - (sum - power), minus);
      d[i] = Sigmoid.slopeOfProduct(s[i], p[i], minus, residual, v[i]);
    }
  }

  /** The same with a v in two parts. */
  static void slopes(double[] s, double[] p, double[] v, double[] vLow, double[] d, int length) {
    for (int i = 0; i < length; i++) {
      double power = s[i] + 1;
      double part = Math.fma(s[i], p[i], 1 - Math.fma(s[i], -1.0, power));
      double sum = power + part;
      double minus = -1 / sum;
      double residual = Sigmoid.residual(sum, part - (sum - power), minus);
      d[i] = Sigmoid.slopeOfProduct(s[i], p[i], minus, residual, v[i], vLow[i]);
    }
  }

  /** Values too, from the same reciprocals. */
  static void both(
      double[] x, double[] s, double[] p, double[] v, double[] vLow, double[] minus, double[] residual, double[] y, double[] d, int length) {
    reciprocals(s, p, minus, residual, length);
    quotients(x, s, p, minus, y, length);
    slopes(s, p, minus, residual, v, vLow, d, length);
  }

  private static void slopes(
      double[] s, double[] p, double[] minus, double[] residual, double[] v, double[] vLow, double[] d, int length) {
    for (int i = 0; i < length; i++) {
      d[i] = Sigmoid.slopeOfProduct(s[i], p[i], minus[i], residual[i], v[i], vLow[i]);
    }
  }

  private static void reciprocals(double[] s, double[] p, double[] minus, double[] residual, int length) {
    for (int i = 0; i < length; i++) {
      double power = s[i] + 1;
      double part = Math.fma(s[i], p[i], 1 - Math.fma(s[i], -1.0, power));
      double sum = power + part;
      double reciprocal = -1 / sum;
      minus[i] = reciprocal;
      residual[i] = Sigmoid.residual(sum, part - (sum - power), reciprocal);
    }
  }

  /** x σ(z) from -σ(z): the same number as from a division, in the way of {@code SplitKernel} of the vectors. */
  private static void quotients(double[] x, double[] s, double[] p, double[] minus, double[] y, int length) {
    for (int i = 0; i < length; i++) {
      double power = s[i] + 1;
      double sum = power + Math.fma(s[i], p[i], 1 - Math.fma(s[i], -1.0, power));
      double z = x[i] * -1;
      double approximate = z * minus[i];
      double quotient = Math.fma(approximate, Math.fma(sum, minus[i], 1), approximate);
      y[i] = Math.fma(Math.fma(sum, quotient, z), minus[i], quotient);
    }
  }
}
