package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.scalar.GeluTanh;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link GeluTanhKernel} in three loops: the exponent, the exponential, the rest. */
abstract class SplitGeluTanh extends SplitKernel {

  private static final VectorSpecies<Double> SPECIES = Lanes.SPECIES;

  @Override
  final int begin(double[] x, int xAt, boolean derivatives, double[] tiles, int length) {
    int done = exponents(x, xAt, derivatives ? GeluTanh.DERIVATIVE_LIMIT : GeluTanh.LIMIT, tiles, length);
    exponentials(tiles, done);
    return done;
  }

  private static int exponents(double[] x, int xAt, double limit, double[] tiles, int length) {
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
      if (!v.abs().compare(VectorOperators.LE, limit).allTrue()) {
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
      high.intoArray(tiles, S + i);
      negative.fma(innerLow, negative.fma(inner, high.neg())).intoArray(tiles, REMAINDER + i);
    }
    return length;
  }

  @Override
  final void endDerivatives(
      double[] tiles, double[] x, int xAt, double[] factor, int factorAt, double[] d, int dAt, int length) {
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
      DoubleVector s = DoubleVector.fromArray(SPECIES, tiles, S + i);
      DoubleVector p = DoubleVector.fromArray(SPECIES, tiles, REMAINDER + i).add(DoubleVector.fromArray(SPECIES, tiles, REST + i));
      DoubleVector one = broadcast(SPECIES, 1);
      DoubleVector e = s.fma(p, s);
      DoubleVector eLow = s.fma(p, s.sub(e));
      DoubleVector square = v.mul(v);
      DoubleVector squareLow = v.fma(v, square.neg());
      DoubleVector aHigh = broadcast(SPECIES, GeluTanh.A_HIGH);
      DoubleVector b3 = broadcast(SPECIES, GeluTanh.B3);
      DoubleVector slope = square.fma(b3, aHigh);
      DoubleVector slopeLow = square.fma(b3, aHigh.sub(slope))
          .add(squareLow.fma(
              b3, square.fma(broadcast(SPECIES, GeluTanh.B3_LOW), broadcast(SPECIES, GeluTanh.A_LOW))));
      DoubleVector u = v.mul(slope);
      DoubleVector uLow = v.fma(slopeLow, v.fma(slope, u.neg()));
      DoubleVector w = u.add(one);
      DoubleVector wLow = one.sub(w.sub(u)).add(uLow);
      DoubleVector numerator = e.fma(w, e.fma(wLow, one));
      DoubleVector root = e.add(one);
      DoubleVector part = root.sub(one);
      DoubleVector rootLow = e.sub(part).add(one.sub(root.sub(part)));
      DoubleVector denominator = root.fma(root, root.mul(rootLow.fma(broadcast(SPECIES, 2), eLow)));
      DoubleVector result = numerator.div(denominator);
      if (factor == null) {
        result.intoArray(d, dAt + i);
      } else {
        result.mul(DoubleVector.fromArray(SPECIES, factor, factorAt + i)).intoArray(d, dAt + i);
      }
    }
  }
}
