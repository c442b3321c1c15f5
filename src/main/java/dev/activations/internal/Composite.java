package dev.activations.internal;

/**
 * What is built from a kernel and multiplications, once for every function and backend: the backward step and the gated
 * family. Works in blocks that stay in the first-level cache. Each product is one IEEE multiplication; their order is the
 * numeric contract.
 */
final class Composite {

  /** Elements in a block, as many as the vector kernels' own blocks have. */
  private static final int TILE = 256;

  /** A tile's length, so that none begins near a multiple of 4 096 bytes behind another one: loads would wait for its stores. */
  private static final int LENGTH = TILE + 104;

  /** Where the tiles begin in one array: f or f'; f' beside f; a product. */
  private static final int ACT = 0;
  private static final int SLOPE = LENGTH;
  private static final int PRODUCT = 2 * LENGTH;

  private static final Pool<double[]> TILES = new Pool<>();

  private Composite() {}

  /** {@code dx = dy * f'(x)}; {@code dx} may be exactly {@code x} or {@code dy}. */
  static void backward(
      Kernel f, double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int length) {
    Kernels kernels = KernelLookup.kernels();
    boolean inPlace = dx == dy;
    double[] tiles = inPlace ? tiles() : dx;
    for (int k = 0; k < length; k += TILE) {
      int n = Math.min(TILE, length - k);
      int tileOffset = inPlace ? ACT : dxOffset + k;
      f.derivative(x, xOffset + k, tiles, tileOffset, n);
      kernels.multiply(tiles, tileOffset, dy, dyOffset + k, dx, dxOffset + k, n);
    }
    if (inPlace) {
      TILES.give(tiles);
    }
  }

  /** {@code y = f(gate) * value}; {@code y} may be exactly {@code gate} or {@code value}. */
  static void gatedForward(
      Kernel f, double[] gate, int gateOffset, double[] value, int valueOffset,
      double[] y, int yOffset, int length) {
    Kernels kernels = KernelLookup.kernels();
    boolean inPlace = y == value;
    double[] tiles = inPlace ? tiles() : y;
    for (int k = 0; k < length; k += TILE) {
      int n = Math.min(TILE, length - k);
      int tileOffset = inPlace ? ACT : yOffset + k;
      f.value(gate, gateOffset + k, tiles, tileOffset, n);
      kernels.multiply(tiles, tileOffset, value, valueOffset + k, y, yOffset + k, n);
    }
    if (inPlace) {
      TILES.give(tiles);
    }
  }

  /**
   * {@code dValue = dy * f(gate)} and {@code dGate = (dy * value) * f'(gate)}; each output may be exactly any input.
   * Everything that a block still needs is in the tiles before its first output is written.
   */
  static void gatedBackward(
      Kernel f, double[] gate, int gateOffset, double[] value, int valueOffset, double[] dy, int dyOffset,
      double[] dGate, int dGateOffset, double[] dValue, int dValueOffset, int length) {
    double[] tiles = tiles();
    gatedBackward(
        f, tiles, gate, gateOffset, value, valueOffset, dy, dyOffset, dGate, dGateOffset, dValue, dValueOffset, length);
    TILES.give(tiles);
  }

  /** The same for the rows of a joined matrix, with one set of tiles. */
  static void gatedBackwardRows(
      Kernel f, double[] x, int gateOffset, int valueOffset, int stride, double[] dy, int dyOffset,
      double[] dx, int shift, int rows, int half) {
    double[] tiles = tiles();
    for (int row = 0; row < rows; row++) {
      int gate = gateOffset + row * stride;
      int value = valueOffset + row * stride;
      gatedBackward(
          f, tiles, x, gate, x, value, dy, dyOffset + row * half, dx, gate + shift, dx, value + shift, half);
    }
    TILES.give(tiles);
  }

  private static void gatedBackward(
      Kernel f, double[] tiles, double[] gate, int gateOffset, double[] value, int valueOffset, double[] dy, int dyOffset,
      double[] dGate, int dGateOffset, double[] dValue, int dValueOffset, int length) {
    Kernels kernels = KernelLookup.kernels();
    for (int k = 0; k < length; k += TILE) {
      int n = Math.min(TILE, length - k);
      f.valueAndDerivative(gate, gateOffset + k, tiles, ACT, tiles, SLOPE, n);
      kernels.multiply(dy, dyOffset + k, value, valueOffset + k, tiles, PRODUCT, n);
      kernels.multiply(dy, dyOffset + k, tiles, ACT, dValue, dValueOffset + k, n);
      kernels.multiply(tiles, PRODUCT, tiles, SLOPE, dGate, dGateOffset + k, n);
    }
  }

  private static double[] tiles() {
    double[] kept = TILES.take();
    return kept == null ? new double[3 * LENGTH] : kept;
  }
}
