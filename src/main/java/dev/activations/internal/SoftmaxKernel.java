package dev.activations.internal;

/** Softmax or log-softmax of one row. Arguments are already checked. */
public interface SoftmaxKernel {

  /** {@code y} may be exactly {@code x}. */
  void forward(double[] x, int xOffset, double[] y, int yOffset, int length);

  /** {@code dx} may be exactly {@code x} or exactly {@code dy}. */
  void backward(double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int length);
}
