package dev.activations.internal.scalar;

/**
 * The rectified linear unit, max(x, 0), and its derivative; exact.
 *
 * <p><b>Special cases.</b> NaN → NaN, relu(-0) = +0, relu'(±0) = 0.
 */
public final class Relu {

  private Relu() {}

  /** Returns max(x, 0). */
  public static double value(double x) {
    return Math.max(x, 0.0);
  }

  /** Returns 1 for x &gt; 0, else 0. */
  public static double derivative(double x) {
    if (x != x) {
      return x;
    }
    return x > 0 ? 1 : 0;
  }
}
