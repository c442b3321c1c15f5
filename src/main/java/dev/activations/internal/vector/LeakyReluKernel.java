package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.Kernel;
import dev.activations.internal.scalar.LeakyRelu;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link LeakyRelu} over arrays; only the tail is scalar. The two zeros belong to different branches, which no
 * comparison can tell: adding a zero of the right sign to the product gives +0 where the slope is negative. With slope
 * ±0, -∞ is replaced by the lowest number, so that the product is a zero.
 */
final class LeakyReluKernel implements Kernel {

  private static final VectorSpecies<Double> SPECIES = Lanes.SPECIES;

  private final double slope;

  LeakyReluKernel(double slope) {
    this.slope = slope;
  }

  @Override
  public double value(double x) {
    return LeakyRelu.value(x, slope);
  }

  @Override
  public double derivative(double x) {
    return LeakyRelu.derivative(x, slope);
  }

  @Override
  public void value(double[] x, int xOffset, double[] y, int yOffset, int length) {
    double slope = this.slope;
    double lowest = slope == 0 ? -Double.MAX_VALUE : Double.NEGATIVE_INFINITY;
    double zero = Math.copySign(0, -slope);
    int bound = SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector bounded = v.blend(broadcast(SPECIES, lowest), v.compare(VectorOperators.LT, lowest));
      DoubleVector product = bounded.fma(broadcast(SPECIES, slope), broadcast(SPECIES, zero));
      product.blend(v, v.compare(VectorOperators.GT, 0)).intoArray(y, yOffset + i);
    }
    values(x, xOffset + bound, y, yOffset + bound, length - bound, slope);
  }

  @Override
  public void derivative(double[] x, int xOffset, double[] d, int dOffset, int length) {
    double slope = this.slope;
    int bound = SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      v.blend(broadcast(SPECIES, slope), v.compare(VectorOperators.LE, 0))
          .blend(broadcast(SPECIES, 1), v.compare(VectorOperators.GT, 0)).intoArray(d, dOffset + i);
    }
    derivatives(x, xOffset + bound, d, dOffset + bound, length - bound, slope);
  }

  @Override
  public void valueAndDerivative(
      double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length) {
    double slope = this.slope;
    double lowest = slope == 0 ? -Double.MAX_VALUE : Double.NEGATIVE_INFINITY;
    double zero = Math.copySign(0, -slope);
    int bound = SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector bounded = v.blend(broadcast(SPECIES, lowest), v.compare(VectorOperators.LT, lowest));
      DoubleVector product = bounded.fma(broadcast(SPECIES, slope), broadcast(SPECIES, zero));
      product.blend(v, v.compare(VectorOperators.GT, 0)).intoArray(y, yOffset + i);
      v.blend(broadcast(SPECIES, slope), v.compare(VectorOperators.LE, 0))
          .blend(broadcast(SPECIES, 1), v.compare(VectorOperators.GT, 0)).intoArray(d, dOffset + i);
    }
    both(x, xOffset + bound, y, yOffset + bound, d, dOffset + bound, length - bound, slope);
  }

  private static void values(double[] x, int xOffset, double[] y, int yOffset, int length, double slope) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = LeakyRelu.value(x[xOffset + i], slope);
    }
  }

  private static void derivatives(double[] x, int xOffset, double[] d, int dOffset, int length, double slope) {
    for (int i = 0; i < length; i++) {
      d[dOffset + i] = LeakyRelu.derivative(x[xOffset + i], slope);
    }
  }

  private static void both(
      double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length, double slope) {
    for (int i = 0; i < length; i++) {
      double input = x[xOffset + i];
      y[yOffset + i] = LeakyRelu.value(input, slope);
      d[dOffset + i] = LeakyRelu.derivative(input, slope);
    }
  }
}
