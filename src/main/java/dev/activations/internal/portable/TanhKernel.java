package dev.activations.internal.portable;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.Tanh;

/** The array forms of {@link Tanh}. */
final class TanhKernel extends StagedKernel {

  TanhKernel() {
    super(Tanh.LIMIT, Tanh.DERIVATIVE_LIMIT);
  }

  @Override
  public double value(double x) {
    return Tanh.value(x);
  }

  @Override
  public double derivative(double x) {
    return Tanh.derivative(x);
  }

  @Override
  boolean direct(double[] x, double[] y, int from, int to) {
    if (!isOrdinary(x, from, to, Tanh.LIMIT)) {
      return false;
    }
    for (int i = from; i < to; i++) {
      y[i] = Math.abs(x[i]);
    }
    ExpStages.rest(y, 2, y, from, to);
    for (int i = from; i < to; i++) {
      double z = Math.abs(x[i]) * 2;
      double t = Math.fma(z, Exp.LOG2_E, Exp.SHIFT);
      double s = Double.longBitsToDouble(Double.doubleToRawLongBits(t) << Exp.EXPONENT);
      double remainder = Math.fma(t - Exp.SHIFT, -Exp.LN2_HIGH, z);
      y[i] = withSignOfMinus(x[i], Math.fma(s, y[i], Math.fma(s, remainder, s - 1)));
    }
    quotient(y, from, to);
    return true;
  }

  @Override
  void tile(double[] x, double[] y, double[] d, double[][] scratch, int length) {
    double[] s = scratch[0];
    double[] remainder = scratch[1];
    double[] rest = scratch[2];
    for (int i = 0; i < length; i++) {
      remainder[i] = Math.abs(x[i]) * 2;
    }
    ExpStages.pow2(remainder, 1, s, length);
    ExpStages.rest(remainder, 1, rest, 0, length);
    ExpStages.remainder(remainder, length);
    if (y != null) {
      for (int i = 0; i < length; i++) {
        y[i] = Math.fma(s[i], rest[i], Math.fma(s[i], remainder[i], s[i] - 1));
      }
      for (int i = 0; i < length; i++) {
        y[i] = withSignOfMinus(x[i], y[i]);
      }
      quotient(y, 0, length);
    }
    if (d != null) {
      for (int i = 0; i < length; i++) {
        rest[i] = Math.fma(s[i], remainder[i] + rest[i], s[i]);
      }
      ExpStages.squareOfOnePlus(rest, d, length);
      for (int i = 0; i < length; i++) {
        d[i] = (rest[i] * 4) / d[i];
      }
    }
  }

  /** {@code Math.copySign(magnitude, -x)} for a magnitude without a sign. */
  private static double withSignOfMinus(double x, double magnitude) {
    long sign = ~Double.doubleToRawLongBits(x) & Long.MIN_VALUE;
    return Double.longBitsToDouble(Double.doubleToRawLongBits(magnitude) | sign);
  }

  /**
   * Turns E = e^2|x| - 1, with the sign of -x, into tanh x. Every operation is the scalar one up to signs, which change no
   * rounding; they are arranged so that a zero keeps the sign of x.
   */
  private static void quotient(double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      double e = Math.abs(y[i]);
      double sum = e + 2;
      double lost = e - (sum - 2);
      double reciprocal = -1 / sum;
      double tanh = y[i] * reciprocal;
      double residual = Math.fma(tanh, lost, Math.fma(sum, tanh, y[i]));
      y[i] = Math.fma(residual, reciprocal, tanh);
    }
  }
}
