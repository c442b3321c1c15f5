package dev.activations.accuracy;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Small changes to a row and its gradient, from an ulp of one entry to an entry more or less. */
final class RowMutation {
  /** A row and its gradient. */
  record Row(double[] x, double[] g) {}

  private static final int MANTISSA = 52;
  /** {@link FastSoftmax} wants gradients far from the ends of the range. */
  private static final int GRADIENT_EXPONENT = 40;

  private final RowSubject subject;
  private final SplittableRandom random;

  RowMutation(RowSubject subject, SplittableRandom random) {
    this.subject = subject;
    this.random = random;
  }

  /** Returns a changed copy. */
  Row of(double[] x, double[] g) {
    Row row = new Row(x.clone(), g.clone());
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      row = changed(row);
    }
    return row;
  }

  private Row changed(Row row) {
    double[] x = row.x;
    double[] g = row.g;
    int i = random.nextInt(x.length);
    switch (random.nextInt(subject.isBackward() ? 16 : 10)) {
      case 0 -> x[i] = drawn();
      case 1 -> x[i] = Math.scalb(x[i], random.nextInt(-1, 2));
      case 2 -> {
        return new Row(without(x, i), without(g, i));
      }
      case 3 -> {
        return new Row(with(x, random.nextBoolean() ? drawn() : x[i]), with(g, random.nextDouble(-1, 1)));
      }
      case 4 -> {
        double shift = drawn();
        Arrays.setAll(x, j -> x[j] + shift);
      }
      case 5 -> swap(x, g, i, random.nextInt(x.length));
      case 6, 7, 8, 9 -> x[i] = stepped(x[i]);
      case 10 -> g[i] = random.nextInt(4) == 0 ? 0 : random.nextDouble(-1, 1);
      case 11 -> g[i] = -g[i];
      case 12 -> {
        double scaled = Math.scalb(g[i], random.nextInt(-1, 2));
        g[i] = Math.abs(Math.getExponent(scaled)) <= GRADIENT_EXPONENT ? scaled : g[i];
      }
      default -> g[i] = g[i] == 0 ? 0 : stepped(g[i]);
    }
    return row;
  }

  private double drawn() {
    double reach = Math.min(subject.reach(), random.nextBoolean() ? 40 : 760);
    return random.nextDouble(-reach, reach) * subject.rows().temperature();
  }

  private double stepped(double x) {
    int size = random.nextInt(MANTISSA);
    long step = 1L << size | random.nextLong(1L << size);
    return Double.longBitsToDouble(Double.doubleToRawLongBits(x) + (random.nextBoolean() ? step : -step));
  }

  private static void swap(double[] x, double[] g, int i, int j) {
    double entry = x[i];
    x[i] = x[j];
    x[j] = entry;
    double gradient = g[i];
    g[i] = g[j];
    g[j] = gradient;
  }

  private static double[] without(double[] a, int i) {
    if (a.length == 1) {
      return a;
    }
    double[] shorter = Arrays.copyOf(a, a.length - 1);
    System.arraycopy(a, i + 1, shorter, i, a.length - 1 - i);
    return shorter;
  }

  private static double[] with(double[] a, double entry) {
    double[] longer = Arrays.copyOf(a, a.length + 1);
    longer[a.length] = entry;
    return longer;
  }
}
