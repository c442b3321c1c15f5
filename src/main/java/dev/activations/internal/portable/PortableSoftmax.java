package dev.activations.internal.portable;

import dev.activations.internal.SoftmaxKernel;
import dev.activations.internal.scalar.Log;
import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import java.util.Arrays;

/** Softmax and log-softmax of a row, element by element from {@link Softmax} and {@link RowSum}. */
public class PortableSoftmax implements SoftmaxKernel {

  /** A gradient sum that overflows is taken again with every term this much smaller, which is exact for large terms. */
  private static final double SMALLER = 0x1p-40;

  private static final double LARGER = 0x1p40;

  /** Below this a sum's terms may be subnormal, and it is taken again from larger ones. */
  private static final double TINY = 0x1p-900;

  /** The temperature. */
  protected final double temperature;

  private final boolean log;

  /** Makes softmax, or its logarithm. */
  public PortableSoftmax(double temperature, boolean log) {
    this.temperature = temperature;
    this.log = log;
  }

  @Override
  public void forward(double[] x, int xOffset, double[] y, int yOffset, int length) {
    if (length == 0) {
      return;
    }
    double max = max(x, xOffset, length);
    if (!Double.isFinite(max)) {
      Arrays.fill(y, yOffset, yOffset + length, Double.NaN);
    } else if (log) {
      logarithms(x, xOffset, max, logOfSum(x, xOffset, length, max), y, yOffset, length);
    } else {
      RowSum sum = new RowSum();
      exponentials(x, xOffset, max, y, yOffset, length, sum);
      sum.finish();
      scale(y, yOffset, length, sum);
    }
  }

  @Override
  public void backward(double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int length) {
    if (length == 0) {
      return;
    }
    double max = max(x, xOffset, length);
    if (!Double.isFinite(max)) {
      Arrays.fill(dx, dxOffset, dxOffset + length, Double.NaN);
      return;
    }
    // dx holds the probabilities meanwhile, unless it is an input that is still needed.
    boolean apart = dx != x && dx != dy;
    RowSum sum = new RowSum();
    if (apart) {
      exponentials(x, xOffset, max, dx, dxOffset, length, sum);
    } else {
      for (int i = 0; i < length; i++) {
        double z = Softmax.exponent(x[xOffset + i], max, temperature);
        double low = Softmax.exponentLow(x[xOffset + i], max, temperature, z);
        double e = Softmax.exponential(z, low);
        sum.add(i, e, Softmax.exponentialLow(z, low, e));
      }
    }
    sum.finish();
    if (apart) {
      scale(dx, dxOffset, length, sum);
    }
    double reciprocal = 1 / sum.high();
    double low = Softmax.reciprocalLow(sum.high(), sum.low(), reciprocal);
    Probability computed = i -> {
      double z = Softmax.exponent(x[xOffset + i], max, temperature);
      double e = Softmax.exponential(z, Softmax.exponentLow(x[xOffset + i], max, temperature, z));
      return Math.fma(e, reciprocal, e * low);
    };
    Probability enlarged = i -> {
      double z = Softmax.exponent(x[xOffset + i], max, temperature);
      double e = Softmax.enlargedExponential(z, exponentLow(x[xOffset + i], max, z));
      return Math.fma(e, reciprocal, e * low);
    };
    gradient(apart ? i -> dx[dxOffset + i] : computed, enlarged, dy, dyOffset, dx, dxOffset, length);
  }

  /** The probability of entry i. */
  private interface Probability {
    double at(int i);
  }

