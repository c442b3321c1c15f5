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

  /** See {@link SoftmaxStages#WIDE}. */
  static final int WIDE = SoftmaxStages.WIDE;

  /** Exponents that much below the largest need no lifting. */
  private static final double NEAR = -700;

  /** The low parts of plain exponents. */
  private static final double[] ZEROS = new double[SoftmaxTiles.LENGTH];

  private static final Pool<SoftmaxTiles> TILES = new Pool<>();

  final SoftmaxStages stages;
  final double temperature;
  private final boolean isLargestNeeded;
  double[] x;
  double[] y;
  SoftmaxTiles tiles;
  RowSum sum;
  boolean isPlain;

  /** Where one row has needed it, the rest of the call will, too, for instance rows with a mask; to lift in vain changes nothing. */
  private boolean isLifted;

  /** How much of the tile the stages take. */
  int filled;

  double reciprocal;
  double reciprocalLow;

  SoftmaxCall(SoftmaxStages stages, boolean isLargestNeeded) {
    this.stages = stages;
    this.temperature = stages.temperature;
    this.isLargestNeeded = isLargestNeeded;
  }

  /** The number of entries that go through the tile together, a multiple of a row's. */
  static int together(int columns) {
    return TILE / columns * columns;
  }

  final void begin(double[] input) {
    x = input;
    isLifted = false;
    SoftmaxTiles kept = TILES.take();
    tiles = kept == null ? new SoftmaxTiles() : kept;
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
      stages.extremes(tiles.x, at, at + columns, tiles.extremes);
      noteExtremes(at, columns >= WIDE ? at + 1 : at + columns < size ? at + columns : filled);
      if (isPlain != Softmax.isPlain(tiles.rows[0], temperature)) {
        return false;
      }
    }
    if (isLargestNeeded && columns >= RowSum.LANES && isPlain) {
      repeatLargest(size, columns);
    }
    return true;
  }

  /** Puts the rows' largest entries behind them, where the stages make their exponentials in next to no time. */
  private void repeatLargest(int size, int columns) {
    int place = filled;
    tiles.beside = place;
    for (int at = 0; at < size; at += columns, place++) {
      tiles.x[place] = tiles.rows[at];
      tiles.rows[place] = tiles.rows[at];
      tiles.shift[place] = tiles.shift[at];
    }
    filled = wholeVectors(place);
    Arrays.fill(tiles.x, place, filled, tiles.x[place - 1]);
    Arrays.fill(tiles.rows, place, filled, tiles.rows[place - 1]);
    Arrays.fill(tiles.shift, place, filled, tiles.shift[place - 1]);
  }

  private static int wholeVectors(int size) {
    return size + RowSum.LANES - 1 & -RowSum.LANES;
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
    stages.extremes(x, from, from + length, tiles.extremes);
    tiles.ordinary = !isLifted;
    noteExtremes(0, 1);
  }

  /** A part of a long row. A tile ends with a full vector, and the last entry once more in what is left of that. */
  final void load(int from, int n) {
    System.arraycopy(x, from, tiles.x, 0, n);
    filled = wholeVectors(n);
    Arrays.fill(tiles.x, n, filled, tiles.x[n - 1]);
    tiles.beside = SoftmaxTiles.LENGTH;
    tiles.hasExponents = false;
  }

  /**
   * The exponentials of the tile. Exponents far below their row's largest are lifted where they are known to be there; {@link #lifts} must
   * be asked once there are sums, but for rows of more than {@link RowSum#FOLD} entries, which may be overwritten by then.
   */
  final void exponentials(int size, int columns) {
    if (!isLifted && takeAll(size, columns)) {
      return;
    }
    beginToLift();
    changeExponents(size, columns);
    lift(0, filled, isPlain ? 1 : 0, Softmax.NOTHING);
    take(tiles.z, tiles.low, filled, columns, true);
  }

  private boolean takeAll(int size, int columns) {
    if (isPlain) {
      return take(tiles.x, ZEROS, filled, columns, false);
    }
    needExponents(size, columns);
    return take(tiles.z, tiles.low, filled, columns, false);
  }

  /** {@link SoftmaxStages#exponentials}, or what a logarithm needs of them. */
  boolean take(double[] z, double[] low, int length, int columns, boolean areLifted) {
    return stages.exponentials(tiles, z, low, length, columns, areLifted);
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
      ExponentLoops.quotients(tiles.x, tiles.rows, temperature, tiles.z, tiles.low, filled);
      tiles.hasExponents = true;
    }
  }

  /** Leaves exponents in {@code tiles.z} and {@code tiles.low}, to be changed. */
  final void changeExponents(int size, int columns) {
    spreadRows(size, columns);
    if (isPlain) {
      System.arraycopy(tiles.x, 0, tiles.z, 0, filled);
      Arrays.fill(tiles.low, 0, filled, 0);
    } else {
      needExponents(size, columns);
      tiles.hasExponents = false;
    }
  }

  /** Lays a row's largest entry beside each of its entries. */
  private void spreadRows(int size, int columns) {
    int end = Math.min(filled, tiles.beside);
    for (int at = 0; at < size; at += columns) {
      Arrays.fill(tiles.rows, at, at + columns < size ? at + columns : end, tiles.rows[at]);
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

  /**
   * The exponentials of a long row, added up. Those of up to {@link RowSum#FOLD} entries stay in the tiles; others are kept, rounded, in
   * {@code e} unless that is null.
   */
  final void addLongRow(int from, double[] e, int eOffset, int length) {
    do {
      sum.clear();
      for (int k = 0; k < length; k += TILE) {
        int n = Math.min(TILE, length - k);
        turnTo(k, length);
        load(from + k, n);
        exponentials(n, TILE);
        sum.reach(k);
        stages.addCuts(sum, tiles, 0, n);
        if (e != null && length > RowSum.FOLD) {
          ExponentLoops.round(tiles.e, tiles.eLow, n);
          System.arraycopy(tiles.e, 0, e, eOffset + k, n);
        }
      }
      finish();
    } while (length <= RowSum.FOLD && lifts(Double.isNaN(reciprocal)));
  }

  /** Turns to the tiles of the exponentials from index k on. */
  final void turnTo(int k, int length) {
    if (length <= RowSum.FOLD) {
      tiles.turnTo(k / TILE);
    }
  }

  /** Leaves the probabilities from index k on in {@code tiles.e}, from what {@link #addLongRow} has kept. */
  final void partOfProbabilities(double[] e, int eFrom, int k, int n, int length) {
    turnTo(k, length);
    if (length > RowSum.FOLD) {
      System.arraycopy(e, eFrom, tiles.e, 0, n);
      lowOfLargest(n);
    }
    RowLoops.scale(tiles.e, tiles.eLow, reciprocal, reciprocalLow, 0, n);
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
      RowLoops.scale(tiles.e, tiles.eLow, tiles.scale, tiles.scaleLow, size);
    } else {
      // Not in the loop above: the next row's sum fills the time that this one's reciprocal takes.
      for (int at = 0; at < size; at += columns) {
        RowLoops.scale(tiles.e, tiles.eLow, tiles.scale[at], tiles.scaleLow[at], at, at + columns);
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
      tiles.scale(at, to, reciprocal, reciprocalLow);
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
    for (int k = 0; k < length; k += TILE) {
      int n = Math.min(TILE, length - k);
      partOfProbabilities(y, yAt + k, k, n, length);
      System.arraycopy(tiles.e, 0, y, yAt + k, n);
    }
    tiles.turnTo(0);
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
