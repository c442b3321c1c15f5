package dev.activations.internal.scalar;

/**
 * The logistic sigmoid σ(x) = 1 / (1 + e^-x) and its derivative σ'(x) = σ(x) σ(-x).
 *
 * <p><b>Method.</b> With e^-x = 2^n (1 + p): the value is one division by 1 + e^-x. That sum is rounded once, from the
 * parts 2^n and p ({@link #onePlus}); rounding e^-x first would cost half an ulp more, and near x = -37 a whole one. The
 * derivative is y h with y = σ(x) and h = σ(-x) = y 2^n (1 + p), rounded once; what 1 - y - h is instead of 0 tells how much the rounding
 * errors of y and 1 + e^-x have changed both. So value and derivative have one division in common, and nothing cancels.
 *
 * <p><b>Special cases</b>, |x| ≥ 708: there the value is 1 or e^x, the derivative e^-|x|, subnormal numbers included. NaN → NaN,
 * σ(-∞) = 0, σ(+∞) = 1, σ'(±∞) = 0.
 *
 * <p><b>Worst error found</b> (docs/accuracy.md):
 * <ul>
 *   <li>value 1.78 ulp at -0x1.19de949b4cad4p0: got 0x1.ff104210484f7p-3, want 0x1.ff104210484f5p-3;
 *   <li>derivative 2.47 ulp at -0x1.51203a49df5f7p4: got 0x1.8487d5ef421ddp-31, want 0x1.8487d5ef421dbp-31.
 * </ul>
 */
public final class Sigmoid {

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
    if (!(Math.abs(x) < Exp.LIMIT)) {
      return derivativeBeyond(x);
    }
    double t = Exp.shifted(-x);
    double s = Exp.pow2(t);
    double p = Exp.expm1OfRemainder(-x, t);
    return slope(1 / onePlus(s, p), s, p);
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

  /** σ(-x) from y = σ(x) and e^-x = s (1 + p), rounded once; with y's sign. */
  public static double opposite(double y, double s, double p) {
    double scaled = s * y;
    return Math.fma(scaled, p, scaled);
  }

  /** σ'(x), from y = σ(x) and e^-x = s (1 + p). */
  private static double slope(double y, double s, double p) {
    return slope(y, opposite(y, s, p));
  }

  /** σ'(x), from y = σ(x) and h = σ(-x), each rounded. */
  public static double slope(double y, double h) {
    double twiceRest = Math.fma(h, -2, Math.fma(y, -2, 2));
    double product = y * h;
    return Math.fma(product, twiceRest, product);
  }

  /** The derivative of x σ(z), where e^-z = s (1 + p), v = x z', and v has a low part. */
  static double slopeOfProduct(double s, double p, double v, double vLow) {
    double power = s + 1;
    double part = Math.fma(s, p, 1 - (power - s));
    double sum = power + part;
    double minus = -1 / sum;
    return slopeOfProduct(s, p, minus, residual(sum, part - (sum - power), minus), v, vLow);
  }

  /** What 1 / (sum + low) has beyond the rounded 1 / sum, as a fraction of it, from minus = -1 / sum. */
  public static double residual(double sum, double low, double minus) {
    return Math.fma(low, minus, Math.fma(sum, minus, 1));
  }

  /** The same from minus = -σ(z), rounded, and the fraction of it that it lacks. The other sign spares negations. */
  public static double slopeOfProduct(double s, double p, double minus, double residual, double v, double vLow) {
    double minusH = opposite(minus, s, p);
    return corrected(minus, residual, Math.fma(v, minusH, Math.fma(vLow, minusH, -1)));
  }

  /** The same for an exact v. */
  public static double slopeOfProduct(double s, double p, double minus, double residual, double v) {
    return corrected(minus, residual, Math.fma(v, opposite(minus, s, p), -1));
  }

  /** y (1 + v h), which changes by y as 1 + 2 v h; factor is -(1 + v h). */
  private static double corrected(double minus, double residual, double factor) {
    double change = Math.fma(factor, 2, 1) * residual;
    return Math.fma(minus, factor, minus * change);
  }
}
