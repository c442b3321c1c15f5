package dev.activations.internal.scalar;

import static dev.activations.internal.scalar.GaussianTail.CENTRE;
import static dev.activations.internal.scalar.GaussianTail.G0;
import static dev.activations.internal.scalar.GaussianTail.INV_K;
import static dev.activations.internal.scalar.GaussianTail.INV_K_ERROR;
import static dev.activations.internal.scalar.GaussianTail.K;
import static dev.activations.internal.scalar.GaussianTail.K_INV_SQRT_2PI;
import static dev.activations.internal.scalar.GaussianTail.K_INV_SQRT_2PI_LOW;
import static dev.activations.internal.scalar.GaussianTail.SHARE;
import static dev.activations.internal.scalar.GaussianTail.slopeOfF;

import dev.activations.internal.NearZero;

/**
 * GELU, x Φ(x) with the normal distribution function Φ(x) = ½ erfc(-x/√2), and its derivative Φ(x) + x φ(x).
 *
 * <p><b>Method.</b> With a = |x|: a Φ(-a) = 4 y f(y) e^(-a²/2), where y and f are those of {@link GaussianTail}. GELU is then
 * max(x, 0) - a Φ(-a): nothing cancels on either side. The rounding errors of a², of y, of f and of the products are carried. The derivative is the tail G = e^(-a²/2) (Φ(-a) e^(a²/2) - a/√(2π)) for negative
 * x, and 1 - G for positive x. Near its zero at x = -0.7517915 the two summands of G cancel, and its error is small beside
 * them, not beside the result.
 *
 * <p><b>Special cases</b>, |x| &gt; 37: there the value is x or the tail with its exponent put in last, the derivative 1 or
 * the same, subnormal numbers included. |x| &lt; 2^-1000: the value is x / 2, rounded once; the rounding errors of subnormal products
 * could not be carried. NaN → NaN, gelu(-∞) = -0, gelu(+∞) = +∞, gelu'(-∞) = -0, gelu'(+∞) = 1.
 *
 * <p><b>Worst error found</b> (docs/accuracy.md):
 * <ul>
 *   <li>value 1.72 ulp at 0x1.fd57b38bfcdc6p-13: got 0x1.fd70f824a83cfp-14, want 0x1.fd70f824a83d1p-14;
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

  private Gelu() {}

  /** Returns x Φ(x). */
  public static double value(double x) {
    double a = Math.abs(x);
    if (!(a <= LIMIT)) {
      return valueBeyond(x, a);
    }
    if (a < NearZero.LIMIT) {
      return x * 0.5;
    }
    double m = a * -0.5;
    double high = a * m;
    double low = Math.fma(a, m, -high);
    double t = Exp.shifted(high);
    double remainder = Exp.remainder(high, t);
    double rest = Exp.expm1Rest(remainder, low, t);
    double s = 4 * Exp.pow2(t);
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
    double share = f - SHARE;
    // tail and what it lost, times 1 + p: without p's share in the lost part the error is half an ulp larger.
    double carried = Math.fma(yError, share * share, tailLow);
    double lost = Math.fma(tail, remainder, Math.fma(tail, rest, Math.fma(carried, remainder, carried)));
    double positive = x < 0 ? -0.0 : x;
    return (positive - tail) - lost;
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
    double ys = y * 4;
    double tail = ys * f;
    double tailLow = Math.fma(ys, Math.fma(g, v, G0 - f), Math.fma(ys, f, -tail));
    double yError = Math.fma(-ys, a - (sum - K), Math.fma(-ys, sum, a * 4));
    double share = f - SHARE;
    double m = a * -0.5;
    double high = a * m;
    return Exp.scaled(high, Math.fma(a, m, -high), -tail, -Math.fma(yError, share * share, tailLow));
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
    double s = 4 * Exp.pow2(t);
    double y = a / (a + K);
    double v = y - CENTRE;
    double g = slopeOfF(v);
    double f = Math.fma(g, v, G0);
    double fLow = Math.fma(g, v, G0 - f);
    // Φ(-a) e^(a²/2) = 4 f / (a + K), and 1 / (a + K) = (1 - y) / K: the division by K comes last.
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

  /** What f k - a K / (4 √(2π)), divided by K's inverse as a double, has beyond the rounded difference. */
  private static double differenceLow(
      double a, double f, double fLow, double y, double k, double mills, double density, double difference) {
    double millsLow = Math.fma(f, (1 - k) - y, Math.fma(k, fLow, Math.fma(f, k, -mills)));
    double constantsLow = Math.fma(difference, INV_K_ERROR, Math.fma(a, -K_INV_SQRT_2PI_LOW, millsLow));
    double densityLow = Math.fma(a, K_INV_SQRT_2PI, -density);
    return constantsLow + ((mills - (difference + density)) - densityLow);
  }

  private static double derivativeBeyond(double x, double a) {
    if (a > FAR) {
      // 1 or -0.0, without such a branch as in the value.
      return Math.max(Math.copySign(1, x), -0.0);
    }
    if (!(x < 0)) {
      return x > 0 ? 1 : x;
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
    double factor = difference * (4 * INV_K);
    double m = a * -0.5;
    double high = a * m;
    return Exp.scaled(
        high, Math.fma(a, m, -high), factor, Math.fma(differenceLow, 4 * INV_K, Math.fma(difference, 4 * INV_K, -factor)));
  }
}
