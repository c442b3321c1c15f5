package dev.activations.examples.guide;

import dev.activations.Activations;
import dev.activations.Initializers;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** A SHA-256 over the bits of a small computation: the same on every machine. */
public final class Fingerprint {

  private Fingerprint() {}

  public static void main(String[] args) throws NoSuchAlgorithmException {
    // @start region="hash"
    double[] x = Initializers.normal(0, 3).weights(100, 100, new SplittableRandom(42));
    double[] y = Activations.GELU.forward(x);
    double[] p = Activations.SOFTMAX.forward(y);
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * p.length);
    bytes.asDoubleBuffer().put(p);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
    System.out.println(HexFormat.of().formatHex(hash));
    System.out.println("p[0] = " + Double.toHexString(p[0]));
    // @end
  }
}
