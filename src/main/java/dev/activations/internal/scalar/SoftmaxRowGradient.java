package dev.activations.internal.scalar;

import java.util.Arrays;

/**
 * The vector-Jacobian product of softmax, dx_i = s_i (dy_i - Σ dy_j s_j) / T, and of its logarithm,
 * dx_i = (dy_i - s_i Σ dy_j) / T: what every backend must equal to the
 * bit. An instance serves one call, for one row after the other.
 *
 * <p>Sums that overflow are taken again from smaller terms, and sums whose terms are subnormal from larger ones. dx holds the
 * probabilities meanwhile, unless it is an input that is still needed; then they are computed again.
 */
public final class SoftmaxRowGradient {

  /** A gradient sum that overflows is taken again with every term this much smaller, which is exact for large terms. */
  private static final double SMALLER = 0x1p-40;

  private static final double LARGER = 0x1p40;

  private final SoftmaxRow softmax;
  private final double temperature;
  private final boolean log;
  private final RowSum sum;

  // The row at work.
  private double[] x;
  private double[] dy;
  private double[] dx;
  private int xOffset;
  private int dyOffset;
  private int dxOffset;
  private int length;
  private boolean apart;

  /** Makes the gradient of softmax, or of its logarithm. */
  public SoftmaxRowGradient(double temperature, boolean log) {
    this.temperature = temperature;
    this.log = log;
    softmax = new SoftmaxRow(temperature, log);
    sum = softmax.sum;
  }

  /** Computes a row; {@code dx} may be exactly {@code x} or exactly {@code dy}. */
  public void backward(double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int length) {
    this.x = x;
    this.dy = dy;
    this.dx = dx;
    this.xOffset = xOffset;
    this.dyOffset = dyOffset;
    this.dxOffset = dxOffset;
    this.length = length;
    apart = dx != x && dx != dy;
    double max = SoftmaxRow.max(x, xOffset, length);
    if (!Double.isFinite(max)) {
      Arrays.fill(dx, dxOffset, dxOffset + length, Double.NaN);
      return;
    }
    if (apart) {
      softmax.probabilities(x, xOffset, max, dx, dxOffset, length);
    } else {
      softmax.sumUp(x, xOffset, max, length);
    }
    gradient();
  }

  private double probability(int i) {
    return apart ? dx[dxOffset + i] : softmax.probability(x[xOffset + i], length);
  }

  /** {@link Softmax#SCALE} times as large. */
  private double scaledProbability(int i) {
    return softmax.scaledProbability(x[xOffset + i]);
  }

  private void gradient() {
    double scale = 1;
    double dot = weightedSum(scale, false);
    if (!Double.isFinite(dot)) {
      scale = SMALLER;
      dot = weightedSum(scale, false);
    } else if (!log && Math.abs(dot) < SoftmaxRow.TINY && isTiny()) {
      tinyGradient();
      return;
    }
    double back = scale == 1 ? 1 : LARGER;
    for (int i = 0; i < length; i++) {
      double g = dy[dyOffset + i] * scale;
      double p = probability(i);
      double gradient = log ? logGradient(p, dot, g, temperature) : gradient(p, dot, g, temperature);
      dx[dxOffset + i] = gradient * back;
    }
  }

  /**
   * p (g - dot) / T. A temperature below 1 would enlarge the rounding errors of subnormal numbers; where there may be some, the
   * terms are taken {@link Softmax#SCALE} times as large.
   */
  public static double gradient(double p, double dot, double g, double temperature) {
    double product = p * dot;
    double gradient = Math.fma(p, g, -product) / temperature;
    if (Math.abs(gradient) < tinyGradient(temperature) && p > 0 && Math.abs(product) < SoftmaxRow.TINY) {
      double scaled = p * Softmax.SCALE;
      return Math.fma(scaled, g, -(scaled * dot)) / temperature * Softmax.UNSCALE;
    }
    return gradient;
  }

  /** (g - p dot) / T, where the difference alone may overflow, or be subnormal as in {@link #gradient}. */
  public static double logGradient(double p, double dot, double g, double temperature) {
    double gradient = Math.fma(-p, dot, g) / temperature;
    if (Math.abs(gradient) < tinyGradient(temperature) && p > 0 && Math.abs(g) < SoftmaxRow.TINY) {
      return Math.fma(-p, dot * Softmax.SCALE, g * Softmax.SCALE) / temperature * Softmax.UNSCALE;
    }
    return Double.isFinite(gradient)
        ? gradient
        : Math.fma(-p, dot * SMALLER, g * SMALLER) / temperature * LARGER;
  }

  /** Gradients below this may come from subnormal numbers that the temperature has enlarged; 0 where it enlarges nothing. */
  public static double tinyGradient(double temperature) {
    return temperature < 1 ? SoftmaxRow.TINY / temperature : 0;
  }

  /** Σ dy s for softmax, Σ dy for its logarithm. */
  private double weightedSum(double scale, boolean scaled) {
    sum.clear();
    for (int i = 0; i < length; i++) {
      double g = dy[dyOffset + i] * scale;
      if (log) {
        sum.add(i, g, 0);
      } else {
        double p = scaled ? scaledProbability(i) : probability(i);
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
    return largestTerm < SoftmaxRow.TINY && !zero;
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
      double term = scaledProbability(i) * (dy[dyOffset + i] * scale);
      dx[dxOffset + i] = Math.fma(-probability(i), dot, term) / temperature / Softmax.SCALE / scale;
    }
  }
}
