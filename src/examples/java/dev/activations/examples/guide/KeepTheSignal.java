package dev.activations.examples.guide;

import dev.activations.Activations;
import dev.activations.Initializer;
import dev.activations.Initializers;
import dev.activations.PointwiseActivation;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** What is left of a signal after 20 dense layers, for several initialisers. */
public final class KeepTheSignal {

  private KeepTheSignal() {}

  // @start region="layers"
  static double meanSquareAfter20Layers(PointwiseActivation a, Initializer initializer) {
    int n = 256;
    RandomGenerator random = new SplittableRandom(1);
    double[] z = Initializers.normal(0, 1).weights(1, n, random);
    for (int layer = 0; layer < 20; layer++) {
      double[] x = a.forward(z);
      double[] w = initializer.weights(n, n, random);
      z = new double[n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          z[j] += x[i] * w[i * n + j];
        }
      }
    }
    double sum = 0;
    for (double v : z) {
      sum += v * v;
    }
    return sum / n;
  }
  // @end

  public static void main(String[] args) {
    // @start region="print"
    System.out.println("        gain   random   xavier       he  lecun x gain");
    for (PointwiseActivation a : new PointwiseActivation[] {Activations.RELU, Activations.TANH, Activations.GELU}) {
      double gain = Initializers.gain(a);
      System.out.printf(Locale.ROOT, "%-4s %7.5f %8.1e %8.1e %8.1e %9.1f%n", a.name(), gain,
          meanSquareAfter20Layers(a, Initializers.random()),
          meanSquareAfter20Layers(a, Initializers.xavierUniform()),
          meanSquareAfter20Layers(a, Initializers.heNormal()),
          meanSquareAfter20Layers(a, Initializers.lecunNormal().scaled(gain)));
    }
    // @end
  }
}
