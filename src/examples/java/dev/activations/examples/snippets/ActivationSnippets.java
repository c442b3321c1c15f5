package dev.activations.examples.snippets;

import dev.activations.Activation;

final class ActivationSnippets {

  private ActivationSnippets() {}

  static double[][] batch(Activation activation, double[] x, double[] dy, int rows) {
    // @start region="batch" :
    int columns = x.length / rows;
    double[] y = new double[rows * activation.outputSize(columns)];
    activation.forwardRows(x, y, rows);            // keep x for the way back

    double[] dx = new double[x.length];
    activation.backwardRows(x, dy, dx, rows);      // dy is as long as y
    // @end
    return new double[][] {y, dx};
  }
}
