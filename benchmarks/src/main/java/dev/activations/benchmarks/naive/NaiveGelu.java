package dev.activations.benchmarks.naive;

import org.apache.commons.numbers.gamma.Erf;

/** {@code ½x (1 + erf(x/√2))} with Commons Numbers' {@code Erf}: the JDK has none. */
final class NaiveGelu implements NaivePointwise {

  /** √½. */
  private static final double SQRT_HALF = Math.sqrt(0.5);

  /** 1/√(2π). */
  private static final double DENSITY = 1 / Math.sqrt(2 * Math.PI);

  @Override
  public void forward(double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      double c = 0.5 * (1 + Erf.value(x[i] * SQRT_HALF));
      y[i] = x[i] * c;
    }
  }

  @Override
  public void derivative(double[] x, double[] d) {
    for (int i = 0; i < x.length; i++) {
      double c = 0.5 * (1 + Erf.value(x[i] * SQRT_HALF));
      d[i] = c + x[i] * Math.exp(-0.5 * x[i] * x[i]) * DENSITY;
    }
  }

  @Override
  public void valueAndDerivative(double[] x, double[] y, double[] d) {
    for (int i = 0; i < x.length; i++) {
      double c = 0.5 * (1 + Erf.value(x[i] * SQRT_HALF));
      y[i] = x[i] * c;
      d[i] = c + x[i] * Math.exp(-0.5 * x[i] * x[i]) * DENSITY;
    }
  }

  @Override
  public void backward(double[] x, double[] dy, double[] dx) {
    for (int i = 0; i < x.length; i++) {
      double c = 0.5 * (1 + Erf.value(x[i] * SQRT_HALF));
      dx[i] = dy[i] * (c + x[i] * Math.exp(-0.5 * x[i] * x[i]) * DENSITY);
    }
  }
}
