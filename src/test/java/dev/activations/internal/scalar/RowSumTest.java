package dev.activations.internal.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Sums against exact ones; the very long ones would lose digits if their lanes were not put aside in time. */
class RowSumTest {

  private static final double ERROR = 0x1p-80;

  /** Different in each lane, with all digits down to 2^-52. */
  private static double term(int i) {
    return 1 - (i % RowSum.LANES + 1) * 0x1.5555555555p-8 - 0x1p-52;
  }

  private static void addTerms(RowSum sum, int from, int to, double low) {
    for (int i = from; i < to; i++) {
      sum.reach(i);
      sum.addExponential(i, term(i) * Softmax.SCALE, low * Softmax.SCALE);
    }
  }

  /** Of the first {@code count} terms, a multiple of the number of lanes. */
  private static BigDecimal exactly(int count, double low) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int lane = 0; lane < RowSum.LANES; lane++) {
      sum = sum.add(new BigDecimal(term(lane))).add(new BigDecimal(low));
    }
    return sum.multiply(BigDecimal.valueOf(count / RowSum.LANES));
  }

  private static void assertSum(RowSum sum, BigDecimal want) {
    BigDecimal got = new BigDecimal(sum.high()).add(new BigDecimal(sum.low()));
    assertThat(got.subtract(want).abs().doubleValue()).as("%s + %s", sum.high(), sum.low())
        .isLessThanOrEqualTo(ERROR * want.abs().doubleValue());
    assertThat(sum.high()).isEqualTo(want.doubleValue());
  }

  /** 2^25 terms: past 2^24 the sums of the lanes have bits below their last place, both at work and aside. */
  @Test
  void veryLongSumsLoseNothing() {
    int count = 1 << 25;
    RowSum sum = new RowSum();
    addTerms(sum, 0, count, 0x1p-60);
    sum.finishExponentials();
    assertSum(sum, exactly(count, 0x1p-60));
  }

  /** The lanes are put aside with the term that comes first after 2^20, and what is there then is added at the end. */
  @Test
  void sumsAroundTheFirstFold() {
    for (int count : new int[] {RowSum.FOLD - 8, RowSum.FOLD, RowSum.FOLD + 8, 2 * RowSum.FOLD + 8}) {
      RowSum sum = new RowSum();
      addTerms(sum, 0, count, 0);
      sum.finishExponentials();
      assertSum(sum, exactly(count, 0));
    }
  }

  @Test
  void lanesArePutAsideAtMultiplesOfTheFoldAlone() {
    RowSum sum = new RowSum();
    addTerms(sum, 0, 8, 0);
    for (int i : new int[] {0, 1, RowSum.FOLD / 2, RowSum.FOLD + 256}) {
      sum.reach(i);
      assertThat(sum.sums()[0]).as("at %d", i).isPositive();
    }
    sum.reach(RowSum.FOLD);
    assertThat(sum.sums()).containsOnly(0);
    assertThat(sum.losses()).containsOnly(0);
  }

  /** What rounding takes from the lanes when they are put aside is kept: here from sums of very different sizes. */
  @Test
  void puttingAsideLosesNothing() {
    double[] sizes = {0x1p60, 1, -0x1p60, 0x1p-40, 3, -0x1p30, 0x1.8p-20};
    RowSum sum = new RowSum();
    BigDecimal want = BigDecimal.ZERO;
    for (int k = 0; k < sizes.length; k++) {
      for (int lane = 0; lane < RowSum.LANES; lane++) {
        double term = sizes[k] * (1 + (lane + 1) * 0x1p-7);
        sum.sums()[lane] = term;
        want = want.add(new BigDecimal(term));
      }
      sum.reach((k + 1) * RowSum.FOLD);
    }
    sum.finish();
    assertSum(sum, want);
  }

  @Test
  void anInstanceStartsAgain() {
    RowSum sum = new RowSum();
    addTerms(sum, 0, RowSum.FOLD + 8, 0x1p-60);
    sum.finishExponentials();
    sum.clear();
    addTerms(sum, 0, 80, 0);
    sum.finishExponentials();
    assertSum(sum, exactly(80, 0));
    sum.clear();
    sum.finishExponentials();
    assertThat(sum.high()).isZero();
    assertThat(sum.low()).isZero();
  }

  /** Knuth's sum takes terms of any size in any order. */
  @Test
  void anyTerms() {
    double[] terms = {1e16, 1, -1e16, 3e-20, 0x1p-60, -7, 1e3, 0x1p53, 1, 1, -0x1p53, 5e-324, 0.1, 1e20, 0.3, -1e20, 1e-17, 2};
    RowSum sum = new RowSum();
    BigDecimal want = BigDecimal.ZERO;
    for (int i = 0; i < terms.length; i++) {
      sum.add(i, terms[i], i * 0x1p-70);
      want = want.add(new BigDecimal(terms[i])).add(new BigDecimal(i * 0x1p-70));
    }
    sum.finish();
    assertThat(sum.high()).isEqualTo(want.doubleValue());
    assertThat(new BigDecimal(sum.high()).add(new BigDecimal(sum.low())).subtract(want).abs().doubleValue()).isLessThan(1e-12);
  }
}
