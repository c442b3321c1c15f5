package dev.activations.internal.portable;

import dev.activations.internal.scalar.Gelu;

/** The array forms of {@link Gelu}. */
final class GeluKernel extends ScalarLoops {

  @Override
  public double value(double x) {
    return Gelu.value(x);
  }

  @Override
  public double derivative(double x) {
    return Gelu.derivative(x);
  }
}
