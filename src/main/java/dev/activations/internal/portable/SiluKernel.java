package dev.activations.internal.portable;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.Sigmoid;
import dev.activations.internal.scalar.Silu;

/** The array forms of {@link Silu}. */
final class SiluKernel extends StagedKernel {

  @Override
  public double value(double x) {
    return Silu.value(x);
  }

  @Override
  public double derivative(double x) {
    return Silu.derivative(x);
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
      y[i] = x[i] / Sigmoid.onePlus(y[i], Exp.expm1OfRemainder(z, Exp.shifted(z)));
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
    if (y == null) {
      ExpStages.expm1OfMinusRemainder(x, p, length);
    } else {
      values(x, s, p, y, length);
    }
    if (d != null) {
      SlopeStages.slopes(s, p, x, d, length);
    }
    return true;
  }

  /** Also keeps p, as in {@link SigmoidKernel}. */
  private static void values(double[] x, double[] s, double[] p, double[] y, int length) {
    for (int i = 0; i < length; i++) {
      double z = x[i] * -1;
      double power = Exp.expm1OfRemainder(z, Exp.shifted(z));
      p[i] = power;
      y[i] = x[i] / Sigmoid.onePlus(s[i], power);
    }
  }
}
