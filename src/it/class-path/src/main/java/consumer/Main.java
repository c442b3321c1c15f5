package consumer;

import dev.activations.Activation;
import dev.activations.Activations;
import dev.activations.Backend;
import dev.activations.GatedActivation;
import dev.activations.GradientClipping;
import dev.activations.Initializers;
import dev.activations.PointwiseActivation;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/** Uses every part of the library from the class path. Its argument is the backend that must run. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    check(Backend.active().name().equals(args[0]), "backend " + args[0] + ", not " + Backend.active());
    String jar = Activations.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    check(jar.endsWith(".jar"), "a packed jar, not " + jar);
    check(!Activations.class.getModule().isNamed(), "no module on the class path");

    knownValues();
    formsAgree();
    trainingParts();
    System.out.println("class path: all right with the " + Backend.active().name() + " kernels");
  }

  /** Exact results, correctly rounded, from the documented table of errors and from closed forms. */
  private static void knownValues() {
    near(Activations.SIGMOID.value(-0x1.19de8fdca0cap0), 0x1.ff10492c10e3ap-3, 2);
    near(Activations.TANH.value(0x1.bfeff1ee96178p-3), 0x1.b8edb48f4965dp-3, 2);
    near(Activations.GELU.value(-0x1.7e48201e29b54p-1), -0x1.5c16dba7d9ab2p-3, 2);
    near(Activations.GELU.value(-1), -0.15865525393145705, 2);
    near(Activations.GELU.derivative(-0x1.296683c81234fp5), -0x1.ff59b948abc4fp-994, 3);
    near(Activations.SILU.derivative(-0x1.c4db7a5b3f9cep-14), 0x1.fff1d9242d9c2p-2, 3);
    near(Activations.swish(1.5).value(-0x1.75e07b3b4fe69p4), -0x1.f87409e140497p-47, 2);
    double[] p = Activations.SOFTMAX.forward(new double[] {0, Math.log(3)});
    check(Math.abs(p[0] - 0.25) < 1e-15 && Math.abs(p[1] - 0.75) < 1e-15, "softmax " + Arrays.toString(p));
    same(Activations.GELU.value(Double.NEGATIVE_INFINITY), -0.0, "gelu at -∞");
  }

  /** One number at a time, an array at an odd offset, a stream: the same bits, for every activation that has a name. */
  private static void formsAgree() {
    int n = 1_001;
    double[] x = new SplittableRandom(1).doubles(n, -20, 20).toArray();
    int pointwise = 0;
    for (String name : Activations.names()) {
      Activation a = Activations.byName(name);
      if (a instanceof PointwiseActivation f) {
        pointwise++;
        double[] y = new double[n + 3];
        a.forward(x, 0, y, 3, n);
        double[] slope = a.backward(x, DoubleStream.generate(() -> 1).limit(n).toArray());
        for (int i = 0; i < n; i++) {
          same(y[3 + i], f.value(x[i]), name);
          same(slope[i], f.derivative(x[i]), name + "'");
        }
        same(DoubleStream.of(x).map(f).toArray()[n - 1], f.value(x[n - 1]), name + " in a stream");
      }
    }
    check(pointwise >= 7, "seven pointwise activations, not " + pointwise);
    GatedActivation swiglu = Activations.SWIGLU;
    double[] gate = Arrays.copyOfRange(x, 0, 500);
    double[] value = Arrays.copyOfRange(x, 500, 1_000);
    double[] y = new double[500];
    swiglu.forward(gate, value, y);
    for (int i = 0; i < y.length; i++) {
      same(y[i], Activations.SILU.value(gate[i]) * value[i], "swiglu");
    }
  }

  private static void trainingParts() {
    double[] w = Initializers.byName("he").weights(200, 100, new SplittableRandom(1));
    double variance = DoubleStream.of(w).map(v -> v * v).average().orElseThrow();
    check(Math.abs(variance * 200 / 2 - 1) < 0.05, "He's variance is 2 / fanIn, not " + variance);
    double[] g = {3, 4};
    near(GradientClipping.byNorm(1, g), 5, 1);
    near(g[0], 0.6, 1);
    near(g[1], 0.8, 1);
  }

  private static void same(double got, double want, String what) {
    check(Double.doubleToRawLongBits(got) == Double.doubleToRawLongBits(want), what + ": " + got + ", not " + want);
  }

  private static void near(double got, double want, int ulps) {
    check(Math.abs(got - want) <= ulps * Math.ulp(want), Double.toHexString(got) + ", not " + Double.toHexString(want));
  }

  private static void check(boolean right, String what) {
    if (!right) {
      throw new AssertionError("expected: " + what);
    }
  }
}
