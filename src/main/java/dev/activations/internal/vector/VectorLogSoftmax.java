package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.SoftmaxKernel;
import dev.activations.internal.portable.StagedSoftmax;
import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.Log;
import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import dev.activations.internal.scalar.SoftmaxRow;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Log-softmax of temperature 1 in three passes over each row, without tiles: its largest entry, the sum of its exponentials,
 * the differences. Short rows, rows with a small sum, other temperatures and the gradient are left to
 * {@link StagedSoftmax}. See {@link VectorSoftmax}.
 */
final class VectorLogSoftmax implements SoftmaxKernel {

  private static final VectorSpecies<Double> SPECIES = VectorSoftmax.SPECIES;

  private final VectorSoftmaxStages stages = new VectorSoftmaxStages(1);
  private final SoftmaxKernel staged = new StagedSoftmax(true, stages);

  @Override
  public void forward(double[] x, int xOffset, double[] y, int yOffset, int rows, int columns) {
    if (columns < VectorSoftmax.SHORT) {
      staged.forward(x, xOffset, y, yOffset, rows, columns);
      return;
    }
    RowSum others = VectorSoftmax.SUMS.take();
    for (int row = 0; row < rows; row++) {
      int xAt = xOffset + row * columns;
      int yAt = yOffset + row * columns;
      double max = stages.max(x, xAt, xAt + columns);
      others.clear();
      int largest = addOthers(x, xAt, max, columns, others);
      others.add(0, largest - 1, 0);
      others.finish();
      if (Double.isNaN(others.high())) {
        Arrays.fill(y, yAt, yAt + columns, Double.NaN);
      } else if (others.high() < SoftmaxRow.SMALL_SUM) {
        staged.forward(x, xAt, y, yAt, 1, columns);
      } else {
        logarithms(x, xAt, max, Log.log1p(others.high(), others.low()), y, yAt, columns);
      }
    }
    VectorSoftmax.SUMS.give(others);
  }

  @Override
  public void backward(
      double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int rows, int columns) {
    staged.backward(x, xOffset, dy, dyOffset, dx, dxOffset, rows, columns);
  }

  /** Adds up the exponentials of the entries that are not the largest, and returns the number of those that are. */
  private static int addOthers(double[] x, int xAt, double max, int length, RowSum sum) {
    double[] sums = sum.sums();
    double[] losses = sum.losses();
    int largest = 0;
    int bound = SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      sum.reach(i);
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
      DoubleVector z = v.sub(broadcast(SPECIES, max));
      if (!z.compare(VectorOperators.GT, Softmax.LIMIT).allTrue()) {
        largest += entries(x, xAt, max, i, i + SPECIES.length(), sum);
        continue;
      }
      VectorMask<Double> zero = z.compare(VectorOperators.EQ, broadcast(SPECIES, 0));
      largest += zero.trueCount();
      DoubleVector part = z.sub(v);
      DoubleVector low = v.sub(z.sub(part)).sub(part.add(broadcast(SPECIES, max)));
      DoubleVector t = z.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, Exp.SHIFT));
      // 2^n is 0 for the largest entries, and so is all that follows.
      DoubleVector s = t.reinterpretAsLongs()
          .add(Exp.BIAS).lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles()
          .blend(broadcast(SPECIES, 0), zero);
      DoubleVector n = t.sub(broadcast(SPECIES, Exp.SHIFT));
      DoubleVector remainder = n.fma(broadcast(SPECIES, -Exp.LN2_HIGH), z);
      DoubleVector rLow = n.fma(broadcast(SPECIES, -Exp.LN2_LOW), low);
      DoubleVector r = remainder.add(rLow);
      DoubleVector q = broadcast(SPECIES, Exp.Q9)
          .fma(r, broadcast(SPECIES, Exp.Q8)).fma(r, broadcast(SPECIES, Exp.Q7)).fma(r, broadcast(SPECIES, Exp.Q6))
          .fma(r, broadcast(SPECIES, Exp.Q5)).fma(r, broadcast(SPECIES, Exp.Q4)).fma(r, broadcast(SPECIES, Exp.Q3))
          .fma(r, broadcast(SPECIES, Exp.Q2)).fma(r, broadcast(SPECIES, Exp.Q1)).fma(r, broadcast(SPECIES, Exp.Q0));
      DoubleVector one = remainder.add(broadcast(SPECIES, 1));
      DoubleVector oneLow = remainder.sub(one.sub(broadcast(SPECIES, 1))).add(r.mul(r).fma(q, rLow));
      DoubleVector product = s.mul(one);
      DoubleVector e = s.fma(oneLow, product);
      DoubleVector eLow = s.fma(oneLow, product.sub(e));
      DoubleVector cut = e.add(broadcast(SPECIES, RowSum.GRID)).sub(broadcast(SPECIES, RowSum.GRID));
      int lane = i & (RowSum.LANES - 1);
      DoubleVector.fromArray(SPECIES, sums, lane).add(cut).intoArray(sums, lane);
      DoubleVector.fromArray(SPECIES, losses, lane).add(e.sub(cut).add(eLow)).intoArray(losses, lane);
    }
    return largest + entries(x, xAt, max, bound, length, sum);
  }

  /** Entries one by one. */
  private static int entries(double[] x, int xAt, double max, int from, int to, RowSum sum) {
    int largest = 0;
    for (int i = from; i < to; i++) {
      sum.reach(i);
      double z = Softmax.exponent(x[xAt + i], max, 1);
      if (z == 0) {
        largest++;
        continue;
      }
      double low = Softmax.exponentLow(x[xAt + i], max, 1, z);
      double e = Softmax.exponential(z, low);
      sum.addExponential(i, e, Softmax.exponentialLow(z, low, e));
    }
    return largest;
  }

  private static void logarithms(double[] x, int xAt, double max, double log, double[] y, int yAt, int length) {
    int bound = SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
      DoubleVector z = v.sub(broadcast(SPECIES, max));
      if (!z.compare(VectorOperators.GT, Double.NEGATIVE_INFINITY).allTrue()) {
        differences(x, xAt, max, log, y, yAt, i, i + SPECIES.length());
        continue;
      }
      DoubleVector part = z.sub(v);
      DoubleVector low = v.sub(z.sub(part)).sub(part.add(broadcast(SPECIES, max)));
      z.add(low.sub(broadcast(SPECIES, log))).intoArray(y, yAt + i);
    }
    differences(x, xAt, max, log, y, yAt, bound, length);
  }

  private static void differences(
      double[] x, int xAt, double max, double log, double[] y, int yAt, int from, int to) {
    for (int i = from; i < to; i++) {
      double z = Softmax.exponent(x[xAt + i], max, 1);
      double low = z == Double.NEGATIVE_INFINITY ? 0 : Softmax.exponentLow(x[xAt + i], max, 1, z);
      y[yAt + i] = z + (low - log);
    }
  }
}
