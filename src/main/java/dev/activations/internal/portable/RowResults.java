package dev.activations.internal.portable;

import dev.activations.internal.scalar.Softmax;

/** The last loops of {@link SoftmaxStages}: for all rows of a tile, with arrays of what belongs to the rows, and for one row. */
final class RowResults {

  private RowResults() {}

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
