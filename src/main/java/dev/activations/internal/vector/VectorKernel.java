package dev.activations.internal.vector;

import dev.activations.internal.Kernel;
import dev.activations.internal.NearZero;
import dev.activations.internal.scalar.Exp;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
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
 *       those of sigmoid and tanh, and of less than 128 numbers for SiLU where they are wide.
 *   <li>A loop loads its next vector before it stores, see {@link #values}.
 *   <li>A loop that can multiply its results by another array's has the branch inside; it costs nothing that can be measured.
 *   <li>One vector in an iteration; two would spill registers.
 *   <li>A vector with a number outside the range of the straight-line code ends the loop: one compare, then the whole vector
 *       goes through the scalar function, unless it is cheap as a whole.
 * </ul>
 */
abstract class VectorKernel implements Kernel {

  /** The widest vector of the machine. */
  static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /**
   * The class of the vectors, for a cast of those that go round a loop: see {@link RowExponentials}.
   */
  static final Class<?> TYPE = SPECIES.vectorType();

  private static final int LANES = SPECIES.length();

  /**
   * How often a loop is left to look for numbers near zero, in elements. A look at each vector would cost up to 2 % where there are none,
   * and a third where every other number is zero.
   */
  private static final int STRETCH = 4096;

  /**
   * Below this in magnitude the sum 1 + 2^n in 1 + e^-x is exact, and what it would lose need not be carried: three operations less,
   * and the same number. A loop whose first vector is nearer than this ends at one that is not, and the next goes on with all of them:
   * sigmoid and SiLU took up to 13 % less time so.
   */
  static final double NEAR = 36;

  /** {@link Exp#SHIFT} for -2^n: a bit more, which becomes the sign. */
  static final double NEGATIVE_SHIFT = Exp.SHIFT + 2 * (Exp.BIAS + 1);

  private final double far;
  private final double nearZero;

  VectorKernel() {
    this(Double.POSITIVE_INFINITY, NearZero.LIMIT);
  }

  /**
   * Makes a kernel whose values beyond ±far are x or -0.0, with derivatives 1 or -0.0, and which is as in {@link NearZero} where |x| is below
   * nearZero.
   */
  VectorKernel(double far, double nearZero) {
    this.far = far;
    this.nearZero = nearZero;
  }

  /**
   * {@code y = f(x) * factor}, or {@code f(x)} where factor is null, for whole vectors from index {@code from} on, at least one. Returns
   * the index of the first vector that is outside the straight-line code, or bound.
   *
   * <p>Arrays of 65 536 numbers that were allocated one after the other, and others whose length is a power of two, begin 16 bytes beyond a
   * multiple of 4 096 apart. Processors compare the low twelve bits of addresses first, so that there a load from x waits for the store into y
   * before it, which waits for the whole function. A loop that loads its next vector before it stores takes 3 to 20 % less time on such arrays,
   * and as long on others.
   */
  abstract int values(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] y, int yOffset, int from, int bound);

  /** The same for {@code d = f'(x) * factor}. */
  abstract int derivatives(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] d, int dOffset, int from, int bound);

  /** The same for {@code y = f(x)} and {@code d = f'(x)}. */
  abstract int both(double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int from, int bound);

  /**
   * Values or slopes of vectors that are near zero as a whole, or far: saturated numbers of random sign would take
   * the scalar function's branches by surprise. Returns the index of the first vector after them.
   */
  private int cheapTo(
      double[] x, int xOffset, boolean areSlopes, double[] factor, int factorOffset, double[] y, int yOffset, int from, int bound) {
    long itself = areSlopes ? 0 : -1;
    long one = areSlopes ? Double.doubleToRawLongBits(1) : 0;
    for (int i = from; i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (v.abs().compare(VectorOperators.GT, far).allTrue()) {
        DoubleVector positive = v.reinterpretAsLongs().and(itself).or(one).reinterpretAsDoubles();
        DoubleVector result = positive.blend(DoubleVector.broadcast(SPECIES, -0.0), v.compare(VectorOperators.LT, 0));
        if (factor == null) {
          result.intoArray(y, yOffset + i);
        } else {
          result.mul(DoubleVector.fromArray(SPECIES, factor, factorOffset + i)).intoArray(y, yOffset + i);
        }
      } else if (v.abs().compare(VectorOperators.LT, nearZero).allTrue()) {
        i = nearTo(x, xOffset, areSlopes, factor, factorOffset, y, yOffset, i, bound) - LANES;
      } else {
        return i;
      }
    }
    return bound;
  }

  /** Those near zero, of which there is one. */
  private int nearTo(
      double[] x, int xOffset, boolean areSlopes, double[] factor, int factorOffset, double[] y, int yOffset, int from, int bound) {
    double slope = derivative(0.0);
    double atZero = areSlopes ? slope : value(0.0);
    // A method of ours to store them, and a choice between vectors, made them objects in most processes of JDK 25: this loop took six times as long.
    long same = atZero != 0 ? 0 : -1;
    long halved = slope < 1 ? -1 : 0;
    for (int i = from; i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      if (!v.abs().compare(VectorOperators.LT, nearZero).allTrue()) {
        return i;
      }
      LongVector bits = v.reinterpretAsLongs();
      LongVector size = bits.and(Long.MAX_VALUE);
      // NearZero.half of each is the larger of its two cases.
      LongVector half = size.add(size.lanewise(VectorOperators.LSHR, 1).and(1)).lanewise(VectorOperators.LSHR, 1)
          .max(size.sub(NearZero.LINEAR >> 1));
      LongVector scaled = size.add(half.sub(size).and(halved)).or(bits.and(Long.MIN_VALUE));
      DoubleVector result = scaled.and(same).or(Double.doubleToRawLongBits(atZero)).reinterpretAsDoubles();
      if (factor == null) {
        result.intoArray(y, yOffset + i);
      } else {
        result.mul(DoubleVector.fromArray(SPECIES, factor, factorOffset + i)).intoArray(y, yOffset + i);
      }
    }
    return bound;
  }

  /** Whether all of the vector's numbers are below {@link #NEAR}. */
  static boolean isNear(double[] x, int at) {
    return DoubleVector.fromArray(SPECIES, x, at).abs().compare(VectorOperators.LT, NEAR).allTrue();
  }

  /** How far a loop goes until the next look for numbers near zero. */
  private static int stretchTo(int from, int bound) {
    return bound - from > STRETCH ? from + STRETCH : bound;
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
    int i = cheapTo(gate, gateOffset, false, value, valueOffset, y, yOffset, 0, bound);
    while (i < bound) {
      int from = i;
      i = values(gate, gateOffset, value, valueOffset, y, yOffset, from, stretchTo(from, bound));
      if (i == from) {
        i = from + LANES;
        scalarValues(gate, gateOffset, value, valueOffset, y, yOffset, from, i);
      }
      i = cheapTo(gate, gateOffset, false, value, valueOffset, y, yOffset, i, bound);
    }
    scalarValues(gate, gateOffset, value, valueOffset, y, yOffset, bound, length);
  }

  @Override
  public final void backward(
      double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int length) {
    int bound = SPECIES.loopBound(length);
    int i = cheapTo(x, xOffset, true, dy, dyOffset, dx, dxOffset, 0, bound);
    while (i < bound) {
      int from = i;
      i = derivatives(x, xOffset, dy, dyOffset, dx, dxOffset, from, stretchTo(from, bound));
      if (i == from) {
        i = from + LANES;
        scalarDerivatives(x, xOffset, dy, dyOffset, dx, dxOffset, from, i);
      }
      i = cheapTo(x, xOffset, true, dy, dyOffset, dx, dxOffset, i, bound);
    }
    scalarDerivatives(x, xOffset, dy, dyOffset, dx, dxOffset, bound, length);
  }

  @Override
  public final void valueAndDerivative(
      double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length) {
    int bound = SPECIES.loopBound(length);
    int i = 0;
    while (i < bound) {
      // What is written over x comes last.
      boolean isLast = y == x && yOffset == xOffset;
      int from = cheapTo(x, xOffset, isLast, null, 0, isLast ? d : y, isLast ? dOffset : yOffset, i, bound);
      cheapTo(x, xOffset, !isLast, null, 0, isLast ? y : d, isLast ? yOffset : dOffset, i, from);
      i = from == bound ? bound : both(x, xOffset, y, yOffset, d, dOffset, from, stretchTo(from, bound));
      if (i == from && from < bound) {
        i = from + LANES;
        scalarBoth(x, xOffset, y, yOffset, d, dOffset, from, i);
      }
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
