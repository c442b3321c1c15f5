package dev.activations.internal.portable;

import dev.activations.internal.Kernel;

/** Array forms as plain loops over the scalar forms. */
abstract class ScalarLoops implements Kernel {

  @Override
  public void value(double[] x, int xOffset, double[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = value(x[xOffset + i]);
    }
  }

  @Override
  public void derivative(double[] x, int xOffset, double[] d, int dOffset, int length) {
    for (int i = 0; i < length; i++) {
      d[dOffset + i] = derivative(x[xOffset + i]);
    }
  }

  @Override
  public void valueAndDerivative(
      double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length) {
    for (int i = 0; i < length; i++) {
      double input = x[xOffset + i];
      y[yOffset + i] = value(input);
      d[dOffset + i] = derivative(input);
    }
  }
}
