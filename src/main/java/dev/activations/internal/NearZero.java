package dev.activations.internal;

/**
 * Numbers so near zero that f(x) rounds to f(0), or to x f'(0) where f(0) is 0, and f'(x) to f'(0). On some processors an operation with a
 * subnormal number takes a hundred cycles, whole vectors of them included; so runs of such numbers are done here, without one.
 */
public final class NearZero {

  /** So near are all numbers below 2^-1000, 9.332636185032189e-302, in the functions that use this. */
  public static final double LIMIT = 0x1p-1000;

  /** Up to here the bits of a double, as a whole number, are its multiple of the smallest one: 2^53. */
  public static final long LINEAR = 1L << 53;

  private NearZero() {}

  /** Whether all of the numbers from {@code x[from]} on are below {@code limit} in magnitude. */
  public static boolean areAll(double[] x, int from, int length, double limit) {
    int n = 0;
    while (n < length && Math.abs(x[from + n]) < limit) {
      n++;
    }
    return n == length;
  }

  /** {@code y = f(x)}, or f'(x) where the slopes are asked for. Where f(0) is 0, f'(0) must be 1 or 1/2. */
  public static void fill(Kernel f, boolean areSlopes, double[] x, double[] y, int length) {
    double slope = f.derivative(0.0);
    double atZero = areSlopes ? slope : f.value(0.0);
    for (int i = 0; i < length; i++) {
      y[i] = atZero != 0 ? atZero : slope < 1 ? half(x[i]) : x[i];
    }
  }

  /** x / 2, rounded to even: half the multiple of the smallest number, or one less in the exponent. */
  static double half(double x) {
    long bits = Double.doubleToRawLongBits(x);
    long size = bits & Long.MAX_VALUE;
    long half = size < LINEAR ? (size + ((size >> 1) & 1)) >> 1 : size - (LINEAR >> 1);
    return Double.longBitsToDouble(half | (bits & Long.MIN_VALUE));
  }
}
