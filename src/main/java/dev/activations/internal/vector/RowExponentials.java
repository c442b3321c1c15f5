package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.Pool;
import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The exponentials of a few rows and their sums, which softmax and log-softmax share; the memory of a call.
 *
 * <p>A sum keeps its 8 virtual lanes in registers whatever the vectors' width: with 4 lanes a vector the loop runs over the row
 * twice, once for each half of every 8 entries. What a row has left beyond a multiple of 8 goes through a short array, filled
 * up with -∞.
 *
 * <p>Between a row's loops there are a reduction, sums of lanes and a division or a logarithm, each of which waits for the one
 * before. So a few short rows are taken through each step together: what one of them waits for, another one's step can fill.
 */
final class RowExponentials {

  /** No wider than the 8 lanes of a sum. */
  static final VectorSpecies<Double> SPECIES =
      Lanes.SPECIES.length() <= RowSum.LANES ? Lanes.SPECIES : DoubleVector.SPECIES_512;

  /** C2 does not see that these stay here: new ones a call would be kilobytes on the heap. */
  static final Pool<RowExponentials> POOL = new Pool<>(RowExponentials::new);

  /**
   * The most entries of more than one row: 16 kB in and 16 kB out, which a first-level cache holds. In rows of 1 024, half as many gain
   * less, and twice as many gain nothing more for softmax and 2 % for log-softmax.
   */
  private static final int ENTRIES = 2048;

  /** Of each row the lanes of the sum, and what follows. */
  final RowEnds ends = new RowEnds();

  /** Of each row the largest entry, and whether no exponential vanishes. */
  final double[] largest = new double[RowEnds.ROWS];
  final boolean[] near = new boolean[RowEnds.ROWS];

  private final double[] extremes = new double[2];
  private final double[] rest = new double[RowSum.LANES];
  private final double[] restOfE = new double[RowSum.LANES];

  private RowExponentials() {}

  /** The number of rows that go together. */
  static int together(int columns) {
    return Math.max(1, Math.min(RowEnds.ROWS, ENTRIES / columns));
  }

  /** Finds the largest entries, and adds up the exponentials. */
  void sum(double[] x, int xAt, int rows, int columns) {
    findLargest(x, xAt, rows, columns);
    for (int row = 0; row < rows; row++) {
      row(x, xAt + row * columns, row, restOfE, 0, RowSum.LANES - 1, columns);
    }
  }

  /** The same, and puts the exponentials into {@code y}. */
  void exponentials(double[] x, int xAt, double[] y, int yAt, int rows, int columns) {
    findLargest(x, xAt, rows, columns);
    for (int row = 0; row < rows; row++) {
      row(x, xAt + row * columns, row, y, yAt + row * columns, -1, columns);
    }
  }

  private void findLargest(double[] x, int xAt, int rows, int columns) {
    for (int row = 0; row < rows; row++) {
      int from = xAt + row * columns;
      RowExtremes.find(x, from, from + columns, extremes);
      largest[row] = extremes[0];
      near[row] = extremes[1] - extremes[0] >= Softmax.NOTHING;
    }
  }

  /** The place of exponential i is {@code yAt + (i & mask)}: a store to a place nobody reads takes less time than a branch. */
  private void row(double[] x, int xAt, int row, double[] y, int yAt, int mask, int length) {
    double[] sums = ends.lanes[row];
    double[] losses = ends.lost[row];
    for (int i = 0; i < RowSum.LANES; i += SPECIES.length()) {
      broadcast(SPECIES, 0).intoArray(sums, i);
      broadcast(SPECIES, 0).intoArray(losses, i);
    }
    int bound = length & -RowSum.LANES;
    add(x, xAt, largest[row], near[row], y, yAt, mask, bound, sums, losses);
    if (bound < length) {
      int n = length - bound;
      System.arraycopy(x, xAt + bound, rest, 0, n);
      Arrays.fill(rest, n, RowSum.LANES, Double.NEGATIVE_INFINITY);
      add(rest, 0, largest[row], false, restOfE, 0, mask, RowSum.LANES, sums, losses);
      if (y != restOfE) {
        System.arraycopy(restOfE, 0, y, yAt + bound, n);
      }
    }
  }

  private static void add(
      double[] x, int xAt, double max, boolean near, double[] y, int yAt, int mask, int length,
      double[] sums, double[] losses) {
    for (int lane = 0; lane < RowSum.LANES; lane += SPECIES.length()) {
      DoubleVector sum = DoubleVector.fromArray(SPECIES, sums, lane);
      DoubleVector lost = DoubleVector.fromArray(SPECIES, losses, lane);
      for (int i = lane; i < length; i += RowSum.LANES) {
        DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
        DoubleVector difference = v.sub(broadcast(SPECIES, max));
        DoubleVector part = difference.sub(v);
        DoubleVector low = v.sub(difference.sub(part)).sub(part.add(broadcast(SPECIES, max)));
        DoubleVector z = difference;
        if (!near && !difference.compare(VectorOperators.GE, Softmax.NOTHING).allTrue()) {
          VectorMask<Double> nothing = difference.compare(VectorOperators.LT, Softmax.NOTHING);
          z = difference.blend(broadcast(SPECIES, Softmax.NOTHING), nothing);
          low = low.blend(broadcast(SPECIES, 0), nothing);
        }
        DoubleVector t = z.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, Softmax.SHIFT));
        DoubleVector s = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles();
        DoubleVector n = t.sub(broadcast(SPECIES, Softmax.SHIFT));
        DoubleVector remainder = n.fma(broadcast(SPECIES, -Exp.LN2_HIGH), z);
        DoubleVector rLow = n.fma(broadcast(SPECIES, -Exp.LN2_LOW), low);
        DoubleVector r = remainder.add(rLow);
        DoubleVector r2 = r.mul(r);
        DoubleVector q = broadcast(SPECIES, Exp.Q9).fma(r, broadcast(SPECIES, Exp.Q8))
            .fma(r2, broadcast(SPECIES, Exp.Q7).fma(r, broadcast(SPECIES, Exp.Q6)))
            .fma(r2.mul(r2), broadcast(SPECIES, Exp.Q5).fma(r, broadcast(SPECIES, Exp.Q4))
                .fma(r2, broadcast(SPECIES, Exp.Q3).fma(r, broadcast(SPECIES, Exp.Q2))))
            .fma(r2, broadcast(SPECIES, Exp.Q1).fma(r, broadcast(SPECIES, Exp.Q0)));
        DoubleVector one = remainder.add(broadcast(SPECIES, 1));
        DoubleVector oneLow = remainder.sub(one.sub(broadcast(SPECIES, 1))).add(r2.fma(q, rLow));
        DoubleVector high = s.mul(one);
        s.fma(oneLow, high).intoArray(y, yAt + (i & mask));
        DoubleVector cut = high.add(broadcast(SPECIES, RowSum.GRID)).sub(broadcast(SPECIES, RowSum.GRID));
        sum = sum.add(cut);
        lost = lost.add(s.fma(oneLow, high.sub(cut)));
      }
      sum.intoArray(sums, lane);
      lost.intoArray(losses, lane);
    }
  }
}
