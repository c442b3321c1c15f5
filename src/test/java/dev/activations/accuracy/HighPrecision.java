package dev.activations.accuracy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.apfloat.ApfloatMath;

/**
 * Elementary functions to a chosen number of digits, on {@link BigDecimal} with constants from Apfloat.
 *
 * <p>Apfloat's own functions take milliseconds (exp) to a third of a second (erfc) a call, too long for the
 * 100 000 points a function that the fast reference is held to; these take microseconds and are held to
 * Apfloat's in {@link HighPrecisionTest}. Arguments carry a relative error of 10<sup>-digits-25</sup> at most, so
 * results are good to the stated digits even after the 17 digits that a derivative loses next to its zero.
 */
final class HighPrecision {
  /**
   * Below this argument exp(x) is taken as exp(-5000) ≈ 10<sup>-2171</sup>. Every result here is exp times factors
   * below 10<sup>1300</sup> (x³ at the largest double is 10<sup>925</sup>), so either value is far below
   * 2<sup>-1100</sup>: it is measured as zero with the right sign.
   */
  private static final BigDecimal EXP_FLOOR = BigDecimal.valueOf(-5000);

  private static final BigDecimal SERIES_LIMIT = BigDecimal.valueOf(6);
  private static final int HALVINGS = 8;

  private final int digits;
  private final MathContext mc;
  private final BigDecimal ln10;
  private final BigDecimal pi;
  private final BigDecimal rootTwoPi;
  /** The exponential's inner part is in fixed point, in units of 2^-bits. */
  private final int bits;
  private final BigDecimal one;
  private final BigInteger[] inverseFactorials;
  private HighPrecision wider;

  /** Results have at least {@code digits} correct digits. */
  HighPrecision(int digits) {
    this.digits = digits;
    mc = new MathContext(digits + 25, RoundingMode.HALF_EVEN);
    int work = digits + 40;
    ln10 = new BigDecimal(ApfloatMath.log(new org.apfloat.Apfloat(10, work)).toString(true));
    pi = new BigDecimal(ApfloatMath.pi(work).toString(true));
    rootTwoPi = pi.multiply(BigDecimal.valueOf(2)).sqrt(mc);
    bits = (int) (mc.getPrecision() * 3.33) + 20;
    one = new BigDecimal(BigInteger.ONE.shiftLeft(bits));
    // |r| ≤ ln(10)/2/2^8 < 10^-2.3: term n is below 10^(-2.3n)/n!.
    int terms = 2;
    for (double size = 0; size < work; terms++) {
      size = 2.3 * terms + Math.log10(terms) * terms / 2;
    }
    inverseFactorials = new BigInteger[terms];
    BigInteger factorial = BigInteger.ONE;
    for (int n = 0; n < terms; n++) {
      factorial = n == 0 ? factorial : factorial.multiply(BigInteger.valueOf(n));
      inverseFactorials[n] = one.toBigInteger().divide(factorial);
    }
  }

  MathContext context() {
    return mc;
  }

  BigDecimal pi() {
    return pi;
  }

  /** The double itself, rounded to the working precision where it has more digits. */
  BigDecimal number(double x) {
    return new BigDecimal(x, mc);
  }

  BigDecimal times(BigDecimal a, BigDecimal b) {
    return a.multiply(b, mc);
  }

  BigDecimal plus(BigDecimal a, BigDecimal b) {
    return a.add(b, mc);
  }

  BigDecimal over(BigDecimal a, BigDecimal b) {
    return a.divide(b, mc);
  }

  /** e^x, for x up to 5000. */
  BigDecimal exp(BigDecimal x) {
    if (x.compareTo(EXP_FLOOR) < 0) {
      return exp(EXP_FLOOR);
    }
    if (x.compareTo(EXP_FLOOR.negate()) > 0) {
      throw new ArithmeticException("exp of " + x);
    }
    int k = (int) Math.rint(x.doubleValue() / Math.log(10));
    BigDecimal r = x.subtract(ln10.multiply(BigDecimal.valueOf(k)), mc);
    BigInteger halved = r.multiply(one, mc).toBigInteger().shiftRight(HALVINGS);
    BigInteger p = inverseFactorials[inverseFactorials.length - 1];
    for (int n = inverseFactorials.length - 2; n >= 0; n--) {
      p = p.multiply(halved).shiftRight(bits).add(inverseFactorials[n]);
    }
    for (int i = 0; i < HALVINGS; i++) {
      p = p.multiply(p).shiftRight(bits);
    }
    return new BigDecimal(p).divide(one, mc).scaleByPowerOfTen(k);
  }

