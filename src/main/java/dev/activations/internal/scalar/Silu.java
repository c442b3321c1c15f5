package dev.activations.internal.scalar;

/**
 * SiLU, x σ(x), and its derivative σ(x) (1 + x σ(-x)).
 *
 * <p><b>Method.</b> With e = e^-x: the value is x / (1 + e), where 1 + e is rounded once (see {@link Sigmoid}). The
 * derivative is (1 + e (1 + x)) / (1 + e)², one division; the rounding errors of e and of e + 2 are carried. Near its zero
 * at x = -1.2784645 the two summands of the derivative cancel, and its error is small beside them, not beside the result.
 *
 * <p><b>Special cases</b>, |x| ≥ 708 (value) or 354 (derivative): there the value is x or x e^x, the derivative 1 or
 * (1 + x) e^x, subnormal numbers included. NaN → NaN, silu(-∞) = -0, silu(+∞) = +∞, silu'(-∞) = -0, silu'(+∞) = 1.
 *
 * <p><b>Worst error found</b> (docs/accuracy.md):
 * <ul>
 *   <li>value 1.88 ulp at -0x1.5cffe753574c8p8: got -0x1.ed8d1336ee2f8p-496, want -0x1.ed8d1336ee2f6p-496;
 *   <li>derivative 2.87 ulp at -0x1.717af9ed4885p7: got -0x1.ff35946b89775p-260, want -0x1.ff35946b89778p-260.
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
    if (!(Math.abs(x) < Sigmoid.DERIVATIVE_LIMIT)) {
      return derivativeBeyond(x);
    }
    double t = Exp.shifted(-x);
    double s = Exp.pow2(t);
    double p = Exp.expm1OfRemainder(-x, t);
    double e = Math.fma(s, p, s);
    double low = Math.fma(s, Exp.remainderLow(-x, t), Math.fma(s, p, s - e));
    return Math.fma(e, x + 1, 1) / Sigmoid.squareOfOnePlus(e, low);
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
