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

  static void remainders(
      double[] z, double[] low, double[] shift, double[] remainder, double[] rest, int length) {
    for (int i = 0; i < length; i++) {
      double n = Math.fma(z[i], Exp.LOG2_E, shift[i]) - shift[i];
      double high = Math.fma(n, -Exp.LN2_HIGH, z[i]);
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

  static void remainders(double[] z, double[] low, double shift, double[] remainder, double[] rest, int length) {
    for (int i = 0; i < length; i++) {
      double n = Math.fma(z[i], Exp.LOG2_E, shift) - shift;
      double high = Math.fma(n, -Exp.LN2_HIGH, z[i]);
      remainder[i] = high;
      rest[i] = Exp.expm1RestOf(high, low[i], n);
    }
  }

  static void cutPowers(double[] s, double[] remainder, double[] rest, double[] cut, double[] lost, int length) {
    for (int i = 0; i < length; i++) {
      double onGrid = RowSum.cut(s[i], remainder[i], rest[i]);
      cut[i] = onGrid;
      lost[i] = RowSum.lost(s[i], remainder[i], rest[i], onGrid);
    }
  }

  /** The two parts of the exponentials, in place of remainder and rest. */
  static void parts(double[] s, double[] e, double[] eLow, int length) {
    for (int i = 0; i < length; i++) {
      double high = Softmax.high(s[i], e[i]);
      eLow[i] = Softmax.low(s[i], e[i], eLow[i], high);
      e[i] = high;
    }
  }

  /** The last difference is (e - onGrid) + eLow, turned round: with two sums of eLow C2 leaves the loop scalar. */
  static void cut(double[] e, double[] eLow, double[] cut, double[] lost, int length) {
    for (int i = 0; i < length; i++) {
      double onGrid = ((e[i] + RowSum.GRID) + eLow[i]) - RowSum.GRID;
      cut[i] = onGrid;
      lost[i] = eLow[i] - (onGrid - e[i]);
    }
  }

  static void round(double[] e, double[] eLow, int length) {
    for (int i = 0; i < length; i++) {
      e[i] = e[i] + eLow[i];
    }
  }
}
