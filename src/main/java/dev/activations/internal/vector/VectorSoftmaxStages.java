package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.portable.SoftmaxStages;
import dev.activations.internal.portable.SoftmaxTiles;
import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The steps of softmax on vectors, but for those that C2 turns into the same code by itself. Steps on a whole tile end with a full
 * vector: a tile's size is a multiple of every vector's, and nobody reads what is beyond its entries. What is left at the end of a
 * row is done by scalar code with the same bits.
 */
final class VectorSoftmaxStages extends SoftmaxStages {

  /** No wider than the 8 lanes of a sum. */
  private static final VectorSpecies<Double> SPECIES =
      Lanes.SPECIES.length() <= RowSum.LANES ? Lanes.SPECIES : DoubleVector.SPECIES_512;
  private static final VectorSpecies<Long> LONGS = SPECIES.withLanes(long.class);

  VectorSoftmaxStages(double temperature) {
    super(temperature);
  }

  @Override
  protected int extremes(double[] x, int from, int to, double[] found) {
    return RowExtremes.find(x, from, to, found);
  }

  @Override
  protected void exponentials(SoftmaxTiles tiles, int length) {
    needExponents(tiles, length);
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector high = DoubleVector.fromArray(SPECIES, tiles.z, i);
      DoubleVector low = DoubleVector.fromArray(SPECIES, tiles.low, i);
      if (!tiles.ordinary && !high.compare(VectorOperators.GE, Softmax.NOTHING).allTrue()) {
        VectorMask<Double> nothing = high.compare(VectorOperators.LT, Softmax.NOTHING);
        high = high.blend(broadcast(SPECIES, Softmax.NOTHING), nothing);
        low = low.blend(broadcast(SPECIES, 0), nothing);
      }
      DoubleVector t = high.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, Softmax.SHIFT));
      DoubleVector s = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles();
      DoubleVector n = t.sub(broadcast(SPECIES, Softmax.SHIFT));
      DoubleVector remainder = n.fma(broadcast(SPECIES, -Exp.LN2_HIGH), high);
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
      s.mul(one).intoArray(tiles.e, i);
      s.mul(oneLow).intoArray(tiles.eLow, i);
    }
  }

  @Override
  protected boolean pow2(double[] t, int from, int to) {
    int bound = from + SPECIES.loopBound(to - from);
    LongVector distances = LongVector.zero(LONGS);
    for (int i = from; i < bound; i += SPECIES.length()) {
      LongVector bits = DoubleVector.fromArray(SPECIES, t, i).reinterpretAsLongs();
      distances = distances.or(bits.sub(Double.doubleToRawLongBits(Exp.SHIFT + LEAST)));
      bits.lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles().intoArray(t, i);
    }
    boolean isNear = (distances.reduceLanes(VectorOperators.OR) & -RANGE) == 0;
    return super.pow2(t, bound, to) && isNear;
  }

  /** The cut is done where the exponentials are added. */
  @Override
  protected void cut(SoftmaxTiles tiles, int length) {}

  /** A vector adds to the lanes of its own indices: the 8 lanes are one vector of 512 bits, two of 256, or four of 128. */
  @Override
  protected void addExponentials(RowSum sum, SoftmaxTiles tiles, int from, int to) {
    double[] sums = sum.sums();
    double[] losses = sum.losses();
    int bound = from + SPECIES.loopBound(to - from);
    for (int i = from; i < bound; i += SPECIES.length()) {
      int lane = i - from & (RowSum.LANES - 1);
      DoubleVector t = DoubleVector.fromArray(SPECIES, tiles.e, i);
      DoubleVector tLow = DoubleVector.fromArray(SPECIES, tiles.eLow, i);
      DoubleVector cut = t.add(broadcast(SPECIES, RowSum.GRID)).add(tLow).sub(broadcast(SPECIES, RowSum.GRID));
      DoubleVector.fromArray(SPECIES, sums, lane).add(cut).intoArray(sums, lane);
      DoubleVector.fromArray(SPECIES, losses, lane).add(t.sub(cut).add(tLow)).intoArray(losses, lane);
    }
    for (int i = bound; i < to; i++) {
      sum.addExponential(i - from, tiles.e[i], tiles.eLow[i]);
    }
  }

  @Override
  protected void addPowers(RowSum sum, SoftmaxTiles tiles, int from, int to) {
    double[] sums = sum.sums();
    double[] losses = sum.losses();
    int bound = from + SPECIES.loopBound(to - from);
    for (int i = from; i < bound; i += SPECIES.length()) {
      int lane = i - from & (RowSum.LANES - 1);
      DoubleVector.fromArray(SPECIES, sums, lane).add(DoubleVector.fromArray(SPECIES, tiles.cut, i)).intoArray(sums, lane);
      DoubleVector.fromArray(SPECIES, losses, lane).add(DoubleVector.fromArray(SPECIES, tiles.cutLow, i))
          .intoArray(losses, lane);
    }
    for (int i = bound; i < to; i++) {
      sums[i - from & (RowSum.LANES - 1)] += tiles.cut[i];
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

  @Override
  protected void scale(double[] e, double reciprocal, double low, int from, int to) {
    // From 0, so that C2 sees that i does not overflow and unrolls the loop, into whatever it is inlined.
    int bound = SPECIES.loopBound(to - from);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, e, from + i);
      v.fma(broadcast(SPECIES, reciprocal), v.mul(broadcast(SPECIES, low)))
          .mul(broadcast(SPECIES, Softmax.UNSCALE)).intoArray(e, from + i);
    }
    super.scale(e, reciprocal, low, from + bound, to);
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
