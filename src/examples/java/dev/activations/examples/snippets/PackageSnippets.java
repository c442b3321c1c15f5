package dev.activations.examples.snippets;

import dev.activations.Activations;
import dev.activations.Initializers;
import java.util.random.RandomGenerator;

final class PackageSnippets {

  private PackageSnippets() {}

  static double[][] tour(double[] x, double[] dy, double[] logits, int rows, RandomGenerator random) {
    double[] p = new double[logits.length];
    // @start region="tour" :
    double s = Activations.SIGMOID.value(0.5);                        // one number
    double[] y = Activations.GELU.forward(x);                         // an array
    double[] dx = Activations.GELU.backward(x, dy);                   // its gradient, from x and dy
    Activations.SOFTMAX.forwardRows(logits, p, rows);                 // each row of a row-major matrix
    double[] w = Initializers.heNormal().weights(784, 128, random);   // weights to start with
    // @end
    return new double[][] {{s}, y, dx, p, w};
  }
}
