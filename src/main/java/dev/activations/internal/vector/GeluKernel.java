package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.NearZero;
import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.GaussianTail;
import dev.activations.internal.scalar.Gelu;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link Gelu} over arrays, operation by operation, in three loops: the exponential, the polynomial of the tail, the rest. The
 * fourth tile is for the polynomial, the fifth for |x| / (|x| + K), of which it is one. Special cases go through the scalar function.
 */
final class GeluKernel extends SplitKernel {

  GeluKernel() {
    super(Integer.MAX_VALUE, Gelu.FAR, NearZero.LIMIT);
  }

  @Override
  public double value(double x) {
    return Gelu.value(x);
  }

  @Override
  public double derivative(double x) {
    return Gelu.derivative(x);
  }

  @Override
  int begin(double[] x, int xAt, boolean derivatives, double[] tiles, int length) {
    int done = exponentials(x, xAt, tiles, length);
    polynomials(tiles, done);
    return done;
  }

  /**
   * Also the map of |x|: its division takes its time beside the exponential, and what waits for it in the next loop does not wait here.
   * With the exponent and the division in a loop of their own all forms took 8 to 22 % longer with 512 bits, most up to 8 % with 256
   * (Granite Rapids).
   */
  private static int exponentials(double[] x, int xAt, double[] tiles, int length) {
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector a = DoubleVector.fromArray(SPECIES, x, xAt + i).abs();
      // The bits of zero less 1 are those of a NaN, which is not less than anything.
      DoubleVector below = a.reinterpretAsLongs().sub(1).reinterpretAsDoubles();
      if (!a.compare(VectorOperators.LE, Gelu.LIMIT).andNot(below.compare(VectorOperators.LT, NearZero.LIMIT)).allTrue()) {
        return i;
      }
      DoubleVector m = a.mul(broadcast(SPECIES, -0.5));
      DoubleVector high = a.mul(m);
      DoubleVector low = a.fma(m, high.neg());
      DoubleVector t = high.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, GaussianTail.SHIFT));
      DoubleVector s = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles();
      DoubleVector n = t.sub(broadcast(SPECIES, GaussianTail.SHIFT));
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
      remainder.intoArray(tiles, REMAINDER + i);
      r2.fma(q, rLow).intoArray(tiles, REST + i);
      a.div(a.add(broadcast(SPECIES, GaussianTail.K))).intoArray(tiles, FIFTH + i);
    }
    return length;
  }

  /** The polynomial but for its last step. */
  private static void polynomials(double[] tiles, int length) {
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector c = DoubleVector.fromArray(SPECIES, tiles, FIFTH + i).sub(broadcast(SPECIES, GaussianTail.CENTRE));
      DoubleVector u = c.mul(c);
      DoubleVector t2 = u.add(broadcast(SPECIES, GaussianTail.TURN));
      DoubleVector w = t2.mul(t2);
      DoubleVector odd = broadcast(SPECIES, GaussianTail.A0).fma(t2, broadcast(SPECIES, GaussianTail.A1))
          .fma(w.add(broadcast(SPECIES, GaussianTail.A2)), broadcast(SPECIES, GaussianTail.A3))
          .fma(w.add(broadcast(SPECIES, GaussianTail.A4)), broadcast(SPECIES, GaussianTail.A5))
          .fma(w.add(broadcast(SPECIES, GaussianTail.A6)), broadcast(SPECIES, GaussianTail.A7))
          .fma(u, broadcast(SPECIES, GaussianTail.G7)).fma(u, broadcast(SPECIES, GaussianTail.G5)).fma(u, broadcast(SPECIES, GaussianTail.G3));
      DoubleVector even = broadcast(SPECIES, GaussianTail.B0).fma(t2, broadcast(SPECIES, GaussianTail.B1))
          .fma(w.add(broadcast(SPECIES, GaussianTail.B2)), broadcast(SPECIES, GaussianTail.B3))
          .fma(w.add(broadcast(SPECIES, GaussianTail.B4)), broadcast(SPECIES, GaussianTail.B5))
          .fma(w.add(broadcast(SPECIES, GaussianTail.B6)), broadcast(SPECIES, GaussianTail.B7))
          .fma(u, broadcast(SPECIES, GaussianTail.G6)).fma(u, broadcast(SPECIES, GaussianTail.G4));
      DoubleVector g = even.fma(c, odd).fma(c, broadcast(SPECIES, GaussianTail.G2)).fma(c, broadcast(SPECIES, GaussianTail.G1));
      g.intoArray(tiles, FOURTH + i);
    }
  }

  @Override
  void endValues(
      double[] tiles, double[] x, int xAt, double[] factor, int factorAt, double[] y, int yAt, int length) {
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
      DoubleVector a = v.abs();
      DoubleVector s = DoubleVector.fromArray(SPECIES, tiles, S + i);
      DoubleVector remainder = DoubleVector.fromArray(SPECIES, tiles, REMAINDER + i);
      DoubleVector rest = DoubleVector.fromArray(SPECIES, tiles, REST + i);
      DoubleVector g = DoubleVector.fromArray(SPECIES, tiles, FOURTH + i);
      DoubleVector ratio = DoubleVector.fromArray(SPECIES, tiles, FIFTH + i);
      DoubleVector c = ratio.sub(broadcast(SPECIES, GaussianTail.CENTRE));
      DoubleVector f = g.fma(c, broadcast(SPECIES, GaussianTail.G0));
      DoubleVector fLow = g.fma(c, broadcast(SPECIES, GaussianTail.G0).sub(f));
      DoubleVector sum = a.add(broadcast(SPECIES, GaussianTail.K));
      DoubleVector scaled = ratio.mul(s);
      DoubleVector minus = scaled.neg();
      DoubleVector tail = scaled.mul(f);
      DoubleVector tailLow = scaled.fma(fLow, scaled.fma(f, tail.neg()));
      DoubleVector sumLow = a.sub(sum.sub(broadcast(SPECIES, GaussianTail.K)));
      DoubleVector ratioLow = minus.fma(sumLow, minus.fma(sum, a.mul(s)));
      DoubleVector share = f.sub(broadcast(SPECIES, GaussianTail.SHARE));
      DoubleVector carried = ratioLow.fma(share.mul(share), tailLow);
      DoubleVector lost = tail.fma(remainder, tail.fma(rest, carried.fma(remainder, carried)));
      LongVector bits = v.reinterpretAsLongs();
      DoubleVector positive = bits.max(0).or(bits.and(Long.MIN_VALUE)).reinterpretAsDoubles();
      DoubleVector result = positive.sub(tail).sub(lost);
      if (factor == null) {
        result.intoArray(y, yAt + i);
      } else {
        result.mul(DoubleVector.fromArray(SPECIES, factor, factorAt + i)).intoArray(y, yAt + i);
      }
    }
  }

  @Override
  void end(
      double[] tiles, double[] x, int xAt, double[] factor, int factorAt, double[] y, int yAt, double[] d, int dAt, int length) {
    // What is written over x comes last.
    boolean areValuesLast = y == x && yAt == xAt;
    if (y != null && !areValuesLast) {
      endValues(tiles, x, xAt, null, 0, y, yAt, length);
    }
    endSlopes(tiles, x, xAt, factor, factorAt, d, dAt, length);
    if (areValuesLast) {
      endValues(tiles, x, xAt, null, 0, y, yAt, length);
    }
  }

  private static void endSlopes(
      double[] tiles, double[] x, int xAt, double[] factor, int factorAt, double[] d, int dAt, int length) {
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
      DoubleVector a = v.abs();
      DoubleVector s = DoubleVector.fromArray(SPECIES, tiles, S + i);
      DoubleVector remainder = DoubleVector.fromArray(SPECIES, tiles, REMAINDER + i);
      DoubleVector rest = DoubleVector.fromArray(SPECIES, tiles, REST + i);
      DoubleVector g = DoubleVector.fromArray(SPECIES, tiles, FOURTH + i);
      DoubleVector ratio = DoubleVector.fromArray(SPECIES, tiles, FIFTH + i);
      DoubleVector c = ratio.sub(broadcast(SPECIES, GaussianTail.CENTRE));
      DoubleVector f = g.fma(c, broadcast(SPECIES, GaussianTail.G0));
      DoubleVector fLow = g.fma(c, broadcast(SPECIES, GaussianTail.G0).sub(f));
      VectorMask<Double> below = v.compare(VectorOperators.LT, 0);
      DoubleVector one = broadcast(SPECIES, 1);
      DoubleVector k = one.sub(ratio);
      DoubleVector mills = f.mul(k);
      DoubleVector density = a.mul(broadcast(SPECIES, GaussianTail.K_INV_SQRT_2PI));
      DoubleVector difference = mills.sub(density);
      DoubleVector millsLow = f.fma(one.sub(k).sub(ratio), k.fma(fLow, f.fma(k, mills.neg())));
      DoubleVector constantsLow = difference.fma(
          broadcast(SPECIES, GaussianTail.INV_K_ERROR), a.fma(broadcast(SPECIES, -GaussianTail.K_INV_SQRT_2PI_LOW), millsLow));
      DoubleVector densityLow = a.fma(broadcast(SPECIES, GaussianTail.K_INV_SQRT_2PI), density.neg());
      DoubleVector differenceLow = constantsLow.add(mills.sub(difference.add(density)).sub(densityLow));
      DoubleVector scale = s.mul(broadcast(SPECIES, GaussianTail.INV_K));
      DoubleVector slope = scale.mul(difference);
      DoubleVector slopeLow = scale.fma(differenceLow, scale.fma(difference, slope.neg()));
      DoubleVector slopeLost = slope.fma(remainder, slope.fma(rest, slopeLow.fma(remainder, slopeLow)));
      DoubleVector result = one.sub(slope).sub(slopeLost).blend(slope.add(slopeLost), below);
      if (factor == null) {
        result.intoArray(d, dAt + i);
      } else {
        result.mul(DoubleVector.fromArray(SPECIES, factor, factorAt + i)).intoArray(d, dAt + i);
      }
    }
  }
}
