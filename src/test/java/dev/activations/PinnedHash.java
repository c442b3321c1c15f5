package dev.activations;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * One SHA-256 over the outputs of every activation and of the initialisers for fixed inputs. As a program it prints backend, JDK and hash, and exits
 * with 1 where the hash is not the pinned one, or the backend not the one named by its argument.
 */
public final class PinnedHash {

  /** Changes only with a formula in {@code internal.scalar} or the cases in {@link Cases}, in the same commit. */
  static final String PINNED = "0d8c67bf2268456f63d82bb330d32cb7941e743dd3738806bb1c153064929609";

  private static final int COUNT = 20_000;

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

  private static double[] inputs() {
    Inputs in = new Inputs(42);
    double[] edges = Inputs.edges();
    double[] x = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
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
    PinnedHash hash = new PinnedHash();
    double[] x = inputs();
    Inputs in = new Inputs(43);
    double[] dy = in.factors(COUNT);
    for (PointwiseActivation f : Cases.POINTWISE) {
      hash.add(f.forward(x));
      hash.add(f.derivative(x));
      hash.add(f.backward(x, dy));
      double[] y = new double[COUNT];
      double[] d = new double[COUNT];
      f.valueAndDerivative(x, y, d);
      hash.add(y);
      hash.add(d);
    }
    for (GatedActivation a : Cases.GATED) {
      double[] y = new double[COUNT / 2];
      a.forwardRows(x, y, 10);
      hash.add(y);
      double[] dx = new double[COUNT];
      a.backwardRows(x, y, dx, 10);
      hash.add(dx);
      double[] dGate = new double[COUNT];
      double[] dValue = new double[COUNT];
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
    String hash = compute();
    String backend = Backend.active().name();
    System.out.println(backend + ", JDK " + System.getProperty("java.version") + ": " + hash);
    if (!hash.equals(PINNED) || args.length > 0 && !args[0].equals(backend)) {
      System.err.println("expected " + PINNED + (args.length > 0 ? ", backend " + args[0] : ""));
      System.exit(1);
    }
  }
}
