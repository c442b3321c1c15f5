package dev.activations.internal.portable;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.Sigmoid;

/** The array forms of {@link Sigmoid}. */
final class SigmoidKernel extends StagedKernel {

  SigmoidKernel() {
    super(Exp.LIMIT, Sigmoid.DERIVATIVE_LIMIT);
  }

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
    if (!isOrdinary(x, from, to, OnePlusExp.EXACT_LIMIT)) {
      return false;
    }
    OnePlusExp.direct(x, y, from, to);
    ExpStages.reciprocal(y, y, from, to);
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
      ExpStages.reciprocal(y, y, 0, length);
    }
    if (d != null) {
      ExpStages.exponential(s, p, p, length);
      ExpStages.squareOfOnePlus(p, d, length);
      ExpStages.divide(p, d, d, 0, length);
    }
  }
}
