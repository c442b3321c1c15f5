package dev.activations.internal.portable;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.Tanh;

/** The array forms of {@link Tanh}. */
final class TanhKernel extends StagedKernel {

  /** n for |x| up to 349, less than {@link Tanh#LIMIT}. */
  private static final int RANGE = 1024;

  @Override
  public double value(double x) {
    return Tanh.value(x);
  }

  @Override
  public double derivative(double x) {
    return Tanh.derivative(x);
  }

  @Override
  boolean direct(double[] x, double[] y, double[] d, int from, int to) {
    double[] s = y == null ? d : y;
    shifted(x, s, from, to);
    boolean ordinary = signedPow2(x, s, RANGE, from, to);
    if (ordinary && y == null) {
      derivatives(x, d, from, to);
    } else if (ordinary) {
      expm1(x, y, from, to);
      if (d == null) {
        quotients(y, from, to);
      } else {
        both(y, d, from, to);
      }
    }
    return ordinary;
  }

  @Override
  boolean tile(double[] x, double[] y, double[] d, double[][] scratch, int length) {
    return direct(x, y, d, 0, length);
  }

  private static void shifted(double[] x, double[] t, int from, int to) {
    for (int i = from; i < to; i++) {
      t[i] = Exp.shifted(Math.abs(x[i]) * 2);
    }
  }

  /** {@link ExpStages#pow2} for n below range - 16, with the sign of -x. */
  private static boolean signedPow2(double[] x, double[] t, int range, int from, int to) {
    long lowest = Double.doubleToRawLongBits(Exp.SHIFT - 16);
    long distances = 0;
    for (int i = from; i < to; i++) {
      long bits = Double.doubleToRawLongBits(t[i]);
      distances |= bits - lowest;
      long sign = ~Double.doubleToRawLongBits(x[i]) & Long.MIN_VALUE;
      t[i] = Double.longBitsToDouble(bits << Exp.EXPONENT | sign);
    }
    return (distances & -range) == 0;
  }

  /** Turns 2^n in y into E = e^2|x| - 1, with the sign of 2^n. That is at least 1 in magnitude, so that cutting it off at ±1 leaves its sign. */
  private static void expm1(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      double z = Math.abs(x[i]) * 2;
      double t = Exp.shifted(z);
      double s = Math.abs(y[i]);
      double remainder = Exp.remainder(z, t);
      double sign = Math.max(Math.min(y[i], 1), -1);
      y[i] = Math.fma(s, Exp.expm1Rest(remainder, 0, t), Math.fma(s, remainder, s - 1)) * sign;
    }
  }

  /** Turns 2^n in d into the derivative. */
  private static void derivatives(double[] x, double[] d, int from, int to) {
    for (int i = from; i < to; i++) {
      double z = Math.abs(x[i]) * 2;
      double t = Exp.shifted(z);
      double s = Math.abs(d[i]);
      double remainder = Exp.remainder(z, t);
      double e = Math.fma(s, Exp.expm1Rest(remainder, 0, t), Math.fma(s, remainder, s - 1));
      d[i] = Tanh.slope(4 / (e + 2));
    }
  }

  /**
   * Turns E = e^2|x| - 1, with the sign of -x, into tanh x. Every operation is the scalar one up to signs, which change no
   * rounding; they are arranged so that a zero keeps the sign of x.
   */
  private static void quotients(double[] y, int from, int to) {
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

  /** The same, with the derivatives: 4 / (E + 2) is 4 times the reciprocal, to the bit. Two loops, each with a division, took 1.2 to 1.4 times as long. */
  private static void both(double[] y, double[] d, int from, int to) {
    for (int i = from; i < to; i++) {
      double e = Math.abs(y[i]);
      double sum = e + 2;
      double lost = e - (sum - 2);
      double reciprocal = -1 / sum;
      double tanh = y[i] * reciprocal;
      double residual = Math.fma(tanh, lost, Math.fma(sum, tanh, y[i]));
      d[i] = Tanh.slope(reciprocal * -4);
      y[i] = Math.fma(residual, reciprocal, tanh);
    }
  }
}
