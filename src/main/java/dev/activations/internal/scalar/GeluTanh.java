package dev.activations.internal.scalar;

/**
 * The tanh form of GELU, ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))) = x σ(2u), and its derivative.
 *
 * <p><b>Method.</b> 2u = x (A + B x²) with A = 2 √(2/π) and B = 0.044715 A is B w for w = x (x² + C), C = 1 / 0.044715. w is
 * computed in two parts: its rounding error would be magnified |2u| times by the exponential. e = e^-2u is 2^n e^-Br with r = w - n P, P = ln 2 / B;
 * r is small, so that B does not need a second part, and the polynomial is exp's in that unit. The value is
 * x / (1 + e), and the derivative σ(2u) (1 + v σ(-2u)) with v = x (A + 3 B x²), also in two parts ({@link Sigmoid#slopeOfProduct}).
 *
 * <p><b>Special cases</b>, |x| &gt; 20.5: there the value is x or x e^2u, the derivative 1 or
 * (1 + v) e^2u, subnormal numbers included. NaN → NaN, f(-∞) = -0, f(+∞) = +∞, f'(-∞) = -0, f'(+∞) = 1.
 *
 * <p><b>Worst error found</b> (docs/accuracy.md):
 * <ul>
 *   <li>value 1.82 ulp at -0x1.60cbba1ad9db1p1: got -0x1.f1443993b0275p-8, want -0x1.f1443993b0273p-8;
 *   <li>derivative 2.91 ulp at -0x1.32572f6e8f6dcp0: got -0x1.e0aebd29ae447p-4, want -0x1.e0aebd29ae444p-4.
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
  /** C = 1 / 0.044715, high part, cut to a multiple of 2^-44: 22.36386000223638. */
  public static final double C_HIGH = 0x1.65d25edd9ed80p4;

  /** C, low part: 7.068084733670861e-15. */
  public static final double C_LOW = 0x1.fd4f2671c239cp-48;

  /** B = 2 √(2/π) · 0.044715 = 0.07135481627260025. */
  public static final double B = 0x1.2444f2a4d8b4bp-4;

  /** Its low part: -6.175149918155315e-19. */
  private static final double B_LOW = -0x1.6c843a29d1c70p-61;

  /** B log2 e = 0.1029432395800235. */
  public static final double B_LOG2_E = 0x1.a5a7cf7572a98p-4;

  /** P = ln 2 / B cut after 42 bits, so that n times it is exact for |n| < 2^11: 9.714091028024995. */
  public static final double PERIOD_HIGH = 0x1.36d9d56d77800p3;

  /** P - PERIOD_HIGH = -1.2993710870057628e-12. */
  public static final double PERIOD_LOW = -0x1.6dbd8de615fe5p-40;

  /** A = 2 √(2/π), high part, cut to a multiple of 2^-43: 1.5957691216057128. */
  public static final double A_HIGH = 0x1.9884533d43600p+0;

  /** A, low part: 1.7885919910836427e-14. */
  public static final double A_LOW = 0x1.42343f2cf1403p-46;

  /** 3 B = 0.21406444881780073. */
  public static final double B3 = 0x1.b6676bf7450f0p-3;

  /** Its low part: 1.2025242832367862e-17. */
  public static final double B3_LOW = 0x1.bba7351828aabp-57;

  // q of e^(Br) = 1 + B r + r² q(r), lowest power first
  public static final double Q0 = 0x1.4dad5c19dbeb6p-9; // 0.0025457549026482685
  public static final double Q1 = 0x1.fbef79d39b058p-15; // 6.0550624451178355e-5
  public static final double Q2 = 0x1.21f2fa0094f98p-20; // 1.080144670724688e-6
  public static final double Q3 = 0x1.08d296d148b95p-26; // 1.5414704905861435e-8
  public static final double Q4 = 0x1.931f5eb2ae909p-33; // 1.8331890656847584e-10
  public static final double Q5 = 0x1.06fdea2071520p-39; // 1.8686695123930526e-12
  public static final double Q6 = 0x1.2c4035f91cc89p-46; // 1.6667268874175274e-14
  public static final double Q7 = 0x1.30b4e3e223241p-53; // 1.3214542404075268e-16
  public static final double Q8 = 0x1.16fb8070b85bbp-60; // 9.452292348953482e-19
  public static final double Q9 = 0x1.cca549f00332ep-68; // 6.096594540026308e-21

  private GeluTanh() {}

  /** Returns x σ(2u). */
  public static double value(double x) {
    if (!(Math.abs(x) <= LIMIT)) {
      return valueBeyond(x);
    }
    double inner = Math.fma(x, x, C_HIGH);
    double high = -x * inner;
    double low = low(-x, inner, squareLow(x, C_HIGH - inner) + C_LOW, high);
    double t = shifted(high);
    return x / Sigmoid.onePlus(Exp.pow2(t), expm1OfRemainder(high, low, t));
  }

  /** What x² has beyond its high part, from that times -1: x² + C_HIGH, rounded, less C_HIGH. */
  private static double squareLow(double x, double minusSquare) {
    return Math.fma(x, x, minusSquare);
  }

  /** What x · (high + low) has beyond the rounded product x · high. */
  private static double low(double x, double high, double low, double product) {
    return Math.fma(x, low, Math.fma(x, high, -product));
  }

  /** {@link Exp#shifted} for the power e^(B w). */
  public static double shifted(double w) {
    return Math.fma(w, B_LOG2_E, Exp.SHIFT);
  }

  /** p = e^(B r) - 1 for the remainder r of high + low. */
  public static double expm1OfRemainder(double high, double low, double t) {
    double n = t - Exp.SHIFT;
    double remainder = Math.fma(n, -PERIOD_HIGH, high);
    double rest = Math.fma(n, -PERIOD_LOW, low);
    double r = remainder + rest;
    double r2 = r * r;
    double r4 = r2 * r2;
    double upper = Math.fma(Math.fma(Q9, r, Q8), r2, Math.fma(Q7, r, Q6));
    double lower = Math.fma(Math.fma(Q5, r, Q4), r2, Math.fma(Q3, r, Q2));
    double curve = Math.fma(Math.fma(upper, r4, lower), r4, Math.fma(Math.fma(Q1, r, Q0), r2, rest * B));
    return Math.fma(remainder, B, curve);
  }

  private static double valueBeyond(double x) {
    if (Math.abs(x) > FAR) {
      // x or -0.0, without a branch that saturated numbers of random sign would take by surprise.
      return Math.max(x, -0.0);
    }
    return x < 0 ? scaledPower(x, x) : x;
  }

  /** factor · e^2u, for results that may be too small for a normal 2^n. */
  private static double scaledPower(double x, double factor) {
    double inner = Math.fma(x, x, C_HIGH);
    double w = x * inner;
    double wLow = low(x, inner, squareLow(x, C_HIGH - inner) + C_LOW, w);
    double high = w * B;
    return Exp.scaled(high, Math.fma(w, B_LOW, low(B, w, wLow, high)), factor);
  }

  /** Returns the derivative. */
  public static double derivative(double x) {
    if (!(Math.abs(x) <= LIMIT)) {
      return derivativeBeyond(x);
    }
    double inner = Math.fma(x, x, C_HIGH);
    double minusSquare = C_HIGH - inner;
    double squareLow = squareLow(x, minusSquare);
    double high = -x * inner;
    double t = shifted(high);
    double p = expm1OfRemainder(high, low(-x, inner, squareLow + C_LOW, high), t);
    double slope = slope(minusSquare);
    double v = x * slope;
    return Sigmoid.slopeOfProduct(Exp.pow2(t), p, v, low(x, slope, slopeLow(minusSquare, squareLow, slope), v));
  }

  /** A + 3 B x², from the high part of x² times -1. */
  private static double slope(double minusSquare) {
    return Math.fma(minusSquare, -B3, A_HIGH);
  }

  /** What that lost by rounding, and of the low parts. */
  private static double slopeLow(double minusSquare, double squareLow, double slope) {
    return Math.fma(minusSquare, -B3, A_HIGH - slope) + Math.fma(squareLow, B3, Math.fma(minusSquare, -B3_LOW, A_LOW));
  }

  private static double derivativeBeyond(double x) {
    if (Math.abs(x) > FAR) {
      // 1 or -0.0, without such a branch as in the value.
      return Math.max(Math.copySign(1, x), -0.0);
    }
    if (!(x < 0)) {
      return x > 0 ? 1 : x;
    }
    double minusSquare = C_HIGH - Math.fma(x, x, C_HIGH);
    double slope = slope(minusSquare);
    double v = x * slope;
    double vLow = low(x, slope, slopeLow(minusSquare, squareLow(x, minusSquare), slope), v);
    return scaledPower(x, (v + 1) + vLow);
  }
}
