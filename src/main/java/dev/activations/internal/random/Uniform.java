package dev.activations.internal.random;

import dev.activations.internal.scalar.Log;
import java.util.random.RandomGenerator;

/** Uniform deviates of 53 bits, and what follows from one of them. */
public final class Uniform {

  /**
   * Deviates at a time, 8 kB, which are scaled in a loop of their own. In one loop C2 makes a deviate wait for the last weight on JDK 17: the
   * conversion of a whole number to a double fills a register only in part, and so needs what was in it. Normal deviates took 1.5 times as long.
   */
  static final int BLOCK = 1024;

  private Uniform() {}

  /**
   * Fills an array with uniform deviates of [lo, hi).
   *
   * @param weights the array
   * @param lo the lower bound, finite
   * @param hi the upper bound, finite and above {@code lo}
   * @param random the source of randomness
   */
  public static void fill(double[] weights, double lo, double hi, RandomGenerator random) {
    for (int from = 0; from < weights.length; from += BLOCK) {
      int to = Math.min(weights.length - from, BLOCK) + from;
      units(weights, random, from, to);
      scale(weights, lo, hi, from, to);
    }
  }

  private static void units(double[] weights, RandomGenerator random, int from, int to) {
    for (int i = from; i < to; i++) {
      weights[i] = unit(random);
    }
  }

  private static void scale(double[] weights, double lo, double hi, int from, int to) {
    for (int i = from; i < to; i++) {
      weights[i] = between(lo, hi, weights[i]);
    }
  }

  /** Returns a multiple of 2^-53 in [0, 1). */
  static double unit(RandomGenerator random) {
    return (random.nextLong() >>> 11) * 0x1p-53;
  }

  /** Returns a deviate of [lo, hi) from one of [0, 1); both bounds finite, {@code hi - lo} may exceed the double range. */
  static double between(double lo, double hi, double u) {
    double width = hi - lo;
    double x = width <= Double.MAX_VALUE ? lo + u * width : 2 * (0.5 * lo + u * (0.5 * hi - 0.5 * lo));
    return x < hi ? x : Math.nextDown(hi);      // rounding may reach hi
  }

  /** Returns a deviate of the exponential distribution with mean 1, in [1.1e-16, 36.8]. */
  static double exponential(RandomGenerator random) {
    return -Log.log(((random.nextLong() >>> 12) + 0.5) * 0x1p-52);
  }
}
