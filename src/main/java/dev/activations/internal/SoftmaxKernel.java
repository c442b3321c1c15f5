package dev.activations.internal;

/** Softmax or log-softmax of the rows of a matrix, one after the other. Arguments are already checked. */
public interface SoftmaxKernel {

  /** {@code y} may be exactly {@code x}. */
  void forward(double[] x, int xOffset, double[] y, int yOffset, int rows, int columns);

  /** {@code dx} may be exactly {@code x} or exactly {@code dy}. */
  void backward(
      double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int rows, int columns);

  /** One row. */
  default void forward(double[] x, int xOffset, double[] y, int yOffset, int length) {
    forward(x, xOffset, y, yOffset, 1, length);
  }

  /** One row. */
  default void backward(double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int length) {
    backward(x, xOffset, dy, dyOffset, dx, dxOffset, 1, length);
  }
}
