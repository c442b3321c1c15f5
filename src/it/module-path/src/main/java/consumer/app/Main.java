package consumer.app;

import dev.activations.Activations;
import dev.activations.Backend;
import dev.activations.Initializers;
import dev.activations.PointwiseActivation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A program of a module. Arguments: the backend that must run and, for a linked image, the folder it must run from.
 */
public final class Main {

  /** The hash that docs/guide.md prints. */
  private static final String PUBLISHED = "5e308deaca014fee77400f3d508fd66f4ef3592cac82fde7dfccdee1a0bf1754";

  private Main() {}

  public static void main(String[] args) throws IOException {
    String backend = args[0];
    check(Backend.active().name().equals(backend), "backend " + backend + ", not " + Backend.active());
    check("dev.activations".equals(Activations.class.getModule().getName()), "the library is a module");
    check("consumer.app".equals(Main.class.getModule().getName()), "the program is a module");
    knownValues();
    formsAgree();
    check(fingerprint().equals(PUBLISHED), "the published bits, not " + fingerprint());
    if (args.length > 1) {
      image(backend, Path.of(args[1]));
    } else {
      System.out.println("module path: all right with the " + backend + " kernels");
    }
  }

  /** The image holds what it needs and nothing else, and really is what runs. */
  private static void image(String backend, Path folder) throws IOException {
    Path home = Path.of(System.getProperty("java.home"));
    check(home.toRealPath().equals(folder.toRealPath()), "a run from the image " + folder + ", not from " + home);
    Set<String> modules = new TreeSet<>();
    ModuleLayer.boot().modules().forEach(module -> modules.add(module.getName()));
    Set<String> wanted = new TreeSet<>(Set.of("consumer.app", "dev.activations", "java.base"));
    if (backend.equals("vector")) {
      wanted.add("jdk.incubator.vector");
    }
    check(modules.equals(wanted), "modules " + wanted + ", not " + modules);
    long bytes;
    try (Stream<Path> files = Files.walk(home)) {
      bytes = files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
    System.out.printf("linked image: all right with the %s kernels, JDK %s, %.1f MB%n",
        backend, Runtime.version().feature(), bytes / 1e6);
  }

  private static void knownValues() {
    near(Activations.GELU.value(-1), -0.15865525393145705, 2);
    near(Activations.SIGMOID.value(-0x1.19de8fdca0cap0), 0x1.ff10492c10e3ap-3, 2);
    near(Activations.GELU_TANH.value(-0x1.60cfba47451dp1), -0x1.f117ee89e7945p-8, 2);
    near(Activations.TANH.derivative(-0x1.7946d4a503d72p2), 0x1.fcba979ccba9dp-16, 3);
    double[] p = Activations.LOG_SOFTMAX.forward(new double[] {1, 1, 1, 1});
    for (double each : p) {
      near(each, -1.3862943611198906, 2);
    }
  }

  /** Arrays and single numbers: the same bits. */
  private static void formsAgree() {
    double[] x = new SplittableRandom(2).doubles(777, -30, 30).toArray();
    for (String name : new String[] {"sigmoid", "tanh", "gelu", "gelu_tanh", "silu", "swish(1.5)", "leaky_relu(0.2)"}) {
      PointwiseActivation f = Activations.pointwise(name);
      double[] y = f.forward(x);
      double[] d = f.derivative(x);
      for (int i = 0; i < x.length; i++) {
        same(y[i], f.value(x[i]), name);
        same(d[i], f.derivative(x[i]), name + "'");
      }
    }
  }

  /** A hash of weights, GELU and softmax: the same on every machine. */
  private static String fingerprint() {
    double[] x = Initializers.normal(0, 3).weights(100, 100, new SplittableRandom(42));
    double[] p = Activations.SOFTMAX.forward(Activations.GELU.forward(x));
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * p.length);
    bytes.asDoubleBuffer().put(p);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
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
