package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.Swish;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link Swish} over arrays, operation by operation. Special cases and the tail go through the scalar function.
 */
final class SwishKernel extends SplitKernel {

  private final double beta;
  private final double limit;

  SwishKernel(double beta) {
    super(0, Double.POSITIVE_INFINITY, Swish.nearZero(beta));
    this.beta = beta;
    this.limit = Math.abs(beta) > Swish.LARGEST_BETA ? 0 : Exp.LIMIT;
  }

  @Override
  public double value(double x) {
    return Swish.value(x, beta);
  }

  @Override
  public double derivative(double x) {
    return Swish.derivative(x, beta);
  }

  @Override
  int valuesAtOnce(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] y, int yOffset, int from, int bound) {
    double beta = this.beta;
    double limit = this.limit;
    DoubleVector next = DoubleVector.fromArray(SPECIES, x, xOffset + from);
    int last = bound - SPECIES.length();
    for (int i = from; i < bound; i += SPECIES.length()) {
      DoubleVector v = (DoubleVector) TYPE.cast(next);
      next = DoubleVector.fromArray(SPECIES, x, xOffset + Math.min(i + SPECIES.length(), last));
      DoubleVector z = v.mul(broadcast(SPECIES, beta));
      if (!z.abs().compare(VectorOperators.LT, limit).allTrue()) {
        return i;
      }
      DoubleVector high = z.neg();
      DoubleVector low = v.fma(broadcast(SPECIES, -beta), z);
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
      DoubleVector p = remainder.add(r2.fma(q, rLow));
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

  /** With the exponent: in a loop of its own that takes a tenth more time, with AVX2 and AVX-512. */
  @Override
  int begin(double[] x, int xAt, boolean derivatives, double[] tiles, int length) {
    double beta = this.beta;
    double limit = this.limit;
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
      DoubleVector z = v.mul(broadcast(SPECIES, beta));
      if (!z.abs().compare(VectorOperators.LT, limit).allTrue()) {
        return i;
      }
      DoubleVector high = z.neg();
      DoubleVector low = v.fma(broadcast(SPECIES, -beta), z);
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
      s.intoArray(tiles, S + i);
      remainder.add(r2.fma(q, rLow)).intoArray(tiles, P + i);
    }
    return length;
  }

  @Override
  void end(
      double[] tiles, double[] x, int xAt, double[] factor, int factorAt, double[] y, int yAt, double[] d, int dAt, int length) {
    double beta = this.beta;
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
      DoubleVector s = DoubleVector.fromArray(SPECIES, tiles, S + i);
      DoubleVector p = DoubleVector.fromArray(SPECIES, tiles, P + i);
      DoubleVector w = v.mul(broadcast(SPECIES, beta));
      DoubleVector wLow = v.fma(broadcast(SPECIES, beta), w.neg());
      DoubleVector one = broadcast(SPECIES, 1);
      DoubleVector power = s.add(one);
      DoubleVector part = s.fma(p, one.sub(power.sub(s)));
      DoubleVector sum = power.add(part);
      DoubleVector minusOne = broadcast(SPECIES, -1);
      DoubleVector minus = minusOne.div(sum);
      DoubleVector rest = sum.fma(minus, one);
      DoubleVector residual = part.sub(sum.sub(power)).fma(minus, rest);
      DoubleVector scaled = s.mul(minus);
      DoubleVector minusH = scaled.fma(p, scaled);
      DoubleVector slope = w.fma(minusH, wLow.fma(minusH, minusOne));
      DoubleVector change = slope.fma(broadcast(SPECIES, 2), one).mul(residual);
      if (y != null) {
        DoubleVector z = v.neg();
        DoubleVector approximate = z.mul(minus);
        DoubleVector quotient = approximate.fma(rest, approximate);
        sum.fma(quotient, z).fma(minus, quotient).intoArray(y, yAt + i);
      }
      DoubleVector result = minus.fma(slope, minus.mul(change));
      if (factor == null) {
        result.intoArray(d, dAt + i);
      } else {
        result.mul(DoubleVector.fromArray(SPECIES, factor, factorAt + i)).intoArray(d, dAt + i);
      }
    }
  }
}
