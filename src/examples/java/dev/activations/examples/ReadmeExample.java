package dev.activations.examples;

import dev.activations.Activations;
import dev.activations.Initializers;
import java.util.Arrays;
import java.util.SplittableRandom;

public class ReadmeExample {
  public static void main(String[] args) {
    double[] x = {-1, 0, 1, 2};
    double[] y = Activations.GELU.forward(x);
    double[] dx = Activations.GELU.backward(x, new double[] {1, 1, 1, 1});   // dy in, dx out
    double[] p = Activations.SOFTMAX.forward(new double[] {9, 6, 3, 1});
    double[] w = Initializers.byName("he").weights(128, 64, new SplittableRandom(1));
    System.out.println("gelu     " + Arrays.toString(y));
    System.out.println("gradient " + Arrays.toString(dx));
    System.out.println("softmax  " + Arrays.toString(p));
    System.out.println("sigmoid  " + Activations.SIGMOID.value(0.5));
    System.out.println(w.length + " weights, the first " + w[0]);
  }
}
