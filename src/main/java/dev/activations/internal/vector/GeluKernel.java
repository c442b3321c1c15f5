package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.Gelu;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Gelu} over arrays, operation by operation. Special cases and the tail go through the scalar function.
 *
 * <p>The one loop reads the coefficients of both polynomials from memory in every iteration: it stores doubles, so C2 cannot know that
 * they stay. As constants they would be made into vectors before the loop, too many for the registers, and put on the stack, where most
 * vectors of 512 bits cross the border of a cache line: on JDK 17 that took up to a third longer.
 */
final class GeluKernel extends SplitGelu {

  private static final VectorSpecies<Double> SPECIES = Lanes.SPECIES;

  /** The bits of -0.0. */
  private static final long SIGN = Long.MIN_VALUE;

  @Override
  public double value(double x) {
    return Gelu.value(x);
  }

  @Override
  public double derivative(double x) {
    return Gelu.derivative(x);
  }

  @Override
  int valuesAtOnce(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] y, int yOffset, int from, int bound) {
    for (int i = from; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector a = v.abs();
      if (!a.compare(VectorOperators.LE, Gelu.LIMIT).allTrue()) {
        return i;
      }
      DoubleVector m = a.mul(broadcast(SPECIES, -0.5));
      DoubleVector high = a.mul(m);
      DoubleVector low = a.fma(m, high.neg());
      DoubleVector t = high.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, Exp.SHIFT));
      DoubleVector s = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles();
      DoubleVector n = t.sub(broadcast(SPECIES, Exp.SHIFT));
      DoubleVector remainder = n.fma(broadcast(SPECIES, -Exp.LN2_HIGH), high);
      DoubleVector rLow = n.fma(broadcast(SPECIES, -Exp.LN2_LOW), low);
      DoubleVector r = remainder.add(rLow);
      DoubleVector r2 = r.mul(r);
      DoubleVector q = broadcast(SPECIES, Q[9]).fma(r, broadcast(SPECIES, Q[8]))
          .fma(r2, broadcast(SPECIES, Q[7]).fma(r, broadcast(SPECIES, Q[6])))
          .fma(r2.mul(r2), broadcast(SPECIES, Q[5]).fma(r, broadcast(SPECIES, Q[4]))
              .fma(r2, broadcast(SPECIES, Q[3]).fma(r, broadcast(SPECIES, Q[2]))))
          .fma(r2, broadcast(SPECIES, Q[1]).fma(r, broadcast(SPECIES, Q[0])));
      DoubleVector rest = r2.fma(q, rLow);
      DoubleVector sum = a.add(broadcast(SPECIES, Gelu.K));
      DoubleVector ratio = a.div(sum);
      DoubleVector c = ratio.sub(broadcast(SPECIES, Gelu.CENTRE));
      DoubleVector u = c.mul(c);
      DoubleVector u2 = u.mul(u);
      DoubleVector odd = broadcast(SPECIES, G[21]).fma(u2, broadcast(SPECIES, G[17]))
          .fma(u2, broadcast(SPECIES, G[13])).fma(u2, broadcast(SPECIES, G[9]))
          .fma(u2, broadcast(SPECIES, G[5]))
          .fma(u, broadcast(SPECIES, G[23]).fma(u2, broadcast(SPECIES, G[19]))
              .fma(u2, broadcast(SPECIES, G[15])).fma(u2, broadcast(SPECIES, G[11]))
              .fma(u2, broadcast(SPECIES, G[7])).fma(u2, broadcast(SPECIES, G[3])));
      DoubleVector even = broadcast(SPECIES, G[22]).fma(u2, broadcast(SPECIES, G[18]))
          .fma(u2, broadcast(SPECIES, G[14])).fma(u2, broadcast(SPECIES, G[10]))
          .fma(u2, broadcast(SPECIES, G[6]))
          .fma(u, broadcast(SPECIES, G[20]).fma(u2, broadcast(SPECIES, G[16]))
              .fma(u2, broadcast(SPECIES, G[12])).fma(u2, broadcast(SPECIES, G[8]))
              .fma(u2, broadcast(SPECIES, G[4])));
      DoubleVector g = even.fma(c, odd).fma(c, broadcast(SPECIES, G[2])).fma(c, broadcast(SPECIES, G[1]));
      DoubleVector f = g.fma(c, broadcast(SPECIES, G[0]));
      DoubleVector fLow = g.fma(c, broadcast(SPECIES, G[0]).sub(f));
      DoubleVector scaled = ratio.mul(s);
      DoubleVector minus = scaled.neg();
      DoubleVector tail = scaled.mul(f);
      DoubleVector tailLow = scaled.fma(fLow, scaled.fma(f, tail.neg()));
      DoubleVector sumLow = a.sub(sum.sub(broadcast(SPECIES, Gelu.K)));
      DoubleVector ratioLow = minus.fma(sumLow, minus.fma(sum, a.mul(s)));
      DoubleVector w = ratio.fma(broadcast(SPECIES, -Gelu.C4), broadcast(SPECIES, Gelu.C4));
      DoubleVector w2 = w.mul(w);
      DoubleVector carried = ratioLow.fma(w2.mul(w2), tailLow);
      DoubleVector lost = tail.fma(remainder, tail.fma(rest, carried.fma(remainder, carried)));
      LongVector bits = v.reinterpretAsLongs();
      DoubleVector positive = bits.max(0).or(bits.and(SIGN)).reinterpretAsDoubles();
      DoubleVector result = positive.sub(tail).sub(lost);
      if (factor == null) {
        result.intoArray(y, yOffset + i);
      } else {
        result.mul(DoubleVector.fromArray(SPECIES, factor, factorOffset + i)).intoArray(y, yOffset + i);
      }
    }
    return bound;
  }
}
