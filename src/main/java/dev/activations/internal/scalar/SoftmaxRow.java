package dev.activations.internal.scalar;

import java.util.Arrays;

/**
 * Softmax or log-softmax of a row, entry by entry, from the parts in {@link Softmax} and the sum of {@link RowSum}: what
 * every backend's rows must equal to the bit. An instance serves one call, for one row after the other.
 */
public final class SoftmaxRow {

  /** Below this the sum of the entries that are not the largest is taken again, by {@link RowSum#add}. */
  public static final double SMALL_SUM = 0x1p-10;

  /** Below this the logarithm of 1 + sum is the sum; and a gradient's terms may be subnormal, and are taken again from larger ones. */
  public static final double TINY = 0x1p-900;

  final double temperature;
  final boolean log;
  final RowSum sum = new RowSum();

  /** Makes softmax, or its logarithm. */
  public SoftmaxRow(double temperature, boolean log) {
    this.temperature = temperature;
    this.log = log;
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
    double log = logOfSum(x, xOffset, max, length);
    for (int i = 0; i < length; i++) {
      double z = Softmax.exponent(x[xOffset + i], max, temperature);
      y[yOffset + i] = z + (exponentLow(x[xOffset + i], max, z) - log);
    }
  }

  /**
   * log Σ e^z as log(1 + the sum without one of the largest entries). Where that is small the result needs all its digits, and
   * it is added up again without the entries with z = 0, which are counted.
   */
  private double logOfSum(double[] x, int xOffset, double max, int length) {
    sum.clear();
    for (int i = 0; i < length; i++) {
      sum.reach(i);
      double z = Softmax.exponent(x[xOffset + i], max, temperature);
      double low = Softmax.exponentLow(x[xOffset + i], max, temperature, z);
      sum.addExponential(i, Softmax.exponentialHigh(z, low), Softmax.exponentialLow(z, low));
    }
    sum.add(0, -Softmax.SCALE, 0);
    sum.finishExponentials();
    if (sum.high() < SMALL_SUM) {
      addOthers(x, xOffset, max, length);
    }
    return logOfOnePlus(sum);
  }

  /** log(1 + sum). */
  public static double logOfOnePlus(RowSum sum) {
    return sum.high() < TINY ? sum.high() : Log.log1p(sum.high(), sum.low());
  }

  /** Adds up e^z of the entries whose z is not 0, and 1 for all but one of the others. */
  private void addOthers(double[] x, int xOffset, double max, int length) {
    sum.clear();
    int largest = 0;
    for (int i = 0; i < length; i++) {
      double z = Softmax.exponent(x[xOffset + i], max, temperature);
      if (z == 0) {
        largest++;
      } else {
        double low = Softmax.exponentLow(x[xOffset + i], max, temperature, z);
        sum.add(i, Softmax.exponentialHigh(z, low), Softmax.exponentialLow(z, low));
      }
    }
    sum.add(0, (largest - 1) * Softmax.SCALE, 0);
    sum.finishExponentials();
  }

  /** The low part of an exponent; 0 where the exponent is -∞. */
  double exponentLow(double x, double max, double z) {
    return z == Double.NEGATIVE_INFINITY ? 0 : Softmax.exponentLow(x, max, temperature, z);
  }
}
