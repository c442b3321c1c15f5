package dev.activations.internal.portable;

import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;

/**
 * The loops of {@link SoftmaxStages} from the exponentials on: the 8 lanes of {@link RowSum}, added up side by side in registers, and the last loops, for
 * all rows of a tile, with arrays of what belongs to the rows, and for one row. C2 vectorises no sum whose order counts: those loops are
 * scalar code, in which no sum waits for another one.
 */
final class RowLoops {

  private RowLoops() {}

  static void addPlainly(double[] sums, double[] term, int from, int to) {
    double a = sums[0];
    double b = sums[1];
    double c = sums[2];
    double d = sums[3];
    double e = sums[4];
    double f = sums[5];
    double g = sums[6];
    double h = sums[7];
    for (int i = from; i < to; i += RowSum.LANES) {
      a += term[i];
      b += term[i + 1];
      c += term[i + 2];
      d += term[i + 3];
      e += term[i + 4];
      f += term[i + 5];
      g += term[i + 6];
      h += term[i + 7];
    }
    sums[0] = a;
    sums[1] = b;
    sums[2] = c;
    sums[3] = d;
    sums[4] = e;
    sums[5] = f;
    sums[6] = g;
    sums[7] = h;
  }

  static void add(
      double[] sums, double[] losses, int lane, double[] term, double[] termLow, int from, int to) {
    double a = sums[lane];
    double b = sums[lane + 1];
    double c = sums[lane + 2];
    double d = sums[lane + 3];
    double aLost = losses[lane];
    double bLost = losses[lane + 1];
    double cLost = losses[lane + 2];
    double dLost = losses[lane + 3];
    for (int i = from + lane; i < to; i += RowSum.LANES) {
      double t = term[i];
      double after = a + t;
      double part = after - a;
      aLost += ((a - (after - part)) + (t - part)) + termLow[i];
      a = after;
      t = term[i + 1];
      after = b + t;
      part = after - b;
      bLost += ((b - (after - part)) + (t - part)) + termLow[i + 1];
      b = after;
      t = term[i + 2];
      after = c + t;
      part = after - c;
      cLost += ((c - (after - part)) + (t - part)) + termLow[i + 2];
      c = after;
      t = term[i + 3];
      after = d + t;
      part = after - d;
      dLost += ((d - (after - part)) + (t - part)) + termLow[i + 3];
      d = after;
    }
    sums[lane] = a;
    sums[lane + 1] = b;
    sums[lane + 2] = c;
    sums[lane + 3] = d;
    losses[lane] = aLost;
    losses[lane + 1] = bLost;
    losses[lane + 2] = cLost;
    losses[lane + 3] = dLost;
  }

  static void scale(double[] e, double[] eLow, double reciprocal, double low, int from, int to) {
    for (int i = from; i < to; i++) {
      e[i] = Softmax.probability(e[i], eLow[i], reciprocal, low);
    }
  }

  static void scale(double[] e, double[] eLow, double[] reciprocal, double[] low, int length) {
    for (int i = 0; i < length; i++) {
      e[i] = Softmax.probability(e[i], eLow[i], reciprocal[i], low[i]);
    }
  }

  static void logarithms(double[] x, double log, double minusLow, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = (x[i] - log) + minusLow;
    }
  }

  static void logarithms(
      double[] z, double[] low, double log, double minusLow, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = z[i] + ((low[i] + minusLow) - log);
    }
  }

  static void logarithms(double[] x, double[] log, double[] minusLow, double[] y, int length) {
    for (int i = 0; i < length; i++) {
      y[i] = (x[i] - log[i]) + minusLow[i];
    }
  }

  static void logarithms(double[] z, double[] low, double[] log, double[] minusLow, double[] y, int length) {
    for (int i = 0; i < length; i++) {
      y[i] = z[i] + ((low[i] + minusLow[i]) - log[i]);
    }
  }
}
