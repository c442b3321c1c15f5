package dev.activations.benchmarks.naive;

/** {@code value / (1 + e^-gate)}. */
final class NaiveGlu implements NaiveGated {

  @Override
  public void forward(double[] gate, double[] value, double[] y) {
    for (int i = 0; i < gate.length; i++) {
      y[i] = value[i] / (1 + Math.exp(-gate[i]));
    }
  }

  @Override
  public void backward(double[] gate, double[] value, double[] dy, double[] dGate, double[] dValue) {
    for (int i = 0; i < gate.length; i++) {
      double s = 1 / (1 + Math.exp(-gate[i]));
      dValue[i] = dy[i] * s;
      dGate[i] = dy[i] * value[i] * (s * (1 - s));
    }
  }
}
