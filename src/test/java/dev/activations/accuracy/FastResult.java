package dev.activations.accuracy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * {@code (hi + lo)·2^exponent}, nothing lost to under- or overflow, and the size of the largest summand in the same
 * unit. Below 2<sup>-1100</sup> the sign is right and the size need not be.
 */
record FastResult(double hi, double lo, int exponent, double summand) {
  private static final MathContext DIGITS = new MathContext(50);

  static FastResult of(DoubleDouble x, int exponent) {
    return of(x, exponent, Math.abs(x.hi()));
  }

  static FastResult of(DoubleDouble x, int exponent, double summand) {
    return new FastResult(x.hi(), x.lo(), exponent, summand);
  }

  /** About the nearest double; exactly that is not promised. */
  double toDouble() {
    return Math.scalb(hi, exponent);
  }

  BigDecimal toBigDecimal() {
    BigDecimal sum = new BigDecimal(hi).add(new BigDecimal(lo));
    BigDecimal power = new BigDecimal(BigInteger.ONE.shiftLeft(Math.abs(exponent)));
    return exponent < 0 ? sum.divide(power, DIGITS) : sum.multiply(power, DIGITS);
  }
}
