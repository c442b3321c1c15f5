package dev.activations.internal.portable;

import dev.activations.internal.scalar.LogOfSum;
import dev.activations.internal.scalar.Softmax;
import java.util.Arrays;

/**
 * Log-softmax on tiles: a call of {@link StagedSoftmax}, in the steps of {@link LogOfSum}. The rows of a tile either all have plain
 * exponents or none has, so that a step is one loop.
 */
final class LogSoftmaxForward extends SoftmaxCall {

  private final LogOfSum logOfSum;

  /** Where the rows begin whose sum must be taken again. */
  private final int[] open = new int[TILE];
  private int opens;

  LogSoftmaxForward(SoftmaxStages stages) {
    super(stages, true);
    logOfSum = new LogOfSum(temperature);
  }

  @Override
  boolean take(double[] z, double[] low, int length, int columns, boolean areLifted) {
    stages.powers(tiles, z, low, length, columns, areLifted);
    return true;
  }

  @Override
  void results(int size, int columns) {
    while (lifts(sums(size, columns))) {
      // Once more.
    }
    if (opens > 0) {
      sumOthers(size, columns);
    }
    needLogExponents(size, columns);
    if (columns >= WIDE) {
      for (int at = 0; at < size; at += columns) {
        logarithms(at, at + columns);
      }
    } else if (isPlain) {
      RowLoops.logarithms(tiles.x, tiles.scale, tiles.scaleLow, tiles.e, size);
    } else {
      RowLoops.logarithms(tiles.z, tiles.low, tiles.scale, tiles.scaleLow, tiles.e, size);
    }
  }

  /** The logarithms of the rows' sums, but for the open ones. Tells whether one is NaN. */
  private boolean sums(int size, int columns) {
    boolean isNaN = false;
    exponentials(size, columns);
    opens = 0;
    int place = tiles.beside;
    for (int at = 0; at < size; at += columns) {
      if (!isPlain) {
        logOfSum.begin(tiles.rows[at], Softmax.SCALE, 0);
      } else if (place < filled) {
        logOfSum.begin(tiles.rows[at], tiles.s[place], tiles.cutLow[place]);
        place++;
      } else {
        logOfSum.begin(tiles.rows[at]);
      }
      sum.clear();
      stages.addCuts(sum, tiles, at, at + columns);
      if (logOfSum.finishAll(sum, columns)) {
        fillLogarithm(at, columns);
        isNaN |= Double.isNaN(logOfSum.high());
      } else {
        open[opens++] = at;
      }
    }
    return isNaN;
  }

  /** The results of a row, whose first entry's place has the logarithm. */
  private void logarithms(int at, int to) {
    if (isPlain) {
      RowLoops.logarithms(tiles.x, tiles.scale[at], tiles.scaleLow[at], tiles.e, at, to);
    } else {
      RowLoops.logarithms(tiles.z, tiles.low, tiles.scale[at], tiles.scaleLow[at], tiles.e, at, to);
    }
  }

  private void needLogExponents(int size, int columns) {
    if (isPlain) {
      return;
    }
    needExponents(size, columns);
    for (int i = 0; !tiles.ordinary && i < size; i++) {
      if (tiles.z[i] == Double.NEGATIVE_INFINITY) {
        tiles.low[i] = 0;
      }
    }
  }

  /** Adds up the open rows without their largest entries. */
  private void sumOthers(int size, int columns) {
    changeExponents(size, columns);
    for (int k = 0; k < opens; k++) {
      int at = open[k];
      double max = tiles.rows[at];
      double second = second(tiles.x, at, columns, max);
      beginOthers(max, second);
      Arrays.fill(tiles.shift, at, at + columns, logOfSum.shift());
      takeOut(max, at, at + columns);
      tiles.scale[at] = second;
    }
    take(tiles.z, tiles.low, size, columns, true);
    for (int k = 0; k < opens; k++) {
      int at = open[k];
      sum.clear();
      if (beginOthers(tiles.rows[at], tiles.scale[at])) {
        stages.addCuts(sum, tiles, at, at + columns);
      }
      logOfSum.finishOthers(sum);
      fillLogarithm(at, columns);
    }
  }

  @Override
  void longRow(int xAt, int yAt, int length) {
    beginLongRow(xAt, length);
    double max = tiles.extremes[0];
    boolean isDone;
    do {
      logOfSum.begin(max);
      sumParts(xAt, length, false, max);
      isDone = logOfSum.finishAll(sum, length);
    } while (isDone && lifts(Double.isNaN(logOfSum.high())));
    if (!isDone) {
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
      needLogExponents(n, TILE);
      logarithms(0, n);
      System.arraycopy(tiles.e, 0, y, yAt + k, n);
    }
    spoilIfNaN(logOfSum.high(), yAt, length);
  }

  private void sumParts(int xAt, int length, boolean areOthers, double max) {
    tiles.shift[0] = logOfSum.shift();
    sum.clear();
    for (int k = 0; k < length; k += TILE) {
      int n = Math.min(TILE, length - k);
      load(xAt + k, n);
      if (areOthers) {
        changeExponents(n, TILE);
        takeOut(max, 0, n);
        take(tiles.z, tiles.low, n, TILE, true);
      } else {
        exponentials(n, TILE);
      }
      sum.reach(k);
      stages.addCuts(sum, tiles, 0, n);
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
    tiles.scale(at, to, logOfSum.high(), logOfSum.minusLow());
  }
}
