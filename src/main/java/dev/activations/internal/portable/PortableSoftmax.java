package dev.activations.internal.portable;

import dev.activations.internal.SoftmaxKernel;
import dev.activations.internal.scalar.Log;
import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import java.util.Arrays;

/** Softmax and log-softmax of rows, element by element from {@link Softmax} and {@link RowSum}. */
public class PortableSoftmax implements SoftmaxKernel {

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
  public final void forward(double[] x, int xOffset, double[] y, int yOffset, int rows, int columns) {
    RowSum sum = new RowSum();
    for (int row = 0; row < rows; row++) {
      forwardRow(x, xOffset + row * columns, y, yOffset + row * columns, columns, sum);
    }
  }

  private void forwardRow(double[] x, int xOffset, double[] y, int yOffset, int length, RowSum sum) {
    if (length == 0) {
      return;
    }
    double max = max(x, xOffset, length);
    if (!Double.isFinite(max)) {
      Arrays.fill(y, yOffset, yOffset + length, Double.NaN);
    } else if (log) {
      logarithms(x, xOffset, max, logOfSum(x, xOffset, length, max, sum), y, yOffset, length);
    } else {
      sum.clear();
      exponentials(x, xOffset, max, y, yOffset, length, sum);
      sum.finish();
      double reciprocal = 1 / sum.high();
      scale(y, yOffset, length, reciprocal, Softmax.reciprocalLow(sum.high(), sum.low(), reciprocal));
    }
  }

  @Override
  public final void backward(
      double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int rows, int columns) {
    SoftmaxGradient gradient = new SoftmaxGradient(this, temperature, log, x, dy, dx);
    for (int row = 0; columns > 0 && row < rows; row++) {
      int at = row * columns;
      gradient.row(xOffset + at, dyOffset + at, dxOffset + at, columns);
    }
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
  private double logOfSum(double[] x, int xOffset, int length, double max, RowSum others) {
    others.clear();
    int largest = addOthers(x, xOffset, max, 0, length, others);
    others.add(0, largest - 1, 0);
    others.finish();
    if (others.high() < TINY) {
      return tinySum(x, xOffset, length, max, others);
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
  private double tinySum(double[] x, int xOffset, int length, double max, RowSum others) {
    others.clear();
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
