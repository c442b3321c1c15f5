package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.SoftmaxKernel;
import dev.activations.internal.portable.StagedSoftmax;
import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import dev.activations.internal.scalar.SoftmaxRow;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Softmax and log-softmax of temperature 1 in three passes over each row, without tiles: its largest entry; its exponentials with
 * their sum, or for log-softmax the sum alone ({@link RowExponentials}); the division, or the differences. Short rows and
 * those of more than a million entries, other temperatures, the gradient, and log-softmax of rows with a small sum are left to
 * {@link StagedSoftmax}.
 */
final class VectorSoftmax implements SoftmaxKernel {

  /** Shorter rows go through a tile together. */
  private static final int SHORT = 32;

  private static final VectorSpecies<Double> SPECIES = RowExponentials.SPECIES;

  private final VectorSoftmaxStages stages = new VectorSoftmaxStages(1);
  private final SoftmaxKernel staged;
  private final boolean log;

  VectorSoftmax(boolean log) {
    this.log = log;
    staged = new StagedSoftmax(log, stages);
  }

  @Override
  public void forward(double[] x, int xOffset, double[] y, int yOffset, int rows, int columns) {
    if (columns < SHORT || columns > RowSum.FOLD) {
      staged.forward(x, xOffset, y, yOffset, rows, columns);
      return;
    }
    RowExponentials exponentials = RowExponentials.POOL.take();
    int together = RowExponentials.together(columns);
    for (int row = 0; row < rows; row += together) {
      int n = Math.min(together, rows - row);
      int xAt = xOffset + row * columns;
      int yAt = yOffset + row * columns;
      if (log) {
        logarithms(exponentials, x, xAt, y, yAt, n, columns);
      } else {
        probabilities(exponentials, x, xAt, y, yAt, n, columns);
      }
    }
    RowExponentials.POOL.give(exponentials);
  }

  private void probabilities(RowExponentials exponentials, double[] x, int xAt, double[] y, int yAt, int rows, int columns) {
    exponentials.exponentials(x, xAt, y, yAt, rows, columns);
    RowEnds ends = exponentials.ends;
    ends.finish(rows, 0);
    for (int row = 0; row < rows; row++) {
      int from = yAt + row * columns;
      double reciprocal = 1 / ends.high[row];
      if (Double.isNaN(reciprocal)) {
        Arrays.fill(y, from, from + columns, Double.NaN);
      } else {
        double low = Softmax.reciprocalLow(ends.high[row], ends.low[row], reciprocal);
        stages.scale(y, reciprocal, low, from, from + columns);
      }
    }
  }

  private void logarithms(RowExponentials exponentials, double[] x, int xAt, double[] y, int yAt, int rows, int columns) {
    exponentials.sum(x, xAt, rows, columns);
    RowEnds ends = exponentials.ends;
    ends.finish(rows, -Softmax.SCALE);
    ends.logarithms();
    for (int row = 0; row < rows; row++) {
      int xFrom = xAt + row * columns;
      int yFrom = yAt + row * columns;
      double others = ends.high[row];
      if (Double.isNaN(others)) {
        Arrays.fill(y, yFrom, yFrom + columns, Double.NaN);
      } else if (others < SoftmaxRow.SMALL_SUM) {
        staged.forward(x, xFrom, y, yFrom, 1, columns);
      } else {
        differences(x, xFrom, exponentials.largest[row], exponentials.near[row], ends.log[row], y, yFrom, columns);
      }
    }
  }

  private static void differences(
      double[] x, int xAt, double max, boolean near, double log, double[] y, int yAt, int length) {
    int bound = SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
      DoubleVector z = v.sub(broadcast(SPECIES, max));
      DoubleVector part = z.sub(v);
      DoubleVector low = v.sub(z.sub(part)).sub(part.add(broadcast(SPECIES, max)));
      if (!near) {
        low = low.blend(broadcast(SPECIES, 0), z.compare(VectorOperators.EQ, Double.NEGATIVE_INFINITY));
      }
      z.add(low.sub(broadcast(SPECIES, log))).intoArray(y, yAt + i);
    }
    for (int i = bound; i < length; i++) {
      double z = Softmax.exponent(x[xAt + i], max, 1);
      double low = z == Double.NEGATIVE_INFINITY ? 0 : Softmax.exponentLow(x[xAt + i], max, 1, z);
      y[yAt + i] = z + (low - log);
    }
  }

  @Override
  public void backward(
      double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int rows, int columns) {
    staged.backward(x, xOffset, dy, dyOffset, dx, dxOffset, rows, columns);
  }
}
