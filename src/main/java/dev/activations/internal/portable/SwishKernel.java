package dev.activations.internal.portable;

import dev.activations.internal.scalar.Swish;

/** The array forms of {@link Swish}. */
final class SwishKernel extends ScalarLoops {

  private final double beta;

  SwishKernel(double beta) {
    this.beta = beta;
  }

  @Override
  public double value(double x) {
    return Swish.value(x, beta);
  }

  @Override
  public double derivative(double x) {
    return Swish.derivative(x, beta);
  }
}
