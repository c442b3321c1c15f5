package dev.activations.examples.snippets;

import dev.activations.GradientClipping;

final class GradientClippingSnippets {

  private GradientClippingSnippets() {}

  static double step(double[] weights, double[] dWeights, double[] bias, double[] dBias, double rate) {
    // @start region="step" :
    double norm = GradientClipping.byNorm(1.0, dWeights, dBias);   // one norm over all parameters
    if (norm < Double.POSITIVE_INFINITY) {                         // false for NaN: drop this step
      descend(weights, dWeights, rate);
      descend(bias, dBias, rate);
    }
    // @end
    return norm;
  }

  private static void descend(double[] parameters, double[] gradient, double rate) {
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] -= rate * gradient[i];
    }
  }
}
