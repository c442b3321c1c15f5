package dev.activations.internal.portable;

import static dev.activations.internal.scalar.GeluTanh.A_HIGH;
import static dev.activations.internal.scalar.GeluTanh.A_LOW;
import static dev.activations.internal.scalar.GeluTanh.B3;
import static dev.activations.internal.scalar.GeluTanh.B3_LOW;
import static dev.activations.internal.scalar.GeluTanh.C_HIGH;
import static dev.activations.internal.scalar.GeluTanh.C_LOW;

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
    shifted(high, s, length);
    if (!ExpStages.pow2(s, 0, length)) {
      return false;
    }
    expm1OfRemainder(high, p, length);
    if (d == null) {
      SlopeStages.values(x, s, p, y, length);
      return true;
    }
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

  /** -w as high + low. With x² + C itself instead of its negative C2 of JDK 25 makes vectors of half and quarter the width. */
  private static void exponent(double[] x, double[] high, double[] low, int length) {
    for (int i = 0; i < length; i++) {
      double minus = x[i] * -1;
      double minusInner = Math.fma(x[i], minus, -C_HIGH);
      double innerLow = Math.fma(x[i], x[i], minusInner + C_HIGH) + C_LOW;
      double product = x[i] * minusInner;
      high[i] = product;
      low[i] = Math.fma(minus, innerLow, Math.fma(x[i], minusInner, product * -1));
    }
  }

  private static void shifted(double[] high, double[] t, int length) {
    for (int i = 0; i < length; i++) {
      t[i] = GeluTanh.shifted(high[i]);
    }
  }

  /** Turns the low part into p = e^(B r) - 1. */
  private static void expm1OfRemainder(double[] high, double[] low, int length) {
    for (int i = 0; i < length; i++) {
      low[i] = GeluTanh.expm1OfRemainder(high[i], low[i], GeluTanh.shifted(high[i]));
    }
  }

  /** x (A + 3 B x²) as v + vLow. */
  private static void slope(double[] x, double[] v, double[] vLow, int length) {
    for (int i = 0; i < length; i++) {
      double minusSquare = C_HIGH - Math.fma(x[i], x[i], C_HIGH);
      double slope = Math.fma(minusSquare, -B3, A_HIGH);
      double squareLow = Math.fma(x[i], x[i], minusSquare);
      double slopeLow = Math.fma(minusSquare, -B3, A_HIGH - slope) + Math.fma(squareLow, B3, Math.fma(minusSquare, -B3_LOW, A_LOW));
      // With x times the slope itself, and that times -1 below, C2 of JDK 25 leaves the loop scalar.
      double minus = x[i] * -1;
      double minusProduct = minus * slope;
      v[i] = minusProduct * -1;
      vLow[i] = Math.fma(x[i], slopeLow, Math.fma(x[i], slope, minusProduct));
    }
  }
}
