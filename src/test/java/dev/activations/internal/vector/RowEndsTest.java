package dev.activations.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import dev.activations.internal.scalar.SoftmaxRow;
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

  /** Sums from 2^-10 to 2^31, so that the logarithm takes each of its ways. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, RowEnds.ROWS})
  void sumsAndLogarithmsOfRowsHaveTheScalarBits(int rows) {
    SplittableRandom random = new SplittableRandom(21);
    for (int trial = 0; trial < TRIALS; trial++) {
      for (int row = 0; row < rows; row++) {
        fill(row, Math.scalb(1 + random.nextDouble(), random.nextInt(-10, 31)), random);
      }
      assertRows(rows, 0);
    }
  }

  /** As log-softmax calls it: one of the largest entries is taken away again, and little may be left. */
  @Test
  void aNumberGoesIntoTheFirstLaneBefore() {
    SplittableRandom random = new SplittableRandom(22);
    for (int trial = 0; trial < TRIALS; trial++) {
      for (int row = 0; row < RowEnds.ROWS; row++) {
        fill(row, Math.scalb(random.nextDouble(), random.nextInt(-12, 3)), random);
        ends.lanes[row][0] += Softmax.SCALE;
      }
      assertRows(RowEnds.ROWS, -Softmax.SCALE);
    }
  }

  /** Round √2 times a power of two, where the logarithm's power of two changes. */
  @Test
  void logarithmsRoundTheirSeams() {
    SplittableRandom random = new SplittableRandom(23);
    for (int trial = 0; trial < TRIALS; trial++) {
      for (int row = 0; row < RowEnds.ROWS; row++) {
        double u = Math.scalb(0x1.6a09e667f3bcdp0, random.nextInt(0, 30));
        double[] lanes = clear(row);
        lanes[row] = (u - 1 + random.nextInt(-4, 5) * Math.ulp(u)) * Softmax.SCALE;
        ends.lost[row][0] = random.nextDouble(-1, 1) * Math.ulp(lanes[row]);
      }
      assertRows(RowEnds.ROWS, 0);
    }
  }

  @Test
  void aRowWithoutASumDoesNotSpoilOthers() {
    SplittableRandom random = new SplittableRandom(24);
    for (int row = 0; row < RowEnds.ROWS; row++) {
      fill(row, 3, random);
    }
    ends.lanes[3][5] = Double.NaN;
    assertRows(RowEnds.ROWS, -Softmax.SCALE);
    assertThat(ends.high[3]).isNaN();
    assertThat(ends.high[2]).isPositive();
  }

  private double[] clear(int row) {
    Arrays.fill(ends.lanes[row], 0);
    Arrays.fill(ends.lost[row], 0);
    return ends.lanes[row];
  }

  /** Lanes on {@link RowSum}'s grid, of about that size together, and what they lost. */
  private void fill(int row, double size, SplittableRandom random) {
    for (int lane = 0; lane < RowSum.LANES; lane++) {
      double part = size / 4 * random.nextDouble() * Softmax.SCALE;
      double cut = (part + RowSum.GRID) - RowSum.GRID;
      ends.lanes[row][lane] = cut;
      ends.lost[row][lane] = part - cut;
    }
  }

  private void assertRows(int rows, double first) {
    RowSum[] sums = new RowSum[rows];
    for (int row = 0; row < rows; row++) {
      RowSum sum = new RowSum();
      System.arraycopy(ends.lanes[row], 0, sum.sums(), 0, RowSum.LANES);
      System.arraycopy(ends.lost[row], 0, sum.losses(), 0, RowSum.LANES);
      sum.add(0, first, 0);
      sum.finishExponentials();
      sums[row] = sum;
    }
    ends.finish(rows, first);
    ends.logarithms();
    for (int row = 0; row < rows; row++) {
      assertBits(ends.high[row], sums[row].high());
      assertBits(ends.low[row], sums[row].low());
      if (sums[row].high() >= SoftmaxRow.SMALL_SUM) {
        assertBits(ends.log[row], SoftmaxRow.logOfOnePlus(sums[row]));
      }
    }
  }

  private static void assertBits(double got, double want) {
    if (Double.doubleToLongBits(got) != Double.doubleToLongBits(want)) {
      assertThat(Double.toHexString(got)).isEqualTo(Double.toHexString(want));
    }
  }
}
