package dev.activations.benchmarks.naive;

/** {@code Math.max(gate, 0) · value}. */
final class NaiveReglu implements NaiveGated {

  @Override
  public void forward(double[] gate, double[] value, double[] y) {
    for (int i = 0; i < gate.length; i++) {
      y[i] = Math.max(gate[i], 0) * value[i];
    }
  }

  @Override
  public void backward(double[] gate, double[] value, double[] dy, double[] dGate, double[] dValue) {
    for (int i = 0; i < gate.length; i++) {
      dValue[i] = dy[i] * Math.max(gate[i], 0);
      dGate[i] = dy[i] * value[i] * (gate[i] > 0 ? 1 : 0);
    }
  }
}
