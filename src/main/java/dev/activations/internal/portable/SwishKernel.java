package dev.activations.internal.portable;

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
    double[] high = scratch[0];
    double[] p = scratch[1];
    double[] s = scratch[2];
    products(x, -beta, high, p, length);
    ExpStages.shifted(high, 1, s, 0, length);
    if (!ExpStages.pow2(s, 0, length)) {
      return false;
    }
    SlopeStages.expm1OfRemainder(high, p, length);
    if (d == null) {
      SlopeStages.values(x, s, p, y, length);
      return true;
    }
    double[] z = scratch[0];
    double[] low = scratch[4];
    products(x, beta, z, low, length);
    if (y == null) {
      SlopeStages.slopes(s, p, z, low, d, length);
    } else {
      SlopeStages.both(x, s, p, z, low, scratch[3], scratch[5], y, d, length);
    }
    return true;
  }

  /** The product in two parts. */
  private static void products(double[] x, double beta, double[] high, double[] low, int length) {
    for (int i = 0; i < length; i++) {
      double product = x[i] * beta;
      high[i] = product;
      low[i] = Math.fma(x[i], beta, product * -1);
    }
  }
}
