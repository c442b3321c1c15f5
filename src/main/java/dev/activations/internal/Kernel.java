package dev.activations.internal;

/**
 * A pointwise function and its derivative, over single numbers and over ranges of arrays.
 *
 * <p>The range forms trust their caller: arguments are already checked. An output range may be exactly an
 * input range; {@code y} and {@code d} never overlap. Every form gives the bits of the scalar form.
 */
public interface Kernel {

  /** Returns f(x). */
  double value(double x);

  /** Returns f'(x). */
  double derivative(double x);

  /** {@code y[yOffset + i] = f(x[xOffset + i])} for {@code 0 <= i < length}. */
  void value(double[] x, int xOffset, double[] y, int yOffset, int length);

  /** {@code d[dOffset + i] = f'(x[xOffset + i])} for {@code 0 <= i < length}. */
  void derivative(double[] x, int xOffset, double[] d, int dOffset, int length);

  /** Both of the above in one pass. */
  void valueAndDerivative(
      double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length);

  /** {@code dx = dy * f'(x)}; {@code dx} may be exactly {@code x} or {@code dy}. */
  default void backward(
      double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int length) {
    Composite.backward(this, x, xOffset, dy, dyOffset, dx, dxOffset, length);
  }

  /** {@code y = f(gate) * value}; {@code y} may be exactly {@code gate} or {@code value}. */
  default void gatedForward(
      double[] gate, int gateOffset, double[] value, int valueOffset, double[] y, int yOffset, int length) {
    Composite.gatedForward(this, gate, gateOffset, value, valueOffset, y, yOffset, length);
  }

  /** {@code dValue = dy * f(gate)} and {@code dGate = (dy * value) * f'(gate)}; each output may be exactly any input. */
  default void gatedBackward(
      double[] gate, int gateOffset, double[] value, int valueOffset, double[] dy, int dyOffset,
      double[] dGate, int dGateOffset, double[] dValue, int dValueOffset, int length) {
    Composite.gatedBackward(
        this, gate, gateOffset, value, valueOffset, dy, dyOffset, dGate, dGateOffset, dValue, dValueOffset, length);
  }

  /**
   * {@link #gatedForward} of rows that lie {@code stride} apart in {@code x} and {@code half} apart in {@code y}, which is
   * another range.
   */
  default void gatedForwardRows(
      double[] x, int gateOffset, int valueOffset, int stride, double[] y, int yOffset, int rows, int half) {
    for (int row = 0; row < rows; row++) {
      int at = row * stride;
      gatedForward(x, gateOffset + at, x, valueOffset + at, y, yOffset + row * half, half);
    }
  }

  /** {@link #gatedBackward} of such rows; {@code dx} may be exactly {@code x}. {@code shift} is from a place in x to dx. */
  default void gatedBackwardRows(
      double[] x, int gateOffset, int valueOffset, int stride, double[] dy, int dyOffset, double[] dx, int shift,
      int rows, int half) {
    Composite.gatedBackwardRows(this, x, gateOffset, valueOffset, stride, dy, dyOffset, dx, shift, rows, half);
  }
}
