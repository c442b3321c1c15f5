package dev.activations.benchmarks.naive;

/** {@code x / (1 + e^-x)}, and {@code s (1 + x (1 - s))}. */
final class NaiveSilu implements NaivePointwise {

  @Override
  public void forward(double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] / (1 + Math.exp(-x[i]));
    }
  }

  @Override
  public void derivative(double[] x, double[] d) {
    for (int i = 0; i < x.length; i++) {
      double s = 1 / (1 + Math.exp(-x[i]));
      d[i] = s * (1 + x[i] * (1 - s));
    }
  }

  @Override
  public void valueAndDerivative(double[] x, double[] y, double[] d) {
    for (int i = 0; i < x.length; i++) {
      double s = 1 / (1 + Math.exp(-x[i]));
      y[i] = x[i] * s;
      d[i] = s * (1 + x[i] * (1 - s));
    }
  }

  @Override
  public void backward(double[] x, double[] dy, double[] dx) {
    for (int i = 0; i < x.length; i++) {
      double s = 1 / (1 + Math.exp(-x[i]));
      dx[i] = dy[i] * (s * (1 + x[i] * (1 - s)));
    }
  }
}
