package dev.activations.internal.portable;

import static dev.activations.internal.scalar.Gelu.C4;
import static dev.activations.internal.scalar.Gelu.CENTRE;
import static dev.activations.internal.scalar.Gelu.G0;
import static dev.activations.internal.scalar.Gelu.G1;
import static dev.activations.internal.scalar.Gelu.G10;
import static dev.activations.internal.scalar.Gelu.G11;
import static dev.activations.internal.scalar.Gelu.G12;
import static dev.activations.internal.scalar.Gelu.G13;
import static dev.activations.internal.scalar.Gelu.G14;
import static dev.activations.internal.scalar.Gelu.G15;
import static dev.activations.internal.scalar.Gelu.G16;
import static dev.activations.internal.scalar.Gelu.G17;
import static dev.activations.internal.scalar.Gelu.G18;
import static dev.activations.internal.scalar.Gelu.G19;
import static dev.activations.internal.scalar.Gelu.G2;
import static dev.activations.internal.scalar.Gelu.G20;
import static dev.activations.internal.scalar.Gelu.G21;
import static dev.activations.internal.scalar.Gelu.G22;
import static dev.activations.internal.scalar.Gelu.G23;
import static dev.activations.internal.scalar.Gelu.G3;
import static dev.activations.internal.scalar.Gelu.G4;
import static dev.activations.internal.scalar.Gelu.G5;
import static dev.activations.internal.scalar.Gelu.G6;
import static dev.activations.internal.scalar.Gelu.G7;
import static dev.activations.internal.scalar.Gelu.G8;
import static dev.activations.internal.scalar.Gelu.G9;
import static dev.activations.internal.scalar.Gelu.INV_K;
import static dev.activations.internal.scalar.Gelu.INV_K_ERROR;
import static dev.activations.internal.scalar.Gelu.K;
import static dev.activations.internal.scalar.Gelu.K_INV_SQRT_2PI;
import static dev.activations.internal.scalar.Gelu.K_INV_SQRT_2PI_LOW;
import static dev.activations.internal.scalar.Gelu.LIMIT;

import dev.activations.internal.scalar.Gelu;

/** The array forms of {@link Gelu}. */
final class GeluKernel extends StagedKernel {

  GeluKernel() {
    super(LIMIT, LIMIT);
  }

  @Override
  public double value(double x) {
    return Gelu.value(x);
  }

  @Override
  public double derivative(double x) {
    return Gelu.derivative(x);
  }

  @Override
  void tile(double[] x, double[] y, double[] d, double[][] scratch, int length) {
    double[] remainder = scratch[0];
    double[] rest = scratch[1];
    double[] s = scratch[2];
    double[] map = scratch[3];
    double[] g = scratch[4];
    exponent(x, remainder, rest, length);
    ExpStages.pow2(remainder, 1, s, length);
    ExpStages.remainderAndRest(remainder, rest, remainder, rest, length);
    map(x, map, length);
    slopeOfF(map, g, length);
    if (y != null) {
      positive(x, y, length);
      tail(x, s, map, g, scratch[5], scratch[6], length);
      subtract(y, remainder, rest, scratch[5], scratch[6], length);
    }
    if (d != null) {
      difference(x, map, g, scratch[5], scratch[6], length);
      scale(s, scratch[5], scratch[6], length);
      derivative(x, remainder, rest, scratch[5], scratch[6], d, length);
    }
  }

  /** -a²/2 as high + low. */
  private static void exponent(double[] x, double[] high, double[] low, int length) {
    for (int i = 0; i < length; i++) {
      double a = Math.abs(x[i]);
      double m = a * -0.5;
      double product = a * m;
      high[i] = product;
      low[i] = Math.fma(a, m, product * -1);
    }
  }

  /** a / (a + K). */
  private static void map(double[] x, double[] y, int length) {
    for (int i = 0; i < length; i++) {
      double a = Math.abs(x[i]);
      y[i] = a / (a + K);
    }
  }

