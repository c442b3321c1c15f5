package dev.activations.internal.scalar;

/**
 * GELU, x Φ(x) with the normal distribution function Φ(x) = ½ erfc(-x/√2), and its derivative Φ(x) + x φ(x).
 *
 * <p><b>Method.</b> With a = |x|: a Φ(-a) = y f(y) e^(-a²/2), where y = a / (a + 3.5) maps [0, ∞) to [0, 1), and
 * f(y) = (a + 3.5) Φ(-a) e^(a²/2) is a polynomial of degree 23 in y - 0.47 (docs/tools/gaussian_tail.py; relative error below
 * 7e-18 up to a = 38.7). GELU is then max(x, 0) - a Φ(-a): nothing cancels on either side. The rounding errors of a², of y,
 * of f and of the products are carried. The derivative is the tail G = e^(-a²/2) (Φ(-a) e^(a²/2) - a/√(2π)) for negative
 * x, and 1 - G for positive x. Near its zero at x = -0.7517915 the two summands of G cancel, and its error is small beside
 * them, not beside the result.
 *
 * <p><b>Special cases</b>, |x| &gt; 37: there the value is x or the tail with its exponent put in last, the derivative 1 or
 * the same, subnormal numbers included. NaN → NaN, gelu(-∞) = -0, gelu(+∞) = +∞, gelu'(-∞) = -0, gelu'(+∞) = 1.
 *
 * <p><b>Worst error found</b> (docs/accuracy.md):
 * <ul>
 *   <li>value 1.67 ulp at 0x1.fd57b38bfcd38p-13: got 0x1.fd70f824a8341p-14, want 0x1.fd70f824a8343p-14;
 *   <li>derivative 2.66 ulp at -0x1.54b36c0b2476cp-2: got 0x1.f3e40b081dd8ep-3, want 0x1.f3e40b081dd8bp-3.
 * </ul>
 */
public final class Gelu {

  /** Up to here e^(-a²/2) times anything needed is a normal number. */
  public static final double LIMIT = 37;

  /** Below this, value and derivative are less than half the smallest double. */
  private static final double NOTHING = -39;

  /** Beyond ±this the value is x or -0.0. */
  public static final double FAR = -NOTHING;

  /** The scale of the map from a to y. */
  public static final double K = 3.5;

  /** The polynomial is in powers of y less this, chosen where f is nearly a double: 0.4736328125. */
  public static final double CENTRE = 0x1.e5p-2;

  /** 2^-¼ = 0.8408964152537145: (C4 (1 - y))^4 is about d(y f)/dy / (a + 3.5), enough for a correction. */
  public static final double C4 = 0x1.ae89f995ad3adp-1;

  /** 3.5 / √(2π) = 1.3962979814050143. */
  public static final double K_INV_SQRT_2PI = 0x1.6573c8d59af86p0;

  /** Its low part: 1.0705757722968185e-16. */
  public static final double K_INV_SQRT_2PI_LOW = 0x1.edb747531828ep-54;

  /** 1 / 3.5 = 0.2857142857142857. */
  public static final double INV_K = 0x1.2492492492492p-2;

  /** What INV_K lacks, relative to it: 2^-54. */
  public static final double INV_K_ERROR = 0x1p-54;

