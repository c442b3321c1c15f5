package dev.activations.benchmarks.naive;

import org.apache.commons.numbers.gamma.Erf;

/** {@code ½gate (1 + erf(gate/√2)) · value} with Commons Numbers' {@code Erf}. */
final class NaiveGeglu implements NaiveGated {

  /** √½. */
  private static final double SQRT_HALF = Math.sqrt(0.5);

  /** 1/√(2π). */
  private static final double DENSITY = 1 / Math.sqrt(2 * Math.PI);

  @Override
  public void forward(double[] gate, double[] value, double[] y) {
    for (int i = 0; i < gate.length; i++) {
      double c = 0.5 * (1 + Erf.value(gate[i] * SQRT_HALF));
      y[i] = gate[i] * c * value[i];
    }
  }

  @Override
  public void backward(double[] gate, double[] value, double[] dy, double[] dGate, double[] dValue) {
    for (int i = 0; i < gate.length; i++) {
      double g = gate[i];
      double c = 0.5 * (1 + Erf.value(g * SQRT_HALF));
      dValue[i] = dy[i] * (g * c);
      dGate[i] = dy[i] * value[i] * (c + g * Math.exp(-0.5 * g * g) * DENSITY);
    }
  }
}
