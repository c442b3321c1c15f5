package dev.activations.benchmarks.naive;

/** {@code Math.tanh}, and {@code 1 - t²}. */
final class NaiveTanh implements NaivePointwise {

  @Override
  public void forward(double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      double t = Math.tanh(x[i]);
      y[i] = t;
    }
  }

  @Override
  public void derivative(double[] x, double[] d) {
    for (int i = 0; i < x.length; i++) {
      double t = Math.tanh(x[i]);
      d[i] = 1 - t * t;
    }
  }

  @Override
  public void valueAndDerivative(double[] x, double[] y, double[] d) {
    for (int i = 0; i < x.length; i++) {
      double t = Math.tanh(x[i]);
      y[i] = t;
      d[i] = 1 - t * t;
    }
  }

  @Override
  public void backward(double[] x, double[] dy, double[] dx) {
    for (int i = 0; i < x.length; i++) {
      double t = Math.tanh(x[i]);
      dx[i] = dy[i] * (1 - t * t);
    }
  }
}
