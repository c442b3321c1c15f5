package dev.activations.internal.portable;

import dev.activations.internal.Pool;
import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import java.util.Arrays;

/**
 * Softmax on tiles: a call of {@link StagedSoftmax}; and what the others share with it, the exponentials of a tile and the sum of a
 * row.
 */
class SoftmaxCall {
  static final int TILE = SoftmaxTiles.SIZE;

  /**
   * Rows from this length on end one by one, with numbers of their own: to fill arrays with the same number and to read them takes
   * a tenth of softmax's time. Shorter rows are too short for loops of their own.
   */
  static final int WIDE = 64;

  private static final Pool<SoftmaxTiles> TILES = new Pool<>(SoftmaxTiles::new);

  final SoftmaxStages stages;
  final double temperature;
  double[] x;
  double[] y;
  SoftmaxTiles tiles;
  RowSum sum;
  double reciprocal;
  double reciprocalLow;

  SoftmaxCall(SoftmaxStages stages) {
    this.stages = stages;
    this.temperature = stages.temperature;
  }

  final void begin(double[] input) {
    x = input;
    tiles = TILES.take();
    sum = tiles.sum;
  }

  final void end() {
    TILES.give(tiles);
    x = null;
    y = null;
    tiles = null;
    sum = null;
  }

  /** Rows that fit into the tile, and the largest entry of each. */
  final void load(int from, int size, int columns) {
    System.arraycopy(x, from, tiles.x, 0, size);
    tiles.hasExponents = false;
    tiles.ordinary = true;
    for (int at = 0; at < size; at += columns) {
      tiles.places[at] = stages.extremes(tiles.x, at, at + columns, tiles.extremes);
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
    Arrays.fill(tiles.rows, tiles.extremes[0]);
  }

  /** A part of a long row. */
  final void load(int from, int n) {
    System.arraycopy(x, from, tiles.x, 0, n);
    tiles.hasExponents = false;
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
        SoftmaxStages.round(tiles, n);
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
      if (columns >= WIDE) {
        tiles.scale[at] = reciprocal;
        SoftmaxStages.scale(tiles, reciprocal, reciprocalLow, at, at + columns);
      } else {
        Arrays.fill(tiles.scale, at, at + columns, reciprocal);
        Arrays.fill(tiles.scaleLow, at, at + columns, reciprocalLow);
      }
    }
    if (columns < WIDE) {
      SoftmaxStages.scale(tiles, size);
    }
  }

  final void finish() {
    sum.finishExponentials();
    reciprocal = 1 / sum.high();
    reciprocalLow = Softmax.reciprocalLow(sum.high(), sum.low(), reciprocal);
  }

  /** Rows that fit into the tile, from {@code x} to {@code y}. */
  void rows(int xAt, int yAt, int size, int columns) {
    probabilities(xAt, size, columns);
    store(yAt, size, columns);
  }

  /** A row that does not. */
  void longRow(int xAt, int yAt, int length) {
    beginLongRow(xAt, length);
    addLongRow(xAt, y, yAt, length);
    finish();
    stages.scale(y, reciprocal, reciprocalLow, yAt, yAt + length);
    spoilIfNaN(sum.high(), yAt, length);
  }

  /** Stores the results of the tile, which are in {@code e}. */
  final void store(int yAt, int size, int columns) {
    System.arraycopy(tiles.e, 0, y, yAt, size);
    for (int at = 0; at < size; at += columns) {
      spoilIfNaN(tiles.scale[at], yAt + at, columns);
    }
  }

  final void spoilIfNaN(double rowsSum, int yAt, int length) {
    if (Double.isNaN(rowsSum)) {
      Arrays.fill(y, yAt, yAt + length, Double.NaN);
    }
  }
}
