package dev.activations.internal.scalar;

/**
 * SiLU, x σ(x), and its derivative σ(x) (1 + x σ(-x)).
 *
 * <p><b>Method.</b> With e = e^-x: the value is x / (1 + e), where 1 + e is rounded once (see {@link Sigmoid}). The
 * derivative is y (1 + x h) with y = σ(x) and h = σ(-x); the rounding errors of 1 + e and of y are carried
 * ({@link Sigmoid#slopeOfProduct}). Near its zero at x = -1.2784645 the two summands of the derivative cancel, and its error is small
 * beside them, not beside the result.
 *
 * <p><b>Special cases</b>, |x| ≥ 708: there the value is x or x e^x, the derivative 1 or
 * (1 + x) e^x, subnormal numbers included. NaN → NaN, silu(-∞) = -0, silu(+∞) = +∞, silu'(-∞) = -0, silu'(+∞) = 1.
 *
 * <p><b>Worst error found</b> (docs/accuracy.md):
 * <ul>
 *   <li>value 1.89 ulp at -0x1.61add88aefc1ap9: got -0x1.f371058ca67bep-1012, want -0x1.f371058ca67bcp-1012;
 *   <li>derivative 2.69 ulp at -0x1.8766facb3b587p5: got -0x1.ff736bcb6ed6dp-66, want -0x1.ff736bcb6ed6ap-66.
 * </ul>
 */
public final class Silu {

  private Silu() {}

  /** Returns x σ(x). */
  public static double value(double x) {
    if (!(Math.abs(x) < Exp.LIMIT)) {
      return valueBeyond(x);
    }
    double t = Exp.shifted(-x);
    return x / Sigmoid.onePlus(Exp.pow2(t), Exp.expm1OfRemainder(-x, t));
  }

  private static double valueBeyond(double x) {
    if (!(x < 0)) {
      return x;
    }
    return x < -800 ? -0.0 : Exp.scaled(x, 0, x);
  }

  /** Returns the derivative of x σ(x). */
  public static double derivative(double x) {
    if (!(Math.abs(x) < Exp.LIMIT)) {
      return derivativeBeyond(x);
    }
    double t = Exp.shifted(-x);
    double s = Exp.pow2(t);
    double p = Exp.expm1OfRemainder(-x, t);
    return Sigmoid.slopeOfProduct(s, p, x, 0);
  }

  private static double derivativeBeyond(double x) {
    if (x != x) {
      return x;
    }
    if (x > 0) {
      return 1;
    }
    return x < -800 ? -0.0 : Exp.scaled(x, 0, x + 1);
  }
}
