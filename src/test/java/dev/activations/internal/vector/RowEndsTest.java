package dev.activations.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.activations.internal.scalar.Exp;
import dev.activations.internal.scalar.LogOfSum;
import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ends of several rows at once have the bits of {@link RowSum} and of the scalar logarithm, row by row. */
@Tag("vector")
class RowEndsTest {

  private static final int TRIALS = 20_000;

  private final RowEnds ends = new RowEnds();

  private final double[] largest = new double[RowEnds.ROWS];

  /** Sums from 2^-20 to 2^31, so that the logarithm takes each of its ways. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, RowEnds.ROWS})
  void sumsAndLogarithmsOfRowsHaveTheScalarBits(int rows) {
    SplittableRandom random = new SplittableRandom(21);
    for (int trial = 0; trial < TRIALS; trial++) {
      for (int row = 0; row < rows; row++) {
        largest[row] = random.nextDouble(-1, 1) * Math.scalb(1.0, random.nextInt(-3, 20));
        fill(row, Math.scalb(1 + random.nextDouble(), random.nextInt(-20, 31)), random);
      }
      assertRows(rows);
    }
  }

  /** As one of the largest entries is taken away, little may be left. */
  @Test
  void smallRatios() {
    SplittableRandom random = new SplittableRandom(22);
    for (int trial = 0; trial < TRIALS; trial++) {
      for (int row = 0; row < RowEnds.ROWS; row++) {
        largest[row] = random.nextInt(-2, 3) * 0.25;
        fill(row, Math.scalb(random.nextDouble(), random.nextInt(-24, 3)), random);
      }
      assertRows(RowEnds.ROWS);
    }
  }

  /** Round √2 times a power of two, where the logarithm's power of two changes. The largest exponential is 1 here. */
  @Test
  void logarithmsRoundTheirSeams() {
    SplittableRandom random = new SplittableRandom(23);
    for (int trial = 0; trial < TRIALS; trial++) {
      for (int row = 0; row < RowEnds.ROWS; row++) {
        double u = Math.scalb(0x1.6a09e667f3bcdp0, random.nextInt(0, 30));
        double[] lanes = clear(row);
        lanes[row] = (u + random.nextInt(-4, 5) * Math.ulp(u)) * Softmax.SCALE;
        ends.lost[row][0] = random.nextDouble(-1, 1) * Math.ulp(lanes[row]);
        largest[row] = 0;
      }
      assertRows(RowEnds.ROWS);
    }
  }

  @Test
  void aRowWithoutASumDoesNotSpoilOthers() {
    SplittableRandom random = new SplittableRandom(24);
    for (int row = 0; row < RowEnds.ROWS; row++) {
      fill(row, 3, random);
      largest[row] = row;
    }
    ends.lanes[3][5] = Double.NaN;
    assertRows(RowEnds.ROWS);
    assertThat(ends.log[3]).isNaN();
    assertThat(ends.log[2]).isPositive();
  }

  private double[] clear(int row) {
    Arrays.fill(ends.lanes[row], 0);
    Arrays.fill(ends.lost[row], 0);
    return ends.lanes[row];
  }

  /** Lanes on {@link RowSum}'s grid, of about that size together beside the largest exponential, and what they lost. */
  private void fill(int row, double size, SplittableRandom random) {
    for (int lane = 0; lane < RowSum.LANES; lane++) {
      double part = size / 4 * random.nextDouble() * Softmax.SCALE;
      double cut = (part + RowSum.GRID) - RowSum.GRID;
      ends.lanes[row][lane] = cut;
      ends.lost[row][lane] = part - cut;
    }
    double n = Softmax.SHIFT - Softmax.shift(largest[row]);
    double remainder = Math.fma(n, -Exp.LN2_HIGH, largest[row]);
    double rest = Exp.expm1RestOf(remainder, 0, n);
    double cut = RowSum.cut(Softmax.SCALE, remainder, rest);
    ends.lanes[row][0] += cut;
    ends.lost[row][0] += RowSum.lost(Softmax.SCALE, remainder, rest, cut);
  }

  private void assertRows(int rows) {
    RowSum[] sums = new RowSum[rows];
    for (int row = 0; row < rows; row++) {
      sums[row] = sumOf(row);
      sums[row].finishExponentials();
    }
    ends.finish(rows);
    for (int row = 0; row < rows; row++) {
      assertBits(ends.high[row], sums[row].high());
      assertBits(ends.low[row], sums[row].low());
    }
    ends.logarithms(rows, largest);
    for (int row = 0; row < rows; row++) {
      LogOfSum logOfSum = new LogOfSum(1);
      logOfSum.begin(largest[row]);
      boolean isDone = logOfSum.finishAll(sumOf(row), 64);
      assertThat(ends.others[row] < LogOfSum.small(64)).isEqualTo(!isDone);
      if (isDone) {
        assertBits(ends.log[row], logOfSum.high());
        assertBits(ends.minusLow[row], logOfSum.minusLow());
      }
    }
  }

  private RowSum sumOf(int row) {
    RowSum sum = new RowSum();
    System.arraycopy(ends.lanes[row], 0, sum.sums(), 0, RowSum.LANES);
    System.arraycopy(ends.lost[row], 0, sum.losses(), 0, RowSum.LANES);
    return sum;
  }

  private static void assertBits(double got, double want) {
    if (Double.doubleToLongBits(got) != Double.doubleToLongBits(want)) {
      assertThat(Double.toHexString(got)).isEqualTo(Double.toHexString(want));
    }
  }
}
