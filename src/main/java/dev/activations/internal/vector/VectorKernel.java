package dev.activations.internal.vector;

import dev.activations.internal.Kernel;

/**
 * The array forms, from two loops on vectors that can multiply their results: the gated forward step and the backward step then go
 * over the arrays once. What those loops leave to the scalar functions is here: numbers outside the straight-line code, and the
 * end of an array.
 */
abstract class VectorKernel implements Kernel {

  /** {@code y = f(x) * factor}, or {@code f(x)} where factor is null. */
  abstract void values(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] y, int yOffset, int length);

  /** {@code d = f'(x) * factor}, or {@code f'(x)} where factor is null. */
  abstract void derivatives(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] d, int dOffset, int length);

  @Override
  public final void value(double[] x, int xOffset, double[] y, int yOffset, int length) {
    values(x, xOffset, null, 0, y, yOffset, length);
  }

  @Override
  public final void derivative(double[] x, int xOffset, double[] d, int dOffset, int length) {
    derivatives(x, xOffset, null, 0, d, dOffset, length);
  }

  @Override
  public final void backward(
      double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int length) {
    derivatives(x, xOffset, dy, dyOffset, dx, dxOffset, length);
  }

  @Override
  public final void gatedForward(
      double[] gate, int gateOffset, double[] value, int valueOffset, double[] y, int yOffset, int length) {
    values(gate, gateOffset, value, valueOffset, y, yOffset, length);
  }

  final void scalarValues(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      double f = value(x[xOffset + i]);
      y[yOffset + i] = factor == null ? f : f * factor[factorOffset + i];
    }
  }

  final void scalarDerivatives(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] d, int dOffset, int length) {
    for (int i = 0; i < length; i++) {
      double f = derivative(x[xOffset + i]);
      d[dOffset + i] = factor == null ? f : f * factor[factorOffset + i];
    }
  }

  final void both(double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length) {
    for (int i = 0; i < length; i++) {
      double input = x[xOffset + i];
      y[yOffset + i] = value(input);
      d[dOffset + i] = derivative(input);
    }
  }
}