  /** e^x - 1 with full relative precision. */
  BigDecimal expm1(BigDecimal x) {
    if (x.abs().compareTo(new BigDecimal("0.05")) > 0) {
      return exp(x).subtract(BigDecimal.ONE, mc);
    }
    BigDecimal term = x;
    BigDecimal sum = x;
    for (int n = 2; matters(term, sum); n++) {
      term = term.multiply(x, mc).divide(BigDecimal.valueOf(n), mc);
      sum = sum.add(term, mc);
    }
    return sum;
  }

  /** ln(1 + s), s ≥ 0, with full relative precision. */
  BigDecimal log1p(BigDecimal s) {
    if (s.compareTo(new BigDecimal("0.01")) < 0) {
      // 2 atanh(s / (2 + s))
      BigDecimal q = s.divide(s.add(BigDecimal.valueOf(2)), mc);
      BigDecimal square = q.multiply(q, mc);
      BigDecimal power = q;
      BigDecimal sum = q;
      for (int n = 3; matters(power, sum); n += 2) {
        power = power.multiply(square, mc);
        sum = sum.add(power.divide(BigDecimal.valueOf(n), mc), mc);
      }
      return sum.multiply(BigDecimal.valueOf(2));
    }
    BigDecimal a = s.add(BigDecimal.ONE, mc);
    BigDecimal y = new BigDecimal(Math.log(a.doubleValue()));
    // Halley's iteration triples the digits: 15, 45, 135, 405.
    for (int good = 14; good < mc.getPrecision(); good *= 3) {
      BigDecimal e = exp(y);
      y = y.add(a.subtract(e, mc).multiply(BigDecimal.valueOf(2)).divide(a.add(e, mc), mc), mc);
    }
    return y;
  }

  private boolean matters(BigDecimal term, BigDecimal sum) {
    return term.signum() != 0 && exponent(term) > exponent(sum) - mc.getPrecision() - 1;
  }

  private static int exponent(BigDecimal x) {
    return x.precision() - x.scale();
  }

  /** φ(t) = e^(-t²/2)/√(2π). */
  BigDecimal normalDensity(BigDecimal t) {
    BigDecimal square = t.multiply(t, mc).divide(BigDecimal.valueOf(-2), mc);
    return exp(square).divide(rootTwoPi, mc);
  }

  /**
   * The Mills ratio Q(t)/φ(t) = √(π/2)·e^(t²/2)·erfc(t/√2), t ≥ 0.
   *
   * <p>Up to 6: √(π/2)·e^(t²/2) - Σ t^(2k+1)/(2k+1)!!, which loses 10 digits at 6 and gets 14 more. Beyond: the
   * continued fraction 1/(t+1/(t+2/(t+3/(t+…)))), whose convergents lie on alternate sides of the limit.
   */
  BigDecimal mills(BigDecimal t) {
    return t.compareTo(SERIES_LIMIT) <= 0 ? millsBySeries(t) : millsByFraction(t);
  }

  BigDecimal millsBySeries(BigDecimal t) {
    HighPrecision wide = wider();
    // Fixed point: all terms are positive and the sum is below 10^10.
    BigInteger square = t.multiply(t, wide.mc).multiply(wide.one, wide.mc).toBigInteger();
    BigInteger term = t.multiply(wide.one, wide.mc).toBigInteger();
    BigInteger sum = term;
    for (int n = 3; term.signum() != 0; n += 2) {
      term = term.multiply(square).shiftRight(wide.bits).divide(BigInteger.valueOf(n));
      sum = sum.add(term);
    }
    BigDecimal half = t.multiply(t, wide.mc).divide(BigDecimal.valueOf(2), wide.mc);
    BigDecimal whole = wide.exp(half).multiply(wide.rootTwoPi, wide.mc).divide(BigDecimal.valueOf(2), wide.mc);
    return whole.subtract(new BigDecimal(sum).divide(wide.one, wide.mc), mc);
  }

  BigDecimal millsByFraction(BigDecimal t) {
    BigDecimal a0 = BigDecimal.ZERO;
    BigDecimal a1 = BigDecimal.ONE;
    BigDecimal b0 = BigDecimal.ONE;
    BigDecimal b1 = t;
    BigDecimal gap = BigDecimal.ONE;
    // Neighbouring convergents differ by 1·1·2·3…(n-1)/(b0·b1), and the limit lies between them.
    for (int n = 1; exponent(gap) - exponent(b0) - exponent(b1) > -mc.getPrecision() - exponent(t); n++) {
      BigDecimal numerator = BigDecimal.valueOf(n);
      BigDecimal a = a1.multiply(t, mc).add(a0.multiply(numerator), mc);
      BigDecimal b = b1.multiply(t, mc).add(b0.multiply(numerator), mc);
      gap = gap.multiply(numerator, mc);
      a0 = a1;
      a1 = a;
      b0 = b1;
      b1 = b;
    }
    return a1.divide(b1, mc);
  }

  private synchronized HighPrecision wider() {
    if (wider == null) {
      wider = new HighPrecision(digits + 14);
    }
    return wider;
  }
}
