package dev.activations.internal.portable;

import dev.activations.internal.Pool;
import dev.activations.internal.SoftmaxKernel;
import dev.activations.internal.scalar.SoftmaxRow;
import dev.activations.internal.scalar.SoftmaxRowGradient;

/**
 * Softmax and log-softmax of rows in tiles that stay in the first-level cache. As many rows as fit go through a tile
 * together, so that short rows share the cost of the loops; a row longer than a tile goes through it in parts. The steps on
 * a tile are in {@link SoftmaxStages}, which the vector backend overrides.
 *
 * <p>A NaN anywhere makes the sum of its row NaN, and so does a largest entry that is infinite; those rows are filled with NaN
 * at the end. What few entries cannot go through the stages does so by the scalar form.
 */
public final class StagedSoftmax implements SoftmaxKernel {

  /** Below this many entries the scalar loops are as fast, and need no tiles. */
  private static final int SMALL = 24;

  private static final int TILE = SoftmaxCall.TILE;

  /** Log-softmax on vectors calls forward for single rows, so even a small object a call adds up. */
  private final Pool<SoftmaxCall> forwards = new Pool<>();

  private final double temperature;
  private final boolean log;
  private final SoftmaxStages stages;

  /** Makes softmax, or its logarithm, from its steps. */
  public StagedSoftmax(boolean log, SoftmaxStages stages) {
    this.temperature = stages.temperature;
    this.log = log;
    this.stages = stages;
  }

  private SoftmaxCall newForward() {
    return log ? new LogSoftmaxForward(stages) : new SoftmaxCall(stages, false);
  }

  @Override
  public void forward(double[] x, int xOffset, double[] y, int yOffset, int rows, int columns) {
    int size = rows * columns;
    if (size < SMALL) {
      SoftmaxRow scalar = new SoftmaxRow(temperature, log);
      for (int at = 0; at < size; at += columns) {
        scalar.forward(x, xOffset + at, y, yOffset + at, columns);
      }
      return;
    }
    SoftmaxCall kept = forwards.take();
    SoftmaxCall forward = kept == null ? newForward() : kept;
    forward.begin(x);
    forward.y = y;
    if (columns > TILE) {
      for (int at = 0; at < size; at += columns) {
        forward.longRow(xOffset + at, yOffset + at, columns);
      }
    } else {
      int together = SoftmaxCall.together(columns);
      for (int at = 0; at < size; at += together) {
        forward.rows(xOffset + at, yOffset + at, Math.min(together, size - at), columns);
      }
    }
    forward.end();
    forwards.give(forward);
  }

  @Override
  public void backward(
      double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int rows, int columns) {
    int size = rows * columns;
    if (size < SMALL) {
      SoftmaxRowGradient scalar = new SoftmaxRowGradient(temperature, log);
      for (int at = 0; at < size; at += columns) {
        scalar.backward(x, xOffset + at, dy, dyOffset + at, dx, dxOffset + at, columns);
      }
      return;
    }
    SoftmaxBackward backward = new SoftmaxBackward(stages, log, x, dy, dx);
    if (columns > TILE) {
      for (int at = 0; at < size; at += columns) {
        backward.longRow(xOffset + at, dyOffset + at, dxOffset + at, columns);
      }
    } else {
      int together = SoftmaxCall.together(columns);
      for (int at = 0; at < size; at += together) {
        backward.rows(xOffset + at, dyOffset + at, dxOffset + at, Math.min(together, size - at), columns);
      }
    }
    backward.end();
  }
}
