package dev.activations.internal.portable;

import dev.activations.internal.scalar.Tanh;

/** The array forms of {@link Tanh}. */
final class TanhKernel extends ScalarLoops {

  @Override
  public double value(double x) {
    return Tanh.value(x);
  }

  @Override
  public double derivative(double x) {
    return Tanh.derivative(x);
  }
}
