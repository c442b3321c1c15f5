package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.portable.SoftmaxStages;
import dev.activations.internal.portable.SoftmaxTiles;
import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The steps of softmax on vectors, but for those that C2 turns into the same code by itself. Steps on a whole tile end with a full
 * vector: a tile's size is a multiple of every vector's, and nobody reads what is beyond its entries. What is left at the end of a
 * row is done by scalar code with the same bits.
 */
final class VectorSoftmaxStages extends SoftmaxStages {

  private static final VectorSpecies<Double> SPECIES = RowExponentials.SPECIES;

  /** t of exponents 709 below the largest, whose 2^n are normal numbers. */
  private static final double NEAR = Softmax.SHIFT - 1023;

  VectorSoftmaxStages(double temperature) {
    super(temperature);
  }

  @Override
  protected void extremes(double[] x, int from, int to, double[] found) {
    RowExtremes.find(x, from, to, found);
  }

  @Override
  protected boolean exponentials(SoftmaxTiles tiles, double[] z, double[] low, int length, int columns, boolean isLifted) {
    for (int at = 0, to; columns >= WIDE && at < length; at = to) {
      to = endOfRow(at, columns, length);
      Arrays.fill(tiles.shift, at, to, tiles.shift[at]);
    }
    boolean isNear = true;
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector high = DoubleVector.fromArray(SPECIES, z, i);
      DoubleVector shift = DoubleVector.fromArray(SPECIES, tiles.shift, i);
      DoubleVector t = high.fma(broadcast(SPECIES, Exp.LOG2_E), shift);
      if (!tiles.ordinary && !t.compare(VectorOperators.GE, NEAR).allTrue()) {
        isNear = false;
      }
      DoubleVector s = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles();
      DoubleVector n = t.sub(shift);
      DoubleVector remainder = n.fma(broadcast(SPECIES, -Exp.LN2_HIGH), high);
      DoubleVector rLow = n.fma(broadcast(SPECIES, -Exp.LN2_LOW), DoubleVector.fromArray(SPECIES, low, i));
      DoubleVector r = remainder.add(rLow);
      DoubleVector r2 = r.mul(r);
      DoubleVector q = broadcast(SPECIES, Exp.Q9).fma(r, broadcast(SPECIES, Exp.Q8))
          .fma(r2, broadcast(SPECIES, Exp.Q7).fma(r, broadcast(SPECIES, Exp.Q6)))
          .fma(r2.mul(r2), broadcast(SPECIES, Exp.Q5).fma(r, broadcast(SPECIES, Exp.Q4))
              .fma(r2, broadcast(SPECIES, Exp.Q3).fma(r, broadcast(SPECIES, Exp.Q2))))
          .fma(r2, broadcast(SPECIES, Exp.Q1).fma(r, broadcast(SPECIES, Exp.Q0)));
      DoubleVector e = s.fma(remainder, s);
      DoubleVector eLow = s.fma(r2.fma(q, rLow), s.fma(remainder, s.sub(e)));
      DoubleVector cut = e.add(broadcast(SPECIES, RowSum.GRID)).add(eLow).sub(broadcast(SPECIES, RowSum.GRID));
      e.intoArray(tiles.e, i);
      eLow.intoArray(tiles.eLow, i);
      cut.intoArray(tiles.s, i);
      e.sub(cut).add(eLow).intoArray(tiles.cutLow, i);
    }
    return isNear;
  }

  @Override
  protected void pow2(double[] t, int length) {
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector.fromArray(SPECIES, t, i).reinterpretAsLongs().lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles()
          .intoArray(t, i);
    }
  }

  /**
   * A vector adds to the lanes of its own indices: the 8 lanes are one vector of 512 bits, two of 256, or four of 128. Short rows are added
   * up by scalar code: a vector that is loaded where smaller numbers were just stored waits for them (5 to 20 % of the time of such rows).
   */
  @Override
  protected void addCuts(RowSum sum, SoftmaxTiles tiles, int from, int to) {
    if (to - from < VectorSoftmax.SHORT) {
      super.addCuts(sum, tiles, from, to);
      return;
    }
    double[] sums = sum.sums();
    double[] losses = sum.losses();
    int bound = from + SPECIES.loopBound(to - from);
    for (int i = from; i < bound; i += SPECIES.length()) {
      int lane = i - from & (RowSum.LANES - 1);
      DoubleVector.fromArray(SPECIES, sums, lane).add(DoubleVector.fromArray(SPECIES, tiles.s, i)).intoArray(sums, lane);
      DoubleVector.fromArray(SPECIES, losses, lane).add(DoubleVector.fromArray(SPECIES, tiles.cutLow, i))
          .intoArray(losses, lane);
    }
    for (int i = bound; i < to; i++) {
      sums[i - from & (RowSum.LANES - 1)] += tiles.s[i];
      losses[i - from & (RowSum.LANES - 1)] += tiles.cutLow[i];
    }
  }

  @Override
  protected void add(RowSum sum, double[] term, double[] termLow, int from, int to) {
    double[] sums = sum.sums();
    double[] losses = sum.losses();
    int bound = from + SPECIES.loopBound(to - from);
    for (int i = from; i < bound; i += SPECIES.length()) {
      int lane = i - from & (RowSum.LANES - 1);
      DoubleVector t = DoubleVector.fromArray(SPECIES, term, i);
      DoubleVector tLow = DoubleVector.fromArray(SPECIES, termLow, i);
      DoubleVector before = DoubleVector.fromArray(SPECIES, sums, lane);
      DoubleVector after = before.add(t);
      DoubleVector part = after.sub(before);
      after.intoArray(sums, lane);
      DoubleVector.fromArray(SPECIES, losses, lane)
          .add(before.sub(after.sub(part)).add(t.sub(part)).add(tLow)).intoArray(losses, lane);
    }
    for (int i = bound; i < to; i++) {
      sum.add(i - from, term[i], termLow[i]);
    }
  }

  /**
   * {@link Softmax#probability} of exponentials in two arrays, into the first. Those of rows that are near can be made smaller with the
   * reciprocal, before they are multiplied, as nothing is subnormal.
   */
  static void scale(
      double[] e, int at, double[] eLow, int lowAt, double reciprocal, double low, boolean near, int length) {
    double unscale = near ? Softmax.UNSCALE : 1;
    double factor = reciprocal * unscale;
    double factorLow = low * unscale;
    // From 0, so that C2 sees that i does not overflow and unrolls the loop, into whatever it is inlined.
    int bound = SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, e, at + i);
      DoubleVector vLow = DoubleVector.fromArray(SPECIES, eLow, lowAt + i);
      DoubleVector p = v.fma(broadcast(SPECIES, factor), vLow.fma(broadcast(SPECIES, factor), v.mul(broadcast(SPECIES, factorLow))));
      (near ? p : p.mul(broadcast(SPECIES, Softmax.UNSCALE))).intoArray(e, at + i);
    }
    for (int i = bound; i < length; i++) {
      e[at + i] = Softmax.probability(e[at + i], eLow[lowAt + i], reciprocal, low);
    }
  }

  @Override
  protected void logGradient(SoftmaxTiles tiles, int length) {
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, tiles.e, i);
      DoubleVector upstream = DoubleVector.fromArray(SPECIES, tiles.x, i);
      DoubleVector difference = p.neg().fma(DoubleVector.fromArray(SPECIES, tiles.rows, i), upstream);
      DoubleVector gradient = temperature == 1 ? difference : difference.div(broadcast(SPECIES, temperature));
      gradient.intoArray(tiles.s, i);
      DoubleVector size = gradient.abs();
      if (!size.compare(VectorOperators.LT, Double.POSITIVE_INFINITY).allTrue()
          || size.compare(VectorOperators.LT, tinyGradient).anyTrue()) {
        scalarLogGradient(tiles, i, i + SPECIES.length());
      }
    }
  }
}
