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

  @Override
  public double value(double x) {
    return GeluTanh.value(x);
  }

  @Override
  public double derivative(double x) {
    return GeluTanh.derivative(x);
  }

  @Override
  boolean tile(double[] x, double[] y, double[] d, double[][] scratch, int length) {
    double[] high = scratch[0];
    double[] p = scratch[1];
    double[] s = scratch[2];
    exponent(x, high, p, length);
    ExpStages.shifted(high, 1, s, 0, length);
    if (!ExpStages.pow2(s, 0, length)) {
      return false;
    }
    if (d == null) {
      SlopeStages.values(x, s, high, p, y, length);
      return true;
    }
    SlopeStages.expm1OfRemainder(high, p, length);
    double[] v = scratch[0];
    double[] low = scratch[4];
    slope(x, v, low, length);
    if (y == null) {
      SlopeStages.slopes(s, p, v, low, d, length);
    } else {
      SlopeStages.both(x, s, p, v, low, scratch[3], scratch[5], y, d, length);
    }
    return true;
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

  /** x (A + 3 B x²) as v + vLow. */
  private static void slope(double[] x, double[] v, double[] vLow, int length) {
    for (int i = 0; i < length; i++) {
      double square = x[i] * x[i];
      double slope = Math.fma(square, B3, A_HIGH);
      double squareLow = Math.fma(x[i], x[i], square * -1);
      double slopeLow = Math.fma(square, B3, A_HIGH - slope) + Math.fma(squareLow, B3, Math.fma(square, B3_LOW, A_LOW));
      // With x times the slope itself, and that times -1 below, C2 of JDK 25 leaves the loop scalar.
      double minus = x[i] * -1;
      double minusProduct = minus * slope;
      v[i] = minusProduct * -1;
      vLow[i] = Math.fma(x[i], slopeLow, Math.fma(x[i], slope, minusProduct));
    }
  }
}
