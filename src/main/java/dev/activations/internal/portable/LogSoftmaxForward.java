package dev.activations.internal.portable;

import dev.activations.internal.scalar.LogOfSum;
import dev.activations.internal.scalar.Softmax;
import java.util.Arrays;

/**
 * Log-softmax on tiles: a call of {@link StagedSoftmax}, in the steps of {@link LogOfSum}. The rows of a tile either all have plain
 * exponents or none has, so that a step is one loop.
 */
final class LogSoftmaxForward extends SoftmaxCall {

  /** The low parts of plain exponents. */
  private static final double[] ZEROS = new double[TILE];

  private final LogOfSum logOfSum;

  /** Where the rows begin whose sum must be taken again. */
  private final int[] open = new int[TILE];
  private boolean isPlain;

  LogSoftmaxForward(SoftmaxStages stages) {
    super(stages);
    logOfSum = new LogOfSum(temperature);
  }

  @Override
  void rows(int xAt, int yAt, int size, int columns) {
    load(xAt, size, columns);
    isPlain = LogOfSum.isPlain(tiles.rows[0], temperature);
    for (int at = 0; at < size; at += columns) {
      double max = tiles.rows[at];
      if (LogOfSum.isPlain(max, temperature) != isPlain) {
        oneByOne(xAt, yAt, size, columns);
        return;
      }
      Arrays.fill(tiles.shift, at, at + columns, LogOfSum.shift(isPlain ? max : 0));
    }
    powers(size);
    int opens = 0;
    for (int at = 0; at < size; at += columns) {
      int place = tiles.places[at];
      if (place < 0) {
        logOfSum.begin(tiles.rows[at]);
      } else {
        logOfSum.begin(tiles.rows[at], tiles.cut[place], tiles.cutLow[place]);
      }
      sum.clear();
      stages.addPowers(sum, tiles, at, at + columns);
      if (logOfSum.finishAll(sum, columns)) {
        fillLogarithm(at, columns);
      } else {
        open[opens++] = at;
      }
    }
    if (opens > 0) {
      sumOthers(opens, size, columns);
    }
    if (columns >= WIDE) {
      stages.logarithms(tiles, isPlain, size, columns);
    } else {
      stages.logarithms(tiles, isPlain, size);
    }
    store(yAt, size, columns);
  }

  private void oneByOne(int xAt, int yAt, int size, int columns) {
    for (int at = 0; at < size; at += columns) {
      rows(xAt + at, yAt + at, columns, columns);
    }
  }

  /** Adds up the open rows without their largest entries. */
  private void sumOthers(int opens, int size, int columns) {
    needExponents(size);
    for (int k = 0; k < opens; k++) {
      int at = open[k];
      double max = tiles.rows[at];
      double second = second(tiles.x, at, columns, max);
      beginOthers(max, second);
      Arrays.fill(tiles.shift, at, at + columns, logOfSum.shift());
      takeOut(max, at, at + columns);
      tiles.scale[at] = second;
    }
    stages.powers(tiles, tiles.z, tiles.low, size);
    for (int k = 0; k < opens; k++) {
      int at = open[k];
      sum.clear();
      if (beginOthers(tiles.rows[at], tiles.scale[at])) {
        stages.addPowers(sum, tiles, at, at + columns);
      }
      logOfSum.finishOthers(sum);
      fillLogarithm(at, columns);
    }
  }

  @Override
  void longRow(int xAt, int yAt, int length) {
    beginLongRow(xAt, length);
    double max = tiles.extremes[0];
    isPlain = LogOfSum.isPlain(max, temperature);
    logOfSum.begin(max);
    sumParts(xAt, length, false, max);
    if (!logOfSum.finishAll(sum, length)) {
      if (beginOthers(max, second(x, xAt, length, max))) {
        sumParts(xAt, length, true, max);
      } else {
        sum.clear();
      }
      logOfSum.finishOthers(sum);
    }
    fillLogarithm(0, TILE);
    for (int k = 0; k < length; k += TILE) {
      int n = Math.min(TILE, length - k);
      load(xAt + k, n);
      stages.logarithms(tiles, isPlain, n, TILE);
      System.arraycopy(tiles.e, 0, y, yAt + k, n);
    }
    spoilIfNaN(logOfSum.high(), yAt, length);
  }

  private void sumParts(int xAt, int length, boolean areOthers, double max) {
    Arrays.fill(tiles.shift, logOfSum.shift());
    sum.clear();
    for (int k = 0; k < length; k += TILE) {
      int n = Math.min(TILE, length - k);
      load(xAt + k, n);
      if (areOthers) {
        needExponents(n);
        takeOut(max, 0, n);
        stages.powers(tiles, tiles.z, tiles.low, n);
      } else {
        powers(n);
      }
      sum.reach(k);
      stages.addPowers(sum, tiles, 0, n);
    }
  }

  /** The exponentials of the tile, of which those far below their row's largest are lifted. */
  private void powers(int size) {
    if (isPlain) {
      if (stages.powers(tiles, tiles.x, ZEROS, size)) {
        return;
      }
    } else {
      stages.needExponents(tiles, size);
      if (stages.powers(tiles, tiles.z, tiles.low, size)) {
        return;
      }
      tiles.ordinary = false;
    }
    needExponents(size);
    lift(0, size, isPlain ? 1 : 0, Softmax.NOTHING);
    stages.powers(tiles, tiles.z, tiles.low, size);
  }

  /** Leaves exponents in {@code tiles.z} and {@code tiles.low}, to be changed. */
  private void needExponents(int size) {
    if (isPlain) {
      System.arraycopy(tiles.x, 0, tiles.z, 0, size);
      Arrays.fill(tiles.low, 0, size, 0);
    } else {
      stages.needExponents(tiles, size);
      tiles.hasExponents = false;
    }
  }

  /** Lifts exponents to a least one: {@code share} of their row's largest entry, and {@code least}. */
  private void lift(int from, int to, double share, double least) {
    for (int i = from; !isPlain && i < to; i++) {
      tiles.low[i] = tiles.z[i] < least ? 0 : tiles.low[i];
    }
    lift(tiles.z, tiles.rows, from, to, share, least);
  }

  private static void lift(double[] z, double[] max, int from, int to, double share, double least) {
    for (int i = from; i < to; i++) {
      z[i] = Math.max(z[i], max[i] * share + least);
    }
  }

  /** Takes the largest entry out of exponents, and lifts those far below the second largest. */
  private void takeOut(double max, int from, int to) {
    for (int i = from; i < to; i++) {
      if (tiles.x[i] == max) {
        tiles.z[i] = Double.NEGATIVE_INFINITY;
      }
    }
    lift(from, to, 0, logOfSum.least());
  }

  private boolean beginOthers(double max, double second) {
    logOfSum.begin(max);
    return logOfSum.beginOthers(second);
  }

  private static double second(double[] row, int at, int columns, double max) {
    double second = Double.NEGATIVE_INFINITY;
    for (int i = at; i < at + columns; i++) {
      if (row[i] > second && row[i] != max) {
        second = row[i];
      }
    }
    return second;
  }

  private void fillLogarithm(int at, int columns) {
    int to = columns >= WIDE ? at + 1 : at + columns;
    Arrays.fill(tiles.scale, at, to, logOfSum.high());
    Arrays.fill(tiles.scaleLow, at, to, logOfSum.minusLow());
  }
}
