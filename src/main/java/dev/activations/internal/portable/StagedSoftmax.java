package dev.activations.internal.portable;

import dev.activations.internal.Pool;
import dev.activations.internal.SoftmaxKernel;
import dev.activations.internal.scalar.Log;
import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import dev.activations.internal.scalar.SoftmaxRow;
import dev.activations.internal.scalar.SoftmaxRowGradient;
import java.util.Arrays;

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

  private static final int TILE = SoftmaxTiles.SIZE;

  private static final Pool<SoftmaxTiles> TILES = new Pool<>(SoftmaxTiles::new);

  /** Log-softmax on vectors calls forward for single rows, so even a small object a call adds up. */
  private final Pool<Forward> forwards = new Pool<>(Forward::new);

  private final double temperature;
  private final boolean log;
  private final SoftmaxStages stages;

  /** Makes softmax, or its logarithm, from its steps. */
  public StagedSoftmax(boolean log, SoftmaxStages stages) {
    this.temperature = stages.temperature;
    this.log = log;
    this.stages = stages;
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
    Forward forward = forwards.take();
    forward.begin(x);
    forward.y = y;
    if (columns > TILE) {
      for (int at = 0; at < size; at += columns) {
        forward.longRow(xOffset + at, yOffset + at, columns);
      }
    } else {
      int together = TILE / columns * columns;
      for (int at = 0; at < size; at += together) {
        forward.rows(xOffset + at, yOffset + at, Math.min(together, size - at), columns);
      }
    }
    forward.end();
    forward.y = null;
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
    Backward backward = new Backward(x, dy, dx);
    if (columns > TILE) {
      for (int at = 0; at < size; at += columns) {
        backward.longRow(xOffset + at, dyOffset + at, dxOffset + at, columns);
      }
    } else {
      int together = TILE / columns * columns;
      for (int at = 0; at < size; at += together) {
        backward.rows(xOffset + at, dyOffset + at, dxOffset + at, Math.min(together, size - at), columns);
      }
    }
    backward.end();
  }

  /** What forward and backward share: the exponentials of a tile, and the sum of a row. */
  private class Call {
    double[] x;
    SoftmaxTiles tiles;
    RowSum sum;
    double reciprocal;
    double reciprocalLow;

    final void begin(double[] input) {
      x = input;
      tiles = TILES.take();
      sum = tiles.sum;
    }

    final void end() {
      TILES.give(tiles);
      x = null;
      tiles = null;
      sum = null;
    }

    /** Copies a part of a row to the start of the tile, and computes its exponents. */
    final void exponents(int from, double max, int n) {
      System.arraycopy(x, from, tiles.x, 0, n);
      stages.exponents(tiles.x, max, tiles.z, tiles.low, 0, n);
    }

    /** The exponentials of a row longer than the tile, added up; kept in {@code e} unless that is null. */
    final void longSum(int from, double max, double[] e, int eOffset, int length) {
      sum.clear();
      for (int k = 0; k < length; k += TILE) {
        int n = Math.min(TILE, length - k);
        exponents(from + k, max, n);
        stages.exponentials(tiles, n);
        addExponentials(k, n);
        if (e != null) {
          System.arraycopy(tiles.e, 0, e, eOffset + k, n);
        }
      }
      finish();
    }

    /** Adds the exponentials in the tile, which are those from index k of their row on. */
    final void addExponentials(int k, int n) {
      sum.reach(k);
      stages.addExponentials(sum, tiles, 0, n);
    }

    /** The exponentials of rows that fit into the tile. */
    final void exponentials(int from, int size, int columns) {
      System.arraycopy(x, from, tiles.x, 0, size);
      for (int at = 0; at < size; at += columns) {
        double max = stages.max(tiles.x, at, at + columns);
        stages.exponents(tiles.x, max, tiles.z, tiles.low, at, at + columns);
      }
      stages.exponentials(tiles, size);
    }

    /** Turns the exponentials of a row in the tile into probabilities. */
    final void probabilities(int at, int columns) {
      sum.clear();
      stages.addExponentials(sum, tiles, at, at + columns);
      finish();
      stages.scale(tiles.e, reciprocal, reciprocalLow, at, at + columns);
    }

    final void finish() {
      sum.finish();
      reciprocal = 1 / sum.high();
      reciprocalLow = Softmax.reciprocalLow(sum.high(), sum.low(), reciprocal);
    }
  }

  private final class Forward extends Call {
    private double[] y;

    void rows(int xAt, int yAt, int size, int columns) {
      if (log) {
        logRows(xAt, yAt, size, columns);
        return;
      }
      exponentials(xAt, size, columns);
      for (int at = 0; at < size; at += columns) {
        probabilities(at, columns);
        System.arraycopy(tiles.e, at, y, yAt + at, columns);
        spoilIfNaN(yAt + at, columns);
      }
    }

    private void logRows(int xAt, int yAt, int size, int columns) {
      double[] max = tiles.max;
      System.arraycopy(x, xAt, tiles.x, 0, size);
      for (int at = 0, row = 0; at < size; at += columns, row++) {
        max[row] = stages.max(tiles.x, at, at + columns);
        stages.exponents(tiles.x, max[row], tiles.z, tiles.low, at, at + columns);
      }
      stages.exponentials(tiles, size);
      for (int at = 0, row = 0; at < size; at += columns, row++) {
        int zeros = stages.takeOutZeros(tiles, at, at + columns);
        sum.clear();
        stages.addExponentials(sum, tiles, at, at + columns);
        if (isSmall(zeros)) {
          sum.clear();
          stages.add(sum, tiles.e, tiles.eLow, at, at + columns);
          sum.finish();
        }
        double logOfSum = logOfSum(tiles.x, at, max[row], columns);
        stages.exponents(tiles.x, max[row], tiles.z, tiles.low, at, at + columns);
        stages.logarithms(tiles.z, tiles.low, logOfSum, tiles.e, at, at + columns);
        System.arraycopy(tiles.e, at, y, yAt + at, columns);
        spoilIfNaN(yAt + at, columns);
      }
    }

    void longRow(int xAt, int yAt, int length) {
      double largest = stages.max(x, xAt, xAt + length);
      if (log) {
        longLogRow(xAt, yAt, largest, length);
      } else {
        longSum(xAt, largest, y, yAt, length);
        stages.scale(y, reciprocal, reciprocalLow, yAt, yAt + length);
      }
      spoilIfNaN(yAt, length);
    }

    private void longLogRow(int xAt, int yAt, double largest, int length) {
      if (isSmall(addOthers(xAt, largest, length, false))) {
        addOthers(xAt, largest, length, true);
        sum.finish();
      }
      double logOfSum = logOfSum(x, xAt, largest, length);
      for (int k = 0; k < length; k += TILE) {
        int n = Math.min(TILE, length - k);
        exponents(xAt + k, largest, n);
        stages.logarithms(tiles.z, tiles.low, logOfSum, tiles.e, 0, n);
        System.arraycopy(tiles.e, 0, y, yAt + k, n);
      }
    }

    /** Adds up the exponentials of a long row that are not its largest, and returns the number of those that are. */
    private int addOthers(int xAt, double largest, int length, boolean small) {
      int count = 0;
      sum.clear();
      for (int k = 0; k < length; k += TILE) {
        int n = Math.min(TILE, length - k);
        exponents(xAt + k, largest, n);
        stages.exponentials(tiles, n);
        count += stages.takeOutZeros(tiles, 0, n);
        if (small) {
          stages.add(sum, tiles.e, tiles.eLow, 0, n);
        } else {
          addExponentials(k, n);
        }
      }
      return count;
    }

    /** Ends the sum of the others, and tells whether it must be taken again. */
    private boolean isSmall(int largest) {
      sum.add(0, largest - 1, 0);
      sum.finish();
      return sum.high() < SoftmaxRow.SMALL_SUM;
    }

    private double logOfSum(double[] row, int from, double largest, int length) {
      return sum.high() < SoftmaxRow.TINY
          ? new SoftmaxRow(temperature, true).tinySum(row, from, largest, length)
          : Log.log1p(sum.high(), sum.low());
    }

    private void spoilIfNaN(int yAt, int length) {
      if (Double.isNaN(sum.high())) {
        SoftmaxStages.spoil(y, yAt, length);
      }
    }
  }

  private final class Backward extends Call {
    private final double[] dy;
    private final double[] dx;
    private final boolean apart;

    Backward(double[] x, double[] dy, double[] dx) {
      begin(x);
      this.dy = dy;
      this.dx = dx;
      this.apart = dx != x && dx != dy;
    }

    void rows(int xAt, int dyAt, int dxAt, int size, int columns) {
      exponentials(xAt, size, columns);
      for (int at = 0; at < size; at += columns) {
        probabilities(at, columns);
      }
      terms(dyAt, size);
      for (int at = 0; at < size; at += columns) {
        sum.clear();
        stages.add(sum, tiles.z, tiles.low, at, at + columns);
        sum.finish();
        boolean zero = sum.high() == 0 && isZero(tiles.x, at, at + columns);
        if ((zero || isOrdinary(sum.high())) && !Double.isNaN(tiles.e[at])) {
          gradient(sum.high(), at, at + columns);
          System.arraycopy(tiles.s, at, dx, dxAt + at, columns);
        } else {
          scalar().backward(x, xAt + at, dy, dyAt + at, dx, dxAt + at, columns);
        }
      }
    }

    void longRow(int xAt, int dyAt, int dxAt, int length) {
      double largest = stages.max(x, xAt, xAt + length);
      longSum(xAt, largest, apart ? dx : null, dxAt, length);
      if (apart) {
        stages.scale(dx, reciprocal, reciprocalLow, dxAt, dxAt + length);
      }
      sum.clear();
      for (int k = 0; k < length; k += TILE) {
        int n = Math.min(TILE, length - k);
        if (!log) {
          probabilities(xAt + k, dxAt + k, largest, n);
        }
        terms(dyAt + k, n);
        stages.add(sum, tiles.z, tiles.low, 0, n);
      }
      sum.finish();
      double dot = sum.high();
      if (!isOrdinary(dot) || Double.isNaN(reciprocal)) {
        scalar().backward(x, xAt, dy, dyAt, dx, dxAt, length);
        return;
      }
      for (int k = 0; k < length; k += TILE) {
        int n = Math.min(TILE, length - k);
        probabilities(xAt + k, dxAt + k, largest, n);
        System.arraycopy(dy, dyAt + k, tiles.x, 0, n);
        gradient(dot, 0, n);
        System.arraycopy(tiles.s, 0, dx, dxAt + k, n);
      }
    }

    private SoftmaxRowGradient scalar() {
      return new SoftmaxRowGradient(temperature, log);
    }

    /** The probabilities of a part of a long row: those in dx, or computed again where dx is an input. */
    private void probabilities(int xFrom, int dxFrom, double largest, int n) {
      if (apart) {
        System.arraycopy(dx, dxFrom, tiles.e, 0, n);
      } else {
        exponents(xFrom, largest, n);
        stages.exponentials(tiles, n);
        stages.scale(tiles.e, reciprocal, reciprocalLow, 0, n);
      }
    }

    /** The terms of the sum, in z and low: dy s, or dy alone for the logarithm. Leaves dy in x. */
    private void terms(int dyFrom, int n) {
      System.arraycopy(dy, dyFrom, tiles.x, 0, n);
      if (log) {
        System.arraycopy(tiles.x, 0, tiles.z, 0, n);
        Arrays.fill(tiles.low, 0, n, 0);
      } else {
        stages.products(tiles.e, tiles.x, tiles.z, tiles.low, 0, n);
      }
    }

    private void gradient(double dot, int from, int to) {
      if (log) {
        stages.logGradient(tiles.e, tiles.x, dot, tiles.s, from, to);
      } else {
        stages.gradient(tiles.e, tiles.x, dot, tiles.s, from, to);
      }
    }

    private static boolean isZero(double[] g, int from, int to) {
      for (int i = from; i < to; i++) {
        if (g[i] != 0) {
          return false;
        }
      }
      return true;
    }

    /** Whether the sum of the incoming gradients neither overflowed nor lost digits to subnormal terms. */
    private boolean isOrdinary(double dot) {
      return Double.isFinite(dot) && (log || Math.abs(dot) >= SoftmaxRow.TINY);
    }
  }
}
