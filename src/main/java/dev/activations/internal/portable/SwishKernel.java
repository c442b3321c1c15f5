package dev.activations.internal.portable;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.Sigmoid;
import dev.activations.internal.scalar.Swish;

/** The array forms of {@link Swish}. */
final class SwishKernel extends StagedKernel {

  private final double beta;

  SwishKernel(double beta) {
    super(Swish.nearZero(beta));
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
  boolean tile(double[] x, double[] y, double[] d, double[][] scratch, int length) {
    if (Math.abs(beta) > Swish.LARGEST_BETA) {
      return false;
    }
    double[] z = scratch[0];
    double[] p = scratch[1];
    double[] s = scratch[2];
    double[] low = scratch[4];
    products(x, z, low, length);
    ExpStages.shifted(z, -1, s, 0, length);
    if (!ExpStages.pow2(s, 0, length)) {
      return false;
    }
    expm1OfRemainder(z, low, p, length);
    if (d == null) {
      SlopeStages.values(x, s, p, y, length);
      return true;
    }
    if (y == null) {
      SlopeStages.slopes(s, p, z, low, d, length);
    } else {
      SlopeStages.both(x, s, p, z, low, scratch[3], scratch[5], y, d, length);
    }
    return true;
  }

  /** β x in two parts. */
  private void products(double[] x, double[] z, double[] low, int length) {
    double beta = this.beta;
    for (int i = 0; i < length; i++) {
      double product = x[i] * beta;
      z[i] = product;
      low[i] = Math.fma(x[i], beta, product * -1);
    }
  }

  private static void expm1OfRemainder(double[] z, double[] low, double[] p, int length) {
    for (int i = 0; i < length; i++) {
      double minus = z[i] * -1;
      double t = Exp.shifted(minus);
      double remainder = Exp.remainder(minus, t);
      p[i] = remainder + Exp.expm1Rest(remainder, low[i] * -1, t);
    }
  }
}
