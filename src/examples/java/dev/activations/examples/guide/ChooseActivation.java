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
    print("at x =", "%10.1f", x);
    for (String name : List.of("sigmoid", "tanh", "relu", "leaky_relu", "gelu", "silu")) {
      print(name, "%10.1e", Activations.pointwise(name).derivative(x));
    }
    // @end
  }

  private static void print(String title, String format, double[] numbers) {
    System.out.printf("%-10s", title);
    for (double number : numbers) {
      System.out.printf(Locale.ROOT, format, number);
    }
    System.out.println();
  }
}
