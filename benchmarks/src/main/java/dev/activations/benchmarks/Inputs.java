package dev.activations.benchmarks;

import java.util.Random;

/**
 * The inputs of every benchmark. {@link Random} gives the same numbers on every JDK, and the seeds are fixed, so every
 * fork and every baseline works on the same numbers.
 */
final class Inputs {

  static final long X = 0x5eed_0001L;
  static final long VALUE = 0x5eed_0002L;
  static final long GRADIENT = 0x5eed_0003L;

  private Inputs() {}

  /**
   * Makes n numbers.
   *
   * @param kind {@code normal}: N(0, 3²); {@code saturated}: within 1 of ±50; {@code subnormal}: below 2^-1022, either sign
   */
  static double[] make(String kind, int n, long seed) {
    Random random = new Random(seed);
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = switch (kind) {
        case "normal" -> 3 * random.nextGaussian();
        case "saturated" -> (random.nextBoolean() ? 50 : -50) + 2 * random.nextDouble() - 1;
        case "subnormal" -> (random.nextBoolean() ? 1 : -1) * Double.longBitsToDouble(1 + (random.nextLong() >>> 12));
        default -> throw new IllegalArgumentException("no input called '" + kind + "'");
      };
    }
    return x;
  }

  static double[] normal(int n, long seed) {
    return make("normal", n, seed);
  }
}
