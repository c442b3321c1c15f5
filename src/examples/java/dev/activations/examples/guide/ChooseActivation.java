package dev.activations.examples.guide;

import dev.activations.Activations;
import java.util.List;
import java.util.Locale;

/** What each activation lets through in the backward pass. */
public final class ChooseActivation {

  private ChooseActivation() {}

  public static void main(String[] args) {
    // @start region="derivatives"
    double[] x = {-10, -2, -0.5, 0.5, 2, 10};
    for (String name : List.of("sigmoid", "tanh", "relu", "leaky_relu", "gelu", "silu")) {
      System.out.printf("%-10s", name);
      for (double slope : Activations.pointwise(name).derivative(x)) {
        System.out.printf(Locale.ROOT, "%10.1e", slope);
      }
      System.out.println();
    }
    // @end
  }
}
