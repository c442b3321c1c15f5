package dev.activations.examples.guide;

import dev.activations.Activations;
import java.util.Arrays;

/** The cross-entropy of a batch and its gradient, also where a textbook form overflows. */
public final class CrossEntropy {

  private CrossEntropy() {}

  // @start region="loss"
  /** Returns the mean of -log p[label] over the rows, and sets dLogits to its gradient, (p - onehot) / rows. */
  static double crossEntropy(double[] logits, int[] labels, double[] dLogits) {
    int rows = labels.length;
    int classes = logits.length / rows;
    double[] logP = new double[logits.length];
    Activations.LOG_SOFTMAX.forwardRows(logits, logP, rows);
    double[] dLogP = new double[logits.length];
    double loss = 0;
    for (int row = 0; row < rows; row++) {
      int right = row * classes + labels[row];
      loss -= logP[right] / rows;
      dLogP[right] = -1.0 / rows;
    }
    Activations.LOG_SOFTMAX.backwardRows(logits, dLogP, dLogits, rows);
    return loss;
  }
  // @end

  public static void main(String[] args) {
    // @start region="use"
    double[] logits = {
      2, 2, 2, 2,
      0, 1000, 0, 0};                                     // two rows of four classes
    double[] gradient = new double[8];
    double loss = crossEntropy(logits, new int[] {1, 0}, gradient);
    System.out.println("loss     " + loss);
    System.out.println("gradient " + Arrays.toString(gradient));

    double[] p = Activations.SOFTMAX.forward(new double[] {0, 1000, 0, 0});
    System.out.println("the naive loss of the second row: " + -Math.log(p[0]));
    // @end
  }
}
