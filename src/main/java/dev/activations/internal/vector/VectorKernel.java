package dev.activations.internal.vector;

import dev.activations.internal.Kernel;

/**
 * The array forms, from three loops on vectors. Those of values and of derivatives can multiply their results, so that the gated
 * forward step and the backward step go over the arrays once.
 *
 * <p>A loop ends at a vector with a number outside the straight-line code, which then goes through the scalar function here, and the
 * loop is begun anew. A call of the scalar function inside the loop would keep its registers from holding constants as soon as it
 * was taken once: on JDK 17 some loops then took twice as long ever after.
 */
abstract class VectorKernel implements Kernel {

  private static final int LANES = Lanes.SPECIES.length();

  /**
   * {@code y = f(x) * factor}, or {@code f(x)} where factor is null, for whole vectors from index {@code from} on. Returns the index
   * of the first vector that is outside the straight-line code, or bound.
   */
  abstract int values(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] y, int yOffset, int from, int bound);

  /** The same for {@code d = f'(x) * factor}. */
  abstract int derivatives(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] d, int dOffset, int from, int bound);

  /** The same for {@code y = f(x)} and {@code d = f'(x)}. */
  abstract int both(double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int from, int bound);

  /** Values of a vector outside the straight-line code, and of any number of such vectors after it. Returns the next index. */
  int special(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] y, int yOffset, int from, int bound) {
    scalarValues(x, xOffset, factor, factorOffset, y, yOffset, from, from + LANES);
    return from + LANES;
  }

  @Override
  public final void value(double[] x, int xOffset, double[] y, int yOffset, int length) {
    gatedForward(x, xOffset, null, 0, y, yOffset, length);
  }

  @Override
  public final void derivative(double[] x, int xOffset, double[] d, int dOffset, int length) {
    backward(x, xOffset, null, 0, d, dOffset, length);
  }

  @Override
  public final void gatedForward(
      double[] gate, int gateOffset, double[] value, int valueOffset, double[] y, int yOffset, int length) {
    int bound = Lanes.SPECIES.loopBound(length);
    int i = values(gate, gateOffset, value, valueOffset, y, yOffset, 0, bound);
    while (i < bound) {
      i = special(gate, gateOffset, value, valueOffset, y, yOffset, i, bound);
      i = values(gate, gateOffset, value, valueOffset, y, yOffset, i, bound);
    }
    scalarValues(gate, gateOffset, value, valueOffset, y, yOffset, bound, length);
  }

  @Override
  public final void backward(
      double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int length) {
    int bound = Lanes.SPECIES.loopBound(length);
    int i = derivatives(x, xOffset, dy, dyOffset, dx, dxOffset, 0, bound);
    while (i < bound) {
      scalarDerivatives(x, xOffset, dy, dyOffset, dx, dxOffset, i, i + LANES);
      i = derivatives(x, xOffset, dy, dyOffset, dx, dxOffset, i + LANES, bound);
    }
    scalarDerivatives(x, xOffset, dy, dyOffset, dx, dxOffset, bound, length);
  }

  @Override
  public final void valueAndDerivative(
      double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length) {
    int bound = Lanes.SPECIES.loopBound(length);
    int i = both(x, xOffset, y, yOffset, d, dOffset, 0, bound);
    while (i < bound) {
      scalarBoth(x, xOffset, y, yOffset, d, dOffset, i, i + LANES);
      i = both(x, xOffset, y, yOffset, d, dOffset, i + LANES, bound);
    }
    scalarBoth(x, xOffset, y, yOffset, d, dOffset, bound, length);
  }

  final void scalarValues(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] y, int yOffset, int from, int to) {
    for (int i = from; i < to; i++) {
      double f = value(x[xOffset + i]);
      y[yOffset + i] = factor == null ? f : f * factor[factorOffset + i];
    }
  }

  private void scalarDerivatives(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] d, int dOffset, int from, int to) {
    for (int i = from; i < to; i++) {
      double f = derivative(x[xOffset + i]);
      d[dOffset + i] = factor == null ? f : f * factor[factorOffset + i];
    }
  }

  private void scalarBoth(double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int from, int to) {
    for (int i = from; i < to; i++) {
      double input = x[xOffset + i];
      y[yOffset + i] = value(input);
      d[dOffset + i] = derivative(input);
    }
  }
}
