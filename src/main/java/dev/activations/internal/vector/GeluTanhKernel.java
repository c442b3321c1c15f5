package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.GeluTanh;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link GeluTanh} over arrays, operation by operation. Special cases and the tail go through the scalar function.
 */
final class GeluTanhKernel extends SplitGeluTanh {

  private static final VectorSpecies<Double> SPECIES = Lanes.SPECIES;

  @Override
  public double value(double x) {
    return GeluTanh.value(x);
  }

  @Override
  public double derivative(double x) {
    return GeluTanh.derivative(x);
  }

  @Override
  int special(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] y, int yOffset, int from, int bound) {
    int next = Lanes.storeSaturated(x, xOffset, factor, factorOffset, y, yOffset, from, bound, GeluTanh.FAR);
    return next > from ? next : super.special(x, xOffset, factor, factorOffset, y, yOffset, from, bound);
  }

  @Override
  int valuesAtOnce(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] y, int yOffset, int from, int bound) {
    for (int i = from; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (!v.abs().compare(VectorOperators.LE, GeluTanh.LIMIT).allTrue()) {
        return i;
      }
      DoubleVector square = v.mul(v);
      DoubleVector squareLow = v.fma(v, square.neg());
      DoubleVector bHigh = broadcast(SPECIES, GeluTanh.B_HIGH);
      DoubleVector aHigh = broadcast(SPECIES, GeluTanh.A_HIGH);
      DoubleVector inner = square.fma(bHigh, aHigh);
      DoubleVector innerLow = square.fma(bHigh, aHigh.sub(inner)).add(squareLow.fma(
          bHigh, square.fma(broadcast(SPECIES, GeluTanh.B_LOW), broadcast(SPECIES, GeluTanh.A_LOW))));
      DoubleVector negative = v.neg();
      DoubleVector high = negative.mul(inner);
      DoubleVector low = negative.fma(innerLow, negative.fma(inner, high.neg()));
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
      DoubleVector p = remainder.add(rest);
      DoubleVector one = broadcast(SPECIES, 1);
      DoubleVector sum = s.add(one);
      DoubleVector result = v.div(sum.add(s.fma(p, one.sub(sum.sub(s)))));
      if (factor == null) {
        result.intoArray(y, yOffset + i);
      } else {
        result.mul(DoubleVector.fromArray(SPECIES, factor, factorOffset + i)).intoArray(y, yOffset + i);
      }
    }
    return bound;
  }
}
