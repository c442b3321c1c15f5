package dev.activations.internal.scalar;

/**
 * The parts of softmax: the exponent of one entry, its exponential, and the division by the sum.
 *
 * <p><b>Formula.</b> s_i = e_i / Σ e_j with e_i = e^(x_i / T).
 *
 * <p><b>Method.</b> The exponentials are kept relative to a power of two beside the largest one ({@link RowPowers}). Each has a high and a
 * low part, which both go into the compensated sum, and both into the product with the reciprocal of the sum, which has two parts
 * too: so an entry is rounded once, and the errors of equal exponentials cancel. In a row of more than {@link RowSum#FOLD} entries the two
 * parts are rounded to one between sum and product, but for the largest exponential: where that is the whole sum, its entry is 1.
 * Exponentials are kept 2^300 times as large as they are, and the last operation is the multiplication by 2^-300: no intermediate
 * result is subnormal, and no entry needs another path.
 *
 * <p><b>Special cases.</b> An exponent more than 800 below the largest one is taken for one that is 800 below: its entry is 0, and 2^31 of
 * them do not change a sum.
 *
 * <p><b>Worst error found</b> (docs/accuracy.md; the rows stand in worst-errors.csv):
 * <ul>
 *   <li>softmax 1.50 ulp in a row of 4 100 (0.80 in rows of up to 4 096): got 0x1.ffe00e8b4bb07p-13, want 0x1.ffe00e8b4bb08p-13;
 *   <li>log-softmax 1.58 ulp: got -0x1.ffa20745ae87cp0, want -0x1.ffa20745ae87ep0.
 * </ul>
 */
public final class Softmax {

  /** The exponentials are kept this many times as large. */
  public static final double SCALE = 0x1p300;

  /** 1 / SCALE. */
  public static final double UNSCALE = 0x1p-300;

  /** {@link Exp#SHIFT} plus SCALE's exponent: leaves the exponent of SCALE 2^n in the low bits. */
  public static final double SHIFT = Exp.SHIFT + 300;

  /** Exponents that much below the largest one are taken for this. */
  public static final double NOTHING = -800;

  /** From this size on entries are no exponents as they are. */
  private static final double LARGE = 0x1p20;

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

  /** Whether the entries of a row are exponents as they are. */
  public static boolean isPlain(double max, double temperature) {
    return temperature == 1 && Math.abs(max) < LARGE;
  }

  /** What is added to x / ln 2 to leave the exponent of SCALE 2^(n - N) in the low bits, for a largest exponent. */
  public static double shift(double top) {
    return SHIFT - (Math.fma(top, Exp.LOG2_E, SHIFT) - SHIFT);
  }

  /** s (1 + remainder + rest), s a power of two, without the rest, which is up to 6 % of it. */
  public static double high(double s, double remainder) {
    return Math.fma(s, remainder, s);
  }

  /** What {@link #high} lacks. */
  public static double low(double s, double remainder, double rest, double high) {
    return Math.fma(s, rest, Math.fma(s, remainder, s - high));
  }

  /** The largest exponential of a row, rounded, for the largest exponent. */
  public static double largest(double top) {
    double n = SHIFT - shift(top);
    double remainder = Math.fma(n, -Exp.LN2_HIGH, top);
    double high = high(SCALE, remainder);
    return high + low(SCALE, remainder, Exp.expm1RestOf(remainder, 0, n), high);
  }

  /** What {@link #largest} lost. */
  public static double largestLow(double top, double largest) {
    double n = SHIFT - shift(top);
    double remainder = Math.fma(n, -Exp.LN2_HIGH, top);
    return low(SCALE, remainder, Exp.expm1RestOf(remainder, 0, n), largest);
  }

  /** 1 / (high + low), less its rounded value 1 / high. */
  public static double reciprocalLow(double high, double low, double reciprocal) {
    return reciprocal * Math.fma(-low, reciprocal, Math.fma(-high, reciprocal, 1));
  }

  /** The entry of an exponential, which is SCALE times as large, for a sum whose reciprocal is reciprocal + reciprocalLow. */
  public static double probability(double high, double low, double reciprocal, double reciprocalLow) {
    return scaledProbability(high, low, reciprocal, reciprocalLow) * UNSCALE;
  }

  /** The same times SCALE. */
  static double scaledProbability(double high, double low, double reciprocal, double reciprocalLow) {
    return Math.fma(high, reciprocal, Math.fma(low, reciprocal, high * reciprocalLow));
  }
}
