package dev.activations.internal.portable;

import dev.activations.internal.scalar.Relu;

/** The array forms of {@link Relu}. */
final class ReluKernel extends SameIndexKernel {

  @Override
  public double value(double x) {
    return Relu.value(x);
  }

  @Override
  public double derivative(double x) {
    return Relu.derivative(x);
  }

  @Override
  void values(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Math.max(x[i], 0.0);
    }
  }

  @Override
  void derivatives(double[] x, double[] d, int from, int to) {
    for (int i = from; i < to; i++) {
      // Any positive number, however small, times 2^2046 is at least 1; NaN stays NaN, and no comparison is needed.
      d[i] = Math.min(Math.max(x[i], 0.0) * 0x1p1023 * 0x1p1023, 1.0);
    }
  }
}
