package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.Pool;
import dev.activations.internal.SoftmaxKernel;
import dev.activations.internal.portable.StagedSoftmax;
import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Softmax of temperature 1 in three passes over each row, without tiles: its largest entry, its exponentials with their sum,
 * the division. Rows too short for that, other temperatures and the gradient are left to {@link StagedSoftmax}.
 *
 * <p>The sum keeps its 8 virtual lanes in {@link RowSum}'s arrays whatever the vectors' width: a vector adds to the lanes of
 * its own indices. Loading and storing them takes no longer than the exponentials beside it, and lets single entries go
 * through the scalar code at any point.
 */
final class VectorSoftmax implements SoftmaxKernel {

  /** No wider than the 8 lanes of a sum. */
  static final VectorSpecies<Double> SPECIES =
      Lanes.SPECIES.length() <= RowSum.LANES ? Lanes.SPECIES : DoubleVector.SPECIES_512;

  /** Shorter rows go through a tile together. */
  static final int SHORT = 32;

  /** C2 does not see that a sum stays here: a new one a call would be 368 bytes on the heap. */
  static final Pool<RowSum> SUMS = new Pool<>(RowSum::new);

  private final VectorSoftmaxStages stages = new VectorSoftmaxStages(1);
  private final SoftmaxKernel staged = new StagedSoftmax(false, stages);

  @Override
  public void forward(double[] x, int xOffset, double[] y, int yOffset, int rows, int columns) {
    if (columns < SHORT) {
      staged.forward(x, xOffset, y, yOffset, rows, columns);
      return;
    }
    RowSum sum = SUMS.take();
    for (int row = 0; row < rows; row++) {
      int xAt = xOffset + row * columns;
      int yAt = yOffset + row * columns;
      sum.clear();
      exponentials(x, xAt, stages.max(x, xAt, xAt + columns), y, yAt, columns, sum);
      sum.finish();
      double reciprocal = 1 / sum.high();
      double low = Softmax.reciprocalLow(sum.high(), sum.low(), reciprocal);
      if (Double.isNaN(reciprocal)) {
        Arrays.fill(y, yAt, yAt + columns, Double.NaN);
      } else {
        stages.scale(y, reciprocal, low, yAt, yAt + columns);
      }
    }
    SUMS.give(sum);
  }

  @Override
  public void backward(
      double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int rows, int columns) {
    staged.backward(x, xOffset, dy, dyOffset, dx, dxOffset, rows, columns);
  }

  private static void exponentials(
      double[] x, int xAt, double max, double[] y, int yAt, int length, RowSum sum) {
    double[] sums = sum.sums();
    double[] losses = sum.losses();
    int bound = SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      sum.reach(i);
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
      DoubleVector z = v.sub(broadcast(SPECIES, max));
      if (!z.compare(VectorOperators.GT, Softmax.LIMIT).allTrue()) {
        entries(x, xAt, max, y, yAt, i, i + SPECIES.length(), sum);
        continue;
      }
      DoubleVector part = z.sub(v);
      DoubleVector low = v.sub(z.sub(part)).sub(part.add(broadcast(SPECIES, max)));
      DoubleVector t = z.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, Exp.SHIFT));
      DoubleVector s = t.reinterpretAsLongs()
          .add(Exp.BIAS).lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles();
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
      e.intoArray(y, yAt + i);
      DoubleVector cut = e.add(broadcast(SPECIES, RowSum.GRID)).sub(broadcast(SPECIES, RowSum.GRID));
      int lane = i & (RowSum.LANES - 1);
      DoubleVector.fromArray(SPECIES, sums, lane).add(cut).intoArray(sums, lane);
      DoubleVector.fromArray(SPECIES, losses, lane).add(e.sub(cut).add(eLow)).intoArray(losses, lane);
    }
    entries(x, xAt, max, y, yAt, bound, length, sum);
  }

  /** Entries one by one. */
  private static void entries(
      double[] x, int xAt, double max, double[] y, int yAt, int from, int to, RowSum sum) {
    for (int i = from; i < to; i++) {
      double z = Softmax.exponent(x[xAt + i], max, 1);
      double low = Softmax.exponentLow(x[xAt + i], max, 1, z);
      double e = Softmax.exponential(z, low);
      sum.reach(i);
      sum.addExponential(i, e, Softmax.exponentialLow(z, low, e));
      y[yAt + i] = e;
    }
  }
}
