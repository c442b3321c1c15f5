package dev.activations.internal.portable;

import dev.activations.internal.scalar.Exp;

/** 1 + e^-x without tiles, for numbers so near zero that 1 + 2^n is exact. */
final class OnePlusExp {

  /** Below this in magnitude n is at most 52, so that 1 + 2^n is exact and {@code Sigmoid.onePlus} has nothing to carry. */
  static final double EXACT_LIMIT = 36;

  private OnePlusExp() {}

  /** {@code y[i] = 1 + e^-x[i]}, the bits of {@code Sigmoid.onePlus}; y holds p between the two loops. */
  static void direct(double[] x, double[] y, int from, int to) {
    ExpStages.expm1OfRemainder(x, -1, y, from, to);
    for (int i = from; i < to; i++) {
      double t = Math.fma(-x[i], Exp.LOG2_E, Exp.SHIFT);
      double s = Double.longBitsToDouble(Double.doubleToRawLongBits(t) << Exp.EXPONENT);
      y[i] = Math.fma(s, y[i], s + 1);
    }
  }
}
