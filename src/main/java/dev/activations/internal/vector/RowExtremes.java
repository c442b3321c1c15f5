package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The largest entry of a row, and a bound below all entries. */
final class RowExtremes {

  private static final VectorSpecies<Double> SPECIES = RowExponentials.SPECIES;
  private static final VectorSpecies<Long> LONGS = SPECIES.withLanes(long.class);
  private static final int STEP = 2 * SPECIES.length();

  /** AVX-512 has instructions for the larger of two longs; and its masks make a compare and a blend slow on JDK 17. */
  private static final boolean AS_LONGS = SPECIES.vectorBitSize() == 512;

  /**
   * Where all entries of a row are smaller, no exponential vanishes, and nothing is subnormal on the way from one to its probability: this is at least
   * 2^-771 (in a row of 2^31 entries), and its smallest correction not below 2^-163 of it.
   */
  static final double SMALL = 256;

  private RowExtremes() {}

  /** As {@link VectorSoftmaxStages#extremes}, but the bound is -∞ where not all entries are surely smaller than {@link #SMALL}. */
  static void find(double[] x, int from, int to, double[] found) {
    int bound = from + (to - from) / STEP * STEP;
    found[0] = Double.NEGATIVE_INFINITY;
    found[1] = -SMALL;
    if (from < bound) {
      if (AS_LONGS) {
        findAsLongs(x, from, bound, found);
      } else {
        findAsDoubles(x, from, bound, found);
      }
    }
    double largest = found[0];
    double smallest = found[1];
    for (int i = bound; i < to; i++) {
      if (x[i] > largest) {
        largest = x[i];
      }
      if (x[i] < smallest) {
        smallest = x[i];
      }
    }
    found[0] = largest;
    found[1] = smallest;
  }

  /**
   * The bits of numbers without a sign, taken for longs, have the numbers' order, and those of numbers with a sign lie below and
   * have the opposite one. So the largest entry has the largest bits, or the smallest if all have a sign.
   */
  private static void findAsLongs(double[] x, int from, int to, double[] found) {
    LongVector a = LongVector.broadcast(LONGS, Long.MIN_VALUE);
    LongVector b = a;
    DoubleVector squares = broadcast(SPECIES, 0);
    DoubleVector moreSquares = squares;
    for (int i = from; i < to; i += STEP) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector w = DoubleVector.fromArray(SPECIES, x, i + SPECIES.length());
      a = a.max(v.reinterpretAsLongs());
      b = b.max(w.reinterpretAsLongs());
      squares = v.fma(v, squares);
      moreSquares = w.fma(w, moreSquares);
    }
    long bits = a.max(b).reduceLanes(VectorOperators.MAX);
    if (bits < 0) {
      bits = leastBits(x, from, to);
    }
    found[0] = Double.longBitsToDouble(bits);
    found[1] = bound(squares.add(moreSquares), x, from, to);
  }

  /** The sums of squares, which take one operation for a vector, mostly spare the look at each size, which takes three. */
  private static double bound(DoubleVector squares, double[] x, int from, int to) {
    if (!squares.compare(VectorOperators.LT, SMALL * SMALL).allTrue()) {
      for (int i = from; i < to; i += SPECIES.length()) {
        if (!DoubleVector.fromArray(SPECIES, x, i).abs().compare(VectorOperators.LT, SMALL).allTrue()) {
          return Double.NEGATIVE_INFINITY;
        }
      }
    }
    return -SMALL;
  }

  /** Apart from the largest bits: few rows need it, and some processors have one unit for such operations. */
  private static long leastBits(double[] x, int from, int to) {
    LongVector a = LongVector.broadcast(LONGS, Long.MAX_VALUE);
    LongVector b = a;
    for (int i = from; i < to; i += STEP) {
      a = a.min(DoubleVector.fromArray(SPECIES, x, i).reinterpretAsLongs());
      b = b.min(DoubleVector.fromArray(SPECIES, x, i + SPECIES.length()).reinterpretAsLongs());
    }
    return a.min(b).reduceLanes(VectorOperators.MIN);
  }

  /** {@code Math.max} takes several instructions for what it does about NaN and the sign of zero; this is a compare and a blend. */
  private static void findAsDoubles(double[] x, int from, int to, double[] found) {
    DoubleVector a = broadcast(SPECIES, Double.NEGATIVE_INFINITY);
    DoubleVector b = a;
    DoubleVector squares = broadcast(SPECIES, 0);
    DoubleVector moreSquares = squares;
    for (int i = from; i < to; i += STEP) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector w = DoubleVector.fromArray(SPECIES, x, i + SPECIES.length());
      a = a.blend(v, v.compare(VectorOperators.GT, a));
      b = b.blend(w, w.compare(VectorOperators.GT, b));
      squares = v.fma(v, squares);
      moreSquares = w.fma(w, moreSquares);
    }
    found[0] = a.blend(b, b.compare(VectorOperators.GT, a)).reduceLanes(VectorOperators.MAX);
    found[1] = bound(squares.add(moreSquares), x, from, to);
  }
}
