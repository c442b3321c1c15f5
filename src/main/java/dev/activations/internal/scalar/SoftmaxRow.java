package dev.activations.internal.scalar;

import java.util.Arrays;

/**
 * Softmax or log-softmax of a row, entry by entry, from the parts in {@link Softmax}, {@link RowPowers}, {@link RowSum} and
 * {@link LogOfSum}: what every backend's rows must equal to the bit. An instance serves one call, for one row after the other.
 */
public final class SoftmaxRow {

  /** Below this a gradient's terms may be subnormal, and are taken again from larger ones. */
  public static final double TINY = 0x1p-900;

  private final boolean log;
  final RowSum sum = new RowSum();
  private final LogOfSum powers;
  private double reciprocal;
  private double reciprocalLow;
  private double largest;

  /** Makes softmax, or its logarithm. */
  public SoftmaxRow(double temperature, boolean log) {
    this.log = log;
    powers = new LogOfSum(temperature);
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

  /** Softmax of a row whose largest entry is known; {@code y} may be exactly {@code x}. */
  void probabilities(double[] x, int xOffset, double max, double[] y, int yOffset, int length) {
    double[] lows = new double[length];
    sumUp(x, xOffset, max, y, yOffset, lows);
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = probability(y[yOffset + i], lows[i], length);
    }
  }

  /** Takes the sum for {@link #probability(double, int)}. */
  void sumUp(double[] x, int xOffset, double max, int length) {
    double[] parts = new double[length];
    sumUp(x, xOffset, max, parts, 0, parts);
  }

  private void sumUp(double[] x, int xOffset, double max, double[] highs, int offset, double[] lows) {
    sum.clear();
    powers.beginRow(max);
    for (int i = 0; i < lows.length; i++) {
      sum.reach(i);
      powers.take(x[xOffset + i]);
      highs[offset + i] = powers.exponential();
      lows[i] = powers.exponentialLow();
      sum.addExponential(i, powers.exponential(), powers.exponentialLow());
    }
    sum.finishExponentials();
    reciprocal = 1 / sum.high();
    reciprocalLow = Softmax.reciprocalLow(sum.high(), sum.low(), reciprocal);
    largest = Softmax.largest(powers.top);
  }

  /** The probability of an entry in a row of which the sum has been taken. */
  double probability(double x, int length) {
    powers.take(x);
    return probability(powers.exponential(), powers.exponentialLow(), length);
  }

  private double probability(double high, double low, int length) {
    if (length <= RowSum.FOLD) {
      return Softmax.probability(high, low, reciprocal, reciprocalLow);
    }
    double e = high + low;
    double left = e == largest ? Softmax.largestLow(powers.top, e) : 0;
    return Softmax.probability(e, left, reciprocal, reciprocalLow);
  }

  /** {@link Softmax#SCALE} times as large, also for entries far below the largest. */
  double scaledProbability(double x) {
    return Softmax.scaledProbability(powers.far(x), 0, reciprocal, reciprocalLow);
  }

  private void logarithms(double[] x, int xOffset, double max, double[] y, int yOffset, int length) {
    powers.begin(max);
    sum.clear();
    for (int i = 0; i < length; i++) {
      sum.reach(i);
      powers.add(sum, i, x[xOffset + i]);
    }
    if (!powers.finishAll(sum, length)) {
      sumWithout(max, x, xOffset, length);
      powers.finishOthers(sum);
    }
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = powers.logarithm(x[xOffset + i]);
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
    boolean counts = powers.beginOthers(second);
    for (int i = 0; counts && i < length; i++) {
      sum.reach(i);
      if (x[xOffset + i] != max) {
        powers.add(sum, i, x[xOffset + i]);
      }
    }
  }
}
