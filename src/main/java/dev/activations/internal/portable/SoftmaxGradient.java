package dev.activations.internal.portable;

import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import java.util.Arrays;

/**
 * The vector-Jacobian product of softmax, dx_i = s_i (dy_i - Σ dy_j s_j) / T, and of its logarithm,
 * dx_i = (dy_i - s_i Σ dy_j) / T. Made once a call; it works through the rows.
 *
 * <p>Sums that overflow are taken again from smaller terms, and sums whose terms are subnormal from larger ones. dx holds the
 * probabilities meanwhile, unless it is an input that is still needed; then they are computed again.
 */
final class SoftmaxGradient {

  /** A gradient sum that overflows is taken again with every term this much smaller, which is exact for large terms. */
  private static final double SMALLER = 0x1p-40;

  private static final double LARGER = 0x1p40;

  /** Below this a sum's terms may be subnormal. */
  private static final double TINY = 0x1p-900;

  private final PortableSoftmax softmax;
  private final double temperature;
  private final boolean log;
  private final double[] x;
  private final double[] dy;
  private final double[] dx;
  private final boolean apart;
  private final RowSum sum = new RowSum();

  // The row at work.
  private int xOffset;
  private int dyOffset;
  private int dxOffset;
  private int length;
  private double max;
  private double reciprocal;
  private double reciprocalLow;

  SoftmaxGradient(
      PortableSoftmax softmax, double temperature, boolean log, double[] x, double[] dy, double[] dx) {
    this.softmax = softmax;
    this.temperature = temperature;
    this.log = log;
    this.x = x;
    this.dy = dy;
    this.dx = dx;
    this.apart = dx != x && dx != dy;
  }

  void row(int xOffset, int dyOffset, int dxOffset, int length) {
    this.xOffset = xOffset;
    this.dyOffset = dyOffset;
    this.dxOffset = dxOffset;
    this.length = length;
    max = softmax.max(x, xOffset, length);
    if (!Double.isFinite(max)) {
      Arrays.fill(dx, dxOffset, dxOffset + length, Double.NaN);
      return;
    }
    sum.clear();
    if (apart) {
      softmax.exponentials(x, xOffset, max, dx, dxOffset, length, sum);
    } else {
      for (int i = 0; i < length; i++) {
        double z = exponent(i);
        double low = exponentLow(i, z);
        double e = Softmax.exponential(z, low);
        sum.add(i, e, Softmax.exponentialLow(z, low, e));
      }
    }
    sum.finish();
    reciprocal = 1 / sum.high();
    reciprocalLow = Softmax.reciprocalLow(sum.high(), sum.low(), reciprocal);
    if (apart) {
      softmax.scale(dx, dxOffset, length, reciprocal, reciprocalLow);
    }
    gradient();
  }

  private double exponent(int i) {
    return Softmax.exponent(x[xOffset + i], max, temperature);
  }

  /** 0 where the exponent is -∞. */
  private double exponentLow(int i, double z) {
    return z == Double.NEGATIVE_INFINITY ? 0 : Softmax.exponentLow(x[xOffset + i], max, temperature, z);
  }

  private double probability(int i) {
    if (apart) {
      return dx[dxOffset + i];
    }
    double z = exponent(i);
    double e = Softmax.exponential(z, exponentLow(i, z));
    return Math.fma(e, reciprocal, e * reciprocalLow);
  }

  /** 2^300 times as large. */
  private double enlargedProbability(int i) {
    double z = exponent(i);
    double e = Softmax.enlargedExponential(z, exponentLow(i, z));
    return Math.fma(e, reciprocal, e * reciprocalLow);
  }

  private void gradient() {
    double scale = 1;
    double dot = weightedSum(scale, false);
    if (!Double.isFinite(dot)) {
      scale = SMALLER;
      dot = weightedSum(scale, false);
    } else if (!log && Math.abs(dot) < TINY && isTiny()) {
      tinyGradient();
      return;
    }
    double back = scale == 1 ? 1 : LARGER;
    for (int i = 0; i < length; i++) {
      double g = dy[dyOffset + i] * scale;
      double p = probability(i);
      double gradient = log ? logGradient(p, dot, g) : Math.fma(p, g, -(p * dot)) / temperature;
      dx[dxOffset + i] = gradient * back;
    }
  }

  /** (g - p dot) / T, where the difference alone may overflow. */
  private double logGradient(double p, double dot, double g) {
    double gradient = Math.fma(-p, dot, g) / temperature;
    return Double.isFinite(gradient)
        ? gradient
        : Math.fma(-p, dot * SMALLER, g * SMALLER) / temperature * LARGER;
  }

  /** Σ dy s for softmax, Σ dy for its logarithm. */
  private double weightedSum(double scale, boolean enlarged) {
    sum.clear();
    for (int i = 0; i < length; i++) {
      double g = dy[dyOffset + i] * scale;
      if (log) {
        sum.add(i, g, 0);
      } else {
        double p = enlarged ? enlargedProbability(i) : probability(i);
        double term = g * p;
        sum.add(i, term, Math.fma(g, p, -term));
      }
    }
    sum.finish();
    return sum.high();
  }

  /** Whether every dy s is tiny, but not because dy is 0. */
  private boolean isTiny() {
    double largestTerm = 0;
    boolean zero = true;
    for (int i = 0; i < length; i++) {
      largestTerm = Math.max(largestTerm, Math.abs(probability(i) * dy[dyOffset + i]));
      zero &= dy[dyOffset + i] == 0;
    }
    return largestTerm < TINY && !zero;
  }

  /**
   * The gradient where every dy s is so small that many of them, rounded as subnormal numbers, would add up to a large error.
   * Probabilities are 2^300 times as large here, and so is dy, by 2^200, where it leaves room.
   */
  private void tinyGradient() {
    double largest = 0;
    for (int i = 0; i < length; i++) {
      largest = Math.max(largest, Math.abs(dy[dyOffset + i]));
    }
    double scale = largest < 0x1p500 ? 0x1p200 : 1;
    double dot = weightedSum(scale, true);
    for (int i = 0; i < length; i++) {
      double term = enlargedProbability(i) * (dy[dyOffset + i] * scale);
      dx[dxOffset + i] = Math.fma(-probability(i), dot, term) / temperature / Softmax.ENLARGED / scale;
    }
  }
}
