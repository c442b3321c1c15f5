package dev.activations.accuracy;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Where functions are measured. A quarter of the random points each: uniform in [-40, 40], uniform in the
 * function's own regions (its tails and its derivative's zero; [-40, 40] again if it names none), log-uniform in size
 * from 2<sup>-60</sup> to 2<sup>10</sup> with both signs, random bit patterns. The same seed gives the same points.
 */
final class Points {
  /**
   * Arguments at which some function or its usual kernels change form, of either sign: ±3 ulp round each is
   * measured. The limits of exp's results (708.4, 709.78, 744.4, 745.13, 746), where tanh and the GELUs saturate,
   * the halves of those for squares, and multiples of ln(2)/2, where range reductions change their integer.
   */
  private static final double[] CUT_OFFS = {
    0x1p-54, 0x1p-53, 0x1p-52, 0x1p-30, 0x1p-28, 0x1p-27, 0x1p-26, 0x1p-20, 0.0625, 0.1, 0.125, 0.25, 0.3, 0.4375,
    0.5, 0.55, 0.625, 0.75, 0.84375, 1.25, 1.5, 2, 2.5, 3, 3.5, 4, 5, 5.5, 6, 7, 7.5, 8, 8.3, 8.5, 9, 10, 12, 14, 16,
    18, 18.37, 18.714973875118524, 19.061547465398494, 19.06, 20, 20.5, 21, 21.7, 22, 22.5, 24, 26.5, 26.6, 27, 27.3,
    28, 30, 32, 36, 36.04365338911715, 36.7, 36.7368005696771, 37, 37.42994775023705, 37.5, 37.51, 37.6, 38, 38.2,
    38.4, 38.45, 38.46, 38.47, 38.48, 38.485, 38.5, 38.56, 38.6, 39, 40, 64, 100, 128, 256, 300, 340, 345, 350, 354,
    354.2, 354.89135644669199, 355, 372.5, 373, 375, 500, 512, 600, 690, 700, 704, 705, 706, 707, 708,
    708.3964185322641, 709, 709.0895657128241, 709.782712893384, 710, 710.4758600739439, 720, 740, 743, 744, 744.4,
    744.4400719213812, 745, 745.1332191019412, 745.2, 746, 747, 748, 749, 750, 751, 751.5, 752, 760, 800, 1000, 1022,
    1023, 1024, 1074, 1075, 1e4, 1e5, 1e6, 0x1p31, 0x1p32, 0x1p52, 0x1p53, 0x1p63, 1e100, 0x1p511, 0x1p512, 1e154,
    1.34e154, 1e200, 0x1p1000, 1e300
  };
  private static final int NEIGHBOURS = 3;

  private Points() {}

  /** Returns {@code count} random points for a function. */
  static double[] random(FunctionCase function, SplittableRandom random, int count) {
    double[] x = new double[count];
    random(function, random, x);
    return x;
  }

  /** Fills an array with random points for a function. */
  static void random(FunctionCase function, SplittableRandom random, double[] x) {
    double[][] regions = function.regions();
    for (int i = 0; i < x.length; i++) {
      x[i] = switch (i & 3) {
        case 0 -> uniform(random, -40, 40);
        case 1 -> {
          double[] region = regions.length == 0 ? new double[] {-40, 40} : regions[random.nextInt(regions.length)];
          yield uniform(random, region[0], region[1]);
        }
        case 2 -> logUniform(random);
        default -> Double.longBitsToDouble(random.nextLong());
      };
    }
  }

  private static double uniform(SplittableRandom random, double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  /** ±2^e·(1 + u): log-uniform in the binade, uniform within it. */
  private static double logUniform(SplittableRandom random) {
    double size = Math.scalb(1 + random.nextDouble(), random.nextInt(-60, 10));
    return random.nextBoolean() ? size : -size;
  }

  /**
   * Returns the edge set: zeros, infinities, NaNs with payloads, ±2^k, subnormals, the least normal and the largest
   * double, and the neighbourhoods of all cut-offs and of the zero of the function's derivative.
   */
  static double[] edges(FunctionCase function) {
    Set<Double> set = new LinkedHashSet<>();
    for (double x : new double[] {0, Double.POSITIVE_INFINITY, Double.MIN_NORMAL, Double.MAX_VALUE, 1}) {
      around(set, x);
    }
    for (int k = -1074; k <= 1023; k += (k >= -70 && k < 20) || k < -1060 || k > 1010 ? 1 : 9) {
      if (k > -60 && k < 12) {
        around(set, Math.scalb(1.0, k));
      } else {
        add(set, Math.scalb(1.0, k));
      }
    }
    SplittableRandom random = new SplittableRandom(17);
    for (int k = 0; k <= 51; k++) {
      // Subnormals of every length.
      add(set, Double.longBitsToDouble(1L << k | random.nextLong(1L << k)));
    }
    for (double x : CUT_OFFS) {
      around(set, x);
    }
    for (int n = 1; n <= 41; n++) {
      around(set, n * (Math.log(2) / 2));
      around(set, n * 53 * (Math.log(2) / 2));
    }
    for (double[] region : function.regions()) {
      around(set, region[0]);
      around(set, region[1]);
    }
    if (!Double.isNaN(function.derivativeZero())) {
      around(set, function.derivativeZero());
    }
    double[] points = set.stream().mapToDouble(Double::doubleValue).toArray();
    long[] nans = {
      0x7ff8000000000000L, 0xfff8000000000000L, 0x7ff0000000000001L, 0xfff0000000000001L, 0x7fffffffffffffffL,
      0xffffffffffffffffL, 0x7ff8123456789abcL
    };
    double[] all = java.util.Arrays.copyOf(points, points.length + nans.length);
    for (int i = 0; i < nans.length; i++) {
      all[points.length + i] = Double.longBitsToDouble(nans[i]);
    }
    return all;
  }

  private static void around(Set<Double> set, double x) {
    add(set, x);
    double up = x;
    double down = x;
    for (int i = 0; i < NEIGHBOURS; i++) {
      up = Math.nextUp(up);
      down = Math.nextDown(down);
      add(set, up);
      add(set, down);
    }
  }

  private static void add(Set<Double> set, double x) {
    set.add(x);
    set.add(-x);
  }
}
