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

  /** {@link Exp#SHIFT} for 2^(n + 1): 2^n is needed twice as large, too, and half of it costs nothing in an fma. */
  private static final double TWICE = Exp.SHIFT + 1;

  /**
   * On JDK 17 a choice of 512 bits takes five instructions; |1 - h| or |0 - h|, with the 1 made of the sign, takes 4 to 9 % less time (Zen 5). Elsewhere it takes
   * 5 to 10 % more.
   */
  private static final boolean MASKS_ARE_VECTORS =
      SPECIES.vectorBitSize() >= 512 && "17".equals(System.getProperty("java.specification.version"));

  /** The bits of 1. */
  private static final long ONE = (long) Exp.BIAS << Exp.EXPONENT;

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
      DoubleVector a = v.abs();
      if (!a.compare(VectorOperators.LT, limit).allTrue()) {
        return i;
      }
      DoubleVector t = a.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, TWICE));
      DoubleVector twiceS = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles();
      DoubleVector n = t.sub(broadcast(SPECIES, TWICE));
      DoubleVector r = n.fma(broadcast(SPECIES, -Exp.LN2_LOW), n.fma(broadcast(SPECIES, -Exp.LN2_HIGH), a));
      DoubleVector r2 = r.mul(r);
      DoubleVector q = broadcast(SPECIES, Sigmoid.W4).fma(r2, broadcast(SPECIES, Sigmoid.W3))
          .fma(r2, broadcast(SPECIES, Sigmoid.W2)).fma(r2, broadcast(SPECIES, Sigmoid.W1))
          .fma(r2, broadcast(SPECIES, Sigmoid.W0)).fma(r2, broadcast(SPECIES, 2).sub(r));
      DoubleVector one = broadcast(SPECIES, 1);
      DoubleVector power = twiceS.fma(broadcast(SPECIES, 0.5), one);
      DoubleVector difference = twiceS.mul(r);
      DoubleVector h = q.div(power.fma(q, isNear
          ? difference
          : one.sub(twiceS.fma(broadcast(SPECIES, -0.5), power)).fma(q, difference)));
      DoubleVector result = MASKS_ARE_VECTORS
          ? v.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 63).sub(1).and(ONE).reinterpretAsDoubles().sub(h).abs()
          : h.blend(one.sub(h), v.compare(VectorOperators.GT, 0));
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
      DoubleVector a = v.abs();
      if (!a.compare(VectorOperators.LT, limit).allTrue()) {
        return i;
      }
      DoubleVector t = a.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, TWICE));
      DoubleVector twiceS = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles();
      DoubleVector n = t.sub(broadcast(SPECIES, TWICE));
      DoubleVector r = n.fma(broadcast(SPECIES, -Exp.LN2_LOW), n.fma(broadcast(SPECIES, -Exp.LN2_HIGH), a));
      DoubleVector r2 = r.mul(r);
      DoubleVector q = broadcast(SPECIES, Sigmoid.W4).fma(r2, broadcast(SPECIES, Sigmoid.W3))
          .fma(r2, broadcast(SPECIES, Sigmoid.W2)).fma(r2, broadcast(SPECIES, Sigmoid.W1))
          .fma(r2, broadcast(SPECIES, Sigmoid.W0)).fma(r2, broadcast(SPECIES, 2).sub(r));
      DoubleVector one = broadcast(SPECIES, 1);
      DoubleVector power = twiceS.fma(broadcast(SPECIES, 0.5), one);
      DoubleVector difference = twiceS.mul(r);
      DoubleVector h = q.div(power.fma(q, isNear
          ? difference
          : one.sub(twiceS.fma(broadcast(SPECIES, -0.5), power)).fma(q, difference)));
      if (y != null) {
        DoubleVector value = MASKS_ARE_VECTORS
            ? v.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 63).sub(1).and(ONE).reinterpretAsDoubles().sub(h).abs()
            : h.blend(one.sub(h), v.compare(VectorOperators.GT, 0));
        value.intoArray(y, yOffset + i);
      }
      DoubleVector result = h.neg().fma(h, h);
      if (factor == null) {
        result.intoArray(d, dOffset + i);
      } else {
        result.mul(DoubleVector.fromArray(SPECIES, factor, factorOffset + i)).intoArray(d, dOffset + i);
      }
    }
    return bound;
  }
}
