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
}
