package dev.activations.internal.scalar;

/**
 * The logistic sigmoid σ(x) = 1 / (1 + e^-x) and its derivative σ'(x) = σ(x) σ(-x).
 *
 * <p><b>Method.</b> With e^-x = 2^n (1 + p): the value is one division by 1 + e^-x. That sum is rounded once, from the
 * parts 2^n and p ({@link #onePlus}); rounding e^-x first would cost half an ulp more, and near x = -37 a whole one. The
 * derivative is e / (1 + e)² with e = e^-x, one division by e (e + 2) + 1, where the rounding error of e + 2 is carried.
 *
 * <p><b>Special cases</b>, |x| ≥ 708 (value) or 354 (derivative, whose e² would overflow): there the value is 1 or e^x, the
 * derivative e^-|x|, subnormal numbers included. NaN → NaN, σ(-∞) = 0, σ(+∞) = 1, σ'(±∞) = 0.
 *
 * <p><b>Worst error found</b> (docs/accuracy.md):
 * <ul>
 *   <li>value 1.78 ulp at -0x1.19de949b4cad4p0: got 0x1.ff104210484f7p-3, want 0x1.ff104210484f5p-3;
 *   <li>derivative 2.50 ulp at -0x1.4cb629a534dd3p5: got 0x1.fff0d316b5e61p-61, want 0x1.fff0d316b5e63p-61.
 * </ul>
 */
public final class Sigmoid {

  /** From here on e² overflows. */
  public static final double DERIVATIVE_LIMIT = 354;

  private Sigmoid() {}

  /** Returns σ(x). */
  public static double value(double x) {
    if (!(Math.abs(x) < Exp.LIMIT)) {
      return valueBeyond(x);
    }
    double t = Exp.shifted(-x);
    return 1 / onePlus(Exp.pow2(t), Exp.expm1OfRemainder(-x, t));
  }

  private static double valueBeyond(double x) {
    if (x != x) {
      return x;
    }
    if (x > 0) {
      return 1;
    }
    return x < -746 ? 0 : Exp.scaled(x, 0, 1);
  }

  /** Returns σ'(x). */
  public static double derivative(double x) {
    if (!(Math.abs(x) < DERIVATIVE_LIMIT)) {
      return derivativeBeyond(x);
    }
    double t = Exp.shifted(-x);
    double s = Exp.pow2(t);
    double e = Math.fma(s, Exp.expm1OfRemainder(-x, t), s);
    return e / squareOfOnePlus(e);
  }

  private static double derivativeBeyond(double x) {
    if (x != x) {
      return x;
    }
    double a = Math.abs(x);
    return a > 746 ? 0 : Exp.scaled(-a, 0, 1);
  }

  /** 1 + s (1 + p) for a power of two s, rounded once: where 1 + s is not exact its error goes along with s p. */
  public static double onePlus(double s, double p) {
    double sum = s + 1;
    double lost = 1 - (sum - s);
    return sum + Math.fma(s, p, lost);
  }

  /** (1 + e)² for e ≥ 0, from e (e + 2) + 1. */
  public static double squareOfOnePlus(double e) {
    double u = e + 2;
    return Math.fma(e, u, Math.fma(e, 2 - (u - e), 1));
  }

  /**
   * (1 + e)² + low (1 + e) for e ≥ 0, the denominator of swish's derivative (1 + e w) / (1 + e)², where e has a low part.
   * That part goes here once with the factor 1 + e instead of once into the numerator and with 2 (1 + e) here: the same
   * where e w is about e (small arguments) and where it is much larger than 1, and elsewhere it does not matter.
   */
  public static double squareOfOnePlus(double e, double low) {
    double sum = e + 1;
    double part = sum - 1;
    double lost = (e - part) + (1 - (sum - part));
    return Math.fma(sum, sum, sum * Math.fma(2, lost, low));
  }
}
