package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.Pool;
import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.LogOfSum;
import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
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
      VectorKernel.SPECIES.length() <= RowSum.LANES ? VectorKernel.SPECIES : DoubleVector.SPECIES_512;

  /**
   * The class of the vectors, for casts of those that go round a loop. C2 takes such a vector for any {@link DoubleVector} and learns its class from
   * the profile; but not where it must not set traps any more ({@link VectorKernels}). All vectors of the loop are objects then: on JDK 17
   * rows of 1 024 took three to five times as long in some processes.
   */
  private static final Class<?> TYPE = SPECIES.vectorType();

  /** C2 does not see that these stay here: new ones a call would be kilobytes on the heap. */
  static final Pool<RowExponentials> POOL = new Pool<>();

  /**
   * The most entries of more than one row: 16 kB in, 16 kB out, and for softmax 16 kB of low parts. In rows of 1 024 (Zen 5) softmax with half as
   * many takes 5 to 11 % longer on JDK 17, as long on 25; log-softmax with twice as many takes as long.
   */
  private static final int ENTRIES = 2048;

  /**
   * Whether a row of log-softmax is ended in the loop that adds up a row of the next group, and not in a loop of its own, which would
   * mostly wait for memory: rows of 1 024 take 5 to 14 % less time so with 512 bits (Granite Rapids). With 256 bits, where two more
   * constants do not fit into the registers, they take up to 4 % more.
   */
  static final boolean ENDS_LATER = SPECIES.length() == RowSum.LANES;

  /** Of each row the lanes of the sum, and what follows. */
  final RowEnds ends = new RowEnds();

  /** Of each row the largest entry, and whether all are surely smaller than {@link RowExtremes#SMALL}. */
  final double[] largest = new double[RowEnds.ROWS];
  final boolean[] near = new boolean[RowEnds.ROWS];

  /** The low parts of softmax's exponentials. */
  final double[] low = new double[RowSum.FOLD];

  private final double[] extremes = new double[2];
  private final double[] rest = new double[RowSum.LANES];
  private final double[] restOfE = new double[RowSum.LANES];
  private final double[] restOfLow = new double[RowSum.LANES];
  private final double[] lifted = new double[RowSum.LANES * 32];

  private final RowSum sum = new RowSum();
  private final LogOfSum logOfSum = new LogOfSum(1);

  /**
   * {@link RowSum#LANES}, but C2 cannot know: it would unroll the loop of {@link #addPowers}, which is short enough for that, and
   * keep its constants and results in memory (half as slow again on JDK 17).
   */
  private int step = RowSum.LANES;

  RowExponentials() {}

  /** The number of rows that go together. */
  static int together(int columns) {
    return Math.max(1, Math.min(RowEnds.ROWS, ENTRIES / columns));
  }

  /**
   * Finds the largest entries, and adds up the exponentials of log-softmax, which are relative to a power of two. On the way it ends
   * rows of the group before, which lie just before these in {@code x} and {@code y}.
   */
  void powers(double[] x, int xAt, double[] y, int yAt, int rows, int columns, int before) {
    findLargest(x, xAt, rows, columns);
    for (int row = 0; row < rows; row++) {
      int xFrom = xAt + row * columns;
      clear(ends.lanes[row], ends.lost[row]);
      if (row < before && near[row] && !Double.isNaN(ends.log[row])) {
        int bound = columns & -RowSum.LANES;
        int xBefore = xFrom - before * columns;
        int yBefore = yAt + (row - before) * columns;
        addPowers(x, xFrom, Softmax.shift(largest[row]), bound, ends.lanes[row], ends.lost[row],
            xBefore, y, yBefore, ends.log[row], ends.minusLow[row]);
        addRest(x, xFrom + bound, row, columns - bound, ends.lanes[row], ends.lost[row]);
        VectorSoftmax.differences(
            x, xBefore + bound, ends.log[row], ends.minusLow[row], y, yBefore + bound, columns - bound);
        ends.log[row] = Double.NaN;
      } else {
        addPowers(x, xFrom, row, columns, ends.lanes[row], ends.lost[row]);
      }
    }
    differences(x, xAt - before * columns, y, yAt - before * columns, before, columns);
  }

  /** Ends the rows of log-softmax that have not been ended: {@link RowEnds#log} is NaN where they have. */
  void differences(double[] x, int xAt, double[] y, int yAt, int rows, int columns) {
    for (int row = 0; row < rows; row++) {
      if (!Double.isNaN(ends.log[row])) {
        int from = row * columns;
        VectorSoftmax.differences(x, xAt + from, ends.log[row], ends.minusLow[row], y, yAt + from, columns);
      }
    }
  }

  /**
   * Finds the largest entries, adds up the exponentials of softmax, and puts their high parts into {@code y}, and the low ones into
   * {@link #low}; passes over rows whose exponents are not the entries as they are.
   */
  void exponentials(double[] x, int xAt, double[] y, int yAt, int rows, int columns) {
    findLargest(x, xAt, rows, columns);
    for (int row = 0; row < rows; row++) {
      int from = row * columns;
      clear(ends.lanes[row], ends.lost[row]);
      if (isPlain(row)) {
        addExponentials(x, xAt + from, row, y, yAt + from, from, columns, ends.lanes[row], ends.lost[row]);
      }
    }
  }

  /**
   * The same for a row whose lanes must be put aside on the way, with rounded exponentials in {@code y}; null where its exponents are
   * not the entries as they are.
   */
  RowSum longExponentials(double[] x, int xAt, double[] y, int yAt, int length) {
    findLargest(x, xAt, 1, length);
    if (!isPlain(0)) {
      return null;
    }
    sum.clear();
    for (int k = 0; k < length; k += RowSum.FOLD) {
      int n = Math.min(RowSum.FOLD, length - k);
      sum.reach(k);
      addExponentials(x, xAt + k, 0, y, yAt + k, 0, n, sum.sums(), sum.losses());
      round(y, yAt + k, n);
    }
    sum.finishExponentials();
    return sum;
  }

  /** Whether the exponents of a row are the entries as they are. */
  boolean isPlain(int row) {
    return Softmax.isPlain(largest[row], 1);
  }

  private void round(double[] y, int yAt, int length) {
    int bound = SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      DoubleVector.fromArray(SPECIES, y, yAt + i).add(DoubleVector.fromArray(SPECIES, low, i)).intoArray(y, yAt + i);
    }
    for (int i = bound; i < length; i++) {
      y[yAt + i] += low[i];
    }
  }

  /** Puts the low parts of such exponentials into {@link #low}: only those of the largest entry are left. */
  void lowOfLargest(double[] y, int yAt, int length) {
    double e = Softmax.largest(largest[0]);
    double eLow = Softmax.largestLow(largest[0], e);
    int bound = SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      broadcast(SPECIES, 0).blend(eLow, DoubleVector.fromArray(SPECIES, y, yAt + i).compare(VectorOperators.EQ, e))
          .intoArray(low, i);
    }
    for (int i = bound; i < length; i++) {
      low[i] = y[yAt + i] == e ? eLow : 0;
    }
  }

  /** The logarithm of the sum of such a row, or null where its exponents are not the entries as they are. */
  LogOfSum longLogarithm(double[] x, int xAt, int length) {
    findLargest(x, xAt, 1, length);
    if (!isPlain(0)) {
      return null;
    }
    logOfSum.begin(largest[0]);
    sum.clear();
    for (int k = 0; k < length; k += RowSum.FOLD) {
      sum.reach(k);
      addPowers(x, xAt + k, 0, Math.min(RowSum.FOLD, length - k), sum.sums(), sum.losses());
    }
    return logOfSum.finishAll(sum, length) ? logOfSum : others(x, xAt, 0, length);
  }

  private void findLargest(double[] x, int xAt, int rows, int columns) {
    for (int row = 0; row < rows; row++) {
      int from = xAt + row * columns;
      RowExtremes.find(x, from, from + columns, extremes);
      largest[row] = extremes[0];
      near[row] = extremes[1] >= -RowExtremes.SMALL && extremes[0] <= RowExtremes.SMALL;
    }
  }

  private void addExponentials(
      double[] x, int xAt, int row, double[] y, int yAt, int lowAt, int length, double[] sums, double[] losses) {
    int bound = length & -RowSum.LANES;
    double shift = Softmax.shift(largest[row]);
    double least = largest[row] + Softmax.NOTHING;
    if (near[row] && bound > 0) {
      add(x, xAt, shift, y, yAt, low, lowAt, bound, sums, losses);
    } else {
      for (int k = 0; k < bound; k += lifted.length) {
        int n = Math.min(lifted.length, bound - k);
        lift(x, xAt + k, least, n);
        add(lifted, 0, shift, y, yAt + k, low, lowAt + k, n, sums, losses);
      }
    }
    if (bound < length) {
      takeRest(x, xAt + bound, length - bound);
      lift(rest, 0, least, RowSum.LANES);
      add(lifted, 0, shift, restOfE, 0, restOfLow, 0, RowSum.LANES, sums, losses);
      System.arraycopy(restOfE, 0, y, yAt + bound, length - bound);
      System.arraycopy(restOfLow, 0, low, lowAt + bound, length - bound);
    }
  }

  private void addPowers(double[] x, int xAt, int row, int length, double[] sums, double[] losses) {
    int bound = length & -RowSum.LANES;
    double shift = Softmax.shift(largest[row]);
    double least = largest[row] + Softmax.NOTHING;
    if (near[row] && bound > 0) {
      addPowers(x, xAt, shift, bound, sums, losses);
    } else {
      for (int k = 0; k < bound; k += lifted.length) {
        int n = Math.min(lifted.length, bound - k);
        lift(x, xAt + k, least, n);
        addPowers(lifted, 0, shift, n, sums, losses);
      }
    }
    addRest(x, xAt + bound, row, length - bound, sums, losses);
  }

  /** The same for fewer entries than there are lanes. */
  private void addRest(double[] x, int xAt, int row, int length, double[] sums, double[] losses) {
    if (length > 0) {
      takeRest(x, xAt, length);
      lift(rest, 0, largest[row] + Softmax.NOTHING, RowSum.LANES);
      addPowers(lifted, 0, Softmax.shift(largest[row]), RowSum.LANES, sums, losses);
    }
  }

  /**
   * The sum of a row without its largest entry, for which this has been called before: a small one.
   *
   * @return {@link LogOfSum} with the logarithm
   */
  LogOfSum others(double[] x, int xAt, int row, int length) {
    double max = largest[row];
    logOfSum.begin(max);
    double second = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < length; k += lifted.length) {
      int n = Math.min(lifted.length, length - k);
      without(max, x, xAt + k, Double.NEGATIVE_INFINITY, n);
      RowExtremes.find(lifted, 0, n, extremes);
      second = Math.max(second, extremes[0]);
    }
    sum.clear();
    boolean counts = logOfSum.beginOthers(second);
    for (int k = 0; counts && k < length; k += lifted.length) {
      int n = Math.min(lifted.length, length - k);
      sum.reach(k);
      without(max, x, xAt + k, logOfSum.least(), n);
      addPowers(lifted, 0, logOfSum.shift(), (n + RowSum.LANES - 1) & -RowSum.LANES, sum.sums(), sum.losses());
    }
    logOfSum.finishOthers(sum);
    return logOfSum;
  }

  /** Copies a part of a row, with the largest entry and those below the least replaced by that, and filled up with it. */
  private void without(double max, double[] x, int xAt, double least, int length) {
    int bound = length & -RowSum.LANES;
    for (int i = 0; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
      v.blend(broadcast(SPECIES, least), v.compare(VectorOperators.LT, least).or(v.compare(VectorOperators.EQ, max)))
          .intoArray(lifted, i);
    }
    if (bound < length) {
      takeRest(x, xAt + bound, length - bound);
      for (int i = 0; i < RowSum.LANES; i++) {
        lifted[bound + i] = rest[i] < least || rest[i] == max ? least : rest[i];
      }
    }
  }

  private static void clear(double[] sums, double[] losses) {
    for (int i = 0; i < RowSum.LANES; i += SPECIES.length()) {
      broadcast(SPECIES, 0).intoArray(sums, i);
      broadcast(SPECIES, 0).intoArray(losses, i);
    }
  }

  private void takeRest(double[] x, int from, int n) {
    System.arraycopy(x, from, rest, 0, n);
    Arrays.fill(rest, n, RowSum.LANES, Double.NEGATIVE_INFINITY);
  }

  private static void add(
      double[] x, int xAt, double shift, double[] y, int yAt, double[] yLow, int lowAt, int length, double[] sums, double[] losses) {
    for (int lane = 0; lane < RowSum.LANES; lane += SPECIES.length()) {
      DoubleVector sum = DoubleVector.fromArray(SPECIES, sums, lane);
      DoubleVector lost = DoubleVector.fromArray(SPECIES, losses, lane);
      DoubleVector next = DoubleVector.fromArray(SPECIES, x, xAt + lane);
      for (int i = lane; i < length; i += RowSum.LANES) {
        DoubleVector z = (DoubleVector) TYPE.cast(next);
        next = DoubleVector.fromArray(SPECIES, x, xAt + Math.min(i + RowSum.LANES, length - RowSum.LANES + lane));
        DoubleVector t = z.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, shift));
        DoubleVector s = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles();
        DoubleVector n = t.sub(broadcast(SPECIES, shift));
        DoubleVector remainder = n.fma(broadcast(SPECIES, -Exp.LN2_HIGH), z);
        DoubleVector rLow = n.mul(broadcast(SPECIES, -Exp.LN2_LOW));
        DoubleVector r = remainder.add(rLow);
        DoubleVector r2 = r.mul(r);
        DoubleVector q = broadcast(SPECIES, Exp.Q9).fma(r, broadcast(SPECIES, Exp.Q8))
            .fma(r2, broadcast(SPECIES, Exp.Q7).fma(r, broadcast(SPECIES, Exp.Q6)))
            .fma(r2.mul(r2), broadcast(SPECIES, Exp.Q5).fma(r, broadcast(SPECIES, Exp.Q4))
                .fma(r2, broadcast(SPECIES, Exp.Q3).fma(r, broadcast(SPECIES, Exp.Q2))))
            .fma(r2, broadcast(SPECIES, Exp.Q1).fma(r, broadcast(SPECIES, Exp.Q0)));
        DoubleVector high = s.fma(remainder, s);
        DoubleVector low = s.fma(r2.fma(q, rLow), s.fma(remainder, s.sub(high)));
        high.intoArray(y, yAt + i);
        low.intoArray(yLow, lowAt + i);
        DoubleVector cut = high.add(broadcast(SPECIES, RowSum.GRID)).add(low).sub(broadcast(SPECIES, RowSum.GRID));
        sum = ((DoubleVector) TYPE.cast(sum)).add(cut);
        lost = ((DoubleVector) TYPE.cast(lost)).add(high.sub(cut).add(low));
      }
      ((DoubleVector) TYPE.cast(sum)).intoArray(sums, lane);
      ((DoubleVector) TYPE.cast(lost)).intoArray(losses, lane);
    }
  }

  private void lift(double[] x, int xAt, double least, int length) {
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
      v.blend(broadcast(SPECIES, least), v.compare(VectorOperators.LT, least)).intoArray(lifted, i);
    }
  }

  private void addPowers(double[] x, int xAt, double shift, int length, double[] sums, double[] losses) {
    addPowers(x, xAt, shift, length, sums, losses, 0, null, 0, 0, 0);
  }

  /** The same, and what ends another row of the array, where there is a {@code y}. */
  private void addPowers(
      double[] x, int xAt, double shift, int length, double[] sums, double[] losses,
      int xBefore, double[] y, int yBefore, double log, double minusLow) {
    for (int lane = 0; lane < RowSum.LANES; lane += SPECIES.length()) {
      DoubleVector sum = DoubleVector.fromArray(SPECIES, sums, lane);
      DoubleVector lost = DoubleVector.fromArray(SPECIES, losses, lane);
      DoubleVector next = DoubleVector.fromArray(SPECIES, x, xAt + lane);
      for (int i = lane; i < length; i += step) {
        DoubleVector z = (DoubleVector) TYPE.cast(next);
        next = DoubleVector.fromArray(SPECIES, x, xAt + Math.min(i + RowSum.LANES, length - RowSum.LANES + lane));
        DoubleVector t = z.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, shift));
        DoubleVector s = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles();
        DoubleVector n = t.sub(broadcast(SPECIES, shift));
        DoubleVector remainder = n.fma(broadcast(SPECIES, -Exp.LN2_HIGH), z);
        DoubleVector rLow = n.mul(broadcast(SPECIES, -Exp.LN2_LOW));
        DoubleVector r = remainder.add(rLow);
        DoubleVector r2 = r.mul(r);
        DoubleVector q = broadcast(SPECIES, Exp.Q9).fma(r, broadcast(SPECIES, Exp.Q8))
            .fma(r2, broadcast(SPECIES, Exp.Q7).fma(r, broadcast(SPECIES, Exp.Q6)))
            .fma(r2.mul(r2), broadcast(SPECIES, Exp.Q5).fma(r, broadcast(SPECIES, Exp.Q4))
                .fma(r2, broadcast(SPECIES, Exp.Q3).fma(r, broadcast(SPECIES, Exp.Q2))))
            .fma(r2, broadcast(SPECIES, Exp.Q1).fma(r, broadcast(SPECIES, Exp.Q0)));
        DoubleVector rest = r2.fma(q, rLow);
        DoubleVector cut = s.fma(rest, s.fma(remainder, s.add(broadcast(SPECIES, RowSum.GRID))))
            .sub(broadcast(SPECIES, RowSum.GRID));
        sum = ((DoubleVector) TYPE.cast(sum)).add(cut);
        lost = ((DoubleVector) TYPE.cast(lost)).add(s.fma(rest, s.fma(remainder, s.sub(cut))));
        if (ENDS_LATER && y != null) {
          DoubleVector.fromArray(SPECIES, x, xBefore + i).sub(broadcast(SPECIES, log)).add(broadcast(SPECIES, minusLow))
              .intoArray(y, yBefore + i);
        }
      }
      ((DoubleVector) TYPE.cast(sum)).intoArray(sums, lane);
      ((DoubleVector) TYPE.cast(lost)).intoArray(losses, lane);
    }
  }
}
