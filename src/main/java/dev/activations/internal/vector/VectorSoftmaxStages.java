package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.portable.SoftmaxStages;
import dev.activations.internal.portable.SoftmaxTiles;
import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The steps of softmax on vectors. What is left at the end of a row goes through the portable steps, which have the same
 * bits.
 */
final class VectorSoftmaxStages extends SoftmaxStages {

  /** No wider than the 8 lanes of a sum. */
  private static final VectorSpecies<Double> SPECIES =
      Lanes.SPECIES.length() <= RowSum.LANES ? Lanes.SPECIES : DoubleVector.SPECIES_512;

  VectorSoftmaxStages(double temperature) {
    super(temperature);
  }

  @Override
  protected double max(double[] x, int from, int to) {
    int step = 2 * SPECIES.length();
    int bound = from + (to - from) / step * step;
    // Math.max takes several instructions for what it does about NaN and the sign of zero; this is a compare and a blend.
    DoubleVector a = broadcast(SPECIES, Double.NEGATIVE_INFINITY);
    DoubleVector b = a;
    for (int i = from; i < bound; i += step) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector w = DoubleVector.fromArray(SPECIES, x, i + SPECIES.length());
      a = a.blend(v, v.compare(VectorOperators.GT, a));
      b = b.blend(w, w.compare(VectorOperators.GT, b));
    }
    double largest = a.blend(b, b.compare(VectorOperators.GT, a)).reduceLanes(VectorOperators.MAX);
    double last = super.max(x, bound, to);
    return last > largest ? last : largest;
  }

  @Override
  protected void exponents(double[] x, double max, double[] z, double[] low, int from, int to) {
    int bound = from + SPECIES.loopBound(to - from);
    if (temperature == 1) {
      differences(x, max, z, low, from, bound);
    } else {
      quotients(x, max, z, low, from, bound);
    }
    super.exponents(x, max, z, low, bound, to);
  }

  private static void differences(double[] x, double max, double[] z, double[] low, int from, int bound) {
    for (int i = from; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector difference = v.sub(broadcast(SPECIES, max));
      DoubleVector part = difference.sub(v);
      DoubleVector lost = v.sub(difference.sub(part)).sub(part.add(broadcast(SPECIES, max)));
      difference.intoArray(z, i);
      lost.add(broadcast(SPECIES, 0)).intoArray(low, i);
    }
  }

  private void quotients(double[] x, double max, double[] z, double[] low, int from, int bound) {
    for (int i = from; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector difference = v.sub(broadcast(SPECIES, max));
      DoubleVector part = difference.sub(v);
      DoubleVector lost = v.sub(difference.sub(part)).sub(part.add(broadcast(SPECIES, max)));
      DoubleVector quotient = difference.div(broadcast(SPECIES, temperature));
      quotient.intoArray(z, i);
      quotient.neg().fma(broadcast(SPECIES, temperature), difference).add(lost)
          .div(broadcast(SPECIES, temperature)).intoArray(low, i);
    }
  }

  @Override
  protected void exponentials(SoftmaxTiles tiles, int length) {
    double[] z = tiles.z;
    double[] low = tiles.low;
    double[] e = tiles.e;
    double[] eLow = tiles.eLow;
    int bound = SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      DoubleVector high = DoubleVector.fromArray(SPECIES, z, i);
      if (!high.compare(VectorOperators.GT, Softmax.LIMIT).allTrue()) {
        entries(z, low, e, eLow, i, i + SPECIES.length());
        continue;
      }
      DoubleVector t = high.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, Exp.SHIFT));
      DoubleVector s = t.reinterpretAsLongs()
          .add(Exp.BIAS).lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles();
      DoubleVector n = t.sub(broadcast(SPECIES, Exp.SHIFT));
      DoubleVector remainder = n.fma(broadcast(SPECIES, -Exp.LN2_HIGH), high);
      DoubleVector rLow = n.fma(broadcast(SPECIES, -Exp.LN2_LOW), DoubleVector.fromArray(SPECIES, low, i));
      DoubleVector r = remainder.add(rLow);
      DoubleVector q = broadcast(SPECIES, Exp.Q9)
          .fma(r, broadcast(SPECIES, Exp.Q8)).fma(r, broadcast(SPECIES, Exp.Q7)).fma(r, broadcast(SPECIES, Exp.Q6))
          .fma(r, broadcast(SPECIES, Exp.Q5)).fma(r, broadcast(SPECIES, Exp.Q4)).fma(r, broadcast(SPECIES, Exp.Q3))
          .fma(r, broadcast(SPECIES, Exp.Q2)).fma(r, broadcast(SPECIES, Exp.Q1)).fma(r, broadcast(SPECIES, Exp.Q0));
      DoubleVector one = remainder.add(broadcast(SPECIES, 1));
      DoubleVector oneLow = remainder.sub(one.sub(broadcast(SPECIES, 1))).add(r.mul(r).fma(q, rLow));
      DoubleVector product = s.mul(one);
      DoubleVector rounded = s.fma(oneLow, product);
      rounded.intoArray(e, i);
      s.fma(oneLow, product.sub(rounded)).intoArray(eLow, i);
    }
    entries(z, low, e, eLow, bound, length);
  }

  /** Exponentials one by one. */
  private static void entries(double[] z, double[] low, double[] e, double[] eLow, int from, int to) {
    for (int i = from; i < to; i++) {
      e[i] = Softmax.exponential(z[i], low[i]);
      eLow[i] = Softmax.exponentialLow(z[i], low[i], e[i]);
    }
  }

  @Override
  protected int takeOutZeros(SoftmaxTiles tiles, int from, int to) {
    int zeros = 0;
    int bound = from + SPECIES.loopBound(to - from);
    for (int i = from; i < bound; i += SPECIES.length()) {
      if (DoubleVector.fromArray(SPECIES, tiles.z, i).compare(VectorOperators.EQ, broadcast(SPECIES, 0)).anyTrue()) {
        zeros += super.takeOutZeros(tiles, i, i + SPECIES.length());
      }
    }
    return zeros + super.takeOutZeros(tiles, bound, to);
  }

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
      DoubleVector cut = t.add(broadcast(SPECIES, RowSum.GRID)).sub(broadcast(SPECIES, RowSum.GRID));
      DoubleVector.fromArray(SPECIES, sums, lane).add(cut).intoArray(sums, lane);
      DoubleVector.fromArray(SPECIES, losses, lane).add(t.sub(cut).add(tLow)).intoArray(losses, lane);
    }
    for (int i = bound; i < to; i++) {
      sum.addExponential(i - from, tiles.e[i], tiles.eLow[i]);
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
    int bound = from + SPECIES.loopBound(to - from);
    for (int i = from; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, e, i);
      v.fma(broadcast(SPECIES, reciprocal), v.mul(broadcast(SPECIES, low))).intoArray(e, i);
    }
    super.scale(e, reciprocal, low, bound, to);
  }

  @Override
  protected void logarithms(double[] z, double[] low, double log, double[] y, int from, int to) {
    int bound = from + SPECIES.loopBound(to - from);
    for (int i = from; i < bound; i += SPECIES.length()) {
      DoubleVector high = DoubleVector.fromArray(SPECIES, z, i);
      DoubleVector rest = DoubleVector.fromArray(SPECIES, low, i);
      VectorMask<Double> nothing = high.compare(VectorOperators.EQ, Double.NEGATIVE_INFINITY);
      high.add(rest.blend(broadcast(SPECIES, 0), nothing).sub(broadcast(SPECIES, log))).intoArray(y, i);
    }
    super.logarithms(z, low, log, y, bound, to);
  }

  @Override
  protected void products(double[] p, double[] g, double[] term, double[] termLow, int from, int to) {
    int bound = from + SPECIES.loopBound(to - from);
    for (int i = from; i < bound; i += SPECIES.length()) {
      DoubleVector factor = DoubleVector.fromArray(SPECIES, p, i);
      DoubleVector upstream = DoubleVector.fromArray(SPECIES, g, i);
      DoubleVector product = upstream.mul(factor);
      product.intoArray(term, i);
      upstream.fma(factor, product.neg()).intoArray(termLow, i);
    }
    super.products(p, g, term, termLow, bound, to);
  }

  @Override
  protected void gradient(double[] p, double[] g, double dot, double[] dx, int from, int to) {
    int bound = from + SPECIES.loopBound(to - from);
    for (int i = from; i < bound; i += SPECIES.length()) {
      DoubleVector factor = DoubleVector.fromArray(SPECIES, p, i);
      DoubleVector upstream = DoubleVector.fromArray(SPECIES, g, i);
      DoubleVector difference = factor.fma(upstream, factor.mul(broadcast(SPECIES, dot)).neg());
      (temperature == 1 ? difference : difference.div(broadcast(SPECIES, temperature))).intoArray(dx, i);
    }
    super.gradient(p, g, dot, dx, bound, to);
  }

  @Override
  protected void logGradient(double[] p, double[] g, double dot, double[] dx, int from, int to) {
    int bound = from + SPECIES.loopBound(to - from);
    for (int i = from; i < bound; i += SPECIES.length()) {
      DoubleVector factor = DoubleVector.fromArray(SPECIES, p, i);
      DoubleVector upstream = DoubleVector.fromArray(SPECIES, g, i);
      DoubleVector difference = factor.neg().fma(broadcast(SPECIES, dot), upstream);
      DoubleVector gradient = temperature == 1 ? difference : difference.div(broadcast(SPECIES, temperature));
      gradient.intoArray(dx, i);
      if (!gradient.abs().compare(VectorOperators.LT, Double.POSITIVE_INFINITY).allTrue()) {
        super.logGradient(p, g, dot, dx, i, i + SPECIES.length());
      }
    }
    super.logGradient(p, g, dot, dx, bound, to);
  }
}
