package dev.activations.internal.portable;

import dev.activations.internal.scalar.Exp;

/**
 * 2^n, which every kernel with an exponential starts from, in two loops: one that C2 vectorises, and one that moves bits between
 * doubles and longs, which it does not. So the second does nothing else, and looks at the same time for numbers that the
 * straight-line code is not for.
 */
final class ExpStages {

  private ExpStages() {}

  /** {@code t[i]} is {@link Exp#shifted} of {@code factor * x[i]}; factor is ±1 or ±2, so the product is exact. */
  static void shifted(double[] x, double factor, double[] t, int from, int to) {
    double c = factor * Exp.LOG2_E;
    for (int i = from; i < to; i++) {
      t[i] = Math.fma(x[i], c, Exp.SHIFT);
    }
  }

  /**
   * Turns what {@link #shifted} leaves into 2^n, and tells whether every n was in [least, least + count); count is a power of two.
   * For an infinite number and NaN it was not.
   */
  static boolean pow2(double[] t, int least, int count, int from, int to) {
    return (pow2(t, least, from, to) & -count) == 0;
  }

  /** The same, and returns the bits of all n - least. */
  static long pow2(double[] t, int least, int from, int to) {
    long lowest = Double.doubleToRawLongBits(Exp.SHIFT + least);
    long distances = 0;
    for (int i = from; i < to; i++) {
      long bits = Double.doubleToRawLongBits(t[i]);
      distances |= bits - lowest;
      t[i] = Double.longBitsToDouble(bits << Exp.EXPONENT);
    }
    return distances;
  }

  /** {@link #pow2} for exponents up to 354 in magnitude, inside {@link Exp#LIMIT}. */
  static boolean pow2(double[] t, int from, int to) {
    return pow2(t, -512, 1024, from, to);
  }

  /** {@code p[i] = e^r - 1} for the remainder r of {@code -x[i]}. */
  static void expm1OfMinusRemainder(double[] x, double[] p, int from, int to) {
    for (int i = from; i < to; i++) {
      double z = x[i] * -1;
      p[i] = Exp.expm1OfRemainder(z, Exp.shifted(z));
    }
  }
}
