package dev.activations.internal.portable;

import dev.activations.internal.NearZero;
import dev.activations.internal.Pool;

/**
 * Array forms in blocks that stay in the first-level cache, each computed by a sequence of loops ("stages") that C2 turns
 * into vector code. A block with a number outside the range of the straight-line code goes through the scalar function.
 *
 * <p>Where a stage ends is what C2 allows, found by timing each loop on JDK 17 and 25: it leaves a loop scalar that has some thirty
 * operations, or in which a value has two uses of the same kind (in two differences, say, or two fmas).
 *
 * <p>Each stage is a method of its own, so that C2 compiles it for itself. A loop inside {@link #tile} was left scalar in half of the processes
 * (JDK 25) in which another kernel had run before: then this class is compiled anew as soon as the second kernel comes,
 * and {@link #tile} with it, before anything is known about its loops. GELU's tanh form after GELU took three times as long ever after.
 *
 * <p>Stages need equal indices in all their arrays. So a block is copied to a tile first, and its results are copied back;
 * {@link #direct} is for kernels that can do without.
 */
abstract class StagedKernel extends ScalarLoops {

  /**
   * Elements in a block: 3 kB, so that the nine tiles of GELU fit into a first-level cache of 32 kB. Each stage's loop has a start and an end
   * that are scalar code: with 256 most took 1 to 10 % longer (Zen 5); with 512 another 3 % less, where the cache has 48 kB.
   */
  private static final int BLOCK = 384;

  /**
   * A tile's length. With its header of 16 bytes a tile takes a multiple of 64 bytes: so all tiles begin at the same place in a cache line, and where
   * C2 has aligned a loop's accesses to one of them, none to the others crosses a line's end (up to 13 % less time, GELU; Granite Rapids).
   * And no two of the ten tiles begin near a multiple of 4 096 bytes apart: loads would wait for the other tile's stores, which with some
   * orders in memory took twice as long.
   */
  private static final int LENGTH = BLOCK + 78;

  /** Below this many elements the scalar loop is as fast, and needs no tiles. */
  private static final int SMALL = 16;

  /** Tiles that a kernel has for itself, the first ones; then come one input and two outputs. */
  private static final int SCRATCH = 7;
  private static final int X = SCRATCH;
  private static final int Y = SCRATCH + 1;
  private static final int D = SCRATCH + 2;

  /** The scratch memory of a call. */
  private static final Pool<double[][]> TILES = new Pool<>();

  private final double nearZero;

  StagedKernel() {
    this(NearZero.LIMIT);
  }

  /** Makes a kernel which is as in {@link NearZero} where |x| is below nearZero. */
  StagedKernel(double nearZero) {
    this.nearZero = nearZero;
  }

  /**
   * Computes a block of values and of derivatives; {@code y} or {@code d} may be null. Returns false, with nothing of meaning in the
   * outputs, where a number is outside the range of the straight-line code.
   */
  abstract boolean tile(double[] x, double[] y, double[] d, double[][] scratch, int length);

  /** As {@link #tile}, without tiles: x, y and d are different arrays with one index. False also where a kernel needs tiles. */
  boolean direct(double[] x, double[] y, double[] d, int from, int to) {
    return false;
  }

  @Override
  public final void value(double[] x, int xOffset, double[] y, int yOffset, int length) {
    if (length < SMALL) {
      super.value(x, xOffset, y, yOffset, length);
      return;
    }
    boolean equalIndex = xOffset == yOffset && x != y;
    double[][] tiles = null;
    for (int k = 0; k < length; k += BLOCK) {
      int n = Math.min(BLOCK, length - k);
      int from = xOffset + k;
      if (equalIndex && isDirect(x, y, null, from, n)) {
        continue;
      }
      tiles = tiles == null ? takeTiles() : tiles;
      System.arraycopy(x, from, tiles[X], 0, n);
      if (block(tiles, true, false, n)) {
        System.arraycopy(tiles[Y], 0, y, yOffset + k, n);
      } else {
        super.value(x, from, y, yOffset + k, n);
      }
    }
    if (tiles != null) {
      TILES.give(tiles);
    }
  }

  @Override
  public final void derivative(double[] x, int xOffset, double[] d, int dOffset, int length) {
    if (length < SMALL) {
      super.derivative(x, xOffset, d, dOffset, length);
      return;
    }
    boolean equalIndex = xOffset == dOffset && x != d;
    double[][] tiles = null;
    for (int k = 0; k < length; k += BLOCK) {
      int n = Math.min(BLOCK, length - k);
      int from = xOffset + k;
      if (equalIndex && isDirect(x, null, d, from, n)) {
        continue;
      }
      tiles = tiles == null ? takeTiles() : tiles;
      System.arraycopy(x, from, tiles[X], 0, n);
      if (block(tiles, false, true, n)) {
        System.arraycopy(tiles[D], 0, d, dOffset + k, n);
      } else {
        super.derivative(x, from, d, dOffset + k, n);
      }
    }
    if (tiles != null) {
      TILES.give(tiles);
    }
  }

