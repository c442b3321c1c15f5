package dev.activations.internal.scalar;

import java.util.Arrays;

/**
 * Softmax or log-softmax of a row, entry by entry, from the parts in {@link Softmax}, the sum of {@link RowSum} and {@link LogOfSum}: what
 * every backend's rows must equal to the bit. An instance serves one call, for one row after the other.
 */
public final class SoftmaxRow {

  /** Below this a gradient's terms may be subnormal, and are taken again from larger ones. */
  public static final double TINY = 0x1p-900;

  final double temperature;
  final boolean log;
  final RowSum sum = new RowSum();
  private final LogOfSum logOfSum;

  /** Makes softmax, or its logarithm. */
  public SoftmaxRow(double temperature, boolean log) {
    this.temperature = temperature;
    this.log = log;
    logOfSum = new LogOfSum(temperature);
  }

  /** Computes a row; {@code y} may be exactly {@code x}. */
  public void forward(double[] x, int xOffset, double[] y, int yOffset, int length) {
    if (length == 0) {
      return;
    }
    double max = max(x, xOffset, length);
    if (!Double.isFinite(max)) {
      Arrays.fill(y, yOffset, yOffset + length, Double.NaN);
    } else if (log) {
      logarithms(x, xOffset, max, y, yOffset, length);
    } else {
      probabilities(x, xOffset, max, y, yOffset, length);
    }
  }

  /** The largest entry, or NaN where there is one. */
  static double max(double[] x, int xOffset, int length) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      max = Math.max(max, x[xOffset + i]);
    }
    return max;
  }

  private void probabilities(double[] x, int xOffset, double max, double[] y, int yOffset, int length) {
    sum.clear();
    for (int i = 0; i < length; i++) {
      sum.reach(i);
      double z = Softmax.exponent(x[xOffset + i], max, temperature);
      double low = Softmax.exponentLow(x[xOffset + i], max, temperature, z);
      double high = Softmax.exponentialHigh(z, low);
      double rest = Softmax.exponentialLow(z, low);
      sum.addExponential(i, high, rest);
      y[yOffset + i] = high + rest;
    }
    sum.finishExponentials();
    double reciprocal = 1 / sum.high();
    double low = Softmax.reciprocalLow(sum.high(), sum.low(), reciprocal);
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = Softmax.probability(y[yOffset + i], reciprocal, low);
    }
  }

  private void logarithms(double[] x, int xOffset, double max, double[] y, int yOffset, int length) {
    logOfSum.begin(max);
    sum.clear();
    for (int i = 0; i < length; i++) {
      sum.reach(i);
      logOfSum.add(sum, i, x[xOffset + i]);
    }
    if (!logOfSum.finishAll(sum, length)) {
      sumWithout(max, x, xOffset, length);
      logOfSum.finishOthers(sum);
    }
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = logOfSum.logarithm(x[xOffset + i]);
    }
  }

  /** Adds up all entries but the largest. */
  private void sumWithout(double max, double[] x, int xOffset, int length) {
    double second = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      if (x[xOffset + i] != max) {
        second = Math.max(second, x[xOffset + i]);
      }
    }
    sum.clear();
    boolean counts = logOfSum.beginOthers(second);
    for (int i = 0; counts && i < length; i++) {
      sum.reach(i);
      if (x[xOffset + i] != max) {
        logOfSum.add(sum, i, x[xOffset + i]);
      }
    }
  }

  /** The low part of an exponent; 0 where the exponent is -∞. */
  double exponentLow(double x, double max, double z) {
    return z == Double.NEGATIVE_INFINITY ? 0 : Softmax.exponentLow(x, max, temperature, z);
  }
}
