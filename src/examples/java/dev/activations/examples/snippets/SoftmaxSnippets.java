package dev.activations.examples.snippets;

import dev.activations.Activations;

final class SoftmaxSnippets {

  private SoftmaxSnippets() {}

  static double[][] classes() {
    // @start region="classes" :
    double[] p = Activations.SOFTMAX.forward(new double[] {9, 6, 3, 1});             // 0.950, 0.047, 0.002, 0.000
    double[] flat = Activations.softmax(4).forward(new double[] {9, 6, 3, 1});       // 0.546, 0.258, 0.122, 0.074
    double masked = Double.NEGATIVE_INFINITY;
    double[] two = Activations.SOFTMAX.forward(new double[] {9, 6, masked, masked}); // 0.953, 0.047, 0, 0
    // @end
    return new double[][] {p, flat, two};
  }

  static double[] crossEntropy(double[] logits, int label) {
    // @start region="cross-entropy" :
    double[] logP = Activations.LOG_SOFTMAX.forward(logits);
    double loss = -logP[label];
    double[] dLogP = new double[logits.length];
    dLogP[label] = -1;
    double[] dLogits = Activations.LOG_SOFTMAX.backward(logits, dLogP);   // softmax(logits), less 1 at the label
    // @end
    double[] all = java.util.Arrays.copyOf(dLogits, dLogits.length + 1);
    all[dLogits.length] = loss;
    return all;
  }
}
