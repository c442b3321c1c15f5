package dev.activations.examples.guide;

import dev.activations.GradientClipping;
import java.util.Arrays;

/** Clipping by norm over several arrays, by value, and what a NaN does. */
public final class ClipGradients {

  private ClipGradients() {}

  public static void main(String[] args) {
    // @start region="norm"
    double[] dW = {6, 0, 0};
    double[] db = {-8};
    double norm = GradientClipping.byNorm(5, dW, db);              // one norm over both arrays
    System.out.println("norm " + norm + " -> " + Arrays.toString(dW) + " " + Arrays.toString(db));

    double[] broken = {1, Double.NaN};
    norm = GradientClipping.byNorm(5, broken);
    if (!Double.isFinite(norm)) {
      System.out.println("norm " + norm + ": leave this step out");
    }
    // @end

    // @start region="value"
    double[] g = {0.5, -8, 2};
    GradientClipping.byValue(g, 1);
    System.out.println(Arrays.toString(g));
    // @end
  }
}
