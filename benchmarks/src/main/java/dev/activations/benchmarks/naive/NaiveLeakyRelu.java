package dev.activations.benchmarks.naive;

/** A choice between {@code x} and {@code slope · x}. */
final class NaiveLeakyRelu implements NaivePointwise {

  private final double slope;

  NaiveLeakyRelu(double slope) {
    this.slope = slope;
  }

  @Override
  public void forward(double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] > 0 ? x[i] : slope * x[i];
    }
  }

  @Override
  public void derivative(double[] x, double[] d) {
    for (int i = 0; i < x.length; i++) {
      d[i] = x[i] > 0 ? 1 : slope;
    }
  }

  @Override
  public void valueAndDerivative(double[] x, double[] y, double[] d) {
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] > 0 ? x[i] : slope * x[i];
      d[i] = x[i] > 0 ? 1 : slope;
    }
  }

  @Override
  public void backward(double[] x, double[] dy, double[] dx) {
    for (int i = 0; i < x.length; i++) {
      dx[i] = dy[i] * (x[i] > 0 ? 1 : slope);
    }
  }
}
