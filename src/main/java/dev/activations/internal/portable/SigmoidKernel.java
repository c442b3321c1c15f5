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
    boolean ordinary = ExpStages.pow2(y, false, from, to);
    if (ordinary) {
      for (int i = from; i < to; i++) {
        double z = x[i] * -1;
        y[i] = 1 / Sigmoid.onePlus(y[i], Exp.expm1OfRemainder(z, Exp.shifted(z)));
      }
    }
    return ordinary;
  }

  @Override
  boolean tile(double[] x, double[] y, double[] d, double[][] scratch, int length) {
    double[] s = scratch[0];
    ExpStages.shifted(x, -1, s, 0, length);
    if (!ExpStages.pow2(s, d != null, 0, length)) {
      return false;
    }
    double[] p = scratch[1];
    ExpStages.expm1OfMinusRemainder(x, p, length);
    if (y != null) {
      for (int i = 0; i < length; i++) {
        y[i] = 1 / Sigmoid.onePlus(s[i], p[i]);
      }
    }
    if (d != null) {
      for (int i = 0; i < length; i++) {
        double e = Math.fma(s[i], p[i], s[i]);
        d[i] = e / Sigmoid.squareOfOnePlus(e);
      }
    }
    return true;
  }
}
