package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.Pool;
import jdk.incubator.vector.DoubleVector;

/**
 * Array forms as two or three short loops over a block, which hand their results on in tiles that stay in the first-level cache.
 *
 * <p>One loop for a whole function as long as GELU's has more constants and intermediate results than there are registers, and a vector
 * in it waits for itself for longer than a processor looks ahead. Measured with AVX2 (Zen 4; JDK 17 and 25): in short loops GELU and its
 * tanh form take 10 to 35 % less time for values, 15 to 40 % for derivatives. With 512 bits there are twice the registers: GELU's
 * values take 11 to 16 % less (Zen 4), derivatives up to 10 % (Zen 5). The values of its tanh form take up to 1.6 times as long, and
 * those of SiLU 1.3 times, so they stay in one loop, as swish's do everywhere. SiLU's derivatives from 128 numbers on take 4 to 15 % less time in two loops (Zen 5,
 * 512 bits; with {@code -XX:UseAVX=2} from 3 % more to 13 % less), since the second loop loads ahead, too, and knows of near numbers.
 *
 * <p>Where a division takes long (16 cycles for 512 bits on Intel's processors), value and derivative have one in common:
 * -1 / (1 + e^-z). The value x / (1 + e^-z) comes from it in four operations, and is the same number as from a division. The first approximation is
 * corrected by what the reciprocal lacks, which the derivative needs too. So the second one is off by one unit in its last place at most, its residual is exact, and
 * correcting such a number by its residual times a correctly rounded reciprocal gives the correctly rounded quotient (P. Markstein, Computation of elementary functions on the IBM RISC
 * System/6000 processor, 1990). The residual must not underflow: |x| is above 2^-900, or 1 + e^-z is 2. Measured on Granite Rapids with
 * 16 384 numbers: SiLU's value with derivative takes 14 to 21 % less time than before, with two divisions, that of GELU's tanh form 21 to 27 %,
 * swish's 17 to 25 %.
 */
abstract class SplitKernel extends VectorKernel {

  /** Narrower vectors have half the registers, too few for the longest loops. */
  static final boolean IS_WIDE = SPECIES.vectorBitSize() >= 512;

  /** Elements in a block: 2 kB. */
  static final int BLOCK = 256;

  /** Fewer values take one loop where there is one: with 16 that is faster, with 32 it is not. */
  private static final int SHORT = 32;

  /** From one tile to the next. A multiple of 4 kB between two accesses would make the processor take one for the other. */
  private static final int TILE = BLOCK + 32;

  /** Where the tiles begin. After {@link #begin}: 2^n, and p = e^r - 1 or its two parts. */
  static final int S = 0;
  static final int P = TILE;
  static final int REMAINDER = TILE;
  static final int REST = 2 * TILE;

  /** Two tiles of a function's own. */
  static final int FOURTH = 3 * TILE;
  static final int FIFTH = 4 * TILE;

  private static final Pool<double[]> TILES = new Pool<>();

  private final boolean splitsValues;

  /** Makes a kernel whose values are split where vectors have so many bits at most; far and nearZero as in {@link VectorKernel}. */
  SplitKernel(int widestSplit, double far, double nearZero) {
    super(far, nearZero);
    this.splitsValues = SPECIES.vectorBitSize() <= widestSplit;
  }

  /**
   * Fills the tiles for whole vectors from {@code x[xAt]} on. Returns the number of elements before the first vector that is outside
   * the straight-line code of the values, or of the derivatives, or {@code length}; the tiles beyond that mean nothing.
   */
  abstract int begin(double[] x, int xAt, boolean derivatives, double[] tiles, int length);

  /** {@code y = f(x) * factor}, or {@code f(x)} where factor is null; here f(x) = x / (1 + 2^n e^r). */
  void endValues(
      double[] tiles, double[] x, int xAt, double[] factor, int factorAt, double[] y, int yAt, int length) {
    for (int i = 0; i < length; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
      DoubleVector s = DoubleVector.fromArray(SPECIES, tiles, S + i);
      DoubleVector p = DoubleVector.fromArray(SPECIES, tiles, P + i);
      DoubleVector one = broadcast(SPECIES, 1);
      DoubleVector sum = s.add(one);
      DoubleVector result = v.div(sum.add(s.fma(p, one.sub(sum.sub(s)))));
      if (factor == null) {
        result.intoArray(y, yAt + i);
      } else {
        result.mul(DoubleVector.fromArray(SPECIES, factor, factorAt + i)).intoArray(y, yAt + i);
      }
    }
  }

  /** {@code d = f'(x) * factor}, or {@code f'(x)} where factor is null; and {@code y = f(x)} where there is a y. */
  abstract void end(
      double[] tiles, double[] x, int xAt, double[] factor, int factorAt, double[] y, int yAt, double[] d, int dAt, int length);

  /** {@link #values} in one loop, for kernels that have one. */
  int valuesAtOnce(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] y, int yOffset, int from, int bound) {
    return blocks(x, xOffset, factor, factorOffset, y, yOffset, null, 0, from, bound);
  }

  @Override
  final int values(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] y, int yOffset, int from, int bound) {
    return splitsValues && bound - from >= SHORT
        ? blocks(x, xOffset, factor, factorOffset, y, yOffset, null, 0, from, bound)
        : valuesAtOnce(x, xOffset, factor, factorOffset, y, yOffset, from, bound);
  }

  @Override
  int derivatives(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] d, int dOffset, int from, int bound) {
    return blocks(x, xOffset, factor, factorOffset, null, 0, d, dOffset, from, bound);
  }

  @Override
  int both(double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int from, int bound) {
    return blocks(x, xOffset, null, 0, y, yOffset, d, dOffset, from, bound);
  }

  private int blocks(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] y, int yOffset, double[] d, int dOffset,
      int from, int bound) {
    double[] kept = TILES.take();
    double[] tiles = kept == null ? new double[5 * TILE] : kept;
    int i = from;
    int length = 0;
    for (int done = 0; done == length && i < bound; i += done) {
      length = Math.min(BLOCK, bound - i);
      done = begin(x, xOffset + i, d != null, tiles, length);
      if (d == null) {
        endValues(tiles, x, xOffset + i, factor, factorOffset + i, y, yOffset + i, done);
      } else {
        end(tiles, x, xOffset + i, factor, factorOffset + i, y, yOffset + i, d, dOffset + i, done);
      }
    }
    TILES.give(tiles);
    return i;
  }
}
