package dev.activations.internal.scalar;

/**
 * The leaky rectified linear unit: x from +0 upwards, slope · x from -0 downwards; one multiplication, so ½ ulp.
 *
 * <p><b>Special cases.</b> NaN → NaN. At -∞ with slope ±0 the limit ∓0 of slope · x, not NaN. The derivative at ±0 is the
 * slope.
 */
public final class LeakyRelu {

  private LeakyRelu() {}

  /** Returns x or slope · x, by the sign bit of x. */
  public static double value(double x, double slope) {
    if (Double.doubleToRawLongBits(x) >= 0) {
      return x;
    }
    if (slope == 0 && x == Double.NEGATIVE_INFINITY) {
      return -slope;
    }
    return slope * x;
  }

  /** Returns 1 for x &gt; 0, else the slope. */
  public static double derivative(double x, double slope) {
    if (x != x) {
      return x;
    }
    return x > 0 ? 1 : slope;
  }
}
