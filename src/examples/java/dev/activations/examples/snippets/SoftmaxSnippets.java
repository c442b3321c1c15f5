package dev.activations.examples.snippets;

import dev.activations.Activations;

final class SoftmaxSnippets {

  private SoftmaxSnippets() {}

  static double[][] classes() {
    // @start region="classes" :
    double[] x = {9, 6, 3, 1};
    double[] p = Activations.SOFTMAX.forward(x);          // 0.950, 0.047, 0.002, 0.000
    double[] flat = Activations.softmax(4).forward(x);    // 0.546, 0.258, 0.122, 0.074
    x[2] = Double.NEGATIVE_INFINITY;                      // a mask
    double[] q = Activations.SOFTMAX.forward(x);          // 0.952, 0.047, 0, 0.000
    // @end
    return new double[][] {p, flat, q};
  }

  static double[] crossEntropy(double[] logits, int label) {
    // @start region="cross-entropy" :
    double[] logP = Activations.LOG_SOFTMAX.forward(logits);
    double loss = -logP[label];
    double[] dLogP = new double[logits.length];
    dLogP[label] = -1;
    double[] dLogits = Activations.LOG_SOFTMAX.backward(logits, dLogP);   // p - 1 at the label, else p
    // @end
    double[] all = java.util.Arrays.copyOf(dLogits, dLogits.length + 1);
    all[dLogits.length] = loss;
    return all;
  }
}
