package dev.activations.benchmarks.naive;

/** {@code ½x (1 + tanh(√(2/π) (x + 0.044715x³)))}, differentiated by the chain rule. */
final class NaiveGeluTanh implements NaivePointwise {

  /** √(2/π). */
  private static final double SCALE = Math.sqrt(2 / Math.PI);

  private static final double CUBIC = 0.044715;

  @Override
  public void forward(double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      double v = x[i];
      double t = Math.tanh(SCALE * (v + CUBIC * v * v * v));
      y[i] = 0.5 * v * (1 + t);
    }
  }

  @Override
  public void derivative(double[] x, double[] d) {
    for (int i = 0; i < x.length; i++) {
      double v = x[i];
      double t = Math.tanh(SCALE * (v + CUBIC * v * v * v));
      d[i] = 0.5 * (1 + t) + 0.5 * v * (1 - t * t) * SCALE * (1 + 3 * CUBIC * v * v);
    }
  }

  @Override
  public void valueAndDerivative(double[] x, double[] y, double[] d) {
    for (int i = 0; i < x.length; i++) {
      double v = x[i];
      double t = Math.tanh(SCALE * (v + CUBIC * v * v * v));
      y[i] = 0.5 * v * (1 + t);
      d[i] = 0.5 * (1 + t) + 0.5 * v * (1 - t * t) * SCALE * (1 + 3 * CUBIC * v * v);
    }
  }

  @Override
  public void backward(double[] x, double[] dy, double[] dx) {
    for (int i = 0; i < x.length; i++) {
      double v = x[i];
      double t = Math.tanh(SCALE * (v + CUBIC * v * v * v));
      dx[i] = dy[i] * (0.5 * (1 + t) + 0.5 * v * (1 - t * t) * SCALE * (1 + 3 * CUBIC * v * v));
    }
  }
}
