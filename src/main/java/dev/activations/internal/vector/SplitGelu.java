package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.scalar.Gelu;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link GeluKernel} in four loops: the exponent, the exponential, the polynomial of the tail, the rest. The fourth tile is for the
 * polynomial, the fifth for |x| / (|x| + K), of which it is one.
 */
abstract class SplitGelu extends SplitKernel {

  private static final VectorSpecies<Double> SPECIES = Lanes.SPECIES;

  /** The coefficients of f, for the loop of {@link GeluKernel}. */
  static final double[] G = {
    Gelu.G0, Gelu.G1, Gelu.G2, Gelu.G3, Gelu.G4, Gelu.G5, Gelu.G6, Gelu.G7, Gelu.G8, Gelu.G9, Gelu.G10, Gelu.G11,
    Gelu.G12, Gelu.G13, Gelu.G14, Gelu.G15, Gelu.G16, Gelu.G17, Gelu.G18, Gelu.G19, Gelu.G20, Gelu.G21, Gelu.G22, Gelu.G23
  };

  SplitGelu() {
    super(true, Gelu.FAR, 0);
  }

  @Override
  final int begin(double[] x, int xAt, boolean derivatives, double[] tiles, int length) {
    int done = exponents(x, xAt, tiles, length);
    exponentials(tiles, done);
    polynomials(tiles, done);
    return done;
  }

  /** Also the map of |x|: a division takes long, and what waits for it in the next loop does not wait here. */
  private static int exponents(double[] x, int xAt, double[] tiles, int length) {
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector a = DoubleVector.fromArray(SPECIES, x, xAt + i).abs();
      if (!a.compare(VectorOperators.LE, Gelu.LIMIT).allTrue()) {
        return i;
      }
      DoubleVector m = a.mul(broadcast(SPECIES, -0.5));
      DoubleVector high = a.mul(m);
      high.intoArray(tiles, S + i);
      a.fma(m, high.neg()).intoArray(tiles, REMAINDER + i);
      a.div(a.add(broadcast(SPECIES, Gelu.K))).intoArray(tiles, FIFTH + i);
    }
    return length;
  }

  /** The polynomial but for its last step. */
  private static void polynomials(double[] tiles, int length) {
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector c = DoubleVector.fromArray(SPECIES, tiles, FIFTH + i).sub(broadcast(SPECIES, Gelu.CENTRE));
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
      g.intoArray(tiles, FOURTH + i);
    }
  }

  @Override
  final void endValues(
      double[] tiles, double[] x, int xAt, double[] factor, int factorAt, double[] y, int yAt, int length) {
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
      DoubleVector a = v.abs();
      DoubleVector s = DoubleVector.fromArray(SPECIES, tiles, S + i);
      DoubleVector remainder = DoubleVector.fromArray(SPECIES, tiles, REMAINDER + i);
      DoubleVector rest = DoubleVector.fromArray(SPECIES, tiles, REST + i);
      DoubleVector g = DoubleVector.fromArray(SPECIES, tiles, FOURTH + i);
      DoubleVector ratio = DoubleVector.fromArray(SPECIES, tiles, FIFTH + i);
      DoubleVector c = ratio.sub(broadcast(SPECIES, Gelu.CENTRE));
      DoubleVector f = g.fma(c, broadcast(SPECIES, Gelu.G0));
      DoubleVector fLow = g.fma(c, broadcast(SPECIES, Gelu.G0).sub(f));
      DoubleVector sum = a.add(broadcast(SPECIES, Gelu.K));
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
  final void endDerivatives(
      double[] tiles, double[] x, int xAt, double[] factor, int factorAt, double[] d, int dAt, int length) {
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
      DoubleVector a = v.abs();
      DoubleVector s = DoubleVector.fromArray(SPECIES, tiles, S + i);
      DoubleVector remainder = DoubleVector.fromArray(SPECIES, tiles, REMAINDER + i);
      DoubleVector rest = DoubleVector.fromArray(SPECIES, tiles, REST + i);
      DoubleVector g = DoubleVector.fromArray(SPECIES, tiles, FOURTH + i);
      DoubleVector ratio = DoubleVector.fromArray(SPECIES, tiles, FIFTH + i);
      DoubleVector c = ratio.sub(broadcast(SPECIES, Gelu.CENTRE));
      DoubleVector f = g.fma(c, broadcast(SPECIES, Gelu.G0));
      DoubleVector fLow = g.fma(c, broadcast(SPECIES, Gelu.G0).sub(f));
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
        result.intoArray(d, dAt + i);
      } else {
        result.mul(DoubleVector.fromArray(SPECIES, factor, factorAt + i)).intoArray(d, dAt + i);
      }
    }
  }
}
