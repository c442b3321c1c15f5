package dev.activations.internal;

/**
 * What is built from a kernel and multiplications, once for every function and backend: the backward step and the gated
 * family. Works in blocks that stay in the first-level cache. Each product is one IEEE multiplication; their order is the
 * numeric contract.
 */
final class Composite {

  /** Elements in a block: with three scratch tiles and three arrays still inside a 32 kB cache. */
  private static final int TILE = 512;

  private Composite() {}

  /** {@code dx = dy * f'(x)}; {@code dx} may be exactly {@code x} or {@code dy}. */
  static void backward(
      Kernel f, double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int length) {
    Kernels kernels = KernelLookup.kernels();
    boolean inPlace = dx == dy;
    double[] tile = inPlace ? new double[Math.min(length, TILE)] : dx;
    for (int k = 0; k < length; k += TILE) {
      int n = Math.min(TILE, length - k);
      int tileOffset = inPlace ? 0 : dxOffset + k;
      f.derivative(x, xOffset + k, tile, tileOffset, n);
      kernels.multiply(tile, tileOffset, dy, dyOffset + k, dx, dxOffset + k, n);
    }
  }

  /** {@code y = f(gate) * value}; {@code y} may be exactly {@code gate} or {@code value}. */
  static void gatedForward(
      Kernel f, double[] gate, int gateOffset, double[] value, int valueOffset,
      double[] y, int yOffset, int length) {
    Kernels kernels = KernelLookup.kernels();
    boolean inPlace = y == value;
    double[] tile = inPlace ? new double[Math.min(length, TILE)] : y;
    for (int k = 0; k < length; k += TILE) {
      int n = Math.min(TILE, length - k);
      int tileOffset = inPlace ? 0 : yOffset + k;
      f.value(gate, gateOffset + k, tile, tileOffset, n);
      kernels.multiply(tile, tileOffset, value, valueOffset + k, y, yOffset + k, n);
    }
  }

  /**
   * {@code dValue = dy * f(gate)} and {@code dGate = (dy * value) * f'(gate)}; each output may be exactly any input.
   * Everything that a block still needs is in the tiles before its first output is written.
   */
  static void gatedBackward(
      Kernel f, double[] gate, int gateOffset, double[] value, int valueOffset, double[] dy, int dyOffset,
      double[] dGate, int dGateOffset, double[] dValue, int dValueOffset, int length) {
    Kernels kernels = KernelLookup.kernels();
    int size = Math.min(length, TILE);
    double[] act = new double[size];
    double[] slope = new double[size];
    double[] product = new double[size];
    for (int k = 0; k < length; k += TILE) {
      int n = Math.min(TILE, length - k);
      f.valueAndDerivative(gate, gateOffset + k, act, 0, slope, 0, n);
      kernels.multiply(dy, dyOffset + k, value, valueOffset + k, product, 0, n);
      kernels.multiply(dy, dyOffset + k, act, 0, dValue, dValueOffset + k, n);
      kernels.multiply(product, 0, slope, 0, dGate, dGateOffset + k, n);
    }
  }
}
