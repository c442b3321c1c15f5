package dev.activations.examples;

import dev.activations.Activation;
import dev.activations.Activations;
import dev.activations.Backend;
import dev.activations.GatedActivation;
import dev.activations.Initializer;
import dev.activations.Initializers;
import dev.activations.PointwiseActivation;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Shows every activation on a small input: values and derivatives of the pointwise ones, softmax and log-softmax with a
 * gradient, the gated family, initialisers by name, and which backend ran.
 */
public final class Quickstart {

  private Quickstart() {}

  public static void main(String[] args) {
    print(System.out);
  }

  static void print(PrintStream out) {
    out.println("Backend: " + Backend.active());
    pointwise(out);
    softmax(out);
    gated(out);
    initializers(out);
  }

  private static void pointwise(PrintStream out) {
    double[] x = {-30, -3, -1, -0.5, 0, 0.5, 1, 3};
    out.println("\nPointwise: value f(x), derivative f'(x)");
    out.printf("%-17s %5s%s%n", "", "x =", row(x));
    for (String name : Activations.names()) {
      if (Activations.byName(name) instanceof PointwiseActivation f) {
        double[] y = new double[x.length];
        double[] d = new double[x.length];
        f.valueAndDerivative(x, y, d);
        out.printf("%-17s %5s%s%n", name, "f", row(y));
        out.printf("%-17s %5s%s%n", "", "f'", row(d));
      }
    }
    PointwiseActivation swish = Activations.swish(1.5);
    out.printf("%-17s %5s%s%n", swish.name(), "f", row(swish.forward(x)));
    out.printf("%-17s %5s%s%n", "", "f'", row(swish.derivative(x)));
  }

  private static void softmax(PrintStream out) {
    double[] x = {9, 6, 3, 1};
    double[] firstIsRight = {1, 0, 0, 0};
    out.println("\nSoftmax of [9, 6, 3, 1]");
    for (Activation a : new Activation[] {Activations.SOFTMAX, Activations.softmax(2), Activations.LOG_SOFTMAX}) {
      out.printf("%-23s%s%n", a.name(), row(a.forward(x)));
    }
    out.printf("%-23s%s%n", "d log p[0] / dx", row(Activations.LOG_SOFTMAX.backward(x, firstIsRight)));
  }

  private static void gated(PrintStream out) {
    double[] gate = {-1, 0.5, 2};
    double[] value = {4, 3, -2};
    double[] dy = {1, 1, 1};
    out.println("\nGated: y = act(gate) * value, for gate = [-1, 0.5, 2], value = [4, 3, -2]");
    for (String name : Activations.names()) {
      if (Activations.byName(name) instanceof GatedActivation g) {
        double[] y = new double[3];
        double[] dGate = new double[3];
        double[] dValue = new double[3];
        g.forward(gate, value, y);
        g.backward(gate, value, dy, dGate, dValue);
        out.printf("%-13s %9s%s%n", name, "y", row(y));
        out.printf("%-13s %9s%s%n", "", "dy/dgate", row(dGate));
        out.printf("%-13s %9s%s%n", "", "dy/dvalue", row(dValue));
      }
    }
  }

  private static void initializers(PrintStream out) {
    int fanIn = 128;
    int fanOut = 64;
    out.println("\nInitialisers: the first weights of a 128 x 64 layer, seed 1");
    for (String name : new String[] {"random", "xavier", "he", "lecun_normal", "orthogonal"}) {
      Initializer initializer = Initializers.byName(name);
      double[] w = initializer.weights(fanIn, fanOut, new SplittableRandom(1));
      out.printf("%-23s%s   standard deviation%s%n",
          name, row(Arrays.copyOf(w, 4)), number(Math.sqrt(Arrays.stream(w).map(v -> v * v).sum() / w.length)));
    }
    out.println("gain that keeps a signal's variance through tanh:" + number(Initializers.gain(Activations.TANH)));
  }

  private static String row(double[] numbers) {
    return Arrays.stream(numbers).mapToObj(Quickstart::number).collect(Collectors.joining());
  }

  /** Six decimals, or an exponent where six decimals would show nothing. */
  private static String number(double x) {
    boolean tiny = x != 0 && Math.abs(x) < 1e-4;
    return String.format(Locale.ROOT, tiny ? "%11.2e" : "%11.6f", x);
  }
}
