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
 * Log-softmax of temperature 1 in three passes over each row, without tiles: its largest entry, the sum of its exponentials,
 * the differences. Short rows, rows with a small sum, other temperatures and the gradient are left to
 * {@link StagedSoftmax}. See {@link VectorSoftmax}.
 */
final class VectorLogSoftmax implements SoftmaxKernel {

  private static final VectorSpecies<Double> SPECIES = RowExponentials.SPECIES;

  private final VectorSoftmaxStages stages = new VectorSoftmaxStages(1);
  private final SoftmaxKernel staged = new StagedSoftmax(true, stages);

  @Override
  public void forward(double[] x, int xOffset, double[] y, int yOffset, int rows, int columns) {
    if (columns < VectorSoftmax.SHORT) {
      staged.forward(x, xOffset, y, yOffset, rows, columns);
      return;
    }
    RowExponentials exponentials = RowExponentials.POOL.take();
    int together = RowExponentials.together(columns);
    for (int row = 0; row < rows; row += together) {
      int n = Math.min(together, rows - row);
      int xAt = xOffset + row * columns;
      int yAt = yOffset + row * columns;
      exponentials.sum(x, xAt, n, columns);
      for (int k = 0; k < n; k++) {
        RowSum sum = exponentials.sum[k];
        sum.add(0, -Softmax.SCALE, 0);
        sum.finishExponentials();
        exponentials.logOfSum[k] = SoftmaxRow.logOfOnePlus(sum);
      }
      for (int k = 0; k < n; k++) {
        row(exponentials, k, x, xAt + k * columns, y, yAt + k * columns, columns);
      }
    }
    RowExponentials.POOL.give(exponentials);
  }

  private void row(RowExponentials exponentials, int k, double[] x, int xAt, double[] y, int yAt, int columns) {
    double others = exponentials.sum[k].high();
    if (Double.isNaN(others)) {
      Arrays.fill(y, yAt, yAt + columns, Double.NaN);
    } else if (others < SoftmaxRow.SMALL_SUM) {
      staged.forward(x, xAt, y, yAt, 1, columns);
    } else {
      logarithms(x, xAt, exponentials.largest[k], exponentials.near[k], exponentials.logOfSum[k], y, yAt, columns);
    }
  }

  @Override
  public void backward(
      double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int rows, int columns) {
    staged.backward(x, xOffset, dy, dyOffset, dx, dxOffset, rows, columns);
  }

  private static void logarithms(
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
    differences(x, xAt, max, log, y, yAt, bound, length);
  }

  private static void differences(
      double[] x, int xAt, double max, double log, double[] y, int yAt, int from, int to) {
    for (int i = from; i < to; i++) {
      double z = Softmax.exponent(x[xAt + i], max, 1);
      double low = z == Double.NEGATIVE_INFINITY ? 0 : Softmax.exponentLow(x[xAt + i], max, 1, z);
      y[yAt + i] = z + (low - log);
    }
  }
}
