package dev.activations.internal.scalar;

/**
 * The exponential function, and the parts of it that the other functions are built from.
 *
 * <p><b>Formula.</b> e^z = 2^n · (1 + p), with n = z / ln 2 rounded to the nearest integer and p = e^r - 1 for the
 * remainder r = z - n ln 2, |r| ≤ ln 2 / 2.
 *
 * <p><b>Method.</b> Adding 1.5 · 2^52 + 1023 to z / ln 2 leaves n + 1023 in the low bits of the sum t, and t minus that
 * constant is n again. Shifting those bits into the exponent's place makes 2^n. ln 2 is split so that n times its high part is
 * exact, which makes the high part of r exact too. p is r + r² q(r) with q of degree 9 fitted to (e^r - 1 - r) / r²
 * (docs/tools/exp_polynomial.py; relative error of e^r below 1.01e-17), in Estrin's order.
 *
 * <p><b>Special cases</b> of {@link #exp}: NaN → NaN, +∞ → +∞, -∞ → 0. Subnormal results are rounded once more.
 *
 * <p><b>Worst error found</b> of {@link #exp}: 1.02 ulp.
 */
public final class Exp {

  /** log2 e = 1.4426950408889634. */
  public static final double LOG2_E = 0x1.71547652b82fep0;

  /** ln 2 cut after 42 bits, so that n times it is exact for |n| < 2^11: 0.6931471805598903. */
  public static final double LN2_HIGH = 0x1.62e42fefa3800p-1;

  /** ln 2 - LN2_HIGH = 5.497923018708371e-14. */
  public static final double LN2_LOW = 0x1.ef35793c76730p-45;

  /**
   * 1.5 · 2^52 + 1023: adding it rounds to an integer n, and leaves n + 1023, the exponent of 2^n with its bias, in the low bits:
   * 6755399441056767.
   */
  public static final double SHIFT = 0x1.80000000003ffp52;

  /** Where the exponent starts in the bits of a double. */
  public static final int EXPONENT = 52;

  /** What is added to an exponent there. */
  public static final int BIAS = 1023;

  /** Above this in magnitude 2^n is not a normal number for every n that can occur. */
  public static final double LIMIT = 708;

  // q, lowest power first: docs/tools/exp_polynomial.py
  public static final double Q0 = 0.5;
  public static final double Q1 = 0x1.555555555553ep-3; // 0.16666666666666602
  public static final double Q2 = 0x1.5555555553b04p-5; // 0.04166666666661992
  public static final double Q3 = 0x1.1111111118d1fp-7; // 0.008333333333388425
  public static final double Q4 = 0x1.6c16c17a0172fp-10; // 0.0013888888920531963
  public static final double Q5 = 0x1.a01a0171a0212p-13; // 1.9841269709176872e-4
  public static final double Q6 = 0x1.a019b395272ddp-16; // 2.480151632210352e-5
  public static final double Q7 = 0x1.71de979de56a1p-19; // 2.7557425274587598e-6
  public static final double Q8 = 0x1.28976cc38fb16p-22; // 2.7622236251419465e-7
  public static final double Q9 = 0x1.ae48b525805fdp-26; // 2.5045825987826197e-8

  private Exp() {}

  /** Returns e^x. */
  public static double exp(double x) {
    if (Math.abs(x) < LIMIT) {
      double t = shifted(x);
      double s = pow2(t);
      return Math.fma(s, expm1OfRemainder(x, t), s);
    }
    if (x > 709.79) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < -746) {
      return 0;
    }
    return scaled(x, 0, 1);
  }

  /** t: z / ln 2 rounded to an integer, with the exponent's bias in the low bits. */
  public static double shifted(double z) {
    return Math.fma(z, LOG2_E, SHIFT);
  }

  /** 2^n for the n in t, which must be the exponent of a normal number. */
  static double pow2(double t) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(t) << EXPONENT);
  }

  /** p = e^r - 1. */
  public static double expm1OfRemainder(double z, double t) {
    double r = reduced(z, t);
    return Math.fma(r * r, q(r), r);
  }

  /** r = z - n ln 2. */
  public static double reduced(double z, double t) {
    double n = t - SHIFT;
    return Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, z));
  }

  /** (e^r - 1 - r) / r², in Estrin's order: the longest chain of steps that wait for each other is half of Horner's. */
  static double q(double r) {
    double r2 = r * r;
    double upper = Math.fma(Math.fma(Q9, r, Q8), r2, Math.fma(Q7, r, Q6));
    double lower = Math.fma(Math.fma(Q5, r, Q4), r2, Math.fma(Q3, r, Q2));
    return Math.fma(Math.fma(upper, r2 * r2, lower), r2, Math.fma(Q1, r, Q0));
  }

  /** The exact high part of the remainder of high + low. */
  public static double remainder(double high, double t) {
    return Math.fma(t - SHIFT, -LN2_HIGH, high);
  }

  /** p less {@link #remainder}: what remains of e^r - 1 for the remainder r of high + low. */
  public static double expm1Rest(double remainder, double low, double t) {
    return expm1RestOf(remainder, low, t - SHIFT);
  }

  /** The same for a given n. */
  public static double expm1RestOf(double remainder, double low, double n) {
    double rest = Math.fma(n, -LN2_LOW, low);
    double r = remainder + rest;
    return Math.fma(r * r, q(r), rest);
  }

  /**
   * factor · e^(high + low), for results that may be too small for a normal 2^n. {@code |high|} must be below 2000.
   */
  static double scaled(double high, double low, double factor) {
    return scaled(high, low, factor, 0);
  }

  /** The same for a factor in two parts. */
  static double scaled(double high, double low, double factor, double factorLow) {
    double t = shifted(high);
    double remainder = remainder(high, t);
    double p = remainder + expm1Rest(remainder, low, t);
    int n = (int) (t - SHIFT);
    // A large factor could overflow when it is multiplied by 1 + p.
    int guard = Math.abs(factor) > 0x1p1000 ? 100 : 0;
    double f = Math.scalb(factor, -guard);
    return Math.scalb(f + Math.fma(f, p, Math.fma(factorLow, p, factorLow)), n + guard);
  }
}
