package dev.activations.internal.portable;

import dev.activations.internal.Pool;
import dev.activations.internal.SoftmaxKernel;
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

    /** Rows that fit into the tile, and the largest entry of each. */
    final void load(int from, int size, int columns) {
      System.arraycopy(x, from, tiles.x, 0, size);
      tiles.hasExponents = false;
      tiles.ordinary = true;
      for (int at = 0; at < size; at += columns) {
        stages.extremes(tiles.x, at, at + columns, tiles.extremes);
        noteExtremes();
        Arrays.fill(tiles.rows, at, at + columns, tiles.extremes[0]);
      }
    }

    private void noteExtremes() {
      tiles.ordinary &= (tiles.extremes[1] - tiles.extremes[0]) / temperature >= Softmax.NOTHING;
    }

    /** Finds the largest entry of a row longer than the tile. */
    final void beginLongRow(int from, int length) {
      stages.extremes(x, from, from + length, tiles.extremes);
      tiles.ordinary = true;
      noteExtremes();
    }

    /** A part of a long row. */
    final void load(int from, int n) {
      System.arraycopy(x, from, tiles.x, 0, n);
      tiles.hasExponents = false;
      Arrays.fill(tiles.rows, 0, n, tiles.extremes[0]);
    }

    /** The exponentials of a long row, added up; kept in {@code e} unless that is null. */
    final void addLongRow(int from, double[] e, int eOffset, int length) {
      sum.clear();
      for (int k = 0; k < length; k += TILE) {
        int n = Math.min(TILE, length - k);
        load(from + k, n);
        stages.exponentials(tiles, n);
        stages.cut(tiles, n);
        sum.reach(k);
        stages.addExponentials(sum, tiles, 0, n);
        if (e != null) {
          stages.round(tiles, n);
          System.arraycopy(tiles.e, 0, e, eOffset + k, n);
        }
      }
    }

    /** The probabilities of rows that fit into the tile. */
    final void probabilities(int from, int size, int columns) {
      load(from, size, columns);
      stages.exponentials(tiles, size);
      stages.cut(tiles, size);
      for (int at = 0; at < size; at += columns) {
        sum.clear();
        stages.addExponentials(sum, tiles, at, at + columns);
        finish();
        Arrays.fill(tiles.scale, at, at + columns, reciprocal);
        Arrays.fill(tiles.scaleLow, at, at + columns, reciprocalLow);
      }
      stages.scale(tiles, size);
    }

    final void finish() {
      sum.finishExponentials();
      reciprocal = 1 / sum.high();
      reciprocalLow = Softmax.reciprocalLow(sum.high(), sum.low(), reciprocal);
    }
  }

  private final class Forward extends Call {
    private double[] y;

    void rows(int xAt, int yAt, int size, int columns) {
      if (log) {
        logRows(xAt, size, columns);
      } else {
        probabilities(xAt, size, columns);
      }
      System.arraycopy(tiles.e, 0, y, yAt, size);
      for (int at = 0; at < size; at += columns) {
        spoilIfNaN(tiles.scale[at], yAt + at, columns);
      }
    }

    private void logRows(int xAt, int size, int columns) {
      load(xAt, size, columns);
      stages.exponentials(tiles, size);
      stages.cut(tiles, size);
      boolean isPrepared = false;
      for (int at = 0; at < size; at += columns) {
        sum.clear();
        stages.addExponentials(sum, tiles, at, at + columns);
        if (isSmall()) {
          if (!isPrepared) {
            prepareOthers(size);
            isPrepared = true;
          }
          sum.clear();
          finishOthers(addOthers(at, columns));
        }
        Arrays.fill(tiles.scale, at, at + columns, SoftmaxRow.logOfOnePlus(sum));
      }
      stages.logarithms(tiles, size);
    }

    void longRow(int xAt, int yAt, int length) {
      beginLongRow(xAt, length);
      if (log) {
        longLogRow(xAt, yAt, length);
      } else {
        addLongRow(xAt, y, yAt, length);
        finish();
        stages.scale(y, reciprocal, reciprocalLow, yAt, yAt + length);
      }
      spoilIfNaN(sum.high(), yAt, length);
    }

    private void longLogRow(int xAt, int yAt, int length) {
      addLongRow(xAt, null, 0, length);
      if (isSmall()) {
        sum.clear();
        int count = 0;
        for (int k = 0; k < length; k += TILE) {
          int n = Math.min(TILE, length - k);
          load(xAt + k, n);
          stages.exponentials(tiles, n);
          prepareOthers(n);
          count += addOthers(0, n);
        }
        finishOthers(count);
      }
      double logOfSum = SoftmaxRow.logOfOnePlus(sum);
      for (int k = 0; k < length; k += TILE) {
        int n = Math.min(TILE, length - k);
        load(xAt + k, n);
        Arrays.fill(tiles.scale, 0, n, logOfSum);
        stages.logarithms(tiles, n);
        System.arraycopy(tiles.e, 0, y, yAt + k, n);
      }
    }

    /** Ends the sum of all exponentials less one of the largest, and tells whether it must be taken again. */
    private boolean isSmall() {
      sum.add(0, -Softmax.SCALE, 0);
      sum.finishExponentials();
      return sum.high() < SoftmaxRow.SMALL_SUM;
    }

    private void prepareOthers(int n) {
      stages.needExponents(tiles, n);
      stages.parts(tiles, n);
    }

    /** Adds up exponentials that are not the row's largest, and returns the number of those that are. */
    private int addOthers(int at, int n) {
      int count = stages.takeOutZeros(tiles, at, at + n);
      stages.add(sum, tiles.e, tiles.eLow, at, at + n);
      return count;
    }

    private void finishOthers(int largest) {
      sum.add(0, (largest - 1) * Softmax.SCALE, 0);
      sum.finishExponentials();
    }

    private void spoilIfNaN(double rowsSum, int yAt, int length) {
      if (Double.isNaN(rowsSum)) {
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
      probabilities(xAt, size, columns);
      terms(dyAt, size);
      for (int at = 0; at < size; at += columns) {
        sum.clear();
        stages.add(sum, tiles.z, tiles.low, at, at + columns);
        sum.finish();
        Arrays.fill(tiles.rows, at, at + columns, sum.high());
      }
      gradient(size);
      for (int at = 0; at < size; at += columns) {
        double dot = tiles.rows[at];
        boolean zero = dot == 0 && isZero(tiles.x, at, at + columns);
        if ((zero || isOrdinary(dot)) && !Double.isNaN(tiles.scale[at])) {
          System.arraycopy(tiles.s, at, dx, dxAt + at, columns);
        } else {
          scalar().backward(x, xAt + at, dy, dyAt + at, dx, dxAt + at, columns);
        }
      }
    }

    void longRow(int xAt, int dyAt, int dxAt, int length) {
      beginLongRow(xAt, length);
      addLongRow(xAt, apart ? dx : null, dxAt, length);
      finish();
      if (apart) {
        stages.scale(dx, reciprocal, reciprocalLow, dxAt, dxAt + length);
      }
      sum.clear();
      for (int k = 0; k < length; k += TILE) {
        int n = Math.min(TILE, length - k);
        if (!log) {
          partOfProbabilities(xAt + k, dxAt + k, n);
        }
        terms(dyAt + k, n);
        stages.add(sum, tiles.z, tiles.low, 0, n);
      }
      sum.finish();
      double dot = sum.high();
      boolean zero = dot == 0 && isZero(dy, dyAt, dyAt + length);
      if (!(zero || isOrdinary(dot)) || Double.isNaN(reciprocal)) {
        scalar().backward(x, xAt, dy, dyAt, dx, dxAt, length);
        return;
      }
      for (int k = 0; k < length; k += TILE) {
        int n = Math.min(TILE, length - k);
        partOfProbabilities(xAt + k, dxAt + k, n);
        System.arraycopy(dy, dyAt + k, tiles.x, 0, n);
        Arrays.fill(tiles.rows, 0, n, dot);
        gradient(n);
        System.arraycopy(tiles.s, 0, dx, dxAt + k, n);
      }
    }

    private SoftmaxRowGradient scalar() {
      return new SoftmaxRowGradient(temperature, log);
    }

    /** The probabilities of a part of a long row: those in dx, or computed again where dx is an input. */
    private void partOfProbabilities(int xFrom, int dxFrom, int n) {
      if (apart) {
        System.arraycopy(dx, dxFrom, tiles.e, 0, n);
      } else {
        load(xFrom, n);
        stages.exponentials(tiles, n);
        stages.round(tiles, n);
        stages.scale(tiles.e, reciprocal, reciprocalLow, 0, n);
      }
    }

    /** The terms of the sum, in z and low: dy s, or dy alone for the logarithm. Leaves dy in x. */
    private void terms(int dyFrom, int n) {
      System.arraycopy(dy, dyFrom, tiles.x, 0, n);
      tiles.hasExponents = false;
      if (log) {
        System.arraycopy(tiles.x, 0, tiles.z, 0, n);
        Arrays.fill(tiles.low, 0, n, 0);
      } else {
        stages.products(tiles.e, tiles.x, tiles.z, tiles.low, 0, n);
      }
    }

    private void gradient(int n) {
      if (log) {
        stages.logGradient(tiles, n);
      } else {
        stages.gradient(tiles, n);
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
