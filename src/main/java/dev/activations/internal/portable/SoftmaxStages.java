package dev.activations.internal.portable;

import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import dev.activations.internal.scalar.SoftmaxRowGradient;

/**
 * The steps that {@link StagedSoftmax} is made of, as loops that C2 turns into vector code by itself; see
 * {@link ExpStages}. The vector backend overrides them. Every step has the bits of {@link Softmax} and {@link RowSum}.
 */
public class SoftmaxStages {

  /**
   * Rows from this length on have what belongs to a row at its first entry alone: to fill arrays with the same number and to read them takes
   * a tenth of softmax's time. Shorter rows are too short for loops of their own.
   */
  protected static final int WIDE = 64;

  /** The temperature. */
  protected final double temperature;

  /** Gradients below this go through the scalar form. */
  protected final double tinyGradient;

  /** Makes the steps of a softmax. */
  public SoftmaxStages(double temperature) {
    this.temperature = temperature;
    this.tinyGradient = SoftmaxRowGradient.tinyGradient(temperature);
  }

  /**
   * Finds the largest entry of a row, {@code found[0]}, -∞ where there is none, and a bound below all entries, {@code found[1]};
   * in a row of up to {@link RowSum#FOLD} entries the bound here is too high, and exponents far below the largest show in the sum. Passes
   * over NaN, or finds it: the sum will show that, too.
   */
  protected void extremes(double[] x, int from, int to, double[] found) {
    double largest = largest(x, from, to);
    found[0] = largest;
    found[1] = to - from > RowSum.FOLD ? smallest(x, from, to) : largest;
  }

  private static double largestOfEight(double[] x, int at) {
    return Math.max(
        Math.max(Math.max(x[at], x[at + 1]), Math.max(x[at + 2], x[at + 3])),
        Math.max(Math.max(x[at + 4], x[at + 5]), Math.max(x[at + 6], x[at + 7])));
  }

