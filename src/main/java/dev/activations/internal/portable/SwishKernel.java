package dev.activations.internal.portable;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.Sigmoid;
import dev.activations.internal.scalar.Swish;

/** The array forms of {@link Swish}. */
final class SwishKernel extends StagedKernel {

  private final double beta;

  SwishKernel(double beta) {
    super(limit(Exp.LIMIT, beta), limit(Sigmoid.DERIVATIVE_LIMIT, beta));
    this.beta = beta;
  }

  /** The bound for |x| that keeps |βx| below the limit, a little less for rounding. */
  private static double limit(double limit, double beta) {
    return Math.min(limit / Math.abs(beta) * 0.999, Double.MAX_VALUE);
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
  void tile(double[] x, double[] y, double[] d, double[][] scratch, int length) {
    double[] z = scratch[0];
    double[] high = scratch[1];
    double[] p = scratch[2];
    double[] s = scratch[3];
    for (int i = 0; i < length; i++) {
      z[i] = x[i] * beta;
    }
    for (int i = 0; i < length; i++) {
      high[i] = z[i] * -1;
      p[i] = Math.fma(x[i], beta, z[i] * -1) * -1;
    }
    ExpStages.pow2(z, -1, s, length);
    ExpStages.remainderAndRest(high, p, high, p, length);
    for (int i = 0; i < length; i++) {
      p[i] = high[i] + p[i];
    }
    if (y != null) {
      ExpStages.onePlus(s, p, y, length);
      ExpStages.divide(x, y, y, 0, length);
    }
    if (d != null) {
      slope(x, z, s, p, d, high, scratch[4], length);
    }
  }

  private void slope(
      double[] x, double[] z, double[] s, double[] p, double[] d, double[] e, double[] low, int length) {
    ExpStages.exponential(s, p, e, length);
    ExpStages.exponentialLow(s, p, e, low, length);
    ExpStages.squareOfOnePlus(e, low, d, length);
    for (int i = 0; i < length; i++) {
      low[i] = Math.fma(x[i], beta, z[i] * -1);
    }
    for (int i = 0; i < length; i++) {
      d[i] = Math.fma(e[i], z[i] + 1, Math.fma(e[i], low[i], 1)) / d[i];
    }
  }
}
