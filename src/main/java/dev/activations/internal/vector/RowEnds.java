package dev.activations.internal.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.Log;
import dev.activations.internal.scalar.LogOfSum;
import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What follows the exponentials of a row, for several rows at once, a row in each lane: the sum of the row's 8 lanes, and the
 * logarithm. Every bit is that of {@link RowSum} and {@link LogOfSum}. Where there are fewer rows the other lanes hold what was there
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

  /** Of each row the two parts of the sum. */
  final double[] high = new double[ROWS];
  final double[] low = new double[ROWS];

  /** Of each row the two parts of the logarithm, the second with the other sign. */
  final double[] log = new double[ROWS];
  final double[] minusLow = new double[ROWS];

  /** Of each row what is left of the sum without its largest exponential. */
  final double[] others = new double[ROWS];

  /** Of each row the numbers in {@link LogOfSum} on the way to the logarithm. */
  private final double[] divisor = new double[ROWS];
  private final double[] divisorLow = new double[ROWS];
  private final double[] k = new double[ROWS];
  private final double[] ratio = new double[ROWS];
  private final double[] ratioLow = new double[ROWS];

  /** Lane k of row r in place 8 k + r. */
  private final double[] sums = new double[SIZE];
  private final double[] losses = new double[SIZE];

  /** Adds the lanes of each row up: {@link #high} and {@link #low}. */
  void finish(int rows) {
    takeLanes(rows);
    addLanes();
    for (int at = 0; at < ROWS; at += SPECIES.length()) {
      DoubleVector.fromArray(SPECIES, high, at).mul(broadcast(SPECIES, Softmax.UNSCALE)).intoArray(high, at);
      DoubleVector.fromArray(SPECIES, low, at).mul(broadcast(SPECIES, Softmax.UNSCALE)).intoArray(low, at);
    }
  }

  private void takeLanes(int rows) {
    for (int row = 0; row < rows; row++) {
      for (int lane = 0; lane < RowSum.LANES; lane++) {
        sums[ROWS * lane + row] = lanes[row][lane];
        losses[ROWS * lane + row] = lost[row][lane];
      }
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
    for (int at = 0; at < ROWS; at += SPECIES.length()) {
      DoubleVector sum = DoubleVector.fromArray(SPECIES, sums, at);
      DoubleVector loss = DoubleVector.fromArray(SPECIES, losses, at);
      DoubleVector all = sum.add(loss);
      all.intoArray(high, at);
      loss.sub(all.sub(sum)).intoArray(low, at);
    }
  }

  /** The logarithms of the sums, {@link #log} and {@link #minusLow}, for rows with those largest entries. */
  void logarithms(int rows, double[] largest) {
    takeLanes(rows);
    addLanes();
    for (int at = 0; at < ROWS; at += SPECIES.length()) {
      divisors(largest, at);
      ratios(at);
      logarithms(largest, at);
    }
  }

  /** The largest entries' exponentials. */
  private void divisors(double[] largest, int at) {
    DoubleVector top = DoubleVector.fromArray(SPECIES, largest, at);
    DoubleVector n = top.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, Softmax.SHIFT)).sub(Softmax.SHIFT);
    DoubleVector remainder = n.fma(broadcast(SPECIES, -Exp.LN2_HIGH), top);
    DoubleVector rLow = n.mul(-Exp.LN2_LOW);
    DoubleVector r = remainder.add(rLow);
    DoubleVector r2 = r.mul(r);
    DoubleVector q = broadcast(SPECIES, Exp.Q9).fma(r, broadcast(SPECIES, Exp.Q8))
        .fma(r2, broadcast(SPECIES, Exp.Q7).fma(r, broadcast(SPECIES, Exp.Q6)))
        .fma(r2.mul(r2), broadcast(SPECIES, Exp.Q5).fma(r, broadcast(SPECIES, Exp.Q4))
            .fma(r2, broadcast(SPECIES, Exp.Q3).fma(r, broadcast(SPECIES, Exp.Q2))))
        .fma(r2, broadcast(SPECIES, Exp.Q1).fma(r, broadcast(SPECIES, Exp.Q0)));
    DoubleVector rest = r2.fma(q, rLow);
    DoubleVector s = broadcast(SPECIES, Softmax.SCALE);
    DoubleVector cut = s.fma(rest, s.fma(remainder, s.add(RowSum.GRID))).sub(RowSum.GRID);
    DoubleVector lost = s.fma(rest, s.fma(remainder, s.sub(cut)));
    DoubleVector m = cut.add(lost);
    m.intoArray(divisor, at);
    lost.sub(m.sub(cut)).intoArray(divisorLow, at);
  }

  /** The power of two, and the ratio of difference and sum. */
  private void ratios(int at) {
    DoubleVector s = DoubleVector.fromArray(SPECIES, high, at);
    DoubleVector m = DoubleVector.fromArray(SPECIES, divisor, at);
    s.sub(m).intoArray(others, at);
    LongVector exponent = s.mul(broadcast(SPECIES, 1).div(m)).reinterpretAsLongs().sub(Log.SQRT_HALF_BITS)
        .lanewise(VectorOperators.LSHR, Exp.EXPONENT);
    exponent.or(Double.doubleToRawLongBits(INTEGERS)).reinterpretAsDoubles().sub(INTEGERS).intoArray(k, at);
    DoubleVector power = exponent.add(Exp.BIAS).lanewise(VectorOperators.LSHL, Exp.EXPONENT).reinterpretAsDoubles();
    DoubleVector km = m.mul(power);
    DoubleVector kmLow = DoubleVector.fromArray(SPECIES, divisorLow, at).mul(power);
    DoubleVector d = s.sub(km);
    DoubleVector part = s.sub(d);
    DoubleVector dLow = s.sub(d.add(part)).add(part.sub(km)).add(DoubleVector.fromArray(SPECIES, low, at).sub(kmLow));
    DoubleVector km2 = km.mul(2);
    DoubleVector all = km2.add(d);
    DoubleVector allLow = km2.sub(all).add(d).add(kmLow.mul(2).add(dLow));
    DoubleVector d2 = d.mul(2);
    DoubleVector w = d2.div(all);
    DoubleVector minus = w.neg();
    w.intoArray(ratio, at);
    minus.fma(all, d2).add(minus.fma(allLow, dLow.mul(2))).mul(broadcast(SPECIES, 1).div(all)).intoArray(ratioLow, at);
  }

  private void logarithms(double[] largest, int at) {
    DoubleVector w = DoubleVector.fromArray(SPECIES, ratio, at);
    DoubleVector w2 = w.mul(w);
    DoubleVector w4 = w2.mul(w2);
    DoubleVector c = broadcast(SPECIES, LogOfSum.C7).fma(w2, broadcast(SPECIES, LogOfSum.C6))
        .fma(w4, broadcast(SPECIES, LogOfSum.C5).fma(w2, broadcast(SPECIES, LogOfSum.C4)))
        .fma(w4.mul(w4), broadcast(SPECIES, LogOfSum.C3).fma(w2, broadcast(SPECIES, LogOfSum.C2))
            .fma(w4, broadcast(SPECIES, LogOfSum.C1).fma(w2, broadcast(SPECIES, LogOfSum.C0))));
    DoubleVector n = DoubleVector.fromArray(SPECIES, k, at);
    DoubleVector nHigh = n.mul(Log.LN2_HIGH);
    DoubleVector sum = nHigh.add(w);
    DoubleVector sumLow = nHigh.sub(sum).add(w)
        .add(n.fma(broadcast(SPECIES, Log.LN2_LOW), w.mul(w2).fma(c, DoubleVector.fromArray(SPECIES, ratioLow, at))));
    DoubleVector top = DoubleVector.fromArray(SPECIES, largest, at);
    DoubleVector all = top.add(sum);
    DoubleVector part = all.sub(top);
    all.intoArray(log, at);
    broadcast(SPECIES, 0).sub(top.sub(all.sub(part)).add(sum.sub(part)).add(sumLow)).intoArray(minusLow, at);
  }
}
