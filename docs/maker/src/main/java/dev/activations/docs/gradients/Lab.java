package dev.activations.docs.gradients;

import dev.activations.PointwiseActivation;
import dev.activations.examples.GradientLab;
import dev.activations.examples.LabMeasure;
import dev.activations.examples.LabResults;
import dev.activations.examples.LabSetup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Short ways to what the lab found. */
final class Lab {

  /** The order in which readers expect them; others follow. */
  private static final List<String> ORDER =
      List.of("sigmoid", "tanh", "relu", "leaky_relu", "gelu", "gelu_tanh", "silu");

  private Lab() {}

  static List<PointwiseActivation> activations() {
    List<PointwiseActivation> sorted = new ArrayList<>(GradientLab.activations());
    sorted.sort(Comparator.comparingInt(a -> ORDER.contains(a.name()) ? ORDER.indexOf(a.name()) : ORDER.size()));
    return sorted;
  }

  /** The medians of a measure by layer. */
  static double[] medians(LabResults results, LabMeasure measure, LabSetup setup) {
    double[] medians = new double[setup.depth()];
    for (int layer = 1; layer <= setup.depth(); layer++) {
      medians[layer - 1] = results.at(setup, measure, layer).median();
    }
    return medians;
  }

  /** 1, 2, …, n. */
  static double[] numbers(int n) {
    double[] numbers = new double[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = i + 1;
    }
    return numbers;
  }
}
