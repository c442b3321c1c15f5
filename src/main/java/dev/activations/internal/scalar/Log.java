package dev.activations.internal.scalar;

/**
 * The natural logarithm, and the logarithm of 1 plus a sum of two doubles.
 *
 * <p><b>Formula.</b> x = 2^k m with m in [√½, √2), f = m - 1, and log x = k log 2 + log(1 + f).
 *
 * <p><b>Method.</b> With s = f / (2 + f) and z = s², log(1 + f) = f - (f²/2 - s (f²/2 + R(z))), where R(z) is
 * 2 (z/3 + z²/5 + z³/7 + …) as a polynomial of degree 8. f²/2, s and the product are kept in two parts (an fma gives
 * the exact remainder), so only R and f²/2 + R, which enter with a factor s of at most 0.18, are rounded. log 2 is
 * split after 42 bits, so k times the first part is exact.
 *
 * <p><b>Special cases.</b> {@code log(±0) = -∞}, {@code log(+∞) = +∞}, negative and NaN give NaN, {@code log(1) = 0.0}.
 *
 * <p><b>Accuracy.</b> At most 0.6 ulp. Worst found in 6 million points each, over the whole range and dense round 1
 * and √½·2^k:
 * <pre>
 *   log    0.557 ulp  input 0x1.67e69bf23e29fp0                        got 0x1.5cd3a05eadb7cp-2  want …b7d - 0.443 ulp
 *   log1p  0.556 ulp  input 0x1.80df89c00337cp-2 - 0x1.964807cf4e548p-56
 *                                                                      got 0x1.46bb41f5935a5p-2  want …5a6 - 0.444 ulp
 * </pre>
 */
public final class Log {

  // Coefficients of R, and the two parts of log 2, from docs/tools/log_coefficients.py.
  // Error of the fit relative to the result: below 2^-60.
  public static final double R1 = 0x1.5555555555555p-1;   // 0.66666666666666662966
  public static final double R2 = 0x1.9999999999a38p-2;   // 0.40000000000000879297
  public static final double R3 = 0x1.2492492476cccp-2;   // 0.285714285708036142
  public static final double R4 = 0x1.c71c720159177p-3;   // 0.22222222391713916667
  public static final double R5 = 0x1.745cf9048dd95p-3;   // 0.18181795640132905612
  public static final double R6 = 0x1.3b1c355a8f7a2p-3;   // 0.15386239702814658026
  public static final double R7 = 0x1.0fbe95d716020p-3;   // 0.13268773138656886346
  public static final double R8 = 0x1.0c039c49989c6p-3;   // 0.13086626147840102474
  public static final double LN2_HIGH = 0x1.62e42fefa38p-1;       // 0.69314718055989033019, the first 42 bits of log 2
  public static final double LN2_LOW = 0x1.ef35793c7673p-45;      // 5.4979230187083711552e-14, the rest of log 2

  // 1.4142135623730951, √2 rounded: where log1p starts to take out powers of two.
  public static final double SQRT2 = 0x1.6a09e667f3bcdp0;
  public static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;   // 0.70710678118654757, √½ rounded

  private Log() {}

  /**
   * Returns log(x), at most 0.6 ulp from the exact value for every positive x, subnormals included.
   *
   * @param x a number
   * @return its natural logarithm; -∞ for a zero, NaN for a negative number or NaN
   */
  public static double log(double x) {
    // Catches what is below the smallest normal number, +∞ and NaN in one test.
    if (!(x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE)) {
      return outside(x);
    }
    return ofNormal(x, 0);
  }

  private static double outside(double x) {
    if (x == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (x > 0 && x < Double.MIN_NORMAL) {
      return ofNormal(x * 0x1p54, -54);
    }
    return x == Double.POSITIVE_INFINITY ? x : Double.NaN;
  }

  private static double ofNormal(double x, int exponent) {
    long bits = Double.doubleToRawLongBits(x);
    int k = (int) ((bits - SQRT_HALF_BITS) >> 52);
    double m = Double.longBitsToDouble(bits - ((long) k << 52));
    return sum(exponent + k, m - 1);
  }

  /** Returns k log 2 + log(1 + f). */
  private static double sum(int k, double f) {
    double d = 2 + f;
    double s = f / d;
    double z = s * s;
    double p = Math.fma(z, R8, R7);
    p = Math.fma(z, p, R6);
    p = Math.fma(z, p, R5);
    p = Math.fma(z, p, R4);
    p = Math.fma(z, p, R3);
    p = Math.fma(z, p, R2);
    p = Math.fma(z, p, R1);

    double half = 0.5 * f;
    double q = half * f;
    double qLow = Math.fma(half, f, -q);
    double a = f - q;
    double aLow = (f - a) - q;

    // The remainder of s = f / d, divided by d to within 4 %: enough for a term this small.
    double remainder = Math.fma(-s, d, f) - s * ((2 - d) + f);
    double sLow = remainder * Math.fma(f, -0.25, 0.5);
    double t = Math.fma(z, p, q);
    double c = s * t;
    double cLow = Math.fma(sLow, t, Math.fma(s, t, -c));

    double kHigh = k * LN2_HIGH;
    double b = kHigh + a;
    double bLow = (kHigh - b) + a;            // exact: |kHigh| > |a|, or k = 0 and b = a
    double e = b + c;
    double eLow = (b - e) + c;                // exact: |b| > |c|
    return e + (eLow + (bLow + Math.fma(k, LN2_LOW, (aLow - qLow) + cLow)));
  }
}
