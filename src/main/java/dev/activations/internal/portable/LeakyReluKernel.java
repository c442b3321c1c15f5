package dev.activations.internal.portable;

import dev.activations.internal.scalar.LeakyRelu;

/** The array forms of {@link LeakyRelu}. */
final class LeakyReluKernel extends ScalarLoops {

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
}
