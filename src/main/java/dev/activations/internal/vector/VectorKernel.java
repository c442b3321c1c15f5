package dev.activations.internal.vector;

import dev.activations.internal.Kernel;

/** What the loops on vectors leave to the scalar functions: numbers outside the straight-line code, and the end of an array. */
abstract class VectorKernel implements Kernel {

  final void values(double[] x, int xOffset, double[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = value(x[xOffset + i]);
    }
  }

  final void derivatives(double[] x, int xOffset, double[] d, int dOffset, int length) {
    for (int i = 0; i < length; i++) {
      d[dOffset + i] = derivative(x[xOffset + i]);
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
