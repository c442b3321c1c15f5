package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.NearZero;
import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.Silu;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link Silu} over arrays, operation by operation. Special cases and the tail go through the scalar function.
 */
final class SiluKernel extends SplitKernel {

  /** Fewer derivatives take one loop: with 64 that is as fast, with 16 it takes two thirds of the time. */
  private static final int LONG = 128;

  SiluKernel() {
    super(0, Double.POSITIVE_INFINITY, NearZero.LIMIT);
  }

  @Override
  public double value(double x) {
    return Silu.value(x);
  }

  @Override
  public double derivative(double x) {
    return Silu.derivative(x);
  }

  @Override
  int valuesAtOnce(
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
      DoubleVector result = v.div(isNear ? minusS.fma(p, sum) : sum.add(minusS.fma(p, one.sub(sum.add(minusS)))));
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
    return isOneLoop(bound - from)
        ? slopes(x, xOffset, factor, factorOffset, null, 0, d, dOffset, from, bound)
        : super.derivatives(x, xOffset, factor, factorOffset, d, dOffset, from, bound);
  }

  @Override
  int both(double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int from, int bound) {
    return isOneLoop(bound - from)
        ? slopes(x, xOffset, null, 0, y, yOffset, d, dOffset, from, bound)
        : super.both(x, xOffset, y, yOffset, d, dOffset, from, bound);
  }

  private static boolean isOneLoop(int length) {
    return IS_WIDE && length < LONG;
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
      DoubleVector power = s.add(one);
      DoubleVector sum;
      DoubleVector low;
      if (isNear) {
        sum = s.fma(p, power);
        low = s.fma(p, power.sub(sum));
      } else {
        DoubleVector part = s.fma(p, one.sub(power.sub(s)));
        sum = power.add(part);
        low = part.sub(sum.sub(power));
      }
      DoubleVector minusOne = broadcast(SPECIES, -1);
      DoubleVector minus = minusOne.div(sum);
      DoubleVector rest = sum.fma(minus, one);
      DoubleVector residual = low.fma(minus, rest);
      DoubleVector scaled = s.mul(minus);
      DoubleVector minusH = scaled.fma(p, scaled);
      DoubleVector slope = v.fma(minusH, minusOne);
      DoubleVector change = slope.fma(broadcast(SPECIES, 2), one).mul(residual);
      if (y != null) {
        DoubleVector approximate = z.mul(minus);
        DoubleVector quotient = approximate.fma(rest, approximate);
        sum.fma(quotient, z).fma(minus, quotient).intoArray(y, yOffset + i);
      }
      DoubleVector result = minus.fma(slope, minus.mul(change));
      if (factor == null) {
        result.intoArray(d, dOffset + i);
      } else {
        result.mul(DoubleVector.fromArray(SPECIES, factor, factorOffset + i)).intoArray(d, dOffset + i);
      }
    }
    return bound;
  }

  @Override
  int begin(double[] x, int xAt, boolean derivatives, double[] tiles, int length) {
    double limit = isNear(x, xAt) ? NEAR : Exp.LIMIT;
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
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
      s.intoArray(tiles, S + i);
      p.intoArray(tiles, P + i);
    }
    return length;
  }

  @Override
  void end(
      double[] tiles, double[] x, int xAt, double[] factor, int factorAt, double[] y, int yAt, double[] d, int dAt, int length) {
    boolean isNear = isNear(x, xAt);
    DoubleVector next = DoubleVector.fromArray(SPECIES, x, xAt);
    int last = length - SPECIES.length();
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector v = (DoubleVector) TYPE.cast(next);
      next = DoubleVector.fromArray(SPECIES, x, xAt + Math.min(i + SPECIES.length(), last));
      DoubleVector s = DoubleVector.fromArray(SPECIES, tiles, S + i);
      DoubleVector p = DoubleVector.fromArray(SPECIES, tiles, P + i);
      DoubleVector one = broadcast(SPECIES, 1);
      DoubleVector power = s.add(one);
      DoubleVector sum;
      DoubleVector low;
      if (isNear) {
        sum = s.fma(p, power);
        low = s.fma(p, power.sub(sum));
      } else {
        DoubleVector part = s.fma(p, one.sub(power.sub(s)));
        sum = power.add(part);
        low = part.sub(sum.sub(power));
      }
      DoubleVector minusOne = broadcast(SPECIES, -1);
      DoubleVector minus = minusOne.div(sum);
      DoubleVector rest = sum.fma(minus, one);
      DoubleVector residual = low.fma(minus, rest);
      DoubleVector scaled = s.mul(minus);
      DoubleVector minusH = scaled.fma(p, scaled);
      DoubleVector slope = v.fma(minusH, minusOne);
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
