package dev.activations.internal.portable;

import dev.activations.internal.scalar.LeakyRelu;

/** The array forms of {@link LeakyRelu}. */
final class LeakyReluKernel extends SameIndexKernel {

  private final double slope;

  LeakyReluKernel(double slope) {
    this.slope = slope;
  }

  @Override
  public double value(double x) {
    return LeakyRelu.value(x, slope);
  }

  @Override
  public double derivative(double x) {
    return LeakyRelu.derivative(x, slope);
  }

  @Override
  void values(double[] x, double[] y, int from, int to) {
    if (slope == 0) {
      // slope · (-∞) would be NaN.
      for (int i = from; i < to; i++) {
        y[i] = value(x[i]);
      }
      return;
    }
    double factor = slope;
    if (factor > 0 && factor <= 1) {
      maxima(x, factor, y, from, to);
      return;
    }
    for (int i = from; i < to; i++) {
      // One of the two summands is a zero that changes nothing: x is on one side of zero, and -0.0 + z is z for every z.
      y[i] = Math.max(x[i], -0.0) + factor * Math.min(x[i], -0.0);
    }
  }

  /** Downwards: see {@link ReluKernel}. In a method of its own, or C2 of JDK 25 leaves it scalar for 16 to 32 numbers where ReLU has run before. */
  private static void maxima(double[] x, double factor, double[] y, int from, int to) {
    for (int i = to - 1; i >= from; i--) {
      y[i] = Math.max(x[i], factor * x[i]);
    }
  }

  @Override
  void derivatives(double[] x, double[] d, int from, int to) {
    if (slope == 0) {
      // -0 would lose its sign.
      for (int i = from; i < to; i++) {
        d[i] = derivative(x[i]);
      }
      return;
    }
    double factor = slope;
    for (int i = from; i < to; i++) {
      // 1 where x > 0, else 0; NaN stays NaN. See ReluKernel.
      double positive = Math.min(Math.max(x[i], 0.0) * 0x1p1023 * 0x1p1023, 1.0);
      d[i] = positive + factor * (1 - positive);
    }
  }
}