  @Override
  public final void valueAndDerivative(
      double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length) {
    if (length < SMALL) {
      super.valueAndDerivative(x, xOffset, y, yOffset, d, dOffset, length);
      return;
    }
    boolean equalIndex = xOffset == yOffset && xOffset == dOffset && x != y && x != d;
    double[][] tiles = null;
    for (int k = 0; k < length; k += BLOCK) {
      int n = Math.min(BLOCK, length - k);
      int from = xOffset + k;
      if (equalIndex && isDirect(x, y, d, from, n)) {
        continue;
      }
      tiles = tiles == null ? takeTiles() : tiles;
      System.arraycopy(x, from, tiles[X], 0, n);
      if (block(tiles, true, true, n)) {
        System.arraycopy(tiles[Y], 0, y, yOffset + k, n);
        System.arraycopy(tiles[D], 0, d, dOffset + k, n);
      } else {
        super.valueAndDerivative(x, from, y, yOffset + k, d, dOffset + k, n);
      }
    }
    if (tiles != null) {
      TILES.give(tiles);
    }
  }

  @Override
  public final void backward(
      double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int length) {
    double[][] tiles = takeTiles();
    boolean equalIndex = dyOffset == dxOffset && dy != dx;
    boolean isApart = equalIndex && xOffset == dxOffset && x != dx && length >= SMALL;
    for (int k = 0; k < length; k += BLOCK) {
      int n = Math.min(BLOCK, length - k);
      int to = dxOffset + k;
      if (isApart && isDirect(x, null, dx, to, n)) {
        multiply(dx, dy, dx, to, to + n);
      } else {
        slopes(x, xOffset + k, tiles, n);
        finish(tiles, tiles[D], dy, dyOffset + k, dx, to, n, equalIndex);
      }
    }
    TILES.give(tiles);
  }

  /** {@code y = results * factor}, where a tile holds the results; y is not the factor if both have the same index. */
  private static void finish(
      double[][] tiles, double[] results, double[] factor, int factorFrom, double[] y, int from, int length, boolean equalIndex) {
    if (equalIndex) {
      System.arraycopy(results, 0, y, from, length);
      multiply(y, factor, y, from, from + length);
    } else {
      System.arraycopy(factor, factorFrom, tiles[X], 0, length);
      multiply(results, tiles[X], results, 0, length);
      System.arraycopy(results, 0, y, from, length);
    }
  }

  @Override
  public final void gatedForward(
      double[] gate, int gateOffset, double[] value, int valueOffset, double[] y, int yOffset, int length) {
    double[][] tiles = takeTiles();
    gatedForward(tiles, gate, gateOffset, value, valueOffset, y, yOffset, length);
    TILES.give(tiles);
  }

  @Override
  public final void gatedForwardRows(
      double[] x, int gateOffset, int valueOffset, int stride, double[] y, int yOffset, int rows, int half) {
    double[][] tiles = takeTiles();
    for (int row = 0; row < rows; row++) {
      int at = row * stride;
      gatedForward(tiles, x, gateOffset + at, x, valueOffset + at, y, yOffset + row * half, half);
    }
    TILES.give(tiles);
  }

  private void gatedForward(
      double[][] tiles, double[] gate, int gateOffset, double[] value, int valueOffset, double[] y, int yOffset, int length) {
    boolean equalIndex = valueOffset == yOffset && value != y;
    boolean isApart = equalIndex && gateOffset == yOffset && gate != y && length >= SMALL;
    for (int k = 0; k < length; k += BLOCK) {
      int n = Math.min(BLOCK, length - k);
      int from = gateOffset + k;
      int to = yOffset + k;
      if (isApart && isDirect(gate, y, null, to, n)) {
        multiply(y, value, y, to, to + n);
        continue;
      }
      System.arraycopy(gate, from, tiles[X], 0, n);
      if (length < SMALL || !block(tiles, true, false, n)) {
        super.value(gate, from, tiles[Y], 0, n);
      }
      finish(tiles, tiles[Y], value, valueOffset + k, y, to, n, equalIndex);
    }
  }

