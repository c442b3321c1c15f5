package dev.activations.internal.portable;

import dev.activations.internal.scalar.Silu;

/** The array forms of {@link Silu}. */
final class SiluKernel extends ScalarLoops {

  @Override
  public double value(double x) {
    return Silu.value(x);
  }

  @Override
  public double derivative(double x) {
    return Silu.derivative(x);
  }
}
