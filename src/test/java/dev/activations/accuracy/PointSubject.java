package dev.activations.accuracy;

import java.util.function.DoubleUnaryOperator;

/** The value or derivative of a function of one number. */
final class PointSubject extends Subject {
  private static final double[] NONE = {};

  private final FunctionCase points;
  private final FunctionCase.Side reference;
  private final DoubleUnaryOperator implementation;

  PointSubject(
      String by, FunctionCase function, boolean derivative, double reach, DoubleUnaryOperator implementation) {
    super(by, function.name(), derivative ? "derivative" : "value", reach);
    points = function;
    reference = derivative ? function.derivative() : function.value();
    this.implementation = implementation;
  }

  /** Where points are to lie. */
  FunctionCase points() {
    return points;
  }

  /** NaN, ±∞ and ±0 are asked of this library alone. */
  boolean isInside(double x) {
    return isLibrary() || (!FunctionCase.isSpecial(x) && Math.abs(x) <= reach());
  }

  /** The size of the error at x against the fast reference. */
  double error(double x) {
    return Math.abs(reference.error(x, fair(x, implementation.applyAsDouble(x))));
  }

  /** An underflow to a zero of the wrong sign is a fault that only this library is charged with. */
  private double fair(double x, double got) {
    return got == 0 && !isLibrary() ? Math.copySign(got, reference.fast(x).hi()) : got;
  }

  @Override
  Pin pin(double[] x, double[] g, long tried) {
    return pin(x[0], implementation.applyAsDouble(x[0]), tried);
  }

  @Override
  Pin remeasured(Pin pin) {
    return pin(pin.x()[0], pin.got(), pin.tried());
  }

  private Pin pin(double x, double result, long tried) {
    double got = fair(x, result);
    // The sign of an exact zero is known to the fast reference alone: infinite stays infinite.
    double error = reference.error(x, got);
    double size = Math.abs(Double.isInfinite(error) ? error : reference.exactError(x, got));
    return new Pin(
        by(), function(), of(), reach(), size, tried, 0, got, reference.nearest(x), new double[] {x}, NONE);
  }
}
