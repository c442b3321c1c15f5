package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.Kernel;
import dev.activations.internal.scalar.Relu;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Relu} over arrays: everything not above zero becomes zero, but NaN stays. Only the tail is scalar.
 */
final class ReluKernel implements Kernel {

  private static final VectorSpecies<Double> SPECIES = Lanes.SPECIES;

  @Override
  public double value(double x) {
    return Relu.value(x);
  }

  @Override
  public double derivative(double x) {
    return Relu.derivative(x);
  }

  @Override
  public void value(double[] x, int xOffset, double[] y, int yOffset, int length) {
    int bound = SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      v.blend(broadcast(SPECIES, 0), v.compare(VectorOperators.LE, 0)).intoArray(y, yOffset + i);
    }
    values(x, xOffset + bound, y, yOffset + bound, length - bound);
  }

  @Override
  public void derivative(double[] x, int xOffset, double[] d, int dOffset, int length) {
    int bound = SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      v.blend(broadcast(SPECIES, 0), v.compare(VectorOperators.LE, 0))
          .blend(broadcast(SPECIES, 1), v.compare(VectorOperators.GT, 0)).intoArray(d, dOffset + i);
    }
    derivatives(x, xOffset + bound, d, dOffset + bound, length - bound);
  }

  @Override
  public void valueAndDerivative(
      double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length) {
    int bound = SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector value = v.blend(broadcast(SPECIES, 0), v.compare(VectorOperators.LE, 0));
      value.intoArray(y, yOffset + i);
      value.blend(broadcast(SPECIES, 1), v.compare(VectorOperators.GT, 0)).intoArray(d, dOffset + i);
    }
    both(x, xOffset + bound, y, yOffset + bound, d, dOffset + bound, length - bound);
  }

  private static void values(double[] x, int xOffset, double[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = Relu.value(x[xOffset + i]);
    }
  }

  private static void derivatives(double[] x, int xOffset, double[] d, int dOffset, int length) {
    for (int i = 0; i < length; i++) {
      d[dOffset + i] = Relu.derivative(x[xOffset + i]);
    }
  }

  private static void both(
      double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length) {
    for (int i = 0; i < length; i++) {
      double input = x[xOffset + i];
      y[yOffset + i] = Relu.value(input);
      d[dOffset + i] = Relu.derivative(input);
    }
  }
}
