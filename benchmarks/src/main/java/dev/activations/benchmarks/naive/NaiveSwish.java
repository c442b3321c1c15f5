package dev.activations.benchmarks.naive;

/** {@code x / (1 + e^-βx)}, and {@code s (1 + βx (1 - s))}. */
final class NaiveSwish implements NaivePointwise {

  private final double beta;

  NaiveSwish(double beta) {
    this.beta = beta;
  }

  @Override
  public void forward(double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] / (1 + Math.exp(-beta * x[i]));
    }
  }

  @Override
  public void derivative(double[] x, double[] d) {
    for (int i = 0; i < x.length; i++) {
      double z = beta * x[i];
      double s = 1 / (1 + Math.exp(-z));
      d[i] = s * (1 + z * (1 - s));
    }
  }

  @Override
  public void valueAndDerivative(double[] x, double[] y, double[] d) {
    for (int i = 0; i < x.length; i++) {
      double z = beta * x[i];
      double s = 1 / (1 + Math.exp(-z));
      y[i] = x[i] * s;
      d[i] = s * (1 + z * (1 - s));
    }
  }

  @Override
  public void backward(double[] x, double[] dy, double[] dx) {
    for (int i = 0; i < x.length; i++) {
      double z = beta * x[i];
      double s = 1 / (1 + Math.exp(-z));
      dx[i] = dy[i] * (s * (1 + z * (1 - s)));
    }
  }
}
