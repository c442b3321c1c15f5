package dev.activations.internal.scalar;

/**
 * The exponentials of a row, relative to a power of two beside the largest one.
 *
 * <p><b>Method.</b> With T = 1 the exponents are the entries as they are: no difference to the largest one is taken, whose rounding
 * error would have to be carried. The exponentials are kept relative to 2^N, where N is the largest one's n ({@link Exp}), so that none
 * is above √2. With another temperature, or a largest entry of 2^20 or more in size, the exponents are (x - max) / T in two parts,
 * with N = 0.
 *
 * <p>An exponential is s (1 + remainder + rest), with s = SCALE 2^(n - N).
 */
class RowPowers {

  private static final double NOTHING_AT_ALL = -960;

  final double temperature;

  /** Whether the exponents are the entries as they are. */
  boolean isPlain;

  /** What is taken from each entry. */
  double reference;

  /** The largest exponent. */
  double top;

  /** Smaller exponents are taken for this one. */
  double least;

  /** See {@link Softmax#shift(double)}. */
  double shift;

  // The exponential taken last.
  private double s;
  private double remainder;
  private double rest;

  RowPowers(double temperature) {
    this.temperature = temperature;
  }

  /** Begins a row with that largest entry. */
  void beginRow(double max) {
    isPlain = Softmax.isPlain(max, temperature);
    reference = isPlain ? 0 : max;
    top = Softmax.exponent(max, reference, temperature);
    least = top + Softmax.NOTHING;
    shift = Softmax.shift(top);
  }

  /** The exponential of an entry; one that is far below the largest counts for nothing. */
  final void take(double x) {
    double exponent = exponent(x);
    boolean isFar = exponent < least;
    take(isFar ? least : exponent, isFar ? 0 : exponentLow(x, exponent));
  }

  private void take(double z, double low) {
    double t = Math.fma(z, Exp.LOG2_E, shift);
    s = Exp.pow2(t);
    remainder = Math.fma(t - shift, -Exp.LN2_HIGH, z);
    rest = Exp.expm1RestOf(remainder, low, t - shift);
  }

  /** Adds the exponential, cut in two straight away. */
  final void addPower(RowSum sum, int i) {
    sum.addPower(i, s, remainder, rest);
  }

  /** The exponential without its low part. */
  final double exponential() {
    return Softmax.high(s, remainder);
  }

  /** The low part. */
  final double exponentialLow() {
    return Softmax.low(s, remainder, rest, exponential());
  }

  /** The exponential of an entry, rounded, also where it is far below the largest, which counts where a gradient is large. */
  final double far(double x) {
    double z = exponent(x);
    if (z < top + NOTHING_AT_ALL) {
      return 0;
    }
    double n = Math.fma(z, Exp.LOG2_E, shift) - shift;
    double r = Math.fma(n, -Exp.LN2_HIGH, z);
    double p = r + Exp.expm1RestOf(r, exponentLow(x, z), n);
    return Math.scalb(Math.fma(Softmax.SCALE, p, Softmax.SCALE), (int) (n - (Softmax.SHIFT - shift)));
  }

  /** The exponent of an entry, rounded. */
  final double exponent(double x) {
    return Softmax.exponent(x, reference, temperature);
  }

  /** What it lost; 0 where it is -∞. */
  final double exponentLow(double x, double exponent) {
    return exponent == Double.NEGATIVE_INFINITY ? 0 : Softmax.exponentLow(x, reference, temperature, exponent);
  }
}
