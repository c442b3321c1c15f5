package dev.activations.internal.portable;

import dev.activations.internal.scalar.GeluTanh;

/** The array forms of {@link GeluTanh}. */
final class GeluTanhKernel extends ScalarLoops {

  @Override
  public double value(double x) {
    return GeluTanh.value(x);
  }

  @Override
  public double derivative(double x) {
    return GeluTanh.derivative(x);
  }
}
