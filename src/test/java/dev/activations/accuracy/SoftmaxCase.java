package dev.activations.accuracy;

import dev.activations.Activation;
import dev.activations.Activations;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** softmax(x/temperature) or its logarithm, and the rows it is measured on. */
record SoftmaxCase(boolean isLog, double temperature) {
  private static final double LOWEST = Double.NEGATIVE_INFINITY;
  private static final int MAX_LENGTH = 4097;

  /** Both, at three temperatures. */
  static List<SoftmaxCase> all() {
    List<SoftmaxCase> all = new ArrayList<>();
    for (boolean isLog : new boolean[] {false, true}) {
      for (double temperature : new double[] {1, 0.5, 3.7}) {
        all.add(new SoftmaxCase(isLog, temperature));
      }
    }
    return all;
  }

  /** The name in reports. */
  String name() {
    return (isLog ? "log_softmax" : "softmax") + (temperature == 1 ? "" : "(" + temperature + ")");
  }

  Activation activation() {
    return isLog ? Activations.logSoftmax(temperature) : Activations.softmax(temperature);
  }

  @Override
  public String toString() {
    return name();
  }

  /** A random row of 1 to 4097 entries, short ones as likely as long ones, and at most {@code limit}. */
  double[] row(SplittableRandom random, int limit) {
    int length = (int) Math.scalb(1 + random.nextDouble(), random.nextInt(13));
    double[] x = new double[Math.min(limit, Math.min(MAX_LENGTH, random.nextInt(8) == 0 ? length + 1 : length))];
    int style = random.nextInt(9);
    double dominant = random.nextDouble(20, 1000);
    double base = random.nextDouble(-1e6, 1e6);
    for (int i = 0; i < x.length; i++) {
      double u = random.nextDouble(-1, 1);
      double unscaled = switch (style) {
        case 0 -> 3 * u;
        case 1 -> 40 * u;
        case 2 -> 800 * u;
        case 3 -> 1e-6 * u;
        case 4 -> base + 5 * u;
        case 5 -> i == 0 ? dominant : u;
        case 6 -> random.nextInt(3);
        case 7 -> random.nextInt(4) == 0 ? LOWEST : 100 * u;
        default -> Math.scalb(u, random.nextInt(-60, 11));
      };
      x[i] = unscaled * temperature;
    }
    if (!(ExactSoftmax.max(x) > LOWEST)) {
      x[x.length - 1] = 0;
    }
    return x;
  }

  /** A random gradient: sizes of one order, of many, and with zeros. */
  double[] gradient(SplittableRandom random, int length) {
    double[] g = new double[length];
    int style = random.nextInt(3);
    for (int i = 0; i < length; i++) {
      double u = random.nextDouble(-1, 1);
      g[i] = switch (style) {
        case 0 -> u;
        case 1 -> Math.scalb(u, random.nextInt(-30, 30));
        default -> random.nextInt(3) == 0 ? 0 : random.nextInt(3) - 1;
      };
    }
    return g;
  }

  /** Rows at the ends of the range. */
  static double[][] edges() {
    double max = Double.MAX_VALUE;
    double min = Double.MIN_VALUE;
    return new double[][] {
      {0}, {-0.0}, {max}, {-max}, {min}, {0, -0.0}, {1, 1}, {LOWEST, 1}, {1, LOWEST, LOWEST}, {max, -max},
      {max, max, -max}, {1e308, -7e307}, {min, -min, 0}, {-1e300, -1.0000000000000002e300}, {0, -36.7}, {0, -37.5},
      {0, -708.3}, {0, -708.4}, {0, -744.4}, {0, -745.13}, {0, -745.14}, {0, -746}, {0, -1000}, {0, -1e5},
      {9, 6, 3, 1}, {1e-300, 0, -1e-300}, {-745, -745, 0, -745}, {700, 710, 720}, {1e16, 1e16 + 2, 1e16 - 2}
    };
  }
}