  // f, lowest power first: docs/tools/gaussian_tail.py
  public static final double G0 = 0x1.8cde7ccca534fp-1; // 0.7751349448977666
  public static final double G1 = -0x1.3319f59cbc7e9p+0; // -1.1996148593575475
  public static final double G2 = 0x1.56152f0704f2cp+0; // 1.3362607376229318
  public static final double G3 = -0x1.e99c09259913fp-1; // -0.9562685831447552
  public static final double G4 = 0x1.fe307cb41637ep-3; // 0.24911591934758442
  public static final double G5 = 0x1.e89988c7d5ee0p-3; // 0.23857409343576474
  public static final double G6 = -0x1.87babadc0d17cp-3; // -0.19127412780802533
  public static final double G7 = -0x1.4e8e16d05f111p-4; // -0.08167847549151853
  public static final double G8 = 0x1.c90d7cd1b5f57p-4; // 0.11158512837880373
  public static final double G9 = 0x1.b2dcdf52eb208p-5; // 0.0530838357729842
  public static final double G10 = -0x1.077a4e9180b8ap-4; // -0.0643256253315895
  public static final double G11 = -0x1.a0089ea3206c8p-5; // -0.050785360182101835
  public static final double G12 = 0x1.f2d489b36c316p-6; // 0.030446180795197973
  public static final double G13 = 0x1.992501f8c1141p-5; // 0.04994440445992377
  public static final double G14 = -0x1.28a59b7b15463p-10; // -0.0011316181323952838
  public static final double G15 = -0x1.52d2123eda55ap-5; // -0.04135993541315015
  public static final double G16 = -0x1.797406eeacac4p-6; // -0.023037916917654014
  public static final double G17 = 0x1.688b85844cba9p-6; // 0.022005920779701125
  public static final double G18 = 0x1.2416c87b1a1d7p-5; // 0.035655395092195334
  public static final double G19 = 0x1.6cc91b816c27fp-9; // 0.002783093078243148
  public static final double G20 = -0x1.f8c8779d8afafp-6; // -0.030809513866344392
  public static final double G21 = -0x1.2a3fcb1d27740p-6; // -0.018203686097528093
  public static final double G22 = 0x1.add953eed7cf1p-7; // 0.013117948515797258
  public static final double G23 = 0x1.a330271bbe514p-7; // 0.012792605491528643

  private Gelu() {}

  /** Returns x Φ(x). */
  public static double value(double x) {
    double a = Math.abs(x);
    if (!(a <= LIMIT)) {
      return valueBeyond(x, a);
    }
    double m = a * -0.5;
    double high = a * m;
    double low = Math.fma(a, m, -high);
    double t = Exp.shifted(high);
    double remainder = Exp.remainder(high, t);
    double rest = Exp.expm1Rest(remainder, low, t);
    double s = Exp.pow2(t);
    double sum = a + K;
    double y = a / sum;
    double v = y - CENTRE;
    double g = slopeOfF(v);
    double f = Math.fma(g, v, G0);
    double fLow = Math.fma(g, v, G0 - f);
    double ys = y * s;
    double tail = ys * f;
    double tailLow = Math.fma(ys, fLow, Math.fma(ys, f, -tail));
    double yError = Math.fma(-ys, a - (sum - K), Math.fma(-ys, sum, a * s));
    double w = Math.fma(y, -C4, C4);
    double w2 = w * w;
    // tail and what it lost, times 1 + p: without p's share in the lost part the error is half an ulp larger.
    double carried = Math.fma(yError, w2 * w2, tailLow);
    double lost = Math.fma(tail, remainder, Math.fma(tail, rest, Math.fma(carried, remainder, carried)));
    double positive = x < 0 ? -0.0 : x;
    return (positive - tail) - lost;
  }

  /** (f - G0) / v, in four chains of every fourth coefficient: they do not wait for each other. */
  public static double slopeOfF(double v) {
    double u = v * v;
    double u2 = u * u;
    double a = Math.fma(G23, u2, G19);
    a = Math.fma(a, u2, G15);
    a = Math.fma(a, u2, G11);
    a = Math.fma(a, u2, G7);
    a = Math.fma(a, u2, G3);
    double b = Math.fma(G22, u2, G18);
    b = Math.fma(b, u2, G14);
    b = Math.fma(b, u2, G10);
    b = Math.fma(b, u2, G6);
    double c = Math.fma(G21, u2, G17);
    c = Math.fma(c, u2, G13);
    c = Math.fma(c, u2, G9);
    c = Math.fma(c, u2, G5);
    double d = Math.fma(G20, u2, G16);
    d = Math.fma(d, u2, G12);
    d = Math.fma(d, u2, G8);
    d = Math.fma(d, u2, G4);
    double odd = Math.fma(c, u, a);
    double even = Math.fma(b, u, d);
    return Math.fma(Math.fma(Math.fma(even, v, odd), v, G2), v, G1);
  }

