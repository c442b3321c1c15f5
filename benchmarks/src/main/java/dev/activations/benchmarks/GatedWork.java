package dev.activations.benchmarks;

import dev.activations.Activations;
import dev.activations.GatedActivation;
import dev.activations.PointwiseActivation;
import dev.activations.benchmarks.naive.NaiveGated;
import java.util.Arrays;

/** One gated activation on two arrays, its naive loops, and arrays for both. */
final class GatedWork {

  private static final double TOLERANCE = 1e-12;

  final GatedActivation activation;
  final NaiveGated naive;
  final double[] gate;
  final double[] value;
  final double[] y;
  final double[] dy;
  final double[] dGate;
  final double[] dValue;

  GatedWork(String name, int n) {
    activation = (GatedActivation) Activations.byName(name);
    naive = NaiveGated.of(name);
    gate = Inputs.normal(n, Inputs.X);
    value = Inputs.normal(n, Inputs.VALUE);
    dy = Inputs.normal(n, Inputs.GRADIENT);
    y = new double[n];
    dGate = new double[n];
    dValue = new double[n];
  }

  void forward() {
    activation.forward(gate, value, y);
  }

  void backward() {
    activation.backward(gate, value, dy, dGate, dValue);
  }

  void naiveForward() {
    naive.forward(gate, value, y);
  }

  void naiveBackward() {
    naive.backward(gate, value, dy, dGate, dValue);
  }

  /** Against the contract's products of the scalar form, bit for bit, and against the naive loops. */
  void verify() {
    int n = gate.length;
    PointwiseActivation f = activation.gate();
    double[] wantY = new double[n];
    double[] wantGate = new double[n];
    double[] wantValue = new double[n];
    for (int i = 0; i < n; i++) {
      wantY[i] = f.value(gate[i]) * value[i];
      wantGate[i] = (dy[i] * value[i]) * f.derivative(gate[i]);
      wantValue[i] = dy[i] * f.value(gate[i]);
    }
    String name = activation.name();
    clear();
    forward();
    Verify.sameBits(name + " forward", wantY, y);
    clear();
    backward();
    Verify.sameBits(name + " backward, gate", wantGate, dGate);
    Verify.sameBits(name + " backward, value", wantValue, dValue);
    clear();
    naiveForward();
    Verify.close(name + " naive forward", y, wantY, TOLERANCE);
    clear();
    naiveBackward();
    Verify.close(name + " naive backward, gate", dGate, wantGate, TOLERANCE);
    Verify.close(name + " naive backward, value", dValue, wantValue, TOLERANCE);
  }

  /** So that no stale result passes. */
  private void clear() {
    Arrays.fill(y, Double.NaN);
    Arrays.fill(dGate, Double.NaN);
    Arrays.fill(dValue, Double.NaN);
  }
}
