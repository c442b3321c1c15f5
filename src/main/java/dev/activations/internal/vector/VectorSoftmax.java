package dev.activations.internal.vector;

import dev.activations.internal.SoftmaxKernel;
import dev.activations.internal.portable.StagedSoftmax;
import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import java.util.Arrays;

/**
 * Softmax of temperature 1 in three passes over each row, without tiles: its largest entry, its exponentials with their sum
 * ({@link RowExponentials}), the division. Rows too short for that, other temperatures and the gradient are left to
 * {@link StagedSoftmax}.
 */
final class VectorSoftmax implements SoftmaxKernel {

  /** Shorter rows go through a tile together. */
  static final int SHORT = 32;

  private final VectorSoftmaxStages stages = new VectorSoftmaxStages(1);
  private final SoftmaxKernel staged = new StagedSoftmax(false, stages);

  @Override
  public void forward(double[] x, int xOffset, double[] y, int yOffset, int rows, int columns) {
    if (columns < SHORT) {
      staged.forward(x, xOffset, y, yOffset, rows, columns);
      return;
    }
    RowExponentials exponentials = RowExponentials.POOL.take();
    int together = RowExponentials.together(columns);
    for (int row = 0; row < rows; row += together) {
      int n = Math.min(together, rows - row);
      int yAt = yOffset + row * columns;
      exponentials.exponentials(x, xOffset + row * columns, y, yAt, n, columns);
      for (int k = 0; k < n; k++) {
        scale(exponentials.sum[k], y, yAt + k * columns, columns);
      }
    }
    RowExponentials.POOL.give(exponentials);
  }

  private void scale(RowSum sum, double[] y, int yAt, int columns) {
    sum.finishExponentials();
    double reciprocal = 1 / sum.high();
    if (Double.isNaN(reciprocal)) {
      Arrays.fill(y, yAt, yAt + columns, Double.NaN);
    } else {
      double low = Softmax.reciprocalLow(sum.high(), sum.low(), reciprocal);
      stages.scale(y, reciprocal, low, yAt, yAt + columns);
    }
  }

  @Override
  public void backward(
      double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int rows, int columns) {
    staged.backward(x, xOffset, dy, dyOffset, dx, dxOffset, rows, columns);
  }
}
