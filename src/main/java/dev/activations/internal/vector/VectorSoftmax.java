package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.portable.PortableSoftmax;
import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link PortableSoftmax} with its passes over maximum, exponentials, scaling and logarithms on vectors.
 *
 * <p>The row's sum keeps its 8 virtual lanes in {@link RowSum}'s arrays whatever the vectors' width: a vector adds to
 * the lanes of its own indices. Loading and storing them in each step takes less time than the exponentials beside it,
 * and lets single entries go through the scalar code at any point.
 */
final class VectorSoftmax extends PortableSoftmax {

  /** No wider than the 8 lanes of a sum. */
  private static final VectorSpecies<Double> SPECIES =
      Lanes.SPECIES.length() <= RowSum.LANES ? Lanes.SPECIES : DoubleVector.SPECIES_512;

  VectorSoftmax(double temperature, boolean log) {
    super(temperature, log);
  }

  @Override
  protected double max(double[] x, int xOffset, int length) {
    int bound = SPECIES.loopBound(length);
    DoubleVector lanes = broadcast(SPECIES, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      lanes = lanes.max(DoubleVector.fromArray(SPECIES, x, xOffset + i));
    }
    return Math.max(lanes.reduceLanes(VectorOperators.MAX), super.max(x, xOffset + bound, length - bound));
  }

