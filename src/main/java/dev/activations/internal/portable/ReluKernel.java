package dev.activations.internal.portable;

import dev.activations.internal.scalar.Relu;

/** The array forms of {@link Relu}. */
final class ReluKernel extends ScalarLoops {

  @Override
  public double value(double x) {
    return Relu.value(x);
  }

  @Override
  public double derivative(double x) {
    return Relu.derivative(x);
  }
}
