package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.Tanh;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link Tanh} over arrays, operation by operation. Special cases and the tail go through the scalar function.
 */
final class TanhKernel extends VectorKernel {

  @Override
  public double value(double x) {
    return Tanh.value(x);
  }

  @Override
  public double derivative(double x) {
    return Tanh.derivative(x);
  }

  @Override
  int values(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] y, int yOffset, int from, int bound) {
    DoubleVector next = DoubleVector.fromArray(SPECIES, x, xOffset + from);
    int last = bound - SPECIES.length();
    for (int i = from; i < bound; i += SPECIES.length()) {
      DoubleVector v = (DoubleVector) TYPE.cast(next);
      next = DoubleVector.fromArray(SPECIES, x, xOffset + Math.min(i + SPECIES.length(), last));
      DoubleVector a = v.abs();
      if (!a.compare(VectorOperators.LT, Tanh.LIMIT).allTrue()) {
        return i;
      }
      DoubleVector z = a.add(a);
      DoubleVector t = z.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, Exp.SHIFT));
      DoubleVector s = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles();
      DoubleVector n = t.sub(broadcast(SPECIES, Exp.SHIFT));
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
      DoubleVector one = broadcast(SPECIES, 1);
      DoubleVector two = broadcast(SPECIES, 2);
      DoubleVector expm1 = s.fma(rest, s.fma(remainder, s.sub(one)));
      DoubleVector sum = expm1.add(two);
      DoubleVector reciprocal = one.div(sum);
      DoubleVector quotient = expm1.mul(reciprocal);
      DoubleVector minus = quotient.neg();
      DoubleVector residual = minus.fma(expm1.sub(sum.sub(two)), sum.fma(minus, expm1));
      // The other way round, JDK 17 would make every vector an object here.
      LongVector sign = v.reinterpretAsLongs().and(Long.MIN_VALUE);
      DoubleVector result = sign.or(residual.fma(reciprocal, quotient).reinterpretAsLongs()).reinterpretAsDoubles();
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
    DoubleVector next = DoubleVector.fromArray(SPECIES, x, xOffset + from);
    int last = bound - SPECIES.length();
    for (int i = from; i < bound; i += SPECIES.length()) {
      DoubleVector v = (DoubleVector) TYPE.cast(next);
      next = DoubleVector.fromArray(SPECIES, x, xOffset + Math.min(i + SPECIES.length(), last));
      DoubleVector a = v.abs();
      if (!a.compare(VectorOperators.LT, Tanh.LIMIT).allTrue()) {
        return i;
      }
      DoubleVector z = a.add(a);
      DoubleVector t = z.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, Exp.SHIFT));
      DoubleVector s = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles();
      DoubleVector n = t.sub(broadcast(SPECIES, Exp.SHIFT));
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
      DoubleVector one = broadcast(SPECIES, 1);
      DoubleVector two = broadcast(SPECIES, 2);
      DoubleVector expm1 = s.fma(rest, s.fma(remainder, s.sub(one)));
      DoubleVector sum = expm1.add(two);
      DoubleVector fraction = broadcast(SPECIES, 4).div(sum);
      DoubleVector result = fraction.mul(broadcast(SPECIES, -0.25)).fma(fraction, fraction);
      if (factor == null) {
        result.intoArray(d, dOffset + i);
      } else {
        result.mul(DoubleVector.fromArray(SPECIES, factor, factorOffset + i)).intoArray(d, dOffset + i);
      }
    }
    return bound;
  }

  @Override
  int both(double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int from, int bound) {
    DoubleVector next = DoubleVector.fromArray(SPECIES, x, xOffset + from);
    int last = bound - SPECIES.length();
    for (int i = from; i < bound; i += SPECIES.length()) {
      DoubleVector v = (DoubleVector) TYPE.cast(next);
      next = DoubleVector.fromArray(SPECIES, x, xOffset + Math.min(i + SPECIES.length(), last));
      DoubleVector a = v.abs();
      if (!a.compare(VectorOperators.LT, Tanh.LIMIT).allTrue()) {
        return i;
      }
      DoubleVector z = a.add(a);
      DoubleVector t = z.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, Exp.SHIFT));
      DoubleVector s = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles();
      DoubleVector n = t.sub(broadcast(SPECIES, Exp.SHIFT));
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
      DoubleVector one = broadcast(SPECIES, 1);
      DoubleVector two = broadcast(SPECIES, 2);
      DoubleVector expm1 = s.fma(rest, s.fma(remainder, s.sub(one)));
      DoubleVector sum = expm1.add(two);
      DoubleVector reciprocal = one.div(sum);
      DoubleVector quotient = expm1.mul(reciprocal);
      DoubleVector minus = quotient.neg();
      DoubleVector residual = minus.fma(expm1.sub(sum.sub(two)), sum.fma(minus, expm1));
      LongVector sign = v.reinterpretAsLongs().and(Long.MIN_VALUE);
      sign.or(residual.fma(reciprocal, quotient).reinterpretAsLongs()).reinterpretAsDoubles().intoArray(y, yOffset + i);
      reciprocal.mul(broadcast(SPECIES, -4)).fma(reciprocal, reciprocal.mul(broadcast(SPECIES, 4))).intoArray(d, dOffset + i);
    }
    return bound;
  }
}
