package dev.activations.benchmarks.naive;

/** {@code Math.max(x, 0)}, and a choice between 0 and 1. */
final class NaiveRelu implements NaivePointwise {

  @Override
  public void forward(double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.max(x[i], 0);
    }
  }

  @Override
  public void derivative(double[] x, double[] d) {
    for (int i = 0; i < x.length; i++) {
      d[i] = x[i] > 0 ? 1 : 0;
    }
  }

  @Override
  public void valueAndDerivative(double[] x, double[] y, double[] d) {
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.max(x[i], 0);
      d[i] = x[i] > 0 ? 1 : 0;
    }
  }

  @Override
  public void backward(double[] x, double[] dy, double[] dx) {
    for (int i = 0; i < x.length; i++) {
      dx[i] = dy[i] * (x[i] > 0 ? 1 : 0);
    }
  }
}
