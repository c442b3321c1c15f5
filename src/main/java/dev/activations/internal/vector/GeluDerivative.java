package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.Gelu;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The loops of {@link GeluKernel} that compute the derivative. */
abstract class GeluDerivative extends VectorKernel {

  private static final VectorSpecies<Double> SPECIES = Lanes.SPECIES;

  /**
   * The coefficients of both polynomials, read from memory in every iteration: the loop stores doubles, so C2 cannot know that they
   * stay. As constants they would be made into vectors before the loop, too many for the registers, and put on the stack, where
   * most of them cross the border of a cache line: on JDK 17 that took up to a third longer. {@link #both} reads only G: with Q,
   * too, JDK 25 takes a third longer.
   */
  static final double[] Q = {
    Exp.Q0, Exp.Q1, Exp.Q2, Exp.Q3, Exp.Q4, Exp.Q5, Exp.Q6, Exp.Q7, Exp.Q8, Exp.Q9
  };

  static final double[] G = {
    Gelu.G0, Gelu.G1, Gelu.G2, Gelu.G3, Gelu.G4, Gelu.G5, Gelu.G6, Gelu.G7, Gelu.G8, Gelu.G9, Gelu.G10, Gelu.G11,
    Gelu.G12, Gelu.G13, Gelu.G14, Gelu.G15, Gelu.G16, Gelu.G17, Gelu.G18, Gelu.G19, Gelu.G20, Gelu.G21, Gelu.G22, Gelu.G23
  };

  @Override
  final int derivatives(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] d, int dOffset, int from, int bound) {
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
      VectorMask<Double> below = v.compare(VectorOperators.LT, 0);
      DoubleVector one = broadcast(SPECIES, 1);
      DoubleVector k = one.sub(ratio);
      DoubleVector mills = f.mul(k);
      DoubleVector density = a.mul(broadcast(SPECIES, Gelu.K_INV_SQRT_2PI));
      DoubleVector difference = mills.sub(density);
      DoubleVector millsLow = f.fma(one.sub(k).sub(ratio), k.fma(fLow, f.fma(k, mills.neg())));
      DoubleVector constantsLow = difference.fma(
          broadcast(SPECIES, Gelu.INV_K_ERROR), a.fma(broadcast(SPECIES, -Gelu.K_INV_SQRT_2PI_LOW), millsLow));
      DoubleVector densityLow = a.fma(broadcast(SPECIES, Gelu.K_INV_SQRT_2PI), density.neg());
      DoubleVector differenceLow = constantsLow.add(mills.sub(difference.add(density)).sub(densityLow));
      DoubleVector scale = s.mul(broadcast(SPECIES, Gelu.INV_K));
      DoubleVector slope = scale.mul(difference);
      DoubleVector slopeLow = scale.fma(differenceLow, scale.fma(difference, slope.neg()));
      DoubleVector slopeLost = slope.fma(remainder, slope.fma(rest, slopeLow.fma(remainder, slopeLow)));
      DoubleVector result = one.sub(slope).sub(slopeLost).blend(slope.add(slopeLost), below);
      if (factor == null) {
        result.intoArray(d, dOffset + i);
      } else {
        result.mul(DoubleVector.fromArray(SPECIES, factor, factorOffset + i)).intoArray(d, dOffset + i);
      }
    }
    return bound;
  }

  @Override
  final int both(
      double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int from, int bound) {
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
      VectorMask<Double> below = v.compare(VectorOperators.LT, 0);
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
      v.blend(broadcast(SPECIES, -0.0), below).sub(tail).sub(lost).intoArray(y, yOffset + i);
      DoubleVector one = broadcast(SPECIES, 1);
      DoubleVector k = one.sub(ratio);
      DoubleVector mills = f.mul(k);
      DoubleVector density = a.mul(broadcast(SPECIES, Gelu.K_INV_SQRT_2PI));
      DoubleVector difference = mills.sub(density);
      DoubleVector millsLow = f.fma(one.sub(k).sub(ratio), k.fma(fLow, f.fma(k, mills.neg())));
      DoubleVector constantsLow = difference.fma(
          broadcast(SPECIES, Gelu.INV_K_ERROR), a.fma(broadcast(SPECIES, -Gelu.K_INV_SQRT_2PI_LOW), millsLow));
      DoubleVector densityLow = a.fma(broadcast(SPECIES, Gelu.K_INV_SQRT_2PI), density.neg());
      DoubleVector differenceLow = constantsLow.add(mills.sub(difference.add(density)).sub(densityLow));
      DoubleVector scale = s.mul(broadcast(SPECIES, Gelu.INV_K));
      DoubleVector slope = scale.mul(difference);
      DoubleVector slopeLow = scale.fma(differenceLow, scale.fma(difference, slope.neg()));
      DoubleVector slopeLost = slope.fma(remainder, slope.fma(rest, slopeLow.fma(remainder, slopeLow)));
      one.sub(slope).sub(slopeLost).blend(slope.add(slopeLost), below).intoArray(d, dOffset + i);
    }
    return bound;
  }
}
