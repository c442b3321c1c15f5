package dev.activations.internal.portable;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.Sigmoid;
import dev.activations.internal.scalar.Silu;

/** The array forms of {@link Silu}. */
final class SiluKernel extends StagedKernel {

  SiluKernel() {
    super(Exp.LIMIT, Sigmoid.DERIVATIVE_LIMIT);
  }

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
    if (!isOrdinary(x, from, to, OnePlusExp.EXACT_LIMIT)) {
      return false;
    }
    OnePlusExp.direct(x, y, from, to);
    ExpStages.divide(x, y, y, from, to);
    return true;
  }

  @Override
  void tile(double[] x, double[] y, double[] d, double[][] scratch, int length) {
    double[] s = scratch[0];
    double[] p = scratch[1];
    ExpStages.expm1OfRemainder(x, -1, p, 0, length);
    ExpStages.pow2(x, -1, s, length);
    if (y != null) {
      ExpStages.onePlus(s, p, y, length);
      ExpStages.divide(x, y, y, 0, length);
    }
    if (d != null) {
      double[] e = scratch[2];
      double[] low = scratch[3];
      ExpStages.exponential(s, p, e, length);
      ExpStages.exponentialLow(s, p, e, low, length);
      ExpStages.addRemainderLow(x, s, low, length);
      ExpStages.squareOfOnePlus(e, low, d, length);
      for (int i = 0; i < length; i++) {
        d[i] = Math.fma(e[i], x[i] + 1, 1) / d[i];
      }
    }
  }
}
