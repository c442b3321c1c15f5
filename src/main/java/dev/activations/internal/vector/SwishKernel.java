package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.Sigmoid;
import dev.activations.internal.scalar.Swish;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Swish} over arrays, operation by operation. Special cases and the tail go through the scalar function.
 */
final class SwishKernel extends SplitKernel {

  private static final VectorSpecies<Double> SPECIES = Lanes.SPECIES;

  private final double beta;

  SwishKernel(double beta) {
    this.beta = beta;
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
  int begin(double[] x, int xAt, boolean derivatives, double[] tiles, int length) {
    int done = exponents(x, xAt, derivatives ? Sigmoid.DERIVATIVE_LIMIT : Exp.LIMIT, tiles, length);
    exponentials(tiles, done);
    return done;
  }

  private int exponents(double[] x, int xAt, double limit, double[] tiles, int length) {
    double beta = this.beta;
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
      DoubleVector z = v.mul(broadcast(SPECIES, beta));
      if (!z.abs().compare(VectorOperators.LT, limit).allTrue()) {
        return i;
      }
      DoubleVector high = z.neg();
      high.intoArray(tiles, S + i);
      v.fma(broadcast(SPECIES, beta), high).neg().intoArray(tiles, REMAINDER + i);
    }
    return length;
  }

  @Override
  void endDerivatives(
      double[] tiles, double[] x, int xAt, double[] factor, int factorAt, double[] d, int dAt, int length) {
    double beta = this.beta;
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
      DoubleVector s = DoubleVector.fromArray(SPECIES, tiles, S + i);
      DoubleVector p = DoubleVector.fromArray(SPECIES, tiles, REMAINDER + i).add(DoubleVector.fromArray(SPECIES, tiles, REST + i));
      DoubleVector one = broadcast(SPECIES, 1);
      DoubleVector e = s.fma(p, s);
      DoubleVector eLow = s.fma(p, s.sub(e));
      DoubleVector root = e.add(one);
      DoubleVector part = root.sub(one);
      DoubleVector rootLow = e.sub(part).add(one.sub(root.sub(part)));
      DoubleVector square = root.fma(root, root.mul(rootLow.fma(broadcast(SPECIES, 2), eLow)));
      DoubleVector z = v.mul(broadcast(SPECIES, beta));
      DoubleVector low = v.fma(broadcast(SPECIES, beta), z.neg());
      DoubleVector result = e.fma(z.add(one), e.fma(low, one)).div(square);
      if (factor == null) {
        result.intoArray(d, dAt + i);
      } else {
        result.mul(DoubleVector.fromArray(SPECIES, factor, factorAt + i)).intoArray(d, dAt + i);
      }
    }
  }
}
