package dev.activations.internal.scalar;

/**
 * The parts of softmax: the exponent of one entry, its exponential, and the division by the sum.
 *
 * <p><b>Formula.</b> s_i = e_i / Σ e_j with e_i = e^((x_i - max) / T).
 *
 * <p><b>Method.</b> x_i - max is kept as a sum of two doubles (TwoSum), and so is its quotient by T: a rounding error there
 * would be magnified by the exponential, up to hundreds of ulp. The exponential has a high and a low part, which both go into
 * the compensated sum; their own sum, rounded once, goes into the entry. The reciprocal of the sum has a low part too, so
 * that an entry is one rounded product. Exponentials are kept 2^300 times as large as they are, and the last operation is the
 * multiplication by 2^-300: no intermediate result is subnormal, and no entry needs another path.
 *
 * <p><b>Special cases.</b> An exponent of -∞, or below -800, is taken for -800: its entry is 0, and 2^31 of them do not change
 * a sum. Log-softmax has its exponents in {@link LogOfSum}.
 *
 * <p><b>Worst error found</b> (docs/accuracy.md; the rows stand in worst-errors.csv):
 * <ul>
 *   <li>softmax 1.52 ulp at a temperature of 0.06239: got 0x1.fadf2d3af2p-8, want 0x1.fadf2d3af2002p-8;
 *   <li>log-softmax 1.56 ulp: got -0x1.ff9cb1ddafd4ep1, want -0x1.ff9cb1ddafd5p1.
 * </ul>
 */
public final class Softmax {

  /** The exponentials are kept this many times as large. */
  public static final double SCALE = 0x1p300;

  /** 1 / SCALE. */
  public static final double UNSCALE = 0x1p-300;

  /** {@link Exp#SHIFT} plus SCALE's exponent: leaves the exponent of SCALE 2^n in the low bits. */
  public static final double SHIFT = Exp.SHIFT + 300;

  /** Exponents below this are taken for it. */
  public static final double NOTHING = -800;

  private static final double NOTHING_AT_ALL = -960;

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

  /** SCALE e^(z + low), rounded once. */
  public static double exponential(double z, double low) {
    return exponentialHigh(z, low) + exponentialLow(z, low);
  }

  /** SCALE e^(z + low) to within half an ulp, but for what {@link #exponentialLow} returns. */
  static double exponentialHigh(double z, double low) {
    if (z < NOTHING) {
      return exponentialHigh(NOTHING, 0);
    }
    double t = Exp.shifted(z);
    return scaledPow2(t) * (Exp.remainder(z, t) + 1);
  }

  /** What {@link #exponentialHigh} lacks. */
  static double exponentialLow(double z, double low) {
    if (z < NOTHING) {
      return exponentialLow(NOTHING, 0);
    }
    double t = Exp.shifted(z);
    double remainder = Exp.remainder(z, t);
    double one = remainder + 1;
    return scaledPow2(t) * ((remainder - (one - 1)) + Exp.expm1Rest(remainder, low, t));
  }

  /** SCALE 2^n for the n in t. */
  private static double scaledPow2(double t) {
    return Exp.pow2(t + 300);
  }

  /** 1 / (high + low), less its rounded value 1 / high. */
  public static double reciprocalLow(double high, double low, double reciprocal) {
    return reciprocal * Math.fma(-low, reciprocal, Math.fma(-high, reciprocal, 1));
  }

  /** The entry of the exponential e, which is SCALE times as large, for a sum whose reciprocal is reciprocal + low. */
  public static double probability(double e, double reciprocal, double low) {
    return scaledProbability(e, reciprocal, low) * UNSCALE;
  }

  /** The same times SCALE. */
  static double scaledProbability(double e, double reciprocal, double low) {
    return Math.fma(e, reciprocal, e * low);
  }

  /** SCALE e^(z + low), also for exponents below {@link #NOTHING}, which count where a gradient is large. */
  static double farExponential(double z, double low) {
    return z < NOTHING_AT_ALL ? 0 : Exp.scaled(z, low, SCALE);
  }
}
