package dev.activations.examples.guide;

import dev.activations.Activations;
import dev.activations.Initializers;
import dev.activations.PointwiseActivation;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Learns y = x³ - x on [-1.5, 1.5] with one hidden layer of 16 units. */
public final class TrainWithDerivatives {

  private TrainWithDerivatives() {}

  public static void main(String[] args) {
    // @start region="train"
    int n = 16;
    PointwiseActivation a = Activations.TANH;
    RandomGenerator random = new SplittableRandom(1);
    double[] w = Initializers.lecunNormal().scaled(Initializers.gain(a)).weights(1, n, random);
    double[] b = new double[n];
    double[] v = Initializers.lecunNormal().weights(n, 1, random);
    double[] z = new double[n];
    double[] h = new double[n];
    for (int epoch = 0; epoch <= 1000; epoch++) {
      double loss = 0;
      for (double x = -1.5; x <= 1.5; x += 0.0625) {
        for (int j = 0; j < n; j++) {
          z[j] = x * w[j] + b[j];
        }
        a.valueAndDerivative(z, h, z);              // h = a(z), and z becomes a'(z)
        double error = -(x * x * x - x);
        for (int j = 0; j < n; j++) {
          error += h[j] * v[j];
        }
        loss += error * error / 49;
        for (int j = 0; j < n; j++) {
          double dz = error * v[j] * z[j];          // the saved derivative times the incoming gradient
          v[j] -= 0.02 * error * h[j];
          w[j] -= 0.02 * dz * x;
          b[j] -= 0.02 * dz;
        }
      }
      if (epoch % 250 == 0) {
        System.out.printf(Locale.ROOT, "epoch %4d  mean squared error %.6f%n", epoch, loss);
      }
    }
    // @end
  }
}