  @Override
  protected void exponentials(
      double[] x, int xOffset, double max, double[] y, int yOffset, int length, RowSum sum) {
    double[] sums = sum.sums();
    double[] losses = sum.losses();
    int bound = SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector difference = v.sub(broadcast(SPECIES, max));
      DoubleVector z = difference.div(broadcast(SPECIES, temperature));
      if (!z.compare(VectorOperators.GT, Softmax.LIMIT).allTrue()) {
        entries(x, xOffset, max, y, yOffset, i, i + SPECIES.length(), sum);
        continue;
      }
      DoubleVector part = difference.sub(v);
      DoubleVector lost = v.sub(difference.sub(part)).sub(part.add(broadcast(SPECIES, max)));
      DoubleVector low = z.neg().fma(broadcast(SPECIES, temperature), difference).add(lost)
          .div(broadcast(SPECIES, temperature));
      DoubleVector t = z.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, Exp.SHIFT));
      DoubleVector s = t.reinterpretAsLongs()
          .add(Exp.BIAS).lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles();
      DoubleVector n = t.sub(broadcast(SPECIES, Exp.SHIFT));
      DoubleVector remainder = n.fma(broadcast(SPECIES, -Exp.LN2_HIGH), z);
      DoubleVector rLow = n.fma(broadcast(SPECIES, -Exp.LN2_LOW), low);
      DoubleVector r = remainder.add(rLow);
      DoubleVector q = broadcast(SPECIES, Exp.Q9)
          .fma(r, broadcast(SPECIES, Exp.Q8)).fma(r, broadcast(SPECIES, Exp.Q7)).fma(r, broadcast(SPECIES, Exp.Q6))
          .fma(r, broadcast(SPECIES, Exp.Q5)).fma(r, broadcast(SPECIES, Exp.Q4)).fma(r, broadcast(SPECIES, Exp.Q3))
          .fma(r, broadcast(SPECIES, Exp.Q2)).fma(r, broadcast(SPECIES, Exp.Q1)).fma(r, broadcast(SPECIES, Exp.Q0));
      DoubleVector one = remainder.add(broadcast(SPECIES, 1));
      DoubleVector oneLow = remainder.sub(one.sub(broadcast(SPECIES, 1))).add(r.mul(r).fma(q, rLow));
      DoubleVector rounded = s.mul(one);
      DoubleVector e = s.fma(oneLow, rounded);
      DoubleVector eLow = s.fma(oneLow, rounded.sub(e));
      e.intoArray(y, yOffset + i);

      int lane = i & (RowSum.LANES - 1);
      DoubleVector before = DoubleVector.fromArray(SPECIES, sums, lane);
      DoubleVector after = before.add(e);
      DoubleVector added = after.sub(before);
      after.intoArray(sums, lane);
      DoubleVector rest = before.sub(after.sub(added)).add(e.sub(added)).add(eLow);
      DoubleVector.fromArray(SPECIES, losses, lane).add(rest).intoArray(losses, lane);
    }
    entries(x, xOffset, max, y, yOffset, bound, length, sum);
  }

  /** The entries from one index to another, one by one. */
  private void entries(
      double[] x, int xOffset, double max, double[] y, int yOffset, int from, int to, RowSum sum) {
    for (int i = from; i < to; i++) {
      double z = Softmax.exponent(x[xOffset + i], max, temperature);
      double low = Softmax.exponentLow(x[xOffset + i], max, temperature, z);
      double e = Softmax.exponential(z, low);
      sum.add(i, e, Softmax.exponentialLow(z, low, e));
      y[yOffset + i] = e;
    }
  }

  @Override
  protected int addOthers(double[] x, int xOffset, double max, int from, int to, RowSum others) {
    double[] sums = others.sums();
    double[] losses = others.losses();
    int largest = 0;
    int bound = from + SPECIES.loopBound(to - from);
    for (int i = from; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector difference = v.sub(broadcast(SPECIES, max));
      DoubleVector z = difference.div(broadcast(SPECIES, temperature));
      if (!z.compare(VectorOperators.GT, Softmax.LIMIT).allTrue() || !z.compare(VectorOperators.LT, 0).allTrue()) {
        largest += super.addOthers(x, xOffset, max, i, i + SPECIES.length(), others);
        continue;
      }
      DoubleVector part = difference.sub(v);
      DoubleVector lost = v.sub(difference.sub(part)).sub(part.add(broadcast(SPECIES, max)));
      DoubleVector low = z.neg().fma(broadcast(SPECIES, temperature), difference).add(lost)
          .div(broadcast(SPECIES, temperature));
      DoubleVector t = z.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, Exp.SHIFT));
      DoubleVector s = t.reinterpretAsLongs()
          .add(Exp.BIAS).lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles();
      DoubleVector n = t.sub(broadcast(SPECIES, Exp.SHIFT));
      DoubleVector remainder = n.fma(broadcast(SPECIES, -Exp.LN2_HIGH), z);
      DoubleVector rLow = n.fma(broadcast(SPECIES, -Exp.LN2_LOW), low);
      DoubleVector r = remainder.add(rLow);
      DoubleVector q = broadcast(SPECIES, Exp.Q9)
          .fma(r, broadcast(SPECIES, Exp.Q8)).fma(r, broadcast(SPECIES, Exp.Q7)).fma(r, broadcast(SPECIES, Exp.Q6))
          .fma(r, broadcast(SPECIES, Exp.Q5)).fma(r, broadcast(SPECIES, Exp.Q4)).fma(r, broadcast(SPECIES, Exp.Q3))
          .fma(r, broadcast(SPECIES, Exp.Q2)).fma(r, broadcast(SPECIES, Exp.Q1)).fma(r, broadcast(SPECIES, Exp.Q0));
      DoubleVector one = remainder.add(broadcast(SPECIES, 1));
      DoubleVector oneLow = remainder.sub(one.sub(broadcast(SPECIES, 1))).add(r.mul(r).fma(q, rLow));
      DoubleVector rounded = s.mul(one);
      DoubleVector e = s.fma(oneLow, rounded);
      DoubleVector eLow = s.fma(oneLow, rounded.sub(e));

      int lane = i & (RowSum.LANES - 1);
      DoubleVector before = DoubleVector.fromArray(SPECIES, sums, lane);
      DoubleVector after = before.add(e);
      DoubleVector added = after.sub(before);
      after.intoArray(sums, lane);
      DoubleVector rest = before.sub(after.sub(added)).add(e.sub(added)).add(eLow);
      DoubleVector.fromArray(SPECIES, losses, lane).add(rest).intoArray(losses, lane);
    }
    return largest + super.addOthers(x, xOffset, max, bound, to, others);
  }

  @Override
  protected void logarithms(
      double[] x, int xOffset, double max, double log, double[] y, int yOffset, int length) {
    int bound = SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector difference = v.sub(broadcast(SPECIES, max));
      DoubleVector z = difference.div(broadcast(SPECIES, temperature));
      if (!z.compare(VectorOperators.GT, Double.NEGATIVE_INFINITY).allTrue()) {
        super.logarithms(x, xOffset + i, max, log, y, yOffset + i, SPECIES.length());
        continue;
      }
      DoubleVector part = difference.sub(v);
      DoubleVector lost = v.sub(difference.sub(part)).sub(part.add(broadcast(SPECIES, max)));
      DoubleVector low = z.neg().fma(broadcast(SPECIES, temperature), difference).add(lost)
          .div(broadcast(SPECIES, temperature));
      z.add(low.sub(broadcast(SPECIES, log))).intoArray(y, yOffset + i);
    }
    super.logarithms(x, xOffset + bound, max, log, y, yOffset + bound, length - bound);
  }

  @Override
  protected void scale(double[] y, int yOffset, int length, double reciprocal, double low) {
    int bound = SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      DoubleVector e = DoubleVector.fromArray(SPECIES, y, yOffset + i);
      e.fma(broadcast(SPECIES, reciprocal), e.mul(broadcast(SPECIES, low))).intoArray(y, yOffset + i);
    }
    super.scale(y, yOffset + bound, length - bound, reciprocal, low);
  }
}
