package dev.activations.internal.random;

import dev.activations.internal.scalar.Exp;
import java.util.random.RandomGenerator;

/**
 * Normal deviates by the ziggurat method.
 *
 * <p><b>Method.</b> The area under f(x) = exp(-x²/2), x ≥ 0, is covered by 256 layers of equal area: rectangles
 * [0, x[i]) × [f(x[i]), f(x[i+1])), and at the bottom [0, r) × [0, f(r)) with the tail beyond r. One 64-bit number
 * gives a layer (its top 8 bits) and a point of the layer's width (the next 54 bits, a signed odd multiple of
 * x[i]·2^-53, so the deviates are symmetric and never zero); these bits are disjoint. A point inside the layer above
 * lies under the curve and is the result: 98.5 % of the draws. Otherwise a second number decides the rim exactly by
 * comparing a height with f(x), and the tail is drawn exactly by two logarithms (Marsaglia 1964).
 *
 * <p><b>Range.</b> 2.4e-17 ≤ |z| &lt; 13.8; the tail is sampled as far as that.
 *
 * <p>G. Marsaglia, W. W. Tsang, "The Ziggurat Method for Generating Random Variables", Journal of Statistical Software
 * 5(8), 2000. That layer and abscissa must not share bits: J. A. Doornik, "An Improved Ziggurat Method to Generate
 * Normal Random Samples", 2005.
 */
public final class Normal {

  private static final int LAYERS = 256;

  private static final double TAIL = ZigguratTable.EDGES[1];

  /** x[i]·2^-53: the deviate of one step in layer i. */
  private static final double[] STEP = new double[LAYERS];
  /** Points of layer i with fewer steps than this from zero lie under the layer above. */
  private static final long[] INSIDE = new long[LAYERS];
  /** f(x[i]): the lower end of layer i. */
  private static final double[] HEIGHT = new double[LAYERS + 1];

  static {
    double[] x = ZigguratTable.EDGES;
    for (int i = 0; i < LAYERS; i++) {
      STEP[i] = x[i] * 0x1p-53;
      INSIDE[i] = (long) (x[i + 1] / x[i] * 0x1p53);
    }
    for (int i = 1; i <= LAYERS; i++) {
      HEIGHT[i] = Exp.exp(-0.5 * x[i] * x[i]);
    }
  }

  private Normal() {}

  /**
   * Fills an array with deviates of N(mean, sd²).
   *
   * @param weights the array
   * @param mean the mean
   * @param sd the standard deviation
   * @param random the source of randomness
   */
  public static void fill(double[] weights, double mean, double sd, RandomGenerator random) {
    for (int from = 0; from < weights.length; from += Uniform.BLOCK) {
      int to = Math.min(weights.length - from, Uniform.BLOCK) + from;
      standard(weights, random, from, to);
      scale(weights, mean, sd, from, to);
    }
  }

  private static void standard(double[] weights, RandomGenerator random, int from, int to) {
    for (int i = from; i < to; i++) {
      weights[i] = next(random);
    }
  }

  private static void scale(double[] weights, double mean, double sd, int from, int to) {
    for (int i = from; i < to; i++) {
      weights[i] = mean + sd * weights[i];
    }
  }

  /** Returns a deviate of N(0, 1). */
  static double next(RandomGenerator random) {
    long bits = random.nextLong();
    int layer = (int) (bits >>> 56);
    long steps = bits << 8 >> 10 | 1;
    if (Math.abs(steps) < INSIDE[layer]) {
      return steps * STEP[layer];
    }
    return outside(layer, steps, random);
  }

  private static double outside(int firstLayer, long firstSteps, RandomGenerator random) {
    int layer = firstLayer;
    long steps = firstSteps;
    while (Math.abs(steps) >= INSIDE[layer]) {
      if (layer == 0) {
        double x = tail(random);
        return steps > 0 ? x : -x;
      }
      double x = steps * STEP[layer];
      double y = HEIGHT[layer] + Uniform.unit(random) * (HEIGHT[layer + 1] - HEIGHT[layer]);
      if (y < Exp.exp(-0.5 * x * x)) {
        return x;
      }
      long bits = random.nextLong();
      layer = (int) (bits >>> 56);
      steps = bits << 8 >> 10 | 1;
    }
    return steps * STEP[layer];
  }

  /** Returns a deviate given that it is above r: r + x with x from Exp(r), kept with probability exp(-x²/2). */
  private static double tail(RandomGenerator random) {
    double x;
    double y;
    do {
      x = Uniform.exponential(random) / TAIL;
      y = Uniform.exponential(random);
    } while (2 * y < x * x);
    return TAIL + x;
  }
}
