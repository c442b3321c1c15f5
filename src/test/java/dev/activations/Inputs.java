package dev.activations;

/**
 * Input numbers for tests, from SplitMix64 and integer operations alone, so that they are the same everywhere. Ordinary
 * numbers, and special ones: NaN, ±∞, ±0, subnormal, huge, and neighbours of every place where a function changes its form.
 */
final class Inputs {

  /** Where some function or derivative changes its form, or its result leaves the normal range. */
  private static final double[] CUT_OFFS = {
    708, 354, 350, 177, 20.5, 16.5, 37, 38.5, 39, 36.04, 36.7, 36.73, 18.7, 19.06, 22, 22.5, 40, 8.3, 8.4, 372.5, 373, 375,
    35.69707979883718, 346.22701668969267, 709.78, 709.79, 744.44, 745.13, 745.14, 746, 750, 1500, 0.7517915246935645, 0.7524614220710163,
    1.2784645427610737,
    0.34657359027997264, 0.6931471805599453, 1, 0.5, 2, 0.25, 0x1p-26, 0x1p-27, 0x1p-28, 0x1p-53, 0x1p-54, 0x1p52, 0x1p53,
    0x1p63, 0x1p-500, 0x1p-1000, 0x1p500, 0x1p1000, Double.MIN_NORMAL
  };

  private static final double[] EXTREMES = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE,
    Double.MAX_VALUE, -Double.MAX_VALUE, 0x0.fffffffffffffp-1022, -0x0.8p-1022, 1e308, -1e308, 1e-308, -1e-310
  };

  private static final double[] EDGES = edgeValues();

  private long state;

  Inputs(long seed) {
    state = seed;
  }

  /** The special numbers: extremes, and each cut-off with its neighbours and both signs. */
  static double[] edges() {
    return EDGES.clone();
  }

  private static double[] edgeValues() {
    double[] edges = new double[EXTREMES.length + 6 * CUT_OFFS.length];
    System.arraycopy(EXTREMES, 0, edges, 0, EXTREMES.length);
    int n = EXTREMES.length;
    for (double cut : CUT_OFFS) {
      for (double sign : new double[] {1, -1}) {
        edges[n++] = sign * cut;
        edges[n++] = sign * Math.nextUp(cut);
        edges[n++] = sign * Math.nextDown(cut);
      }
    }
    return edges;
  }

  /** SplitMix64 (Steele, Lea, Flood 2014). */
  long bits() {
    state += 0x9e3779b97f4a7c15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** 0 ≤ result &lt; bound. */
  int below(int bound) {
    return (int) ((bits() >>> 33) % bound);
  }

  /** Uniform on [-bound, bound). */
  double uniform(double bound) {
    return (bits() >> 11) * 0x1p-52 * bound;
  }

  /** Random sign and fraction, and an exponent from {@code low} to {@code high}, each as likely. */
  double logUniform(int low, int high) {
    long exponent = 1023L + low + below(high - low + 1);
    return Double.longBitsToDouble((bits() & 0x800f_ffff_ffff_ffffL) | (exponent << 52));
  }

  /** Any bit pattern. */
  double pattern() {
    return Double.longBitsToDouble(bits());
  }

  /** What networks see. */
  double ordinary() {
    return below(4) == 0 ? logUniform(-20, 3) : uniform(12);
  }

  /** An edge, a subnormal number, a random bit pattern, or a number in the tails. */
  double special() {
    return switch (below(5)) {
      case 0 -> EXTREMES[below(EXTREMES.length)];
      case 1 -> logUniform(-1022, 1023);
      case 2 -> pattern();
      case 3 -> uniform(800);
      default -> EDGES[below(EDGES.length)];
    };
  }

  /**
   * Ordinary and special numbers in one of four mixtures: ordinary alone, ordinary with one special number, runs of either
   * kind, special alone. So a block of any size is at times all ordinary and at times not, at any place.
   */
  double[] mixed(int length) {
    double[] x = new double[length];
    int kind = below(8);
    boolean special = kind == 7;
    int left = 0;
    for (int i = 0; i < length; i++) {
      if (kind >= 4 && kind < 7 && left-- == 0) {
        special = below(2) == 0;
        left = 1 + below(below(2) == 0 ? 9 : 600);
      }
      x[i] = special ? special() : ordinary();
    }
    if (kind >= 1 && kind < 4 && length > 0) {
      x[below(length)] = special();
    }
    return x;
  }

  /** Runs of numbers near zero, many of them subnormal, between ordinary ones. */
  double[] nearZero(int length) {
    double[] x = new double[length];
    boolean near = below(4) != 0;
    int left = 1 + below(2 * length + 1);
    for (int i = 0; i < length; i++) {
      if (left-- == 0) {
        near = !near;
        left = below(below(2) == 0 ? 20 : 900);
      }
      x[i] = !near ? ordinary() : below(3) == 0 ? logUniform(-1022, -1000) : subnormal();
    }
    return x;
  }

  /** Either sign, and each number of digits as likely, none among them. */
  private double subnormal() {
    return Double.longBitsToDouble((bits() & Long.MIN_VALUE) | (bits() >>> (12 + below(52))));
  }

  /** Gradients or values to multiply with: ordinary ones, and at times 0, ±∞, NaN, huge or tiny. */
  double[] factors(int length) {
    double[] g = new double[length];
    boolean wild = below(2) == 0;
    for (int i = 0; i < length; i++) {
      g[i] = wild && below(6) == 0 ? special() : uniform(3);
    }
    return g;
  }

  /** A finite row for softmax with at times masks, ties, dominant and far away entries. */
  double[] logits(int length) {
    double[] x = new double[length];
    int kind = below(9);
    for (int i = 0; i < length; i++) {
      switch (kind) {
        case 0 -> x[i] = uniform(3);
        case 1 -> x[i] = uniform(40);
        case 2 -> x[i] = uniform(900);
        case 3 -> x[i] = below(3);
        case 4 -> x[i] = below(4) == 0 ? Double.NEGATIVE_INFINITY : uniform(20);
        case 5 -> x[i] = 1e6 + uniform(5);
        case 6 -> x[i] = i == length / 2 ? 36.7 + uniform(2) : uniform(0.01);
        case 7 -> x[i] = logUniform(-60, 9);
        default -> x[i] = below(8) == 0 ? uniform(800) : uniform(4);
      }
    }
    if (length > 0 && !(x[length - 1] > Double.NEGATIVE_INFINITY)) {
      x[length - 1] = 0.5;
    }
    return x;
  }
}
