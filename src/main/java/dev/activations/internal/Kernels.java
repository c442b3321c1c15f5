package dev.activations.internal;

import java.util.function.DoubleUnaryOperator;

/** One backend's kernels. Each method returns the kernel of one function, made for its parameter. */
public interface Kernels {

  Kernel sigmoid();

  Kernel tanh();

  Kernel relu();

  Kernel leakyRelu(double slope);

  Kernel gelu();

  Kernel geluTanh();

  Kernel silu();

  Kernel swish(double beta);

  SoftmaxKernel softmax(double temperature);

  SoftmaxKernel logSoftmax(double temperature);

  /** Makes the array forms of a user's own function. */
  default Kernel custom(DoubleUnaryOperator f, DoubleUnaryOperator df) {
    return new CustomKernel(f, df);
  }

  /** {@code y = a * b} element by element; {@code y} may be exactly {@code a} or {@code b}. */
  void multiply(double[] a, int aOffset, double[] b, int bOffset, double[] y, int yOffset, int length);

  /** The width of the vectors, in bits; 64 for the portable kernels. */
  int vectorBits();
}
