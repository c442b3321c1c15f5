package dev.activations.internal.scalar;

/**
 * The logistic sigmoid σ(x) = 1 / (1 + e^-x) and its derivative σ'(x) = σ(x) σ(-x).
 *
 * <p><b>Method.</b> With a = |x|, h = σ(-a) = 1 / (1 + e^a) is at most a half. The value is h or 1 - h, by the sign of x, and the
 * derivative is h - h²: h has all digits in both tails, and nothing cancels.
 *
 * <p>A division is needed anyway, so e^a = 2^n e^r has its own put into it: e^r = (c + r) / (c - r), where c = r coth(r / 2) is even, so that half of
 * the coefficients are enough (docs/tools/coth_polynomial.py; relative error of e^r below 3.3e-19). With q = c - r, h is q / (q + 2^n (q + 2r)). The
 * denominator is (1 + 2^n) q + 2^n 2r, rounded once, so that q's rounding error is in both of its places and mostly cancels; what 1 + 2^n loses
 * is carried, as near a = 37 that would be a whole ulp.
 *
 * <p><b>Special cases</b>, |x| ≥ 708: there the value is 1 or e^x, the derivative e^-|x|, subnormal numbers included. NaN → NaN,
 * σ(-∞) = 0, σ(+∞) = 1, σ'(±∞) = 0.
 *
 * <p><b>Worst error found</b> (docs/accuracy.md):
 * <ul>
 *   <li>value 1.76 ulp at -0x1.f24a0a21be5fap0: got 0x1.ffc2fc706e29ep-4, want 0x1.ffc2fc706e29cp-4;
 *   <li>derivative 2.50 ulp at 0x1.2058662244456p3: got 0x1.fff00cc5d6ed2p-14, want 0x1.fff00cc5d6ed4p-14.
 * </ul>
 *
 * <p>The parts of x σ(z) and its derivative, for SiLU and its like, take e^-z = 2^n (1 + p) from {@link Exp} instead: a numerator x q would be rounded
 * once more than x.
 */
public final class Sigmoid {

  // w, lowest power first, with c = 2 + r² w(r²): docs/tools/coth_polynomial.py
  public static final double W0 = 0x1.5555555555555p-3; // 0.16666666666666666
  public static final double W1 = -0x1.6c16c16bffbd7p-9; // -0.002777777777736894
  public static final double W2 = 0x1.1566ab2266c45p-14; // 6.613756389699337e-5
  public static final double W3 = -0x1.bbd47debdd27bp-20; // -1.6533957660467029e-6
  public static final double W4 = 0x1.639a3492b30a2p-25; // 4.139756372908541e-8

  private Sigmoid() {}

  /** Returns σ(x). */
  public static double value(double x) {
    double a = Math.abs(x);
    if (!(a < Exp.LIMIT)) {
      return valueBeyond(x);
    }
    double h = side(a);
    return x > 0 ? 1 - h : h;
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
    double a = Math.abs(x);
    if (!(a < Exp.LIMIT)) {
      return derivativeBeyond(x);
    }
    double h = side(a);
    return Math.fma(-h, h, h);
  }

  private static double derivativeBeyond(double x) {
    if (x != x) {
      return x;
    }
    double a = Math.abs(x);
    return a > 746 ? 0 : Exp.scaled(-a, 0, 1);
  }

  /** h = σ(-a). */
  private static double side(double a) {
    double t = Exp.shifted(a);
    double s = Exp.pow2(t);
    double r = Exp.reduced(a, t);
    double q = q(r);
    double power = s + 1;
    return q / Math.fma(power, q, Math.fma(1 - (power - s), q, 2 * s * r));
  }

  /** c - r. */
  public static double q(double r) {
    double r2 = r * r;
    double w = Math.fma(Math.fma(Math.fma(Math.fma(W4, r2, W3), r2, W2), r2, W1), r2, W0);
    return Math.fma(w, r2, 2 - r);
  }

  /** 1 + s (1 + p) for a power of two s, rounded once: where 1 + s is not exact its error goes along with s p. */
  public static double onePlus(double s, double p) {
    double sum = s + 1;
    double lost = 1 - (sum - s);
    return sum + Math.fma(s, p, lost);
  }

  /** σ(-x) from y = σ(x) and e^-x = s (1 + p), rounded once; with y's sign. */
  private static double opposite(double y, double s, double p) {
    double scaled = s * y;
    return Math.fma(scaled, p, scaled);
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
