package dev.activations.benchmarks.naive;

/** {@code ½gate (1 + tanh(√(2/π) (gate + 0.044715gate³))) · value}. */
final class NaiveGegluTanh implements NaiveGated {

  /** √(2/π). */
  private static final double SCALE = Math.sqrt(2 / Math.PI);

  private static final double CUBIC = 0.044715;

  @Override
  public void forward(double[] gate, double[] value, double[] y) {
    for (int i = 0; i < gate.length; i++) {
      double g = gate[i];
      double t = Math.tanh(SCALE * (g + CUBIC * g * g * g));
      y[i] = 0.5 * g * (1 + t) * value[i];
    }
  }

  @Override
  public void backward(double[] gate, double[] value, double[] dy, double[] dGate, double[] dValue) {
    for (int i = 0; i < gate.length; i++) {
      double g = gate[i];
      double t = Math.tanh(SCALE * (g + CUBIC * g * g * g));
      dValue[i] = dy[i] * (0.5 * g * (1 + t));
      double slope = 0.5 * (1 + t) + 0.5 * g * (1 - t * t) * SCALE * (1 + 3 * CUBIC * g * g);
      dGate[i] = dy[i] * value[i] * slope;
    }
  }
}
