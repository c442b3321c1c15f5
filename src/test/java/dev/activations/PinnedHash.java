package dev.activations;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * One SHA-256 over the outputs of every activation and of the initialisers for fixed inputs. As a program it prints backend, JDK and hash, and exits
 * with 1 where the hash is not the pinned one, or the backend not the one named by its first argument. The second argument {@code short} takes a
 * tenth of the points, for a machine on which an fma takes a microsecond.
 */
public final class PinnedHash {

  /** Changes only with a formula in {@code internal.scalar} or the cases in {@link Cases}, in the same commit. */
  static final String PINNED = "6939a36c9f783a9f4a0a965c4124bd21b4aaa0130257f8c3c01b1e6d884957a6";

  /** Of the first tenth of the points; changes with the other. */
  static final String PINNED_SHORT = "fd57e6d2f7b8f5c41e04e4738d248585deaea4b618f6ecf38f443b6cac67002f";

  private static final int COUNT = 20_000;
  private static final int COUNT_SHORT = 2_000;

  private final MessageDigest digest;
  private final byte[] bytes = new byte[Double.BYTES];

  private PinnedHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private void add(double... numbers) {
    for (double number : numbers) {
      long bits = Double.doubleToLongBits(number);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (bits >>> (8 * i));
      }
      digest.update(bytes);
    }
  }

  private static double[] inputs(int count) {
    Inputs in = new Inputs(42);
    double[] edges = Inputs.edges();
    double[] x = new double[count];
    for (int i = 0; i < count; i++) {
      x[i] = i < edges.length ? edges[i] : switch (i % 4) {
        case 0 -> in.uniform(40);
        case 1 -> in.uniform(800);
        case 2 -> in.logUniform(-60, 10);
        default -> in.pattern();
      };
    }
    return x;
  }

  static String compute() {
    return compute(COUNT);
  }

  static String computeShort() {
    return compute(COUNT_SHORT);
  }

  private static String compute(int count) {
    PinnedHash hash = new PinnedHash();
    double[] x = inputs(count);
    Inputs in = new Inputs(43);
    double[] dy = in.factors(count);
    for (PointwiseActivation f : Cases.POINTWISE) {
      hash.add(f.forward(x));
      hash.add(f.derivative(x));
      hash.add(f.backward(x, dy));
      double[] y = new double[count];
      double[] d = new double[count];
      f.valueAndDerivative(x, y, d);
      hash.add(y);
      hash.add(d);
    }
    for (GatedActivation a : Cases.GATED) {
      double[] y = new double[count / 2];
      a.forwardRows(x, y, 10);
      hash.add(y);
      double[] dx = new double[count];
      a.backwardRows(x, y, dx, 10);
      hash.add(dx);
      double[] dGate = new double[count];
      double[] dValue = new double[count];
      a.forward(x, dy, dx);
      a.backward(x, dy, dx, dGate, dValue);
      hash.add(dx);
      hash.add(dGate);
      hash.add(dValue);
    }
    for (Softmax s : Cases.SOFTMAX) {
      for (int n : new int[] {0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 100, 257, 1024, 4097}) {
        for (int k = 0; k < (n < 1000 ? 9 : 2); k++) {
          double[] row = in.logits(n);
          hash.add(s.forward(row));
          hash.add(s.backward(row, in.factors(n)));
        }
      }
    }
    for (String name : new String[] {"random", "xavier", "he", "lecun_normal", "truncated_normal(0,1,-2,2)", "orthogonal"}) {
      hash.add(Initializers.byName(name).weights(40, 30, new SplittableRandom(1)));
    }
    return HexFormat.of().formatHex(hash.digest.digest());
  }

  public static void main(String[] args) {
    boolean isShort = args.length > 1 && args[1].equals("short");
    String hash = isShort ? computeShort() : compute();
    String pinned = isShort ? PINNED_SHORT : PINNED;
    Backend active = Backend.active();
    System.out.println(active.name() + ", " + active.vectorBits() + " bits, JDK " + System.getProperty("java.version") + ": " + hash);
    System.out.println(active.reason());
    if (!hash.equals(pinned) || (args.length > 0 && !args[0].equals(active.name()))) {
      System.err.println("expected " + pinned + (args.length > 0 ? ", backend " + args[0] : ""));
      System.exit(1);
    }
  }
}
