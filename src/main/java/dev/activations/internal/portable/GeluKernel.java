package dev.activations.internal.portable;

import static dev.activations.internal.scalar.GaussianTail.CENTRE;
import static dev.activations.internal.scalar.GaussianTail.G0;
import static dev.activations.internal.scalar.GaussianTail.INV_K;
import static dev.activations.internal.scalar.GaussianTail.INV_K_ERROR;
import static dev.activations.internal.scalar.GaussianTail.K;
import static dev.activations.internal.scalar.GaussianTail.K_INV_SQRT_2PI;
import static dev.activations.internal.scalar.GaussianTail.K_INV_SQRT_2PI_LOW;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.GaussianTail;
import dev.activations.internal.scalar.Gelu;

/** The array forms of {@link Gelu}. */
final class GeluKernel extends StagedKernel {

  /** n + 2 for |x| up to 36.9, less than {@link Gelu#LIMIT}; no n is positive. */
  private static final int LEAST = -981;

  @Override
  public double value(double x) {
    return Gelu.value(x);
  }

  @Override
  public double derivative(double x) {
    return Gelu.derivative(x);
  }

  @Override
  boolean tile(double[] x, double[] y, double[] d, double[][] scratch, int length) {
    double[] remainder = scratch[0];
    double[] rest = scratch[1];
    double[] s = scratch[2];
    shifted(x, s, length);
    if (!ExpStages.pow2(s, LEAST, 1024, 0, length)) {
      return false;
    }
    remainderAndRest(x, remainder, rest, length);
    double[] map = scratch[3];
    double[] f = scratch[4];
    double[] fLow = scratch[5];
    polynomial(x, map, f, fLow, length);
    double[] low = scratch[6];
    if (y != null) {
      tail(x, s, map, f, fLow, y, low, length);
      carry(y, remainder, rest, low, length);
      values(x, y, low, length);
    }
    if (d != null) {
      difference(x, map, f, fLow, d, low, length);
      scale(s, d, low, length);
      carry(d, remainder, rest, low, length);
      derivative(x, d, low, length);
    }
    return true;
  }

  /** {@link Exp#shifted} of -a²/2. */
  private static void shifted(double[] x, double[] s, int length) {
    for (int i = 0; i < length; i++) {
      double a = Math.abs(x[i]);
      double t = Math.fma(a * (a * -0.5), Exp.LOG2_E, GaussianTail.SHIFT);
      // Zero, but for 0 < a < 2^-846, where it takes n out of its range: those numbers need the scalar function.
      double scaled = a * 0x1p1000;
      s[i] = Math.fma(scaled, (scaled + 0x1p100) - scaled, t);
    }
  }

  /** The parts of e^r - 1 for the remainder r of -a²/2. */
  private static void remainderAndRest(double[] x, double[] remainder, double[] rest, int length) {
    for (int i = 0; i < length; i++) {
      double a = Math.abs(x[i]);
      double m = a * -0.5;
      double high = a * m;
      double t = Exp.shifted(high);
      double r = Exp.remainder(high, t);
      rest[i] = Exp.expm1Rest(r, Math.fma(a, m, high * -1), t);
      remainder[i] = r;
    }
  }

  /** y = a / (a + K), and f(y) in two parts. */
  private static void polynomial(double[] x, double[] y, double[] f, double[] fLow, int length) {
    for (int i = 0; i < length; i++) {
      double a = Math.abs(x[i]);
      double ratio = a / (a + K);
      y[i] = ratio;
      f[i] = GaussianTail.slopeOfF(ratio - CENTRE);
    }
    for (int i = 0; i < length; i++) {
      double v = y[i] - CENTRE;
      double rounded = Math.fma(f[i], v, G0);
      fLow[i] = Math.fma(f[i], v, G0 - rounded);
      f[i] = rounded;
    }
  }

  /** y f s as tail + low, the error of y included. */
  private static void tail(
      double[] x, double[] s, double[] y, double[] f, double[] fLow, double[] tail, double[] low, int length) {
    for (int i = 0; i < length; i++) {
      double ys = y[i] * s[i];
      double product = ys * f[i];
      tail[i] = product;
      low[i] = Math.fma(ys, fLow[i], Math.fma(ys, f[i], product * -1));
    }
    for (int i = 0; i < length; i++) {
      double a = Math.abs(x[i]);
      double sum = a + K;
      double minus = y[i] * s[i] * -1;
      double yError = Math.fma(minus, a - (sum - K), Math.fma(minus, sum, a * s[i]));
      double share = f[i] - GaussianTail.SHARE;
      low[i] = Math.fma(yError, share * share, low[i]);
    }
  }

  /** Turns {@code low} into what the tail lacks once both are multiplied by e^r. */
  private static void carry(double[] tail, double[] remainder, double[] rest, double[] low, int length) {
    for (int i = 0; i < length; i++) {
      double carried = Math.fma(low[i], remainder[i], low[i]);
      low[i] = Math.fma(tail[i], remainder[i], Math.fma(tail[i], rest[i], carried));
    }
  }

  /** x where its sign is plus or it is -0, else -0; less the tail, which is in {@code y} and {@code low}. */
  private static void values(double[] x, double[] y, double[] low, int length) {
    for (int i = 0; i < length; i++) {
      y[i] = (Math.max(x[i], -0.0) - y[i]) - low[i];
    }
  }

  /** K (Φ(-a) e^(a²/2) - a/√(2π)) as high + low. */
  private static void difference(
      double[] x, double[] y, double[] f, double[] fLow, double[] high, double[] low, int length) {
    for (int i = 0; i < length; i++) {
      double k = 1 - y[i];
      double mills = f[i] * k;
      high[i] = mills;
      low[i] = Math.fma(f[i], (1 - k) - y[i], Math.fma(k, fLow[i], Math.fma(f[i], k, mills * -1)));
    }
    for (int i = 0; i < length; i++) {
      double a = Math.abs(x[i]);
      double mills = high[i];
      double density = a * K_INV_SQRT_2PI;
      double difference = mills - density;
      double constantsLow = Math.fma(difference, INV_K_ERROR, Math.fma(a, -K_INV_SQRT_2PI_LOW, low[i]));
      double densityLow = Math.fma(a, K_INV_SQRT_2PI, density * -1);
      high[i] = difference;
      low[i] = constantsLow + ((mills - (difference + density)) - densityLow);
    }
  }

  /** Times s / K. */
  private static void scale(double[] s, double[] high, double[] low, int length) {
    for (int i = 0; i < length; i++) {
      double scale = s[i] * INV_K;
      double tail = scale * high[i];
      low[i] = Math.fma(scale, low[i], Math.fma(scale, high[i], tail * -1));
      high[i] = tail;
    }
  }

  /**
   * (1 - G) - low for positive x and G + low for the others, from G in {@code d}. A choice by sign would not be vectorised, and its
   * branch could not be predicted. Zero goes with the others, unlike in the scalar function: there both are ½.
   */
  private static void derivative(double[] x, double[] d, double[] low, int length) {
    for (int i = 0; i < length; i++) {
      // 1 where x > 0, else 0: see ReluKernel
      double positive = Math.min(Math.max(x[i], 0.0) * 0x1p1023 * 0x1p1023, 1.0);
      double sign = Math.fma(positive, -2, 1);
      d[i] = Math.fma(d[i], sign, positive) + sign * low[i];
    }
  }
}
