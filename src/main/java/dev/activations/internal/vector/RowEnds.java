package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.scalar.Log;
import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What follows the exponentials of a row, for several rows at once, a row in each lane: the sum of the row's 8 lanes, and the
 * logarithm. Every bit is that of {@link RowSum} and {@link Log}. Where there are fewer rows the other lanes hold what was there
 * before. In rows of 128, log-softmax takes an eighth less time than with one row after the other, softmax a twentieth.
 */
final class RowEnds {

  /** The most rows. */
  static final int ROWS = 8;

  private static final int SIZE = RowSum.LANES * ROWS;

  private static final VectorSpecies<Double> SPECIES = RowExponentials.SPECIES;

  /** In the bits of 2^52 + k, k small, stands k; 4503599627370496. */
  private static final double INTEGERS = 0x1p52;

  /** Of each row the lanes, and what they lost. */
  final double[][] lanes = new double[ROWS][RowSum.LANES];
  final double[][] lost = new double[ROWS][RowSum.LANES];

  /** Of each row the two parts of the sum, and the logarithm of 1 + sum. */
  final double[] high = new double[ROWS];
  final double[] low = new double[ROWS];
  final double[] log = new double[ROWS];

  /** Lane k of row r in place 8 k + r. */
  private final double[] sums = new double[SIZE];
  private final double[] losses = new double[SIZE];

  /** Adds the lanes of each row up, after a number that goes into the first one: {@link #high} and {@link #low}. */
  void finish(int rows, double first) {
    for (int row = 0; row < rows; row++) {
      for (int lane = 0; lane < RowSum.LANES; lane++) {
        sums[ROWS * lane + row] = lanes[row][lane];
        losses[ROWS * lane + row] = lost[row][lane];
      }
      // Exact: both are multiples of the sum's grid, with less than 53 bits.
      sums[row] += first;
    }
    addLanes();
    for (int at = 0; at < ROWS; at += SPECIES.length()) {
      DoubleVector sum = DoubleVector.fromArray(SPECIES, sums, at);
      DoubleVector loss = DoubleVector.fromArray(SPECIES, losses, at);
      DoubleVector all = sum.add(loss);
      all.mul(broadcast(SPECIES, Softmax.UNSCALE)).intoArray(high, at);
      loss.sub(all.sub(sum)).mul(broadcast(SPECIES, Softmax.UNSCALE)).intoArray(low, at);
    }
  }

  private void addLanes() {
    for (int half = SIZE / 2; half >= ROWS; half /= 2) {
      for (int at = 0; at < half; at += SPECIES.length()) {
        DoubleVector before = DoubleVector.fromArray(SPECIES, sums, at);
        DoubleVector term = DoubleVector.fromArray(SPECIES, sums, at + half);
        DoubleVector after = before.add(term);
        DoubleVector part = after.sub(before);
        DoubleVector loss = before.sub(after.sub(part)).add(term.sub(part));
        after.intoArray(sums, at);
        loss = loss.add(DoubleVector.fromArray(SPECIES, losses, at + half));
        DoubleVector.fromArray(SPECIES, losses, at).add(loss).intoArray(losses, at);
      }
    }
  }

  /** {@link Log#log1p} of the sums. */
  void logarithms() {
    for (int at = 0; at < ROWS; at += SPECIES.length()) {
      DoubleVector sum = DoubleVector.fromArray(SPECIES, high, at);
      DoubleVector sumLow = DoubleVector.fromArray(SPECIES, low, at);
      DoubleVector one = broadcast(SPECIES, 1);
      DoubleVector u = sum.add(one);
      VectorMask<Double> small = u.compare(VectorOperators.LT, Log.SQRT2);
      DoubleVector correction = one.sub(u).add(sum)
          .blend(sum.sub(u).add(one), sum.compare(VectorOperators.GE, 1)).add(sumLow).blend(sumLow, small).div(u);
      LongVector bits = u.reinterpretAsLongs();
      LongVector exponent = bits.sub(Log.SQRT_HALF_BITS).lanewise(VectorOperators.LSHR, 52);
      DoubleVector k = exponent.or(Double.doubleToRawLongBits(INTEGERS)).reinterpretAsDoubles().sub(INTEGERS);
      DoubleVector f = bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles().sub(one)
          .blend(sum, small);
      DoubleVector two = broadcast(SPECIES, 2);
      DoubleVector d = f.add(two);
      DoubleVector s = f.div(d);
      DoubleVector z = s.mul(s);
      DoubleVector p = z.fma(broadcast(SPECIES, Log.R8), broadcast(SPECIES, Log.R7));
      p = z.fma(p, broadcast(SPECIES, Log.R6));
      p = z.fma(p, broadcast(SPECIES, Log.R5));
      p = z.fma(p, broadcast(SPECIES, Log.R4));
      p = z.fma(p, broadcast(SPECIES, Log.R3));
      p = z.fma(p, broadcast(SPECIES, Log.R2));
      p = z.fma(p, broadcast(SPECIES, Log.R1));
      DoubleVector half = f.mul(broadcast(SPECIES, 0.5));
      DoubleVector q = half.mul(f);
      DoubleVector qLow = half.fma(f, q.neg());
      DoubleVector a = f.sub(q);
      DoubleVector aLow = f.sub(a).sub(q);
      DoubleVector remainder = s.neg().fma(d, f).sub(s.mul(two.sub(d).add(f)));
      DoubleVector sLow = remainder.mul(f.fma(broadcast(SPECIES, -0.25), broadcast(SPECIES, 0.5)));
      DoubleVector t = z.fma(p, q);
      DoubleVector c = s.mul(t);
      DoubleVector cLow = sLow.fma(t, s.fma(t, c.neg()));
      DoubleVector kHigh = k.mul(broadcast(SPECIES, Log.LN2_HIGH));
      DoubleVector b = kHigh.add(a);
      DoubleVector bLow = kHigh.sub(b).add(a);
      DoubleVector e = b.add(c);
      DoubleVector eLow = b.sub(e).add(c);
      DoubleVector rest = k.fma(broadcast(SPECIES, Log.LN2_LOW), aLow.sub(qLow).add(cLow.add(correction)));
      e.add(eLow.add(bLow.add(rest))).intoArray(log, at);
    }
  }
}
