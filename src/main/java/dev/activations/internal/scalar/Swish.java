package dev.activations.internal.scalar;

import dev.activations.internal.NearZero;

/**
 * Swish, x σ(βx), and its derivative in x, σ(z) (1 + z σ(-z)) with z = βx.
 *
 * <p><b>Method.</b> As {@link Silu} in z. The rounding error of the product βx is carried into the exponential, where it
 * would be magnified |z| times.
 *
 * <p><b>Special cases</b>, |z| ≥ 708, or x infinite: the value is x where z &gt; 0 and
 * x e^z where z &lt; 0, subnormal numbers included; x / 2 where β = 0. The derivative's limits are 1, -0 and ½. NaN → NaN.
 *
 * <p><b>Worst error found</b> (β = 1.5; docs/accuracy.md):
 * <ul>
 *   <li>value 1.81 ulp at 0x1.6e6c04a11ea67p7 for β = -0.2025: got 0x1.fd8a9f09f0eaap-47, want 0x1.fd8a9f09f0eacp-47;
 *   <li>derivative 2.88 ulp at -0x1.7cd967f8c44ddp0 for β = 1.5: got -0x1.9326f75a55a36p-4, want -0x1.9326f75a55a33p-4.
 * </ul>
 */
public final class Swish {

  /** No double times e^z is anything but zero below this. */
  private static final double NOTHING = -1500;

  private Swish() {}

  /** With a larger |β|, x may be too small for exact residuals of a quotient: the array forms then take the functions of this class. */
  public static final double LARGEST_BETA = 0x1p800;

  /** Below this in magnitude the value is x / 2, because e^-z is 1 where |z| < 2^-60. */
  public static double nearZero(double beta) {
    return Math.min(NearZero.LIMIT, 0x1p-60 / Math.abs(beta));
  }

  /** Returns x σ(βx). */
  public static double value(double x, double beta) {
    double z = x * beta;
    if (!(Math.abs(z) < Exp.LIMIT)) {
      return valueBeyond(x, beta, z);
    }
    double low = Math.fma(x, beta, -z);
    double t = Exp.shifted(-z);
    double remainder = Exp.remainder(-z, t);
    double p = remainder + Exp.expm1Rest(remainder, -low, t);
    return x / Sigmoid.onePlus(Exp.pow2(t), p);
  }

  private static double valueBeyond(double x, double beta, double z) {
    if (x != x || beta == 0) {
      return x;
    }
    if (z > 0) {
      return x;
    }
    return z < NOTHING ? Math.copySign(0, x) : Exp.scaled(z, Math.fma(x, beta, -z), x);
  }

  /** Returns the derivative of x σ(βx) with respect to x. */
  public static double derivative(double x, double beta) {
    double z = x * beta;
    if (!(Math.abs(z) < Exp.LIMIT)) {
      return derivativeBeyond(x, beta, z);
    }
    double low = Math.fma(x, beta, -z);
    double t = Exp.shifted(-z);
    double remainder = Exp.remainder(-z, t);
    double p = remainder + Exp.expm1Rest(remainder, -low, t);
    double s = Exp.pow2(t);
    return Sigmoid.slopeOfProduct(s, p, z, low);
  }

  private static double derivativeBeyond(double x, double beta, double z) {
    if (x != x) {
      return x;
    }
    if (beta == 0) {
      return 0.5;
    }
    if (z > 0) {
      return 1;
    }
    return z < NOTHING ? -0.0 : Exp.scaled(z, Math.fma(x, beta, -z), z + 1);
  }
}
