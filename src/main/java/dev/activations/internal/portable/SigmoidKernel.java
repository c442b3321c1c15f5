package dev.activations.internal.portable;

import dev.activations.internal.scalar.Sigmoid;

/** The array forms of {@link Sigmoid}. */
final class SigmoidKernel extends ScalarLoops {

  @Override
  public double value(double x) {
    return Sigmoid.value(x);
  }

  @Override
  public double derivative(double x) {
    return Sigmoid.derivative(x);
  }
}
