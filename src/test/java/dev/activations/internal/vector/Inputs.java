package dev.activations.internal.vector;

import java.util.SplittableRandom;

/** Inputs that reach every path of a kernel: the straight-line code, its limits, special values, any bit pattern. */
final class Inputs {

  /** Special values, and both sides of every limit of the kernels. */
  private static final double[] SPECIALS = specials();

  private Inputs() {}

  private static double[] specials() {
    double[] magnitudes = {
      0, Double.MIN_VALUE, 0x1p-1060, Double.MIN_NORMAL, 0x1p-60, 0.5, 1, 0.7517915246935645, 1.2784645427610738, 2,
      3.5, 16.5, 20.5, 22, 37, 39, 177, 350, 354, 400, 708, 709.79, 745.2, 746, 800, 1500, 0x1p60, 0x1p1000,
      Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN, Double.longBitsToDouble(0x7ff8_0000_0bad_cafeL)
    };
    double[] all = new double[6 * magnitudes.length];
    int n = 0;
    for (double m : magnitudes) {
      for (double value : new double[] {m, Math.nextUp(m), Math.nextDown(m)}) {
        all[n++] = value;
        all[n++] = -value;
      }
    }
    return all;
  }

  /** Returns n numbers, the special ones first as far as they go, then six distributions in turn, four at a time. */
  static double[] mixed(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      // Long runs, so that most vectors have no special lane, and whole vectors of the straight-line code are compared.
      x[i] = i < SPECIALS.length ? SPECIALS[i] : draw(random, (i >> 6) % 7);
    }
    return x;
  }

  private static double draw(SplittableRandom random, int kind) {
    double sign = random.nextBoolean() ? 1 : -1;
    return switch (kind) {
      case 0 -> 100 * random.nextDouble() - 50;
      case 1 -> 1600 * random.nextDouble() - 800;
      case 2 -> sign * Math.scalb(1 + random.nextDouble(), random.nextInt(75) - 65);
      case 3 -> Double.longBitsToDouble(random.nextLong());
      case 4 -> random.nextInt(10) == 0 ? SPECIALS[random.nextInt(SPECIALS.length)] : 6 * random.nextDouble() - 3;
      case 5 -> sign * Math.scalb(1 + random.nextDouble(), random.nextInt(2100) - 1060);
      default -> 32 * random.nextDouble() - 16;
    };
  }
}
