package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.SoftmaxKernel;
import dev.activations.internal.portable.StagedSoftmax;
import dev.activations.internal.scalar.LogOfSum;
import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Softmax and log-softmax of temperature 1 in three passes over each row, without tiles: its largest entry; its exponentials with
 * their sum, or for log-softmax the sum alone ({@link RowExponentials}); the division, or the differences. Short rows, other
 * temperatures, the gradient, and log-softmax of rows with very large entries are left to {@link StagedSoftmax}.
 */
final class VectorSoftmax implements SoftmaxKernel {

  /** Shorter rows go through a tile together. */
  static final int SHORT = 32;

  private static final VectorSpecies<Double> SPECIES = RowExponentials.SPECIES;

  private final SoftmaxKernel staged;
  private final boolean log;

  VectorSoftmax(boolean log) {
    this.log = log;
    staged = new StagedSoftmax(log, new VectorSoftmaxStages(1));
  }

  @Override
  public void forward(double[] x, int xOffset, double[] y, int yOffset, int rows, int columns) {
    if (columns < SHORT) {
      staged.forward(x, xOffset, y, yOffset, rows, columns);
      return;
    }
    RowExponentials kept = RowExponentials.POOL.take();
    RowExponentials exponentials = kept == null ? new RowExponentials() : kept;
    if (columns > RowSum.FOLD) {
      for (int row = 0; row < rows; row++) {
        longRow(exponentials, x, xOffset + row * columns, y, yOffset + row * columns, columns);
      }
    } else {
      shortRows(exponentials, x, xOffset, y, yOffset, rows, columns);
    }
    RowExponentials.POOL.give(exponentials);
  }

  private void longRow(RowExponentials exponentials, double[] x, int xAt, double[] y, int yAt, int columns) {
    if (log) {
      LogOfSum sum = exponentials.longLogarithm(x, xAt, columns);
      if (sum == null || Double.isNaN(sum.high())) {
        staged.forward(x, xAt, y, yAt, 1, columns);
      } else {
        differences(x, xAt, sum.high(), sum.minusLow(), y, yAt, columns);
      }
    } else {
      RowSum sum = exponentials.longExponentials(x, xAt, y, yAt, columns);
      if (sum == null) {
        staged.forward(x, xAt, y, yAt, 1, columns);
      } else {
        for (int k = 0; k < columns; k += RowSum.FOLD) {
          int n = Math.min(RowSum.FOLD, columns - k);
          exponentials.lowOfLargest(y, yAt + k, n);
          divide(exponentials.low, 0, y, yAt + k, n, sum.high(), sum.low(), exponentials.near[0]);
        }
      }
    }
  }

  private void shortRows(
      RowExponentials exponentials, double[] x, int xOffset, double[] y, int yOffset, int rows, int columns) {
    int together = RowExponentials.together(columns);
    int before = 0;
    for (int row = 0; row < rows; row += together) {
      int n = Math.min(together, rows - row);
      int xAt = xOffset + row * columns;
      int yAt = yOffset + row * columns;
      if (!log) {
        probabilities(exponentials, x, xAt, y, yAt, n, columns);
      } else {
        exponentials.powers(x, xAt, y, yAt, n, columns, before);
        logarithms(exponentials, x, xAt, y, yAt, n, columns);
        if (RowExponentials.ENDS_LATER) {
          before = n;
        } else {
          exponentials.differences(x, xAt, y, yAt, n, columns);
        }
      }
    }
    int last = (rows - before) * columns;
    exponentials.differences(x, xOffset + last, y, yOffset + last, before, columns);
  }

  private void probabilities(RowExponentials exponentials, double[] x, int xAt, double[] y, int yAt, int rows, int columns) {
    exponentials.exponentials(x, xAt, y, yAt, rows, columns);
    RowEnds ends = exponentials.ends;
    ends.finish(rows);
    for (int row = 0; row < rows; row++) {
      int from = row * columns;
      if (exponentials.isPlain(row)) {
        divide(exponentials.low, from, y, yAt + from, columns, ends.high[row], ends.low[row], exponentials.near[row]);
      } else {
        staged.forward(x, xAt + from, y, yAt + from, 1, columns);
      }
    }
  }

  private static void divide(
      double[] eLow, int lowAt, double[] y, int from, int columns, double sum, double sumLow, boolean near) {
    double reciprocal = 1 / sum;
    if (Double.isNaN(reciprocal)) {
      Arrays.fill(y, from, from + columns, Double.NaN);
    } else {
      double low = Softmax.reciprocalLow(sum, sumLow, reciprocal);
      VectorSoftmaxStages.scale(y, from, eLow, lowAt, reciprocal, low, near, columns);
    }
  }

  /** The logarithms of the rows' sums; rows that have none here are done, with NaN instead. */
  private void logarithms(RowExponentials exponentials, double[] x, int xAt, double[] y, int yAt, int rows, int columns) {
    RowEnds ends = exponentials.ends;
    ends.logarithms(rows, exponentials.largest);
    double small = LogOfSum.small(columns);
    for (int row = 0; row < rows; row++) {
      int xFrom = xAt + row * columns;
      if (Double.isNaN(ends.log[row]) || !exponentials.isPlain(row)) {
        staged.forward(x, xFrom, y, yAt + row * columns, 1, columns);
        ends.log[row] = Double.NaN;
      } else if (ends.others[row] < small) {
        LogOfSum log = exponentials.others(x, xFrom, row, columns);
        ends.log[row] = log.high();
        ends.minusLow[row] = log.minusLow();
      }
    }
  }

  /** {@code y = x - log}, the logarithm being in two parts. */
  static void differences(double[] x, int xAt, double log, double minusLow, double[] y, int yAt, int length) {
    int bound = SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
      v.sub(broadcast(SPECIES, log)).add(broadcast(SPECIES, minusLow)).intoArray(y, yAt + i);
    }
    for (int i = bound; i < length; i++) {
      y[yAt + i] = (x[xAt + i] - log) + minusLow;
    }
  }

  @Override
  public void backward(
      double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int rows, int columns) {
    staged.backward(x, xOffset, dy, dyOffset, dx, dxOffset, rows, columns);
  }
}
