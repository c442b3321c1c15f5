package dev.activations.examples.guide;

import dev.activations.Activations;
import java.util.Arrays;

/** Causal attention weights, and what a temperature does. */
public final class MasksAndTemperature {

  private MasksAndTemperature() {}

  public static void main(String[] args) {
    // @start region="mask"
    int n = 3;
    double[] scores = {
      4, 2, 0,                                                   // row: who looks, column: at whom
      1, 1, 9,
      3, 3, 3};
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        scores[i * n + j] = Double.NEGATIVE_INFINITY;            // nobody looks ahead
      }
    }
    double[] weights = new double[n * n];
    Activations.SOFTMAX.forwardRows(scores, weights, n);
    double[] dScores = new double[n * n];
    Activations.SOFTMAX.backwardRows(scores, new double[] {1, 2, 3, 1, 2, 3, 1, 2, 3}, dScores, n);
    System.out.println("weights  " + Arrays.toString(weights));
    System.out.println("gradient " + Arrays.toString(dScores));
    // @end

    // @start region="temperature"
    double[] logits = {3, 2, 1};
    for (double t : new double[] {0.25, 1, 4}) {
      double[] p = Activations.softmax(t).forward(logits);
      System.out.println("temperature " + t + ": " + Arrays.toString(p));
    }
    // @end
  }
}
