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

  /** Exponents that much below the largest need no lifting. */
  private static final double NEAR = -700;

  /** The low parts of plain exponents. */
  private static final double[] ZEROS = new double[TILE];

  private static final Pool<SoftmaxTiles> TILES = new Pool<>(SoftmaxTiles::new);

  final SoftmaxStages stages;
  final double temperature;
  private final boolean arePlacesNeeded;
  double[] x;
  double[] y;
  SoftmaxTiles tiles;
  RowSum sum;
  boolean isPlain;

  /** Where one row has needed it, the rest of the call will, too, for instance rows with a mask; to lift in vain changes nothing. */
  private boolean isLifted;

  double reciprocal;
  double reciprocalLow;

  SoftmaxCall(SoftmaxStages stages, boolean arePlacesNeeded) {
    this.stages = stages;
    this.temperature = stages.temperature;
    this.arePlacesNeeded = arePlacesNeeded;
  }

  /** The number of entries that go through the tile together, a multiple of a row's. */
  static int together(int columns) {
    return TILE / columns * columns;
  }

  final void begin(double[] input) {
    x = input;
    isLifted = false;
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

  /**
   * Rows that fit into the tile, and the largest entry of each.
   *
   * @return false where some rows have plain exponents and others have not: such rows must be taken one by one
   */
  final boolean load(int from, int size, int columns) {
    load(from, size);
    tiles.ordinary = !isLifted;
    for (int at = 0; at < size; at += columns) {
      tiles.places[at] = stages.extremes(tiles.x, at, at + columns, tiles.extremes, arePlacesNeeded && columns < WIDE);
      noteExtremes(at, at + columns < size ? at + columns : padded(size));
      if (isPlain != Softmax.isPlain(tiles.rows[0], temperature)) {
        return false;
      }
    }
    return true;
  }

  private void noteExtremes(int from, int to) {
    double max = tiles.extremes[0];
    tiles.ordinary &= (tiles.extremes[1] - max) / temperature >= NEAR;
    tiles.rows[from] = max;
    isPlain = Softmax.isPlain(max, temperature);
    Arrays.fill(tiles.shift, from, to, Softmax.shift(isPlain ? max : 0));
  }

  /** Finds the largest entry of a row longer than the tile. */
  final void beginLongRow(int from, int length) {
    stages.extremes(x, from, from + length, tiles.extremes, false);
    tiles.ordinary = !isLifted;
    noteExtremes(0, TILE);
  }

  /** A tile ends with a full vector, and the last entry once more in what is left of that. */
  private static int padded(int size) {
    return size + RowSum.LANES - 1 & -RowSum.LANES;
  }

  /** A part of a long row. */
  final void load(int from, int n) {
    System.arraycopy(x, from, tiles.x, 0, n);
    Arrays.fill(tiles.x, n, padded(n), tiles.x[n - 1]);
    tiles.hasExponents = false;
  }

  /**
   * The exponentials of the tile. Exponents far below their row's largest are lifted where they are known to be there; {@link #lifts} must
   * be asked once there are sums, but for rows longer than the tile, whose entries may be overwritten by then.
   */
  final void exponentials(int size, int columns) {
    boolean isRow = columns >= size;
    if (!isLifted && takeAll(size, columns, isRow)) {
      return;
    }
    beginToLift();
    changeExponents(size, columns);
    lift(0, padded(size), isPlain ? 1 : 0, Softmax.NOTHING);
    take(tiles.z, tiles.low, padded(size), isRow, true);
  }

  private boolean takeAll(int size, int columns, boolean isRow) {
    if (isPlain) {
      return take(tiles.x, ZEROS, padded(size), isRow, false);
    }
    needExponents(size, columns);
    return take(tiles.z, tiles.low, padded(size), isRow, false);
  }

  /** {@link SoftmaxStages#exponentials}, or what a logarithm needs of them. */
  boolean take(double[] z, double[] low, int length, boolean isRow, boolean areLifted) {
    return stages.exponentials(tiles, z, low, length, isRow, areLifted);
  }

  private void beginToLift() {
    isLifted = true;
    tiles.ordinary = false;
  }

  /** Whether a NaN may come from exponents far below the largest: then all is to be done again, and they will be lifted. */
  final boolean lifts(boolean isNaN) {
    boolean mayBeFar = isNaN && !isLifted;
    if (mayBeFar) {
      beginToLift();
    }
    return mayBeFar;
  }

  /** Makes the exponents of the tile that are no plain ones, in two parts, z and low, unless they are there. */
  final void needExponents(int size, int columns) {
    if (!tiles.hasExponents) {
      spreadRows(size, columns);
      ExponentLoops.quotients(tiles.x, tiles.rows, temperature, tiles.z, tiles.low, padded(size));
      tiles.hasExponents = true;
    }
  }

  /** Leaves exponents in {@code tiles.z} and {@code tiles.low}, to be changed. */
  final void changeExponents(int size, int columns) {
    spreadRows(size, columns);
    if (isPlain) {
      System.arraycopy(tiles.x, 0, tiles.z, 0, padded(size));
      Arrays.fill(tiles.low, 0, padded(size), 0);
    } else {
      needExponents(size, columns);
      tiles.hasExponents = false;
    }
  }

  /** Lays a row's largest entry beside each of its entries. */
  private void spreadRows(int size, int columns) {
    for (int at = 0; at < size; at += columns) {
      Arrays.fill(tiles.rows, at, at + columns < size ? at + columns : padded(size), tiles.rows[at]);
    }
  }

  /** Lifts exponents to a least one: {@code share} of their row's largest entry, and {@code least}. */
  final void lift(int from, int to, double share, double least) {
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

  /** The exponentials of a long row, added up; kept for {@link #endLongRow} in {@code e} unless that is null. */
  final void addLongRow(int from, double[] e, int eOffset, int length) {
    sum.clear();
    for (int k = 0; k < length; k += TILE) {
      int n = Math.min(TILE, length - k);
      load(from + k, n);
      exponentials(n, TILE);
      sum.reach(k);
      stages.addCuts(sum, tiles, 0, n);
      if (e != null) {
        if (length > RowSum.FOLD) {
          ExponentLoops.round(tiles.e, tiles.eLow, n);
        } else {
          System.arraycopy(tiles.eLow, 0, tiles.rowLow, k, n);
        }
        System.arraycopy(tiles.e, 0, e, eOffset + k, n);
      }
    }
    finish();
  }

  /** The probabilities of a row of which {@link #addLongRow} has kept the exponentials. */
  final void endLongRow(double[] e, int eOffset, int length) {
    for (int k = 0; k < length; k += TILE) {
      int n = Math.min(TILE, length - k);
      System.arraycopy(e, eOffset + k, tiles.e, 0, n);
      if (length > RowSum.FOLD) {
        lowOfLargest(n);
      } else {
        System.arraycopy(tiles.rowLow, k, tiles.eLow, 0, n);
      }
      RowResults.scale(tiles.e, tiles.eLow, reciprocal, reciprocalLow, 0, n);
      System.arraycopy(tiles.e, 0, e, eOffset + k, n);
    }
  }

  /** The low parts of the rounded exponentials of a long row: only those of its largest entry are left. */
  final void lowOfLargest(int n) {
    double top = isPlain ? tiles.extremes[0] : 0;
    double largest = Softmax.largest(top);
    double low = Softmax.largestLow(top, largest);
    for (int i = 0; i < n; i++) {
      tiles.eLow[i] = tiles.e[i] == largest ? low : 0;
    }
  }

  /** The probabilities of the rows in the tile. */
  final void probabilities(int size, int columns) {
    while (lifts(reciprocals(size, columns))) {
      // Once more.
    }
    if (columns < WIDE) {
      RowResults.scale(tiles.e, tiles.eLow, tiles.scale, tiles.scaleLow, size);
    } else {
      // Not in the loop above: the next row's sum fills the time that this one's reciprocal takes.
      for (int at = 0; at < size; at += columns) {
        RowResults.scale(tiles.e, tiles.eLow, tiles.scale[at], tiles.scaleLow[at], at, at + columns);
      }
    }
  }

  /** The exponentials of the tile, and the reciprocals of the rows' sums. Tells whether one is NaN. */
  private boolean reciprocals(int size, int columns) {
    boolean isNaN = false;
    exponentials(size, columns);
    for (int at = 0; at < size; at += columns) {
      sum.clear();
      stages.addCuts(sum, tiles, at, at + columns);
      finish();
      isNaN |= Double.isNaN(reciprocal);
      int to = columns >= WIDE ? at + 1 : at + columns;
      Arrays.fill(tiles.scale, at, to, reciprocal);
      Arrays.fill(tiles.scaleLow, at, to, reciprocalLow);
    }
    return isNaN;
  }

  private void finish() {
    sum.finishExponentials();
    reciprocal = 1 / sum.high();
    reciprocalLow = Softmax.reciprocalLow(sum.high(), sum.low(), reciprocal);
  }

  /** Rows that fit into the tile, from {@code x} to {@code y}. */
  final void rows(int xAt, int yAt, int size, int columns) {
    if (!load(xAt, size, columns)) {
      for (int at = 0; at < size; at += columns) {
        rows(xAt + at, yAt + at, columns, columns);
      }
      return;
    }
    results(size, columns);
    store(yAt, size, columns);
  }

  /** The results of the rows in the tile, in {@code tiles.e}. */
  void results(int size, int columns) {
    probabilities(size, columns);
  }

  /** A row that does not fit into the tile. */
  void longRow(int xAt, int yAt, int length) {
    beginLongRow(xAt, length);
    addLongRow(xAt, y, yAt, length);
    endLongRow(y, yAt, length);
    spoilIfNaN(sum.high(), yAt, length);
  }

  /** Stores the results of the tile, which are in {@code e}. */
  private void store(int yAt, int size, int columns) {
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