  private static double smallest(double[] x, int from, int to) {
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = from; i < to; i++) {
      if (x[i] < smallest) {
        smallest = x[i];
      }
    }
    return smallest;
  }

  /**
   * From the first number that is not negative on, larger numbers have larger bits, and two of those can be compared at once: half the
   * time. A branch that is hardly ever taken takes less time than Math.max; but it is taken half of the time at a row's begin, so that short
   * rows begin with 16 numbers without branches (they take 8 to 17 % less time).
   */
  private static double largest(double[] x, int from, int to) {
    double largest = Double.NEGATIVE_INFINITY;
    int i = from;
    int last = to;
    if (to - from >= 8 && to - from < WIDE) {
      i += 8;
      last -= 8;
      largest = Math.max(largestOfEight(x, from), largestOfEight(x, last));
    }
    for (; i < last && !(largest >= 0); i++) {
      if (x[i] > largest) {
        largest = x[i];
      }
    }
    long bits = Double.doubleToRawLongBits(largest + 0.0);
    for (; i < last; i++) {
      long next = Double.doubleToRawLongBits(x[i]);
      if (next > bits) {
        bits = next;
      }
    }
    return Double.longBitsToDouble(bits);
  }

  /**
   * The exponentials of exponents in two parts, relative to the powers of two in {@code tiles.shift}: {@code tiles.e} and
   * {@code tiles.eLow}; and the same cut in two for {@link #addCuts}. Where an exponent is far below those, and not lifted, this returns
   * false, or the sum will be NaN; false where that is known before.
   */
  protected boolean exponentials(SoftmaxTiles tiles, double[] z, double[] low, int length, int columns, boolean isLifted) {
    if (!tiles.ordinary && !isLifted) {
      return false;
    }
    remainders(tiles, z, low, length, columns, isLifted);
    ExponentLoops.parts(tiles.s, tiles.e, tiles.eLow, tiles.cutLow, length);
    return true;
  }

  /** The same for log-softmax: only what {@link #addCuts} needs, cut in two. Where an exponent is far below, the sum will be NaN. */
  final void powers(SoftmaxTiles tiles, double[] z, double[] low, int length, int columns, boolean isLifted) {
    remainders(tiles, z, low, length, columns, isLifted);
    ExponentLoops.cutPowers(tiles.s, tiles.e, tiles.eLow, tiles.cutLow, length);
  }

  /** Makes s, remainder and rest. Long rows each have a number for their power of two, which takes a tenth less time than an array. */
  private void remainders(SoftmaxTiles tiles, double[] z, double[] low, int length, int columns, boolean isLifted) {
    double far = isLifted ? 0 : ExponentLoops.FAR;
    if (columns < WIDE) {
      ExponentLoops.shifted(z, tiles.shift, far, tiles.s, tiles.e, 0, length);
    } else {
      for (int at = 0, to; at < length; at = to) {
        to = endOfRow(at, columns, length);
        ExponentLoops.shifted(z, tiles.shift[at], far, tiles.s, tiles.e, at, to);
      }
      if (tiles.beside < length) {
        ExponentLoops.shifted(z, tiles.shift, far, tiles.s, tiles.e, tiles.beside, length);
      }
    }
    pow2(tiles.s, length);
    ExponentLoops.remainders(tiles.e, low, tiles.eLow, length);
  }

  /** Where a wide row of the tile ends: the last one with what else is in the tile. */
  protected static int endOfRow(int at, int columns, int length) {
    return length - at < columns + 2 * RowSum.LANES ? length : at + columns;
  }

  /** Makes 2^n of t. */
  protected void pow2(double[] t, int length) {
    ExponentLoops.pow2(t, length);
  }

  /**
   * Adds the cut exponentials of a row's part, which begins at a multiple of {@link RowSum#LANES}, in {@link RowSum}'s order:
   * {@link RowSum#addExponential}.
   */
  protected void addCuts(RowSum sum, SoftmaxTiles tiles, int from, int to) {
    int bound = from + (to - from) / RowSum.LANES * RowSum.LANES;
    if (bound > from) {
      int end = bound;
      if (bound - from == SoftmaxTiles.SIZE) {
        ExponentLoops.fold(tiles.s);
        end = SoftmaxTiles.SIZE / 4;
      }
      RowLoops.addPlainly(sum.sums(), tiles.s, from, end);
      RowLoops.addPlainly(sum.losses(), tiles.cutLow, from, bound);
    }
    for (int i = bound, lane = 0; i < to; i++, lane++) {
      sum.sums()[lane] += tiles.s[i];
      sum.losses()[lane] += tiles.cutLow[i];
    }
  }

  /** Adds the terms of a row's part, which begins at a multiple of {@link RowSum#LANES}, in {@link RowSum}'s order. */
  protected void add(RowSum sum, double[] term, double[] termLow, int from, int to) {
    int bound = from + (to - from) / RowSum.LANES * RowSum.LANES;
    if (bound > from) {
      // Half the lanes at a time: the sums of all would not stay in registers.
      RowLoops.add(sum.sums(), sum.losses(), 0, term, termLow, from, bound);
      RowLoops.add(sum.sums(), sum.losses(), RowSum.LANES / 2, term, termLow, from, bound);
    }
    for (int i = bound; i < to; i++) {
      sum.add(i - from, term[i], termLow[i]);
    }
  }

  /** The products of two arrays in two parts. */
  protected void products(double[] p, double[] g, double[] term, double[] termLow, int from, int to) {
    for (int i = from; i < to; i++) {
      term[i] = g[i] * p[i];
    }
    for (int i = from; i < to; i++) {
      termLow[i] = Math.fma(g[i], p[i], term[i] * -1);
    }
  }

  /** {@code s = (p g - p dot) / T}, with p in {@code e}, g in {@code x} and the dots in {@code rows}. */
  protected void gradient(SoftmaxTiles tiles, int length) {
    gradient(tiles.e, tiles.x, tiles.rows, tiles.s, length);
    if (temperature != 1) {
      divide(tiles.s, length);
      for (int i = 0; i < length; i++) {
        if (Math.abs(tiles.s[i]) < tinyGradient) {
          scalarGradient(tiles, i, i + 1);
        }
      }
    }
  }

  private static void gradient(double[] p, double[] g, double[] dot, double[] dx, int length) {
    for (int i = 0; i < length; i++) {
      dx[i] = Math.fma(p[i], g[i], p[i] * dot[i] * -1);
    }
  }

  /** {@code s = (g - p dot) / T}. */
  protected void logGradient(SoftmaxTiles tiles, int length) {
    logGradient(tiles.e, tiles.x, tiles.rows, tiles.s, length);
    if (temperature != 1) {
      divide(tiles.s, length);
    }
    for (int i = 0; i < length; i++) {
      double size = Math.abs(tiles.s[i]);
      if (!(size >= tinyGradient && size <= Double.MAX_VALUE)) {
        scalarLogGradient(tiles, i, i + 1);
      }
    }
  }

  private static void logGradient(double[] p, double[] g, double[] dot, double[] dx, int length) {
    for (int i = 0; i < length; i++) {
      dx[i] = Math.fma(p[i] * -1, dot[i], g[i]);
    }
  }

  /** The gradient by the scalar form, which knows subnormal numbers. */
  protected final void scalarGradient(SoftmaxTiles tiles, int from, int to) {
    for (int i = from; i < to; i++) {
      tiles.s[i] = SoftmaxRowGradient.gradient(tiles.e[i], tiles.rows[i], tiles.x[i], temperature);
    }
  }

  /** The same for the logarithm; overflows later, too. */
  protected final void scalarLogGradient(SoftmaxTiles tiles, int from, int to) {
    for (int i = from; i < to; i++) {
      tiles.s[i] = SoftmaxRowGradient.logGradient(tiles.e[i], tiles.rows[i], tiles.x[i], temperature);
    }
  }

  private void divide(double[] dx, int length) {
    for (int i = 0; i < length; i++) {
      dx[i] = dx[i] / temperature;
    }
  }
}
