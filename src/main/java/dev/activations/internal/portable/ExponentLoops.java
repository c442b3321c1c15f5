package dev.activations.internal.portable;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;

/**
 * The loops of {@link SoftmaxStages} up to the exponentials, cut in two for their sum: each is one that C2 turns into vector code, with the
 * operations of {@link Softmax} and {@link RowSum}. Rows' largest entries and powers of two stand in arrays, so that a loop goes over
 * all rows of a tile.
 */
final class ExponentLoops {

  private ExponentLoops() {}

  static void quotients(double[] x, double[] max, double temperature, double[] z, double[] low, int length) {
    for (int i = 0; i < length; i++) {
      z[i] = (x[i] - max[i]) / temperature;
    }
    for (int i = 0; i < length; i++) {
      double difference = x[i] - max[i];
      double part = difference - x[i];
      double lost = (x[i] - (difference - part)) - (max[i] + part);
      low[i] = (Math.fma(z[i] * -1, temperature, difference) + lost) / temperature;
    }
  }

  static void shifted(double[] z, double[] shift, double[] t, int length) {
    for (int i = 0; i < length; i++) {
      t[i] = Math.fma(z[i], Exp.LOG2_E, shift[i]);
    }
  }

  /**
   * What {@link #remainders} multiplies n - N by, and then by 0: -1024 and less, which is an exponent 709 below the largest one, becomes
   * infinite and so NaN, in the sum as well, and shows that exponents are to be lifted. For lifted ones the factor is 0. That takes
   * less time than to look at each n while its bits are moved, where no two can be looked at at once.
   */
  static final double FAR = 0x1p1014;

  static void remainders(
      double[] z, double[] low, double[] shift, double far, double[] remainder, double[] rest, int length) {
    for (int i = 0; i < length; i++) {
      double t = Math.fma(z[i], Exp.LOG2_E, shift[i]);
      double n = t - shift[i];
      double high = Math.fma((t - Softmax.SHIFT) * far, 0.0, Math.fma(n, -Exp.LN2_HIGH, z[i]));
      remainder[i] = high;
      rest[i] = Exp.expm1RestOf(high, low[i], n);
    }
  }

  /** The same for one row. */
  static void shifted(double[] z, double shift, double[] t, int length) {
    for (int i = 0; i < length; i++) {
      t[i] = Math.fma(z[i], Exp.LOG2_E, shift);
    }
  }

  static void remainders(
      double[] z, double[] low, double shift, double far, double[] remainder, double[] rest, int length) {
    for (int i = 0; i < length; i++) {
      double t = Math.fma(z[i], Exp.LOG2_E, shift);
      double n = t - shift;
      double high = Math.fma((t - Softmax.SHIFT) * far, 0.0, Math.fma(n, -Exp.LN2_HIGH, z[i]));
      remainder[i] = high;
      rest[i] = Exp.expm1RestOf(high, low[i], n);
    }
  }

  /** Turns t into SCALE 2^(n - N). C2 does not vectorise it. */
  static void pow2(double[] t, int length) {
    for (int i = 0; i < length; i++) {
      t[i] = Double.longBitsToDouble(Double.doubleToRawLongBits(t[i]) << Exp.EXPONENT);
    }
  }

  static void cutPowers(double[] s, double[] remainder, double[] rest, double[] cut, double[] lost, int length) {
    for (int i = 0; i < length; i++) {
      double onGrid = RowSum.cut(s[i], remainder[i], rest[i]);
      cut[i] = onGrid;
      lost[i] = RowSum.lost(s[i], remainder[i], rest[i], onGrid);
    }
  }

  /**
   * The two parts of the exponentials, in place of remainder and rest, and what a sum adds up of them, (high - onGrid) + low at last.
   * {@link Softmax#low} has a difference from high, too: two differences or two sums that share a value make C2 leave this loop scalar, on JDK 17
   * all of it, so that softmax took a quarter longer. So each but one is a product by one.
   */
  static void parts(double[] s, double[] e, double[] eLow, double[] cut, double[] lost, int length) {
    for (int i = 0; i < length; i++) {
      double high = Softmax.high(s[i], e[i]);
      double low = Math.fma(s[i], eLow[i], Math.fma(s[i], e[i], Math.fma(high, -1.0, s[i])));
      e[i] = high;
      eLow[i] = low;
      double onGrid = ((high + RowSum.GRID) + low) - RowSum.GRID;
      cut[i] = onGrid;
      lost[i] = Math.fma(Math.fma(onGrid, -1.0, high), 1.0, low);
    }
  }

  static void round(double[] e, double[] eLow, int length) {
    for (int i = 0; i < length; i++) {
      e[i] = e[i] + eLow[i];
    }
  }
}
