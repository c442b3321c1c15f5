package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.scalar.Softmax;
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

  /** No two numbers of this size are as far from each other as entries whose exponentials vanish: {@link Softmax#NOTHING}. */
  private static final double SMALL = 256;

  private RowExtremes() {}

  /** As {@link VectorSoftmaxStages#extremes}; where the bound would take time it is -∞. */
  static void find(double[] x, int from, int to, double[] found) {
    int bound = from + (to - from) / STEP * STEP;
    found[0] = Double.NEGATIVE_INFINITY;
    found[1] = Double.NEGATIVE_INFINITY;
    if (from < bound) {
      if (AS_LONGS) {
        findAsLongs(x, from, bound, found);
      } else {
        found[0] = largest(x, from, bound);
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
   * have the opposite one. So the largest entry has the largest bits, or the smallest if all have a sign. The bound comes from the sums
   * of squares where these are small, as they mostly are: an operation for a vector, where the largest size takes two.
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
    boolean isSmall = squares.add(moreSquares).compare(VectorOperators.LT, SMALL * SMALL).allTrue();
    found[1] = isSmall ? -SMALL : minusSize(x, from, to);
  }

  /** The largest size of an entry, made negative. */
  private static double minusSize(double[] x, int from, int to) {
    LongVector size = LongVector.broadcast(LONGS, 0);
    for (int i = from; i < to; i += SPECIES.length()) {
      size = size.max(DoubleVector.fromArray(SPECIES, x, i).reinterpretAsLongs().and(Long.MAX_VALUE));
    }
    return -Double.longBitsToDouble(size.reduceLanes(VectorOperators.MAX));
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
  private static double largest(double[] x, int from, int to) {
    DoubleVector a = broadcast(SPECIES, Double.NEGATIVE_INFINITY);
    DoubleVector b = a;
    for (int i = from; i < to; i += STEP) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector w = DoubleVector.fromArray(SPECIES, x, i + SPECIES.length());
      a = a.blend(v, v.compare(VectorOperators.GT, a));
      b = b.blend(w, w.compare(VectorOperators.GT, b));
    }
    return a.blend(b, b.compare(VectorOperators.GT, a)).reduceLanes(VectorOperators.MAX);
  }
}
