package dev.activations.internal.portable;

import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.SoftmaxRow;
import dev.activations.internal.scalar.SoftmaxRowGradient;
import java.util.Arrays;

/** The gradient of softmax or of its logarithm, on tiles: a call of {@link StagedSoftmax}. */
final class SoftmaxBackward extends SoftmaxCall {
  private final boolean log;
  private final double[] dy;
  private final double[] dx;
  private final boolean apart;

  SoftmaxBackward(SoftmaxStages stages, boolean log, double[] x, double[] dy, double[] dx) {
    super(stages, false);
    begin(x);
    this.log = log;
    this.dy = dy;
    this.dx = dx;
    this.apart = dx != x && dx != dy;
  }

  void rows(int xAt, int dyAt, int dxAt, int size, int columns) {
    if (!load(xAt, size, columns)) {
      for (int at = 0; at < size; at += columns) {
        rows(xAt + at, dyAt + at, dxAt + at, columns, columns);
      }
      return;
    }
    probabilities(size, columns);
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
    boolean stays = length <= RowSum.FOLD;
    sum.clear();
    for (int k = 0; k < length; k += TILE) {
      int n = Math.min(TILE, length - k);
      if (stays || apart) {
        partOfProbabilities(dx, dxAt + k, k, n, length);
        if (!stays) {
          System.arraycopy(tiles.e, 0, dx, dxAt + k, n);
        }
      } else if (!log) {
        probabilitiesAgain(xAt + k, n);
      }
      terms(dyAt + k, n);
      stages.add(sum, tiles.z, tiles.low, 0, n);
    }
    sum.finish();
    double dot = sum.high();
    boolean zero = dot == 0 && isZero(dy, dyAt, dyAt + length);
    if (!(zero || isOrdinary(dot)) || Double.isNaN(reciprocal)) {
      tiles.turnTo(0);
      scalar().backward(x, xAt, dy, dyAt, dx, dxAt, length);
      return;
    }
    for (int k = 0; k < length; k += TILE) {
      int n = Math.min(TILE, length - k);
      if (stays) {
        turnTo(k, length);
      } else if (apart) {
        System.arraycopy(dx, dxAt + k, tiles.e, 0, n);
      } else {
        probabilitiesAgain(xAt + k, n);
      }
      System.arraycopy(dy, dyAt + k, tiles.x, 0, n);
      Arrays.fill(tiles.rows, 0, n, dot);
      gradient(n);
      System.arraycopy(tiles.s, 0, dx, dxAt + k, n);
    }
    tiles.turnTo(0);
  }

  private SoftmaxRowGradient scalar() {
    return new SoftmaxRowGradient(temperature, log);
  }

  /** The probabilities of a part of a row of more than {@link RowSum#FOLD} entries, where dx is an input and cannot keep them. */
  private void probabilitiesAgain(int xFrom, int n) {
    load(xFrom, n);
    tiles.rows[0] = tiles.extremes[0];
    exponentials(n, TILE);
    ExponentLoops.round(tiles.e, tiles.eLow, n);
    lowOfLargest(n);
    RowLoops.scale(tiles.e, tiles.eLow, reciprocal, reciprocalLow, 0, n);
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