  private static void slopeOfF(double[] y, double[] g, int length) {
    for (int i = 0; i < length; i++) {
      double v = y[i] - CENTRE;
      double u = v * v;
      double u2 = u * u;
      double a = Math.fma(G23, u2, G19);
      a = Math.fma(a, u2, G15);
      a = Math.fma(a, u2, G11);
      a = Math.fma(a, u2, G7);
      a = Math.fma(a, u2, G3);
      double b = Math.fma(G22, u2, G18);
      b = Math.fma(b, u2, G14);
      b = Math.fma(b, u2, G10);
      b = Math.fma(b, u2, G6);
      double c = Math.fma(G21, u2, G17);
      c = Math.fma(c, u2, G13);
      c = Math.fma(c, u2, G9);
      c = Math.fma(c, u2, G5);
      double d = Math.fma(G20, u2, G16);
      d = Math.fma(d, u2, G12);
      d = Math.fma(d, u2, G8);
      d = Math.fma(d, u2, G4);
      double odd = Math.fma(c, u, a);
      double even = Math.fma(b, u, d);
      g[i] = Math.fma(Math.fma(Math.fma(even, v, odd), v, G2), v, G1);
    }
  }

  /** x where its sign is plus or it is -0, else -0. */
  private static void positive(double[] x, double[] y, int length) {
    for (int i = 0; i < length; i++) {
      y[i] = Math.max(x[i], -0.0);
    }
  }

  /** y f s as tail + tailLow, the error of y included. */
  private static void tail(
      double[] x, double[] s, double[] y, double[] g, double[] tail, double[] tailLow, int length) {
    for (int i = 0; i < length; i++) {
      double v = y[i] - CENTRE;
      double f = Math.fma(g[i], v, G0);
      double ys = y[i] * s[i];
      double product = ys * f;
      tail[i] = product;
      tailLow[i] = Math.fma(ys, Math.fma(g[i], v, G0 - f), Math.fma(ys, f, product * -1));
    }
    for (int i = 0; i < length; i++) {
      double a = Math.abs(x[i]);
      double sum = a + K;
      double minus = y[i] * s[i] * -1;
      double yError = Math.fma(minus, a - (sum - K), Math.fma(minus, sum, a * s[i]));
      double w = Math.fma(y[i], -C4, C4);
      double w2 = w * w;
      tailLow[i] = Math.fma(yError, w2 * w2, tailLow[i]);
    }
  }

  private static void subtract(
      double[] y, double[] remainder, double[] rest, double[] tail, double[] tailLow, int length) {
    for (int i = 0; i < length; i++) {
      double carried = Math.fma(tailLow[i], remainder[i], tailLow[i]);
      double lost = Math.fma(tail[i], remainder[i], Math.fma(tail[i], rest[i], carried));
      y[i] = (y[i] - tail[i]) - lost;
    }
  }

  /** K (Φ(-a) e^(a²/2) - a/√(2π)) as high + low. */
  private static void difference(double[] x, double[] y, double[] g, double[] high, double[] low, int length) {
    for (int i = 0; i < length; i++) {
      double v = y[i] - CENTRE;
      double f = Math.fma(g[i], v, G0);
      double k = 1 - y[i];
      double mills = f * k;
      high[i] = mills;
      low[i] = Math.fma(f, (1 - k) - y[i], Math.fma(k, Math.fma(g[i], v, G0 - f), Math.fma(f, k, mills * -1)));
    }
    for (int i = 0; i < length; i++) {
      double a = Math.abs(x[i]);
      double mills = high[i];
      double density = a * K_INV_SQRT_2PI;
      double difference = mills - density;
      double constantsLow = Math.fma(difference, INV_K_ERROR, Math.fma(a, -K_INV_SQRT_2PI_LOW, low[i]));
      double densityLow = Math.fma(a, K_INV_SQRT_2PI, density * -1);
      high[i] = difference;
      low[i] = constantsLow + ((mills - (difference + density)) - densityLow);
    }
  }

  /** Times s / K. */
  private static void scale(double[] s, double[] high, double[] low, int length) {
    for (int i = 0; i < length; i++) {
      double scale = s[i] * INV_K;
      double tail = scale * high[i];
      low[i] = Math.fma(scale, low[i], Math.fma(scale, high[i], tail * -1));
      high[i] = tail;
    }
  }

  /** The last step has a choice by sign, which is not vectorised; it is the only such loop. */
  private static void derivative(
      double[] x, double[] remainder, double[] rest, double[] tail, double[] tailLow, double[] d, int length) {
    for (int i = 0; i < length; i++) {
      double carried = Math.fma(tailLow[i], remainder[i], tailLow[i]);
      tailLow[i] = Math.fma(tail[i], remainder[i], Math.fma(tail[i], rest[i], carried));
    }
    for (int i = 0; i < length; i++) {
      double positive = (1 - tail[i]) - tailLow[i];
      double negative = tail[i] + tailLow[i];
      d[i] = x[i] < 0 ? negative : positive;
    }
  }
}
