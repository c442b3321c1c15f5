package dev.activations.internal.scalar;

/**
 * The tanh form of GELU, ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))) = x σ(2u), and its derivative.
 *
 * <p><b>Method.</b> 2u = x (A + B x²) with A = 2 √(2/π) and B = 0.044715 A is computed in two parts, from constants and
 * products in two parts: its rounding error would be magnified |2u| times by the exponential. With e = e^-2u the value is
 * x / (1 + e), and the derivative σ(2u) (1 + v σ(-2u)) with v = x (A + 3 B x²), also in two parts ({@link Sigmoid#slopeOfProduct}).
 *
 * <p><b>Special cases</b>, |x| &gt; 20.5: there the value is x or x e^2u, the derivative 1 or
 * (1 + v) e^2u, subnormal numbers included. NaN → NaN, f(-∞) = -0, f(+∞) = +∞, f'(-∞) = -0, f'(+∞) = 1.
 *
 * <p><b>Worst error found</b> (docs/accuracy.md):
 * <ul>
 *   <li>value 1.74 ulp at -0x1.6e87b7a4dc1cp2: got -0x1.fe9a4def1a2fbp-31, want -0x1.fe9a4def1a2fdp-31;
 *   <li>derivative 2.78 ulp at -0x1.38bf2e2d1035cp0: got -0x1.eb633fe3dc17p-4, want -0x1.eb633fe3dc173p-4.
 * </ul>
 */
public final class GeluTanh {

  /** Up to here 2|u| stays below 708. */
  public static final double LIMIT = 20.5;

  /** Below this, x e^2u and (1 + v) e^2u are less than half the smallest double. */
  private static final double NOTHING = -22;

  /** Beyond ±this the value is x or -0.0. */
  public static final double FAR = -NOTHING;

  // docs/tools/gelu_tanh_constants.py
  /** 2 √(2/π), high part, cut to a multiple of 2^-43: 1.5957691216057128. */
  public static final double A_HIGH = 0x1.9884533d43600p+0;

  /** 2 √(2/π), low part: 1.7885919910836427e-14. */
  public static final double A_LOW = 0x1.42343f2cf1403p-46;

  /** 2 √(2/π) · 0.044715 = 0.07135481627260025. */
  public static final double B_HIGH = 0x1.2444f2a4d8b4bp-4;

  /** Its low part: -6.175149918155315e-19. */
  public static final double B_LOW = -0x1.6c843a29d1c70p-61;

  /** 3 · 2 √(2/π) · 0.044715 = 0.21406444881780073. */
  public static final double B3 = 0x1.b6676bf7450f0p-3;

  /** Its low part: 1.2025242832367862e-17. */
  public static final double B3_LOW = 0x1.bba7351828aabp-57;

  private GeluTanh() {}

  /** Returns x σ(2u). */
  public static double value(double x) {
    if (!(Math.abs(x) <= LIMIT)) {
      return valueBeyond(x);
    }
    double square = x * x;
    double inner = Math.fma(square, B_HIGH, A_HIGH);
    double innerLow = innerLow(x, square, inner);
    double high = -x * inner;
    double low = low(-x, inner, innerLow, high);
    double t = Exp.shifted(high);
    double remainder = Exp.remainder(high, t);
    double p = remainder + Exp.expm1Rest(remainder, low, t);
    return x / Sigmoid.onePlus(Exp.pow2(t), p);
  }

  /** What A + B x² lost by rounding: of the fma, of x², and of the constants. */
  private static double innerLow(double x, double square, double inner) {
    return Math.fma(square, B_HIGH, A_HIGH - inner)
        + Math.fma(Math.fma(x, x, -square), B_HIGH, Math.fma(square, B_LOW, A_LOW));
  }

  /** What x · (inner + innerLow) has beyond the rounded product. */
  private static double low(double x, double inner, double innerLow, double product) {
    return Math.fma(x, innerLow, Math.fma(x, inner, -product));
  }

  private static double valueBeyond(double x) {
    if (Math.abs(x) > FAR) {
      // x or -0.0, without a branch that saturated numbers of random sign would take by surprise.
      return Math.max(x, -0.0);
    }
    if (!(x < 0)) {
      return x;
    }
    double square = x * x;
    double inner = Math.fma(square, B_HIGH, A_HIGH);
    double high = x * inner;
    return Exp.scaled(high, low(x, inner, innerLow(x, square, inner), high), x);
  }

  /** Returns the derivative. */
  public static double derivative(double x) {
    if (!(Math.abs(x) <= LIMIT)) {
      return derivativeBeyond(x);
    }
    double square = x * x;
    double inner = Math.fma(square, B_HIGH, A_HIGH);
    double innerLow = innerLow(x, square, inner);
    double high = -x * inner;
    double low = low(-x, inner, innerLow, high);
    double t = Exp.shifted(high);
    double remainder = Exp.remainder(high, t);
    double p = remainder + Exp.expm1Rest(remainder, low, t);
    double s = Exp.pow2(t);
    double slope = Math.fma(square, B3, A_HIGH);
    double slopeLow = slopeLow(x, square, slope);
    double v = x * slope;
    return Sigmoid.slopeOfProduct(s, p, v, low(x, slope, slopeLow, v));
  }

  /** What A + 3 B x² lost by rounding. */
  private static double slopeLow(double x, double square, double slope) {
    return Math.fma(square, B3, A_HIGH - slope) + Math.fma(Math.fma(x, x, -square), B3, Math.fma(square, B3_LOW, A_LOW));
  }

  private static double derivativeBeyond(double x) {
    if (Math.abs(x) > FAR) {
      // 1 or -0.0, without such a branch as in the value.
      return Math.max(Math.copySign(1, x), -0.0);
    }
    if (!(x < 0)) {
      return x > 0 ? 1 : x;
    }
    double square = x * x;
    double inner = Math.fma(square, B_HIGH, A_HIGH);
    double high = x * inner;
    double low = low(x, inner, innerLow(x, square, inner), high);
    double slope = Math.fma(square, B3, A_HIGH);
    double v = x * slope;
    return Exp.scaled(high, low, (v + 1) + low(x, slope, slopeLow(x, square, slope), v));
  }
}
