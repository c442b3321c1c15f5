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

  /** The same where the division changes nothing: its remainder is 0. */
  static void differences(double[] x, double[] max, double[] z, double[] low, int length) {
    for (int i = 0; i < length; i++) {
      double difference = x[i] - max[i];
      double part = difference - x[i];
      low[i] = 0.0 + ((x[i] - (difference - part)) - (max[i] + part));
      z[i] = difference;
    }
  }

  static void shifted(double[] z, double[] t, int length) {
    for (int i = 0; i < length; i++) {
      t[i] = Math.fma(z[i], Exp.LOG2_E, Softmax.SHIFT);
    }
  }

  static void shiftedDifferences(double[] x, double[] max, double[] t, int length) {
    for (int i = 0; i < length; i++) {
      t[i] = Math.fma(x[i] - max[i], Exp.LOG2_E, Softmax.SHIFT);
    }
  }

  static void remainders(double[] z, double[] low, double[] remainder, double[] rest, int length) {
    for (int i = 0; i < length; i++) {
      double t = Exp.shifted(z[i]);
      double high = Exp.remainder(z[i], t);
      remainder[i] = high;
      rest[i] = Exp.expm1Rest(high, low[i], t);
    }
  }

  static void remaindersOfDifferences(
      double[] x, double[] max, double[] remainder, double[] rest, int length) {
    for (int i = 0; i < length; i++) {
      double difference = x[i] - max[i];
      double part = difference - x[i];
      double low = (x[i] - (difference - part)) - (max[i] + part);
      double t = Exp.shifted(difference);
      double high = Exp.remainder(difference, t);
      remainder[i] = high;
      rest[i] = Exp.expm1Rest(high, low, t);
    }
  }

  static void liftToNothing(double[] z, double[] low, int length) {
    for (int i = 0; i < length; i++) {
      if (z[i] < Softmax.NOTHING) {
        z[i] = Softmax.NOTHING;
        low[i] = 0;
      }
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

  static void cutPowers(double[] s, double[] remainder, double[] rest, double[] cut, double[] lost, int length) {
    for (int i = 0; i < length; i++) {
      double onGrid = RowSum.cut(s[i], remainder[i], rest[i]);
      cut[i] = onGrid;
      lost[i] = RowSum.lost(s[i], remainder[i], rest[i], onGrid);
    }
  }

  static void parts(double[] s, double[] e, double[] eLow, int length) {
    for (int i = 0; i < length; i++) {
      double one = e[i] + 1;
      eLow[i] = s[i] * ((e[i] - (one - 1)) + eLow[i]);
      e[i] = s[i] * one;
    }
  }

  static void round(double[] e, double[] eLow, int length) {
    for (int i = 0; i < length; i++) {
      e[i] = e[i] + eLow[i];
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
}
