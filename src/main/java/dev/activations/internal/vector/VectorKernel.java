package dev.activations.internal.vector;

import dev.activations.internal.Kernel;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The array forms, from three loops on vectors. Those of values and of derivatives can multiply their results, so that the gated
 * forward step and the backward step go over the arrays once.
 *
 * <p>A loop ends at a vector with a number outside the straight-line code, which then goes through the scalar function here, unless
 * it is cheap as a whole, and the loop is begun anew. A call of the scalar function inside the loop would keep its registers from
 * holding constants as soon as it was taken once: on JDK 17 some loops then took twice as long ever after.
 *
 * <p>Each kernel does the operations of its scalar function, in the same order, so it gives the same bits. Its form
 * follows from how C2 compiles the Vector API:
 *
 * <ul>
 *   <li>The loops call no helper of ours. A method is inlined up to 325 bytecodes, and only while the graph of the loop
 *       is small ({@code NodeCountInliningCutoff}); where it is not, vectors become objects, and the loop runs three to five
 *       times slower. Methods of the JDK are inlined always. Most of the loops are past that limit, and near it the order in which
 *       loops are compiled decides: the same loop was fast in one process and slow in the next.
 *   <li>Constants are broadcast where they are used; vectors in static fields are slower.
 *   <li>Long functions are several loops ({@link SplitKernel}): GELU, the values of its tanh form where vectors are narrow, derivatives but for
 *       those of sigmoid and tanh.
 *   <li>A loop that can multiply its results by another array's has the branch inside; it costs nothing that can be measured.
 *   <li>One vector in an iteration; two would spill registers.
 *   <li>A vector with a number outside the range of the straight-line code ends the loop: one compare, then the whole vector
 *       goes through the scalar function, unless it is cheap as a whole.
 * </ul>
 */
abstract class VectorKernel implements Kernel {

  /** The widest vector of the machine. */
  static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  private static final int LANES = SPECIES.length();

  /**
   * To divide a number this small may make a subnormal number, and then takes several times as long: 2^-1000,
   * 9.332636185032189e-302.
   */
  static final double TINY = 0x1p-1000;

  /**
   * How often a loop is left to look for tiny numbers, in elements. A look at each vector would cost up to 2 % where there are none,
   * and a third where every other number is zero.
   */
  private static final int STRETCH = 4096;

  private final double far;
  private final double tiny;

  VectorKernel() {
    this(Double.POSITIVE_INFINITY, 0);
  }

  /** Makes a kernel whose values beyond ±far are x or -0.0, and x / 2 where |x| is below tiny. */
  VectorKernel(double far, double tiny) {
    this.far = far;
    this.tiny = tiny;
  }

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

  /**
   * Values of vectors that are far or tiny as a whole: saturated numbers of random sign would take the scalar function's branches by
   * surprise. Returns the index of the first vector that is neither, or bound.
   */
  private int farOrTiny(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] y, int yOffset, int from, int bound) {
    for (int i = from; i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector a = v.abs();
      DoubleVector result;
      if (a.compare(VectorOperators.GT, far).allTrue()) {
        result = v.blend(DoubleVector.broadcast(SPECIES, -0.0), v.compare(VectorOperators.LT, 0));
      } else if (a.compare(VectorOperators.LT, tiny).allTrue()) {
        result = v.mul(DoubleVector.broadcast(SPECIES, 0.5));
      } else {
        return i;
      }
      if (factor == null) {
        result.intoArray(y, yOffset + i);
      } else {
        result.mul(DoubleVector.fromArray(SPECIES, factor, factorOffset + i)).intoArray(y, yOffset + i);
      }
    }
    return bound;
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
    int bound = SPECIES.loopBound(length);
    int i = 0;
    while (i < bound) {
      int from = farOrTiny(gate, gateOffset, value, valueOffset, y, yOffset, i, bound);
      int to = tiny > 0 && bound - from > STRETCH ? from + STRETCH : bound;
      i = values(gate, gateOffset, value, valueOffset, y, yOffset, from, to);
      if (i == from && from < bound) {
        i = from + LANES;
        scalarValues(gate, gateOffset, value, valueOffset, y, yOffset, from, i);
      }
    }
    scalarValues(gate, gateOffset, value, valueOffset, y, yOffset, bound, length);
  }

  @Override
  public final void backward(
      double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int length) {
    int bound = SPECIES.loopBound(length);
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
    int bound = SPECIES.loopBound(length);
    int i = both(x, xOffset, y, yOffset, d, dOffset, 0, bound);
    while (i < bound) {
      scalarBoth(x, xOffset, y, yOffset, d, dOffset, i, i + LANES);
      i = both(x, xOffset, y, yOffset, d, dOffset, i + LANES, bound);
    }
    scalarBoth(x, xOffset, y, yOffset, d, dOffset, bound, length);
  }

  private void scalarValues(
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
