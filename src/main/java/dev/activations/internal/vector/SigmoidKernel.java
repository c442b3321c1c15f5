package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.Sigmoid;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link Sigmoid} over arrays, operation by operation. Special cases and the tail go through the scalar function.
 */
final class SigmoidKernel extends VectorKernel {

  @Override
  public double value(double x) {
    return Sigmoid.value(x);
  }

  @Override
  public double derivative(double x) {
    return Sigmoid.derivative(x);
  }

  @Override
  int values(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] y, int yOffset, int from, int bound) {
    boolean isNear = isNear(x, xOffset + from);
    double limit = isNear ? NEAR : Exp.LIMIT;
    DoubleVector next = DoubleVector.fromArray(SPECIES, x, xOffset + from);
    int last = bound - SPECIES.length();
    for (int i = from; i < bound; i += SPECIES.length()) {
      DoubleVector v = (DoubleVector) TYPE.cast(next);
      next = DoubleVector.fromArray(SPECIES, x, xOffset + Math.min(i + SPECIES.length(), last));
      if (!v.abs().compare(VectorOperators.LT, limit).allTrue()) {
        return i;
      }
      DoubleVector t = v.fma(broadcast(SPECIES, -Exp.LOG2_E), broadcast(SPECIES, NEGATIVE_SHIFT));
      DoubleVector minusS = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles();
      DoubleVector n = t.sub(broadcast(SPECIES, NEGATIVE_SHIFT));
      // 2^n, r and p, each with the other sign than in the scalar function: that spares the negation of x.
      DoubleVector r = n.fma(broadcast(SPECIES, Exp.LN2_LOW), n.fma(broadcast(SPECIES, Exp.LN2_HIGH), v));
      DoubleVector r2 = r.mul(r);
      DoubleVector q = broadcast(SPECIES, Exp.Q9).fma(r, broadcast(SPECIES, -Exp.Q8))
          .fma(r2, broadcast(SPECIES, Exp.Q7).fma(r, broadcast(SPECIES, -Exp.Q6)))
          .fma(r2.mul(r2), broadcast(SPECIES, Exp.Q5).fma(r, broadcast(SPECIES, -Exp.Q4))
              .fma(r2, broadcast(SPECIES, Exp.Q3).fma(r, broadcast(SPECIES, -Exp.Q2))))
          .fma(r2, broadcast(SPECIES, Exp.Q1).fma(r, broadcast(SPECIES, -Exp.Q0)));
      DoubleVector p = r2.fma(q, r);
      DoubleVector one = broadcast(SPECIES, 1);
      DoubleVector sum = one.sub(minusS);
      DoubleVector result = one.div(isNear ? minusS.fma(p, sum) : sum.add(minusS.fma(p, one.sub(sum.add(minusS)))));
      if (factor == null) {
        result.intoArray(y, yOffset + i);
      } else {
        result.mul(DoubleVector.fromArray(SPECIES, factor, factorOffset + i)).intoArray(y, yOffset + i);
      }
    }
    return bound;
  }

  @Override
  int derivatives(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] d, int dOffset, int from, int bound) {
    return slopes(x, xOffset, factor, factorOffset, null, 0, d, dOffset, from, bound);
  }

  @Override
  int both(double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int from, int bound) {
    return slopes(x, xOffset, null, 0, y, yOffset, d, dOffset, from, bound);
  }

  /** {@link #derivatives}, and the values where there is a y. */
  private static int slopes(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] y, int yOffset, double[] d, int dOffset,
      int from, int bound) {
    boolean isNear = isNear(x, xOffset + from);
    double limit = isNear ? NEAR : Exp.LIMIT;
    DoubleVector next = DoubleVector.fromArray(SPECIES, x, xOffset + from);
    int last = bound - SPECIES.length();
    for (int i = from; i < bound; i += SPECIES.length()) {
      DoubleVector v = (DoubleVector) TYPE.cast(next);
      next = DoubleVector.fromArray(SPECIES, x, xOffset + Math.min(i + SPECIES.length(), last));
      if (!v.abs().compare(VectorOperators.LT, limit).allTrue()) {
        return i;
      }
      DoubleVector z = v.neg();
      DoubleVector t = z.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, Exp.SHIFT));
      DoubleVector s = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles();
      DoubleVector n = t.sub(broadcast(SPECIES, Exp.SHIFT));
      DoubleVector r = n.fma(broadcast(SPECIES, -Exp.LN2_LOW), n.fma(broadcast(SPECIES, -Exp.LN2_HIGH), z));
      DoubleVector r2 = r.mul(r);
      DoubleVector q = broadcast(SPECIES, Exp.Q9).fma(r, broadcast(SPECIES, Exp.Q8))
          .fma(r2, broadcast(SPECIES, Exp.Q7).fma(r, broadcast(SPECIES, Exp.Q6)))
          .fma(r2.mul(r2), broadcast(SPECIES, Exp.Q5).fma(r, broadcast(SPECIES, Exp.Q4))
              .fma(r2, broadcast(SPECIES, Exp.Q3).fma(r, broadcast(SPECIES, Exp.Q2))))
          .fma(r2, broadcast(SPECIES, Exp.Q1).fma(r, broadcast(SPECIES, Exp.Q0)));
      DoubleVector p = r2.fma(q, r);
      DoubleVector one = broadcast(SPECIES, 1);
      DoubleVector sum = s.add(one);
      DoubleVector value = one.div(isNear ? s.fma(p, sum) : sum.add(s.fma(p, one.sub(sum.sub(s)))));
      if (y != null) {
        value.intoArray(y, yOffset + i);
      }
      DoubleVector scaled = s.mul(value);
      DoubleVector h = scaled.fma(p, scaled);
      DoubleVector minusTwo = broadcast(SPECIES, -2);
      DoubleVector twiceRest = h.fma(minusTwo, value.fma(minusTwo, broadcast(SPECIES, 2)));
      DoubleVector product = value.mul(h);
      DoubleVector result = product.fma(twiceRest, product);
      if (factor == null) {
        result.intoArray(d, dOffset + i);
      } else {
        result.mul(DoubleVector.fromArray(SPECIES, factor, factorOffset + i)).intoArray(d, dOffset + i);
      }
    }
    return bound;
  }
}
