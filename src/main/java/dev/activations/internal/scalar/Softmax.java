package dev.activations.internal.scalar;

/**
 * The parts of softmax: the exponent of one entry, its exponential, and the division by the sum.
 *
 * <p><b>Formula.</b> s_i = e_i / Σ e_j with e_i = e^((x_i - max) / T).
 *
 * <p><b>Method.</b> x_i - max is kept as a sum of two doubles (TwoSum), and so is its quotient by T: a rounding error there
 * would be magnified by the exponential, up to hundreds of ulp. The exponential is rounded once, and what it loses goes into
 * the compensated sum. The reciprocal of the sum has a low part too, so that an entry is one rounded product.
 *
 * <p><b>Special cases.</b> An exponent of -∞, or below -746, gives 0. Between -746 and -708 the exponential is subnormal or
 * nearly so, and what it loses does not count in a sum that is at least 1.
 *
 * <p><b>Worst error found</b> (docs/accuracy.md), at temperature 3.7:
 * <ul>
 *   <li>softmax 2.01 ulp at an entry of -0x1.45c2a36075065p11: got 0x1.ffec206de1a87p-1022, want 0x1.ffec206de1a89p-1022;
 *   <li>log-softmax 1.59 ulp at an entry of 0x1.4908f40fc095bp11: got -0x1.ffe34b772d572p-1014, want -0x1.ffe34b772d574p-1014.
 * </ul>
 */
public final class Softmax {

  /** Below this the exponential is computed with its exponent put in last. */
  public static final double LIMIT = -708;

  private static final double NOTHING = -746;

  /** The factor of {@link #enlargedExponential}. */
  public static final double ENLARGED = 0x1p300;

  private static final double NOTHING_ENLARGED = -960;

  private Softmax() {}

  /** (x - max) / T, rounded. */
  public static double exponent(double x, double max, double temperature) {
    return (x - max) / temperature;
  }

  /** What {@link #exponent} lost; meaningful for finite results only. */
  public static double exponentLow(double x, double max, double temperature, double exponent) {
    double difference = x - max;
    double part = difference - x;
    double lost = (x - (difference - part)) - (max + part);
    return (Math.fma(-exponent, temperature, difference) + lost) / temperature;
  }

  /** e^(z + low), rounded once. */
  public static double exponential(double z, double low) {
    if (!(z > LIMIT)) {
      return z < NOTHING ? 0 : Exp.scaled(z, low, 1);
    }
    double t = Exp.shifted(z);
    double remainder = Exp.remainder(z, t);
    double rest = Exp.expm1Rest(remainder, low, t);
    double s = Exp.pow2(t);
    double one = remainder + 1;
    return Math.fma(s, (remainder - (one - 1)) + rest, s * one);
  }

  /** What {@link #exponential} lost by its last rounding; 0 below the limit. */
  public static double exponentialLow(double z, double low, double exponential) {
    if (!(z > LIMIT)) {
      return 0;
    }
    double t = Exp.shifted(z);
    double remainder = Exp.remainder(z, t);
    double rest = Exp.expm1Rest(remainder, low, t);
    double s = Exp.pow2(t);
    double one = remainder + 1;
    return Math.fma(s, (remainder - (one - 1)) + rest, s * one - exponential);
  }

  /** 1 / (high + low), less its rounded value 1 / high. */
  public static double reciprocalLow(double high, double low, double reciprocal) {
    return reciprocal * Math.fma(-low, reciprocal, Math.fma(-high, reciprocal, 1));
  }

  /** The exponential e times reciprocal + low. */
  public static double probability(double e, double reciprocal, double low) {
    return Math.fma(e, reciprocal, e * low);
  }

  /** 2^300 e^(z + low): keeps its digits where the exponential itself would be subnormal or zero. */
  public static double enlargedExponential(double z, double low) {
    return z < NOTHING_ENLARGED ? 0 : Exp.scaled(z, low, ENLARGED);
  }
}
