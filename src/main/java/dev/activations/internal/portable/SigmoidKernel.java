package dev.activations.internal.portable;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.Sigmoid;

/** The array forms of {@link Sigmoid}. */
final class SigmoidKernel extends StagedKernel {

  @Override
  public double value(double x) {
    return Sigmoid.value(x);
  }

  @Override
  public double derivative(double x) {
    return Sigmoid.derivative(x);
  }

  @Override
  boolean direct(double[] x, double[] y, int from, int to) {
    ExpStages.shifted(x, -1, y, from, to);
    boolean ordinary = ExpStages.pow2(y, from, to);
    if (ordinary) {
      quotients(x, y, from, to);
    }
    return ordinary;
  }

  private static void quotients(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      double z = x[i] * -1;
      y[i] = 1 / Sigmoid.onePlus(y[i], Exp.expm1OfRemainder(z, Exp.shifted(z)));
    }
  }

  @Override
  boolean direct(double[] x, double[] y, double[] d, int from, int to) {
    ExpStages.shifted(x, -1, d, from, to);
    boolean ordinary = ExpStages.pow2(d, from, to);
    if (ordinary) {
      sides(x, y, d, from, to);
      slopes(y, d, from, to);
    }
    return ordinary;
  }

  /** Turns 2^n in h into σ(-x). The divisions take their time beside the polynomials; in a loop of their own they would take it alone. */
  private static void sides(double[] x, double[] y, double[] h, int from, int to) {
    for (int i = from; i < to; i++) {
      double z = x[i] * -1;
      double p = Exp.expm1OfRemainder(z, Exp.shifted(z));
      double value = 1 / Sigmoid.onePlus(h[i], p);
      y[i] = value;
      h[i] = Sigmoid.opposite(value, h[i], p);
    }
  }

  private static void slopes(double[] y, double[] h, int from, int to) {
    for (int i = from; i < to; i++) {
      h[i] = Sigmoid.slope(y[i], h[i]);
    }
  }

  @Override
  boolean tile(double[] x, double[] y, double[] d, double[][] scratch, int length) {
    return d == null ? direct(x, y, 0, length) : direct(x, y == null ? scratch[0] : y, d, 0, length);
  }
}
