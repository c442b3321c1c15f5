package dev.activations.internal.portable;

import static dev.activations.internal.scalar.Exp.LN2_HIGH;
import static dev.activations.internal.scalar.Exp.LN2_LOW;
import static dev.activations.internal.scalar.Exp.LOG2_E;
import static dev.activations.internal.scalar.Exp.Q0;
import static dev.activations.internal.scalar.Exp.Q1;
import static dev.activations.internal.scalar.Exp.Q2;
import static dev.activations.internal.scalar.Exp.Q3;
import static dev.activations.internal.scalar.Exp.Q4;
import static dev.activations.internal.scalar.Exp.Q5;
import static dev.activations.internal.scalar.Exp.Q6;
import static dev.activations.internal.scalar.Exp.Q7;
import static dev.activations.internal.scalar.Exp.Q8;
import static dev.activations.internal.scalar.Exp.Q9;
import static dev.activations.internal.scalar.Exp.SHIFT;

import dev.activations.internal.scalar.Exp;

/**
 * The stages of {@link Exp} as loops. C2 turns a loop into vector code only if all its arrays use the same index and no bits
 * are moved between doubles and longs, so the step that makes 2^n is a loop of its own and the only one that stays scalar.
 * Constants stand for unary minus and for negated constants where JDK 17 would not vectorise the plain form.
 */
final class ExpStages {

  private ExpStages() {}

  /** {@code p[i] = e^r - 1} for the remainder r of {@code factor * x[i]}; factor is ±1 or ±2, so the product is exact. */
  static void expm1OfRemainder(double[] x, double factor, double[] p, int from, int to) {
    for (int i = from; i < to; i++) {
      double z = x[i] * factor;
      double n = Math.fma(z, LOG2_E, SHIFT) - SHIFT;
      double r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, z));
      double r2 = r * r;
      double upper = Math.fma(Math.fma(Q9, r, Q8), r2, Math.fma(Q7, r, Q6));
      double lower = Math.fma(Math.fma(Q5, r, Q4), r2, Math.fma(Q3, r, Q2));
      double q = Math.fma(Math.fma(upper, r2 * r2, lower), r2, Math.fma(Q1, r, Q0));
      p[i] = Math.fma(r2, q, r);
    }
  }

  /**
   * {@code remainder[i]} is the high remainder of z + low, {@code rest[i]} the rest of e^r - 1; both arrays may be those of
   * z and low.
   */
  static void remainderAndRest(double[] z, double[] low, double[] remainder, double[] rest, int length) {
    for (int i = 0; i < length; i++) {
      double n = Math.fma(z[i], LOG2_E, SHIFT) - SHIFT;
      double high = Math.fma(n, -LN2_HIGH, z[i]);
      double rLow = Math.fma(n, -LN2_LOW, low[i]);
      double r = high + rLow;
      double r2 = r * r;
      double upper = Math.fma(Math.fma(Q9, r, Q8), r2, Math.fma(Q7, r, Q6));
      double lower = Math.fma(Math.fma(Q5, r, Q4), r2, Math.fma(Q3, r, Q2));
      double q = Math.fma(Math.fma(upper, r2 * r2, lower), r2, Math.fma(Q1, r, Q0));
      remainder[i] = high;
      rest[i] = Math.fma(r2, q, rLow);
    }
  }

  /** {@code rest[i]} is the rest of e^r - 1 for {@code factor * x[i]}: {@code Exp.expm1Rest} without a low part. */
  static void rest(double[] x, double factor, double[] rest, int from, int to) {
    for (int i = from; i < to; i++) {
      double z = x[i] * factor;
      double n = Math.fma(z, LOG2_E, SHIFT) - SHIFT;
      double rLow = n * -LN2_LOW;
      double r = Math.fma(n, -LN2_HIGH, z) + rLow;
      double r2 = r * r;
      double upper = Math.fma(Math.fma(Q9, r, Q8), r2, Math.fma(Q7, r, Q6));
      double lower = Math.fma(Math.fma(Q5, r, Q4), r2, Math.fma(Q3, r, Q2));
      double q = Math.fma(Math.fma(upper, r2 * r2, lower), r2, Math.fma(Q1, r, Q0));
      rest[i] = Math.fma(r2, q, rLow);
    }
  }

  /** Turns {@code z[i]} into its high remainder. */
  static void remainder(double[] z, int length) {
    for (int i = 0; i < length; i++) {
      z[i] = Math.fma(Math.fma(z[i], LOG2_E, SHIFT) - SHIFT, -LN2_HIGH, z[i]);
    }
  }

  /** {@code s[i] = 2^n} for {@code factor * x[i]}. */
  static void pow2(double[] x, double factor, double[] s, int length) {
    for (int i = 0; i < length; i++) {
      double t = Math.fma(x[i] * factor, LOG2_E, SHIFT);
      s[i] = Double.longBitsToDouble(Double.doubleToRawLongBits(t) << Exp.EXPONENT);
    }
  }

  /** {@code p[i] = e = s + s p}. */
  static void exponential(double[] s, double[] p, double[] e, int length) {
    for (int i = 0; i < length; i++) {
      e[i] = Math.fma(s[i], p[i], s[i]);
    }
  }

  /** {@code low[i]} is what {@link #exponential} lost. */
  static void exponentialLow(double[] s, double[] p, double[] e, double[] low, int length) {
    for (int i = 0; i < length; i++) {
      low[i] = Math.fma(s[i], p[i], s[i] - e[i]);
    }
  }

  /** Adds to {@code low[i]} what the remainder of {@code -x[i]} lost, times s: {@code Exp.remainderLow}. */
  static void addRemainderLow(double[] x, double[] s, double[] low, int length) {
    for (int i = 0; i < length; i++) {
      double z = x[i] * -1;
      double n = Math.fma(z, LOG2_E, SHIFT) - SHIFT;
      double high = Math.fma(n, -LN2_HIGH, z);
      low[i] = Math.fma(s[i], Math.fma(n, -LN2_LOW, high - Math.fma(n, -LN2_LOW, high)), low[i]);
    }
  }

  /** {@code sum[i] = 1 + s (1 + p)}, rounded once: {@code Sigmoid.onePlus}. */
  static void onePlus(double[] s, double[] p, double[] sum, int length) {
    for (int i = 0; i < length; i++) {
      double high = s[i] + 1;
      double lost = 1 - (high - s[i]);
      sum[i] = high + Math.fma(s[i], p[i], lost);
    }
  }

  /** {@code square[i] = (1 + e)² + low (1 + e)}: {@code Sigmoid.squareOfOnePlus}. */
  static void squareOfOnePlus(double[] e, double[] low, double[] square, int length) {
    for (int i = 0; i < length; i++) {
      double sum = e[i] + 1;
      double part = sum - 1;
      double lost = (e[i] - part) + (1 - (sum - part));
      square[i] = Math.fma(sum, sum, sum * Math.fma(2, lost, low[i]));
    }
  }

  /** {@code square[i] = (1 + e)²}. */
  static void squareOfOnePlus(double[] e, double[] square, int length) {
    for (int i = 0; i < length; i++) {
      double u = e[i] + 2;
      square[i] = Math.fma(e[i], u, Math.fma(e[i], 2 - (u - e[i]), 1));
    }
  }

  /** {@code y[i] = 1 / sum[i]}. */
  static void reciprocal(double[] sum, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = 1 / sum[i];
    }
  }

  /** {@code y[i] = x[i] / sum[i]}. */
  static void divide(double[] x, double[] sum, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = x[i] / sum[i];
    }
  }
}
