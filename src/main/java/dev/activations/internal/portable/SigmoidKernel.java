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
  boolean tile(double[] x, double[] y, double[] d, double[][] scratch, int length) {
    double[] s = scratch[0];
    ExpStages.shifted(x, -1, s, 0, length);
    if (!ExpStages.pow2(s, 0, length)) {
      return false;
    }
    double[] p = scratch[1];
    double[] value = y == null ? scratch[2] : y;
    values(x, s, p, value, length);
    if (d != null) {
      slopes(value, s, p, d, length);
    }
    return true;
  }

  /** Also keeps p. The divisions take their time beside the polynomials; in a loop of their own they would take it alone. */
  private static void values(double[] x, double[] s, double[] p, double[] y, int length) {
    for (int i = 0; i < length; i++) {
      double z = x[i] * -1;
      double power = Exp.expm1OfRemainder(z, Exp.shifted(z));
      p[i] = power;
      y[i] = 1 / Sigmoid.onePlus(s[i], power);
    }
  }

  private static void slopes(double[] y, double[] s, double[] p, double[] d, int length) {
    for (int i = 0; i < length; i++) {
      d[i] = Sigmoid.slope(y[i], s[i], p[i]);
    }
  }
}
