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

  /**
   * What {@link #shifted} multiplies n - N by, and then by 0: -1024 and less, which is an exponent 709 below the largest one, becomes
   * infinite and so NaN, in the sum as well, and shows that exponents are to be lifted. For lifted ones the factor is 0. That takes
   * less time than to look at each n while its bits are moved, where no two can be looked at at once.
   */
  static final double FAR = 0x1p1014;

  /** Leaves the exponents of SCALE 2^(n - N) in t, and z once more, or NaN, in {@code copy}. */
  static void shifted(double[] z, double[] shift, double far, double[] t, double[] copy, int from, int to) {
    for (int i = from; i < to; i++) {
      double shifted = Math.fma(z[i], Exp.LOG2_E, shift[i]);
      t[i] = shifted;
      copy[i] = Math.fma((shifted - Softmax.SHIFT) * far, 0.0, z[i]);
    }
  }

  /** The same for one row. */
  static void shifted(double[] z, double shift, double far, double[] t, double[] copy, int from, int to) {
    for (int i = from; i < to; i++) {
      double shifted = Math.fma(z[i], Exp.LOG2_E, shift);
      t[i] = shifted;
      copy[i] = Math.fma((shifted - Softmax.SHIFT) * far, 0.0, z[i]);
    }
  }

  /**
   * Turns z into the remainder, and makes the rest. Whatever the shift is, n is the same: below 2^50 no number times {@link Exp#LOG2_E} lies just
   * between two integers.
   */
  static void remainders(double[] z, double[] low, double[] rest, int length) {
    for (int i = 0; i < length; i++) {
      double n = Exp.shifted(z[i]) - Exp.SHIFT;
      double high = Math.fma(n, -Exp.LN2_HIGH, z[i]);
      z[i] = high;
      rest[i] = Exp.expm1RestOf(high, low[i], n);
    }
  }

  /** Turns t into SCALE 2^(n - N). C2 does not vectorise it. */
  static void pow2(double[] t, int length) {
    for (int i = 0; i < length; i++) {
      t[i] = Double.longBitsToDouble(Double.doubleToRawLongBits(t[i]) << Exp.EXPONENT);
    }
  }

  static void cutPowers(double[] s, double[] remainder, double[] rest, double[] lost, int length) {
    for (int i = 0; i < length; i++) {
      double onGrid = RowSum.cut(s[i], remainder[i], rest[i]);
      lost[i] = RowSum.lost(s[i], remainder[i], rest[i], onGrid);
      s[i] = onGrid;
    }
  }

  /**
   * The two parts of the exponentials, in place of remainder and rest, and what a sum adds up of them, (high - onGrid) + low at last.
   * {@link Softmax#low} has a difference from high, too: two differences or two sums that share a value make C2 leave this loop scalar, on JDK 17
   * all of it, so that softmax took a quarter longer. So each but one is a product by one.
   */
  static void parts(double[] s, double[] e, double[] eLow, double[] lost, int length) {
    for (int i = 0; i < length; i++) {
      double high = Softmax.high(s[i], e[i]);
      double low = Math.fma(s[i], eLow[i], Math.fma(s[i], e[i], Math.fma(high, -1.0, s[i])));
      e[i] = high;
      eLow[i] = low;
      double onGrid = ((high + RowSum.GRID) + low) - RowSum.GRID;
      s[i] = onGrid;
      lost[i] = Math.fma(Math.fma(onGrid, -1.0, high), 1.0, low);
    }
  }

  /** The sums of four entries each of a whole tile, which {@link RowSum} adds up without an error in any order. */
  static void fold(double[] cut) {
    final int quarter = SoftmaxTiles.SIZE / 4;
    for (int i = 0; i < quarter; i++) {
      cut[i] = (cut[i] + cut[i + quarter]) + (cut[i + 2 * quarter] + cut[i + 3 * quarter]);
    }
  }

  static void round(double[] e, double[] eLow, int length) {
    for (int i = 0; i < length; i++) {
      e[i] = e[i] + eLow[i];
    }
  }
}
