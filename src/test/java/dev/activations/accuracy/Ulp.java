package dev.activations.accuracy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * Signed errors in units in the last place, as fractions: {@code (got - reference) / unit}.
 *
 * <p>The unit belongs to the exact reference, not to the result: it is the spacing of doubles in the binade that
 * holds the reference, and 2<sup>-1074</sup> below 2<sup>-1022</sup>. The forms with a summand take the unit
 * from the summand instead: that is the rule near a derivative's own zero.
 *
 * <p>An error of +∞ means wrong in kind: NaN for a number, a number for NaN, a zero of the wrong sign, ∞ for a
 * reference below the largest binade. A reference of 2<sup>1024</sup> or more wants ∞; a reference below that is
 * compared with ∞ as with 2<sup>1024</sup>, the number that overflow rounds up to.
 */
final class Ulp {
  private static final int MIN_UNIT = -1074;
  private static final int MAX_UNIT = 971;
  private static final MathContext DIGITS = new MathContext(40);
  private static final BigDecimal OVERFLOW = new BigDecimal(BigInteger.ONE.shiftLeft(1024));

  private Ulp() {}

  /** Returns 0 if both have the same bits (any NaN equals any NaN), else +∞: for limits and exact results. */
  static double identical(double got, double want) {
    return Double.doubleToLongBits(got) == Double.doubleToLongBits(want) ? 0 : Double.POSITIVE_INFINITY;
  }

  /** Returns the error against a finite number of any precision. The sign of an exactly zero reference is free. */
  static double error(double got, BigDecimal reference) {
    if (got == 0 && reference.signum() != 0 && negative(got) != reference.signum() < 0) {
      return Double.POSITIVE_INFINITY;
    }
    return errorInUnits(got, reference, unitExponent(reference));
  }

  /** Returns the error in ulp of {@code summand}; the sign of a zero result is free. */
  static double error(double got, BigDecimal reference, BigDecimal summand) {
    return errorInUnits(got, reference, unitExponent(summand));
  }

  /**
   * Returns the error against {@code (hi + lo)·2^exponent}, where hi is the double nearest to hi + lo, normal or
   * zero. A zero hi stands for exactly zero of hi's sign.
   */
  static double error(double got, double hi, double lo, int exponent) {
    if (got == 0 && negative(got) != negative(hi)) {
      return Double.POSITIVE_INFINITY;
    }
    return errorInUnits(got, hi, lo, exponent, unitExponent(hi, lo, exponent));
  }

  /** Returns the error in ulp of {@code summand·2^exponent}; the sign of a zero result is free. */
  static double error(double got, double hi, double lo, int exponent, double summand) {
    return errorInUnits(got, hi, lo, exponent, unitExponent(summand, 0, exponent));
  }

  /** Returns log2 of the unit of a reference. */
  static int unitExponent(BigDecimal reference) {
    double nearest = Math.abs(reference.doubleValue());
    if (nearest < Double.MIN_NORMAL) {
      return MIN_UNIT;
    }
    int binade = Math.min(Math.getExponent(nearest), Double.MAX_EXPONENT);
    boolean roundedUp = nearest == Math.scalb(1.0, binade)
        && reference.abs().compareTo(new BigDecimal(nearest)) < 0;
    return Math.max(MIN_UNIT, (roundedUp ? binade - 1 : binade) - 52);
  }

  /** Returns log2 of the unit of {@code (hi + lo)·2^exponent}. */
  static int unitExponent(double hi, double lo, int exponent) {
    if (hi == 0) {
      return MIN_UNIT;
    }
    int binade = Math.getExponent(hi);
    boolean roundedUp = Math.abs(hi) == Math.scalb(1.0, binade) && lo != 0 && negative(lo) != negative(hi);
    int unit = (roundedUp ? binade - 1 : binade) + exponent - 52;
    return Math.min(MAX_UNIT, Math.max(MIN_UNIT, unit));
  }

  /** Returns a - b in ulp of {@code unitOf}. */
  static double difference(BigDecimal a, BigDecimal b, BigDecimal unitOf) {
    return inUnits(a.subtract(b, DIGITS), unitExponent(unitOf));
  }

  private static double inUnits(BigDecimal difference, int unit) {
    BigDecimal power = new BigDecimal(BigInteger.ONE.shiftLeft(Math.abs(unit)));
    return (unit < 0 ? difference.multiply(power, DIGITS) : difference.divide(power, DIGITS)).doubleValue();
  }

  private static double errorInUnits(double got, BigDecimal reference, int unit) {
    if (Double.isNaN(got)) {
      return Double.POSITIVE_INFINITY;
    }
    BigDecimal result;
    if (Double.isInfinite(got)) {
      if (unit < MAX_UNIT || negative(got) != reference.signum() < 0) {
        return Double.POSITIVE_INFINITY;
      }
      if (reference.abs().compareTo(OVERFLOW) >= 0) {
        return 0;
      }
      result = got < 0 ? OVERFLOW.negate() : OVERFLOW;
    } else {
      result = new BigDecimal(got);
    }
    return inUnits(result.subtract(reference, DIGITS), unit);
  }

  private static double errorInUnits(double got, double hi, double lo, int exponent, int unit) {
    if (Double.isNaN(got)) {
      return Double.POSITIVE_INFINITY;
    }
    // In units every operand is a number of at most 2^53 or so; scaling by powers of two loses nothing.
    double wantHi = Math.scalb(hi, exponent - unit);
    double wantLo = Math.scalb(lo, exponent - unit);
    if (Double.isInfinite(got)) {
      if (unit < MAX_UNIT || negative(got) != negative(hi)) {
        return Double.POSITIVE_INFINITY;
      }
      double overflow = Math.copySign(0x1p53, got);
      double beyond = Math.abs(wantHi) - 0x1p53;
      return beyond > 0 || (beyond == 0 && (lo == 0 || negative(lo) == negative(hi))) ? 0 : overflow - wantHi - wantLo;
    }
    return Math.scalb(got, -unit) - wantHi - wantLo;
  }

  private static boolean negative(double x) {
    return Double.doubleToRawLongBits(x) < 0;
  }
}
