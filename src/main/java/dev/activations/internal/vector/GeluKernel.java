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
 */
final class GeluKernel extends GeluDerivative {

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
  public void value(double[] x, int xOffset, double[] y, int yOffset, int length) {
    int bound = SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector a = v.abs();
      if (!a.compare(VectorOperators.LE, Gelu.LIMIT).allTrue()) {
        if (!Lanes.storeSaturated(x, xOffset + i, y, yOffset + i, Gelu.FAR)) {
          values(x, xOffset + i, y, yOffset + i, SPECIES.length());
        }
        continue;
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
      DoubleVector q = broadcast(SPECIES, Exp.Q9).fma(r, broadcast(SPECIES, Exp.Q8))
          .fma(r2, broadcast(SPECIES, Exp.Q7).fma(r, broadcast(SPECIES, Exp.Q6)))
          .fma(r2.mul(r2), broadcast(SPECIES, Exp.Q5).fma(r, broadcast(SPECIES, Exp.Q4))
              .fma(r2, broadcast(SPECIES, Exp.Q3).fma(r, broadcast(SPECIES, Exp.Q2))))
          .fma(r2, broadcast(SPECIES, Exp.Q1).fma(r, broadcast(SPECIES, Exp.Q0)));
      DoubleVector rest = r2.fma(q, rLow);
      DoubleVector sum = a.add(broadcast(SPECIES, Gelu.K));
      DoubleVector ratio = a.div(sum);
      DoubleVector c = ratio.sub(broadcast(SPECIES, Gelu.CENTRE));
      DoubleVector u = c.mul(c);
      DoubleVector u2 = u.mul(u);
      DoubleVector odd = broadcast(SPECIES, Gelu.G21).fma(u2, broadcast(SPECIES, Gelu.G17))
          .fma(u2, broadcast(SPECIES, Gelu.G13)).fma(u2, broadcast(SPECIES, Gelu.G9))
          .fma(u2, broadcast(SPECIES, Gelu.G5))
          .fma(u, broadcast(SPECIES, Gelu.G23).fma(u2, broadcast(SPECIES, Gelu.G19))
              .fma(u2, broadcast(SPECIES, Gelu.G15)).fma(u2, broadcast(SPECIES, Gelu.G11))
              .fma(u2, broadcast(SPECIES, Gelu.G7)).fma(u2, broadcast(SPECIES, Gelu.G3)));
      DoubleVector even = broadcast(SPECIES, Gelu.G22).fma(u2, broadcast(SPECIES, Gelu.G18))
          .fma(u2, broadcast(SPECIES, Gelu.G14)).fma(u2, broadcast(SPECIES, Gelu.G10))
          .fma(u2, broadcast(SPECIES, Gelu.G6))
          .fma(u, broadcast(SPECIES, Gelu.G20).fma(u2, broadcast(SPECIES, Gelu.G16))
              .fma(u2, broadcast(SPECIES, Gelu.G12)).fma(u2, broadcast(SPECIES, Gelu.G8))
              .fma(u2, broadcast(SPECIES, Gelu.G4)));
      DoubleVector g = even.fma(c, odd).fma(c, broadcast(SPECIES, Gelu.G2)).fma(c, broadcast(SPECIES, Gelu.G1));
      DoubleVector f = g.fma(c, broadcast(SPECIES, Gelu.G0));
      DoubleVector fLow = g.fma(c, broadcast(SPECIES, Gelu.G0).sub(f));
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
      positive.sub(tail).sub(lost).intoArray(y, yOffset + i);
    }
    values(x, xOffset + bound, y, yOffset + bound, length - bound);
  }
}
