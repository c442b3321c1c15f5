package dev.activations.internal.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The logarithm of given sums: both its parts together, against references of 30 digits and more. */
class LogOfSumTest {

  /** Of the result without the largest entry. */
  private static final double LIMIT_ULP = 0.1;
  private static final int POINTS = 60_000;

  /** Over the largest exponential 1: the logarithm of 1 + ratio. */
  @Test
  void ratiosFromTheSmallestToTwoToThe31() {
    SplittableRandom random = new SplittableRandom(12);
    LogOfSum logOfSum = new LogOfSum(1);
    double worst = 0;
    for (int i = 0; i < POINTS; i++) {
      double ratio = switch (i % 4) {
        case 0 -> Math.scalb(1 + random.nextDouble(), random.nextInt(-1000, 31));
        case 1 -> random.nextDouble(0, 2);
        case 2 -> random.nextDouble() * Math.scalb(1.0, random.nextInt(-60, 32));
        default -> Math.scalb(0x1.6a09e667f3bcdp0, random.nextInt(0, 4)) - 1 + random.nextDouble(-0.01, 0.01);
      };
      double low = (i & 4) == 0 ? 0 : random.nextDouble(-1, 1) * Math.ulp(ratio);
      logOfSum.begin(0);
      take(logOfSum, Softmax.SCALE, 0, ratio * Softmax.SCALE, low * Softmax.SCALE);
      double[] want = LogReference.log1p(ratio, low);
      double error = ((logOfSum.high() - want[0]) - (logOfSum.minusLow() + want[1])) / Math.ulp(want[0]);
      assertThat(Math.abs(error)).as("ratio %a + %a", ratio, low).isLessThanOrEqualTo(LIMIT_ULP);
      worst = Math.max(worst, Math.abs(error));
    }
    assertThat(worst).as("the largest error: a measure that sees nothing would show 0").isGreaterThan(LIMIT_ULP / 50);
  }

  /** Other largest entries, whose exponential is between √½ and √2. */
  @ParameterizedTest
  @ValueSource(doubles = {1, -0.3, 0x1p-30, 17.5, 700, -1000, 1048575.9, 0.34657359027997264, -0.34657359027997264})
  void otherLargestEntries(double max) {
    SplittableRandom random = new SplittableRandom(13);
    LogOfSum logOfSum = new LogOfSum(1);
    double n = Softmax.SHIFT - Softmax.shift(max);
    double remainder = Math.fma(n, -Exp.LN2_HIGH, max);
    double rest = Exp.expm1RestOf(remainder, 0, n);
    double cut = RowSum.cut(Softmax.SCALE, remainder, rest);
    double lost = RowSum.lost(Softmax.SCALE, remainder, rest, cut);
    BigDecimal m = new BigDecimal(cut).add(new BigDecimal(lost));
    assertThat(m.doubleValue() / Softmax.SCALE).isBetween(0.7071, 1.4143);
    assertClose(new BigDecimal(max).subtract(m(n)), log(m.multiply(new BigDecimal(Softmax.UNSCALE))), 1e-16);
    for (int i = 0; i < 60; i++) {
      double others = Math.scalb(1 + random.nextDouble(), random.nextInt(-60, 31)) * Softmax.SCALE;
      logOfSum.begin(max);
      take(logOfSum, cut, lost, others, 0);
      BigDecimal got = new BigDecimal(logOfSum.high()).subtract(new BigDecimal(logOfSum.minusLow()));
      BigDecimal ratio = new BigDecimal(others).divide(m, new MathContext(80));
      BigDecimal want = log(BigDecimal.ONE.add(ratio));
      double ulp = Math.ulp(want.doubleValue());
      // The second part is rounded where the first is that much larger.
      assertClose(got, new BigDecimal(max).add(want), LIMIT_ULP * ulp + 0x1p-52 * Math.ulp(max));
    }
  }

  @Test
  void aSumOfTheLargestEntryAloneIsThatEntry() {
    for (double max : new double[] {0, -0.0, 1, -3.7, 1e-300, 123456.789, 1e300}) {
      LogOfSum logOfSum = new LogOfSum(1);
      logOfSum.begin(max);
      logOfSum.finishOthers(new RowSum());
      assertThat(logOfSum.high()).isEqualTo(Softmax.isPlain(max, 1) ? max + 0.0 : 0);
      assertThat(Double.doubleToRawLongBits(logOfSum.minusLow())).isZero();
      assertThat(Double.doubleToRawLongBits(logOfSum.logarithm(max))).isZero();
    }
  }

  @Test
  void plainExponentsEndBelowTwoToThe20AndAtOtherTemperatures() {
    assertThat(Softmax.isPlain(Math.nextDown(0x1p20), 1)).isTrue();
    assertThat(Softmax.isPlain(Math.nextUp(-0x1p20), 1)).isTrue();
    assertThat(Softmax.isPlain(0x1p20, 1)).isFalse();
    assertThat(Softmax.isPlain(-0x1p20, 1)).isFalse();
    assertThat(Softmax.isPlain(0, Math.nextUp(1.0))).isFalse();
    assertThat(Softmax.isPlain(Double.NaN, 1)).isFalse();
  }

  /** A sum of the largest exponential and others, taken again without it where that is asked for. */
  private static void take(LogOfSum logOfSum, double cut, double lost, double others, double othersLow) {
    RowSum sum = new RowSum();
    sum.sums()[0] = cut;
    sum.losses()[0] = lost;
    sum.add(1, others, othersLow);
    boolean isDone = logOfSum.finishAll(sum, 2);
    assertThat(isDone).isEqualTo(others >= LogOfSum.small(2));
    if (!isDone) {
      sum.clear();
      sum.add(1, others, othersLow);
      logOfSum.finishOthers(sum);
    }
  }

  private static BigDecimal m(double n) {
    return new BigDecimal(n).multiply(log(BigDecimal.valueOf(2)));
  }

  private static BigDecimal log(BigDecimal x) {
    return new BigDecimal(ApfloatMath.log(new Apfloat(x).precision(80)).toString(true));
  }

  private static void assertClose(BigDecimal got, BigDecimal want, double error) {
    assertThat(got.subtract(want).abs().doubleValue()).as("%s, not %s", got, want).isLessThanOrEqualTo(error);
  }
}
