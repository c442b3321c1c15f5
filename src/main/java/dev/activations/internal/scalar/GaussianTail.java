package dev.activations.internal.scalar;

/**
 * The tail of the normal distribution, which {@link Gelu} is made of: a Φ(-a) e^(a²/2) = 4 y f(y) for a ≥ 0.
 *
 * <p><b>Formula.</b> y = a / (a + 3.5) maps [0, ∞) to [0, 1), and f(y) = (a + 3.5) Φ(-a) e^(a²/2) / 4 is smooth there.
 *
 * <p><b>Method.</b> f is a polynomial of degree 23 in v = y - 0.47, G0 + v g(v) (docs/tools/gaussian_tail.py; relative error below
 * 7e-18 up to a = 38.7). The coefficients from v^8 on, whose share is a thousandth at most, are two polynomials of degree 7 in v², for
 * odd and even powers, in the form of J. Eve, "The evaluation of polynomials", Numerische Mathematik 6 (1964): with t = v² - 0.75 and
 * w = t², p = (((A0 t + A1) (w + A2) + A3) (w + A4) + A5) (w + A6) + A7. A step takes a sum and a product for two coefficients, where
 * Horner's rule takes two products; many processors add and multiply at the same time. What this form loses by cancellation is some
 * ten units of the last bit, times that thousandth.
 *
 * <p>f is a quarter of what comes to mind, because then (f - SHARE)² is near enough a factor that is needed, without another product.
 */
public final class GaussianTail {

  /** The scale of the map from a to y. */
  public static final double K = 3.5;

  /** The polynomial is in powers of y less this, chosen where f is nearly a double: 0.4736328125. */
  public static final double CENTRE = 0x1.e5p-2;

  /** 0.097: an error of y times 4 (a + K) moves 4 y f(y) by about (f - SHARE)² times as much, near enough to correct it. */
  public static final double SHARE = 0x1.8d4fdf3b645a2p-4;

  /** {@link Exp#SHIFT} + 2, which leaves the exponent of 4 · 2^n: 6755399441056769. */
  public static final double SHIFT = 0x1.8000000000401p52;

  /** 3.5 / (4 √(2π)) = 0.34907449535125357. */
  public static final double K_INV_SQRT_2PI = 0x1.6573c8d59af86p-2;

  /** Its low part: 2.6764394307420462e-17. */
  public static final double K_INV_SQRT_2PI_LOW = 0x1.edb747531828ep-56;

  /** 1 / 3.5 = 0.2857142857142857. */
  public static final double INV_K = 0x1.2492492492492p-2;

  /** What INV_K lacks, relative to it: 2^-54. */
  public static final double INV_K_ERROR = 0x1p-54;

  // f, lowest power first: docs/tools/gaussian_tail.py
  public static final double G0 = 0x1.8cde7ccca534fp-3; // 0.19378373622444164
  public static final double G1 = -0x1.3319f59cbc7e9p-2; // -0.2999037148393869
  public static final double G2 = 0x1.56152f0704f2cp-2; // 0.33406518440573296
  public static final double G3 = -0x1.e99c09259913fp-3; // -0.2390671457861888
  public static final double G4 = 0x1.fe307cb41637ep-5; // 0.062278979836896106
  public static final double G5 = 0x1.e89988c7d5ee0p-5; // 0.059643523358941186
  public static final double G6 = -0x1.87babadc0d17cp-5; // -0.04781853195200633
  public static final double G7 = -0x1.4e8e16d05f111p-6; // -0.020419618872879634

  /** t is v² plus this: chosen where Eve's form loses little. */
  public static final double TURN = -0.75;

  // The coefficients of odd powers of v in f from v^9 on, and of even ones from v^8 on, in that form.
  public static final double A0 = 0x1.a330271bbe514p-9; // 0.0031981513728821607
  public static final double A1 = 0x1.910f4dc5d610ap-7; // 0.01223937318324932
  public static final double A2 = 0x1.49e5610ea0376p+2; // 5.154625191004802
  public static final double A3 = -0x1.a96c07971a397p-5; // -0.05193139536351692
  public static final double A4 = 0x1.82b0e6716b83cp-1; // 0.7552558911754725
  public static final double A5 = 0x1.3c746a0e35f83p-9; // 0.0024143580877584183
  public static final double A6 = -0x1.220e9e0b69fdfp-2; // -0.2832588858095714
  public static final double A7 = 0x1.6891541def002p-7; // 0.01100365264198189
  public static final double B0 = 0x1.add953eed7cf1p-9; // 0.0032794871289493145
  public static final double B1 = 0x1.37c9025ab5c25p-7; // 0.009514928960397804
  public static final double B2 = 0x1.b4c795d49a55dp+1; // 3.412340859231945
  public static final double B3 = -0x1.b3afec9a728aap-6; // -0.02659223657409685
  public static final double B4 = 0x1.2534ca112a7aep+0; // 1.1453367511662509
  public static final double B5 = 0x1.0c996d91a84d0p-7; // 0.008197000980830899
  public static final double B6 = -0x1.312e3d6b5ff33p-1; // -0.5960559075901756
  public static final double B7 = 0x1.ceec0f428459dp-6; // 0.028254523183994008

  private GaussianTail() {}

  /** g(v) = (f - G0) / v. */
  public static double slopeOfF(double v) {
    double u = v * v;
    double t = u + TURN;
    double w = t * t;
    double a = Math.fma(A0, t, A1);
    a = Math.fma(a, w + A2, A3);
    a = Math.fma(a, w + A4, A5);
    a = Math.fma(a, w + A6, A7);
    double b = Math.fma(B0, t, B1);
    b = Math.fma(b, w + B2, B3);
    b = Math.fma(b, w + B4, B5);
    b = Math.fma(b, w + B6, B7);
    double odd = Math.fma(Math.fma(Math.fma(a, u, G7), u, G5), u, G3);
    double even = Math.fma(Math.fma(b, u, G6), u, G4);
    return Math.fma(Math.fma(Math.fma(even, v, odd), v, G2), v, G1);
  }
}
