package dev.activations.examples.snippets;

import dev.activations.Activations;

final class GatedActivationSnippets {

  private GatedActivationSnippets() {}

  static double[][] block(double[] gate, double[] value, double[] dy, double[] joined) {
    int n = gate.length;
    // @start region="block" :
    double[] y = new double[n];
    Activations.SWIGLU.forward(gate, value, y);            // y[i] = silu(gate[i]) * value[i]

    double[] dGate = new double[n];
    double[] dValue = new double[n];
    Activations.SWIGLU.backward(gate, value, dy, dGate, dValue);

    double[] z = Activations.SWIGLU.forward(joined);       // a row of 2n: gate, then value
    // @end
    return new double[][] {y, dGate, dValue, z};
  }
}