  private static double valueBeyond(double x, double a) {
    if (a > FAR) {
      // x or -0.0, without a branch that saturated numbers of random sign would take by surprise.
      return Math.max(x, -0.0);
    }
    if (!(x < 0)) {
      return x;
    }
    double sum = a + K;
    double y = a / sum;
    double v = y - CENTRE;
    double g = slopeOfF(v);
    double f = Math.fma(g, v, G0);
    double tail = y * f;
    double tailLow = Math.fma(y, Math.fma(g, v, G0 - f), Math.fma(y, f, -tail));
    double yError = Math.fma(-y, a - (sum - K), Math.fma(-y, sum, a));
    double w = Math.fma(y, -C4, C4);
    double w2 = w * w;
    double m = a * -0.5;
    double high = a * m;
    return Exp.scaled(high, Math.fma(a, m, -high), -tail, -Math.fma(yError, w2 * w2, tailLow));
  }

  /** Returns Φ(x) + x φ(x). */
  public static double derivative(double x) {
    double a = Math.abs(x);
    if (!(a <= LIMIT)) {
      return derivativeBeyond(x, a);
    }
    double m = a * -0.5;
    double high = a * m;
    double low = Math.fma(a, m, -high);
    double t = Exp.shifted(high);
    double remainder = Exp.remainder(high, t);
    double rest = Exp.expm1Rest(remainder, low, t);
    double s = Exp.pow2(t);
    double y = a / (a + K);
    double v = y - CENTRE;
    double g = slopeOfF(v);
    double f = Math.fma(g, v, G0);
    double fLow = Math.fma(g, v, G0 - f);
    // Φ(-a) e^(a²/2) = f / (a + K), and 1 / (a + K) = (1 - y) / K: the division by K comes last.
    double k = 1 - y;
    double mills = f * k;
    double density = a * K_INV_SQRT_2PI;
    double difference = mills - density;
    double differenceLow = differenceLow(a, f, fLow, y, k, mills, density, difference);
    double scale = s * INV_K;
    double tail = scale * difference;
    double tailLow = Math.fma(scale, differenceLow, Math.fma(scale, difference, -tail));
    double lost = Math.fma(tail, remainder, Math.fma(tail, rest, Math.fma(tailLow, remainder, tailLow)));
    return x < 0 ? tail + lost : (1 - tail) - lost;
  }

  /** What f k - a K / √(2π), divided by K's inverse as a double, has beyond the rounded difference. */
  private static double differenceLow(
      double a, double f, double fLow, double y, double k, double mills, double density, double difference) {
    double millsLow = Math.fma(f, (1 - k) - y, Math.fma(k, fLow, Math.fma(f, k, -mills)));
    double constantsLow = Math.fma(difference, INV_K_ERROR, Math.fma(a, -K_INV_SQRT_2PI_LOW, millsLow));
    double densityLow = Math.fma(a, K_INV_SQRT_2PI, -density);
    return constantsLow + ((mills - (difference + density)) - densityLow);
  }

  private static double derivativeBeyond(double x, double a) {
    if (x != x) {
      return x;
    }
    if (x > 0) {
      return 1;
    }
    if (x < NOTHING) {
      return -0.0;
    }
    double y = a / (a + K);
    double v = y - CENTRE;
    double g = slopeOfF(v);
    double f = Math.fma(g, v, G0);
    double k = 1 - y;
    double mills = f * k;
    double density = a * K_INV_SQRT_2PI;
    double difference = mills - density;
    double differenceLow = differenceLow(a, f, Math.fma(g, v, G0 - f), y, k, mills, density, difference);
    double factor = difference * INV_K;
    double m = a * -0.5;
    double high = a * m;
    return Exp.scaled(
        high, Math.fma(a, m, -high), factor, Math.fma(differenceLow, INV_K, Math.fma(difference, INV_K, -factor)));
  }
}