  private void gradient(
      Probability s, Probability enlarged, double[] dy, int dyOffset, double[] dx, int dxOffset, int length) {
    double scale = 1;
    double dot = weightedSum(s, dy, dyOffset, length, scale);
    if (!Double.isFinite(dot)) {
      scale = SMALLER;
      dot = weightedSum(s, dy, dyOffset, length, scale);
    } else if (!log && Math.abs(dot) < TINY && isTiny(s, dy, dyOffset, length)) {
      tinyGradient(s, enlarged, dy, dyOffset, dx, dxOffset, length);
      return;
    }
    double back = scale == 1 ? 1 : LARGER;
    for (int i = 0; i < length; i++) {
      double g = dy[dyOffset + i] * scale;
      double p = s.at(i);
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

  /** Whether every dy s is tiny, but not because dy is 0. */
  private static boolean isTiny(Probability s, double[] dy, int dyOffset, int length) {
    double largestTerm = 0;
    boolean zero = true;
    for (int i = 0; i < length; i++) {
      largestTerm = Math.max(largestTerm, Math.abs(s.at(i) * dy[dyOffset + i]));
      zero &= dy[dyOffset + i] == 0;
    }
    return largestTerm < TINY && !zero;
  }

  /**
   * The gradient where every dy s is so small that many of them, rounded as subnormal numbers, would add up to a large error.
   * Probabilities are 2^300 times as large here, and so is dy where it leaves room.
   */
  private void tinyGradient(
      Probability s, Probability enlarged, double[] dy, int dyOffset, double[] dx, int dxOffset, int length) {
    double largest = 0;
    for (int i = 0; i < length; i++) {
      largest = Math.max(largest, Math.abs(dy[dyOffset + i]));
    }
    double scale = largest < 0x1p500 ? 0x1p200 : 1;
    double dot = weightedSum(enlarged, dy, dyOffset, length, scale);
    for (int i = 0; i < length; i++) {
      double term = enlarged.at(i) * (dy[dyOffset + i] * scale);
      dx[dxOffset + i] = Math.fma(-s.at(i), dot, term) / temperature / Softmax.ENLARGED / scale;
    }
  }

  /** Σ dy s for softmax, Σ dy for its logarithm. */
  private double weightedSum(Probability s, double[] dy, int dyOffset, int length, double scale) {
    RowSum sum = new RowSum();
    for (int i = 0; i < length; i++) {
      double g = dy[dyOffset + i] * scale;
      if (log) {
        sum.add(i, g, 0);
      } else {
        double p = s.at(i);
        double term = g * p;
        sum.add(i, term, Math.fma(g, p, -term));
      }
    }
    sum.finish();
    return sum.high();
  }

  /** The largest entry, or NaN where there is one. */
  protected double max(double[] x, int xOffset, int length) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      max = Math.max(max, x[xOffset + i]);
    }
    return max;
  }

  /** Writes e^z of each entry to y, and adds them up. */
  protected void exponentials(
      double[] x, int xOffset, double max, double[] y, int yOffset, int length, RowSum sum) {
    for (int i = 0; i < length; i++) {
      double z = Softmax.exponent(x[xOffset + i], max, temperature);
      double low = Softmax.exponentLow(x[xOffset + i], max, temperature, z);
      double e = Softmax.exponential(z, low);
      sum.add(i, e, Softmax.exponentialLow(z, low, e));
      y[yOffset + i] = e;
    }
  }

  private void scale(double[] y, int yOffset, int length, RowSum sum) {
    double reciprocal = 1 / sum.high();
    scale(y, yOffset, length, reciprocal, Softmax.reciprocalLow(sum.high(), sum.low(), reciprocal));
  }

  /** Multiplies each entry by reciprocal + low. */
  protected void scale(double[] y, int yOffset, int length, double reciprocal, double low) {
    for (int i = 0; i < length; i++) {
      double e = y[yOffset + i];
      y[yOffset + i] = Math.fma(e, reciprocal, e * low);
    }
  }

  /**
   * log Σ e^z. The entries with z = 0 are counted, not added: where all others are tiny the result is their sum, and needs
   * all its digits.
   */
  private double logOfSum(double[] x, int xOffset, int length, double max) {
    RowSum others = new RowSum();
    int largest = addOthers(x, xOffset, max, 0, length, others);
    others.add(0, largest - 1, 0);
    others.finish();
    if (others.high() < TINY) {
      return tinySum(x, xOffset, length, max);
    }
    return Log.log1p(others.high(), others.low());
  }

  /** Adds up e^z of the entries {@code from <= i < to} whose z is not 0, and returns the number of those whose z is. */
  protected int addOthers(double[] x, int xOffset, double max, int from, int to, RowSum others) {
    int largest = 0;
    for (int i = from; i < to; i++) {
      double z = Softmax.exponent(x[xOffset + i], max, temperature);
      if (z == 0) {
        largest++;
        continue;
      }
      double low = Softmax.exponentLow(x[xOffset + i], max, temperature, z);
      double e = Softmax.exponential(z, low);
      others.add(i, e, Softmax.exponentialLow(z, low, e));
    }
    return largest;
  }

  /** Σ e^z without the largest entry where it is so small that its terms are subnormal: log(1 + sum) is the sum. */
  private double tinySum(double[] x, int xOffset, int length, double max) {
    RowSum others = new RowSum();
    for (int i = 0; i < length; i++) {
      double z = Softmax.exponent(x[xOffset + i], max, temperature);
      if (z != 0) {
        others.add(i, Softmax.enlargedExponential(z, exponentLow(x[xOffset + i], max, z)), 0);
      }
    }
    others.finish();
    return others.high() / Softmax.ENLARGED;
  }

  /** The low part of an exponent; 0 where the exponent is -∞. */
  private double exponentLow(double x, double max, double z) {
    return z == Double.NEGATIVE_INFINITY ? 0 : Softmax.exponentLow(x, max, temperature, z);
  }

  /** Writes z - log of each entry to y. */
  protected void logarithms(
      double[] x, int xOffset, double max, double log, double[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      double z = Softmax.exponent(x[xOffset + i], max, temperature);
      double low = exponentLow(x[xOffset + i], max, z);
      y[yOffset + i] = z + (low - log);
    }
  }
}
