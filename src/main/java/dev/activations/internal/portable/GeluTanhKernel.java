package dev.activations.internal.portable;

import static dev.activations.internal.scalar.GeluTanh.A_HIGH;
import static dev.activations.internal.scalar.GeluTanh.A_LOW;
import static dev.activations.internal.scalar.GeluTanh.B3;
import static dev.activations.internal.scalar.GeluTanh.B3_LOW;
import static dev.activations.internal.scalar.GeluTanh.B_HIGH;
import static dev.activations.internal.scalar.GeluTanh.B_LOW;

import dev.activations.internal.scalar.GeluTanh;

/** The array forms of {@link GeluTanh}. */
final class GeluTanhKernel extends StagedKernel {

  GeluTanhKernel() {
    super(GeluTanh.LIMIT, GeluTanh.DERIVATIVE_LIMIT);
  }

  @Override
  public double value(double x) {
    return GeluTanh.value(x);
  }

  @Override
  public double derivative(double x) {
    return GeluTanh.derivative(x);
  }

  @Override
  void tile(double[] x, double[] y, double[] d, double[][] scratch, int length) {
    double[] high = scratch[0];
    double[] p = scratch[1];
    double[] s = scratch[2];
    exponent(x, high, p, length);
    ExpStages.pow2(high, 1, s, length);
    ExpStages.remainderAndRest(high, p, high, p, length);
    for (int i = 0; i < length; i++) {
      p[i] = high[i] + p[i];
    }
    if (y != null) {
      ExpStages.onePlus(s, p, y, length);
      ExpStages.divide(x, y, y, 0, length);
    }
    if (d != null) {
      double[] e = high;
      double[] low = scratch[3];
      ExpStages.exponential(s, p, e, length);
      ExpStages.exponentialLow(s, p, e, low, length);
      ExpStages.squareOfOnePlus(e, low, d, length);
      slope(x, scratch[4], scratch[5], length);
      numerator(scratch[4], scratch[5], e, d, length);
    }
  }

  /** -2u as high + low. */
  private static void exponent(double[] x, double[] high, double[] low, int length) {
    for (int i = 0; i < length; i++) {
      double square = x[i] * x[i];
      double inner = Math.fma(square, B_HIGH, A_HIGH);
      double squareLow = Math.fma(x[i], x[i], square * -1);
      double innerLow =
          Math.fma(square, B_HIGH, A_HIGH - inner) + Math.fma(squareLow, B_HIGH, Math.fma(square, B_LOW, A_LOW));
      double minus = x[i] * -1;
      double product = minus * inner;
      high[i] = product;
      low[i] = Math.fma(minus, innerLow, Math.fma(minus, inner, product * -1));
    }
  }

  /** 1 + v as w + wLow. */
  private static void slope(double[] x, double[] w, double[] wLow, int length) {
    for (int i = 0; i < length; i++) {
      double square = x[i] * x[i];
      double slope = Math.fma(square, B3, A_HIGH);
      double squareLow = Math.fma(x[i], x[i], square * -1);
      double slopeLow = Math.fma(square, B3, A_HIGH - slope) + Math.fma(squareLow, B3, Math.fma(square, B3_LOW, A_LOW));
      double v = x[i] * slope;
      double vLow = Math.fma(x[i], slopeLow, Math.fma(x[i], slope, v * -1));
      double sum = v + 1;
      w[i] = sum;
      wLow[i] = (1 - (sum - v)) + vLow;
    }
  }

  private static void numerator(double[] w, double[] wLow, double[] e, double[] d, int length) {
    for (int i = 0; i < length; i++) {
      d[i] = Math.fma(e[i], w[i], Math.fma(e[i], wLow[i], 1)) / d[i];
    }
  }
}
