package dev.activations.internal.scalar;

/**
 * The hyperbolic tangent and its derivative sech² x.
 *
 * <p><b>Method.</b> With a = |x| and E = e^2a - 1: tanh a = E / (E + 2). Large E damps its own rounding error, and for a
 * below ln 2 / 4, E is the polynomial itself, without cancellation; between, E is rounded once from its parts. One division
 * gives 1 / (E + 2); the quotient is corrected by its residual and by the rounding error of E + 2. The sign is put back last,
 * so the function is odd to the bit. The derivative is r - r² / 4 with r = 4 / (E + 2).
 *
 * <p><b>Special cases</b>, |x| ≥ 350: there the value is ±1, the derivative 4 e^-2a. NaN → NaN,
 * tanh(±0) = ±0, tanh(±∞) = ±1.
 *
 * <p><b>Worst error found</b> (docs/accuracy.md):
 * <ul>
 *   <li>value 1.76 ulp at -0x1.00015d74840cdp-4: got -0x1.ff5851adef52fp-5, want -0x1.ff5851adef531p-5;
 *   <li>derivative 2.50 ulp at -0x1.2b7127c7096bap4: got 0x1.ffd82c56c854dp-53, want 0x1.ffd82c56c854bp-53.
 * </ul>
 */
public final class Tanh {

  /** From here on |tanh x| is 1 and e^2a nears the largest double. */
  public static final double LIMIT = 350;

  private Tanh() {}

  /** Returns tanh x. */
  public static double value(double x) {
    double a = Math.abs(x);
    if (!(a < LIMIT)) {
      return x != x ? x : Math.copySign(1, x);
    }
    double z = a + a;
    double t = Exp.shifted(z);
    double s = Exp.pow2(t);
    double expm1 = expm1(z, t, s);
    double sum = expm1 + 2;
    double lost = expm1 - (sum - 2);
    double reciprocal = 1 / sum;
    double y = expm1 * reciprocal;
    double residual = Math.fma(-y, lost, Math.fma(-sum, y, expm1));
    return Math.copySign(Math.fma(residual, reciprocal, y), x);
  }

  /** Returns sech² x. */
  public static double derivative(double x) {
    double a = Math.abs(x);
    if (!(a < LIMIT)) {
      return derivativeBeyond(x, a);
    }
    double z = a + a;
    double t = Exp.shifted(z);
    return slope(4 / (expm1(z, t, Exp.pow2(t)) + 2));
  }

  /** sech² x from 4 / (E + 2). */
  public static double slope(double r) {
    return Math.fma(r * -0.25, r, r);
  }

  /** E = e^z - 1 for z ≥ 0. s - 1 + s times the remainder is exact, so E is rounded once. */
  private static double expm1(double z, double t, double s) {
    double remainder = Exp.remainder(z, t);
    return Math.fma(s, Exp.expm1Rest(remainder, 0, t), Math.fma(s, remainder, s - 1));
  }

  private static double derivativeBeyond(double x, double a) {
    if (x != x) {
      return x;
    }
    return a > 400 ? 0 : Exp.scaled(-2 * a, 0, 4);
  }
}