  @Override
  public final void gatedBackward(
      double[] gate, int gateOffset, double[] value, int valueOffset, double[] dy, int dyOffset,
      double[] dGate, int dGateOffset, double[] dValue, int dValueOffset, int length) {
    double[][] tiles = takeTiles();
    gatedBackward(
        tiles, gate, gateOffset, value, valueOffset, dy, dyOffset, dGate, dGateOffset, dValue, dValueOffset, length);
    TILES.give(tiles);
  }

  @Override
  public final void gatedBackwardRows(
      double[] x, int gateOffset, int valueOffset, int stride, double[] dy, int dyOffset, double[] dx, int shift,
      int rows, int half) {
    double[][] tiles = takeTiles();
    for (int row = 0; row < rows; row++) {
      int gate = gateOffset + row * stride;
      int value = valueOffset + row * stride;
      gatedBackward(
          tiles, x, gate, x, value, dy, dyOffset + row * half, dx, gate + shift, dx, value + shift, half);
    }
    TILES.give(tiles);
  }

  private void gatedBackward(
      double[][] tiles, double[] gate, int gateOffset, double[] value, int valueOffset, double[] dy, int dyOffset,
      double[] dGate, int dGateOffset, double[] dValue, int dValueOffset, int length) {
    boolean isApart = gateOffset == valueOffset && gateOffset == dyOffset && gateOffset == dGateOffset && gateOffset == dValueOffset
        && isNone(dGate, gate, value, dy) && isNone(dValue, gate, value, dy) && length >= SMALL;
    for (int k = 0; k < length; k += BLOCK) {
      int n = Math.min(BLOCK, length - k);
      int from = gateOffset + k;
      if (isApart && isDirect(gate, dValue, dGate, from, n)) {
        multiplyBy(dGate, dy, value, from, from + n);
        multiply(dValue, dy, dValue, from, from + n);
        continue;
      }
      System.arraycopy(gate, from, tiles[X], 0, n);
      if (length < SMALL || !block(tiles, true, true, n)) {
        super.valueAndDerivative(gate, from, tiles[Y], 0, tiles[D], 0, n);
      }
      // Everything that is still needed is in tiles before the first output is written.
      double[] upstream = tiles[X];
      double[] product = tiles[0];
      System.arraycopy(dy, dyOffset + k, upstream, 0, n);
      System.arraycopy(value, valueOffset + k, product, 0, n);
      multiply(upstream, product, product, 0, n);
      multiply(upstream, tiles[Y], tiles[Y], 0, n);
      multiply(product, tiles[D], tiles[D], 0, n);
      System.arraycopy(tiles[Y], 0, dValue, dValueOffset + k, n);
      System.arraycopy(tiles[D], 0, dGate, dGateOffset + k, n);
    }
  }

  /** Fills {@code tiles[D]} with derivatives. */
  private void slopes(double[] x, int from, double[][] tiles, int length) {
    System.arraycopy(x, from, tiles[X], 0, length);
    if (length < SMALL || !block(tiles, false, true, length)) {
      super.derivative(x, from, tiles[D], 0, length);
    }
  }

  /** {@link #tile} of what is in {@code tiles[X]}, or what is simpler. */
  private boolean block(double[][] tiles, boolean areValues, boolean areSlopes, int length) {
    if (!isNearZero(tiles[X], 0, length)) {
      return tile(tiles[X], areValues ? tiles[Y] : null, areSlopes ? tiles[D] : null, tiles, length);
    }
    if (areValues) {
      NearZero.fill(this, false, tiles[X], tiles[Y], length);
    }
    if (areSlopes) {
      NearZero.fill(this, true, tiles[X], tiles[D], length);
    }
    return true;
  }

  private static double[][] takeTiles() {
    double[][] kept = TILES.take();
    return kept == null ? new double[SCRATCH + 3][LENGTH] : kept;
  }

  private static boolean isNone(double[] output, double[] a, double[] b, double[] c) {
    return output != a && output != b && output != c;
  }

  private boolean isDirect(double[] x, double[] y, double[] d, int from, int length) {
    return !isNearZero(x, from, length) && direct(x, y, d, from, from + length);
  }

  private boolean isNearZero(double[] x, int from, int length) {
    return NearZero.areAll(x, from, length, nearZero);
  }

  /** {@code y[i] = a[i] * b[i]}; {@code y} may be {@code a} or {@code b}. C2 vectorises it because it has one index. */
  static void multiply(double[] a, double[] b, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = a[i] * b[i];
    }
  }

  /** {@code d[i] = (a[i] * b[i]) * d[i]}. */
  private static void multiplyBy(double[] d, double[] a, double[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      d[i] = a[i] * b[i] * d[i];
    }
  }
}
