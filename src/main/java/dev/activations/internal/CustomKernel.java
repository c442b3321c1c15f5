package dev.activations.internal;

import java.util.function.DoubleUnaryOperator;

/** The array forms of a user's own function: plain loops over its scalar methods. */
final class CustomKernel implements Kernel {

  private final DoubleUnaryOperator f;
  private final DoubleUnaryOperator df;

  CustomKernel(DoubleUnaryOperator f, DoubleUnaryOperator df) {
    this.f = f;
    this.df = df;
  }

  @Override
  public double value(double x) {
    return f.applyAsDouble(x);
  }

  @Override
  public double derivative(double x) {
    return df.applyAsDouble(x);
  }

  @Override
  public void value(double[] x, int xOffset, double[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = f.applyAsDouble(x[xOffset + i]);
    }
  }

  @Override
  public void derivative(double[] x, int xOffset, double[] d, int dOffset, int length) {
    for (int i = 0; i < length; i++) {
      d[dOffset + i] = df.applyAsDouble(x[xOffset + i]);
    }
  }

  @Override
  public void valueAndDerivative(
      double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length) {
    for (int i = 0; i < length; i++) {
      double input = x[xOffset + i];
      double value = f.applyAsDouble(input);
      d[dOffset + i] = df.applyAsDouble(input);
      y[yOffset + i] = value;
    }
  }
}
