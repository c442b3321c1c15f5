package dev.activations.internal.scalar;

/**
 * The logarithm of a row's sum of exponentials, log Σ e^(x_j / T): what log-softmax subtracts from each x_i / T.
 *
 * <p><b>Method.</b> With the sum S of exponentials as {@link RowPowers} has them, and the largest one, M,
 * log Σ = max + log(S / M). M in S is the same as M alone to the bit, so its errors cancel where S is hardly more than M.
 *
 * <p>k is taken from the exponent of S / M, and log(S / M) = k log 2 + 2 artanh(d / s) with d = S - 2^k M and s = S + 2^k M, which both
 * have two parts, as M and S have. With w = 2 d / s in two parts, 2 artanh(w / 2) = w + w³ c(w²), c of degree 7. So the one
 * division stands for that of S by M and that of the logarithm.
 *
 * <p>Where S - M is small it lacks digits, and is added up again, without the largest entry and relative to the second largest one
 * instead. There is one largest entry alone then: with two, S - M would be at least M.
 *
 * <p><b>Special cases.</b> With another temperature, or a largest entry of 2^20 or more in size, the exponents are (x - max) / T in
 * two parts, and M = 1. An exponent more than 800 below the largest one that is added up is taken for one that is 800 below.
 */
public final class LogOfSum extends RowPowers {

  private static final int LONG = 1 << 20;

  // c, lowest power first: those of docs/tools/log_coefficients.py, each divided by a power of two
  public static final double C0 = 0x1.5555555555555p-4;  // 0.08333333333333333
  public static final double C1 = 0x1.9999999999a38p-7;  // 0.012500000000000275
  public static final double C2 = 0x1.2492492476cccp-9;  // 0.0022321428570940324
  public static final double C3 = 0x1.c71c720159177p-12; // 4.3402778108816243e-4
  public static final double C4 = 0x1.745cf9048dd95p-14; // 8.877829902408645e-5
  public static final double C5 = 0x1.3b1c355a8f7a2p-16; // 1.8782030887224924e-5
  public static final double C6 = 0x1.0fbe95d716020p-18; // 4.04930820881863e-6
  public static final double C7 = 0x1.0c039c49989c6p-20; // 9.984303396484453e-7

  private double power;
  private double m;
  private double mLow;
  private double high;
  private double minusLow;

  /** Makes what serves row after row. */
  public LogOfSum(double temperature) {
    super(temperature);
  }

  /**
   * Where S - M is below this it is taken again, times {@link Softmax#SCALE}: 2^56 times the largest error that S can have, an eighth
   * of an ulp of a small S - M. See {@link RowSum}: up to {@link RowSum#FOLD} entries have an error of 2^-76; up to 2^20 of 2^-68, as
   * that many times the lanes are put aside, with a sum of low parts.
   */
  public static double small(int length) {
    return length <= RowSum.FOLD ? 0x1p-20 * Softmax.SCALE : length <= LONG ? 0x1p-10 * Softmax.SCALE : Softmax.SCALE;
  }

  /** Begins a row with that largest entry. */
  public void begin(double max) {
    begin(max, 0, 0);
    double n = Softmax.SHIFT - shift;
    double remainder = Math.fma(n, -Exp.LN2_HIGH, top);
    double rest = Exp.expm1RestOf(remainder, 0, n);
    double cut = RowSum.cut(Softmax.SCALE, remainder, rest);
    setM(cut, RowSum.lost(Softmax.SCALE, remainder, rest, cut));
  }

  /** The same for a largest entry whose exponential, cut in two, is there already. */
  public void begin(double max, double cut, double lost) {
    beginRow(max);
    setM(cut, lost);
  }

  private void setM(double cut, double lost) {
    m = cut + lost;
    mLow = lost - (m - cut);
  }

  /**
   * Begins the sum without the largest entry, after {@link #finishAll} has asked for it.
   *
   * @param second the largest of the others
   * @return whether it counts; where not, the sum is empty
   */
  public boolean beginOthers(double second) {
    double z = exponent(second);
    boolean counts = z >= least;
    power = shift - Softmax.shift(z);
    shift = Softmax.shift(z);
    least = z + Softmax.NOTHING;
    return counts;
  }

  /** What is added to x / ln 2 now, see {@link Softmax#shift(double)}. */
  public double shift() {
    return shift;
  }

  /** Smaller exponents are taken for this one. */
  public double least() {
    return least;
  }

  /** Adds SCALE e^(x_i / T) / 2^N. */
  void add(RowSum sum, int i, double x) {
    take(x);
    addPower(sum, i);
  }

  /** Ends a row whose sum has all exponentials, unless it returns false: then the sum must be taken again. */
  public boolean finishAll(RowSum sum, int length) {
    sum.finish();
    double s = sum.high();
    if (s - m < small(length)) {
      return false;
    }
    long exponent = (Double.doubleToRawLongBits(s * (1 / m)) - Log.SQRT_HALF_BITS) >> Exp.EXPONENT;
    double power = Double.longBitsToDouble((exponent + Exp.BIAS) << Exp.EXPONENT);
    double km = m * power;
    double d = s - km;
    double part = s - d;
    finish((double) exponent, km, mLow * power, d, ((s - (d + part)) + (part - km)) + (sum.low() - mLow * power));
    return true;
  }

  /** Ends a row whose sum is that of the others. */
  public void finishOthers(RowSum sum) {
    sum.finish();
    finish(0, m, mLow, Math.scalb(sum.high(), (int) power), Math.scalb(sum.low(), (int) power));
  }

  /** From 2^k M and d, each in two parts. */
  private void finish(double k, double km, double kmLow, double d, double dLow) {
    double s = 2 * km + d;
    double sLow = ((2 * km - s) + d) + (2 * kmLow + dLow);
    double w = 2 * d / s;
    double wLow = (Math.fma(-w, s, 2 * d) + Math.fma(-w, sLow, 2 * dLow)) * (1 / s);
    double w2 = w * w;
    double upper = Math.fma(Math.fma(C7, w2, C6), w2 * w2, Math.fma(C5, w2, C4));
    double lower = Math.fma(Math.fma(C3, w2, C2), w2 * w2, Math.fma(C1, w2, C0));
    double c = Math.fma(upper, (w2 * w2) * (w2 * w2), lower);

    double kHigh = k * Exp.LN2_HIGH;
    double log = kHigh + w;
    double logLow = ((kHigh - log) + w) + Math.fma(k, Exp.LN2_LOW, Math.fma(w * w2, c, wLow));
    high = top + log;
    double part = high - top;
    minusLow = 0 - (((top - (high - part)) + (log - part)) + logLow);
  }

  /** The rounded result. */
  public double high() {
    return high;
  }

  /** What the rounded result leaves, with the other sign; no negative zero. */
  public double minusLow() {
    return minusLow;
  }

  /** x / T less the result: the entry of log-softmax. */
  double logarithm(double x) {
    if (isPlain) {
      return (x - high) + minusLow;
    }
    double z = exponent(x);
    return z + ((exponentLow(x, z) + minusLow) - high);
  }
}
