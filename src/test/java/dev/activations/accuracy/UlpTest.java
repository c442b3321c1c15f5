package dev.activations.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UlpTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private static BigDecimal exact(double x) {
    return new BigDecimal(x);
  }

  /** x + fraction·unit, exactly. */
  private static BigDecimal off(double x, double fraction, double unit) {
    return exact(x).add(exact(fraction).multiply(exact(unit)));
  }

  /** Both forms, of a reference that lies {@code fraction} units of {@code unit} above x. */
  private static void assertError(double x, double fraction, double unit, double want) {
    BigDecimal reference = off(x, fraction, unit);
    assertThat(Ulp.error(x, reference)).as("%a off by %a units, decimal", x, fraction).isCloseTo(want, within(1e-12));
    // The same reference scaled by 2^200, so that hi and lo are normal whatever x is.
    BigDecimal scaled = reference.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(200)));
    boolean shift = Math.abs(x) < 1;
    BigDecimal held = shift ? scaled : reference;
    double hi = held.doubleValue();
    double lo = held.subtract(exact(hi)).doubleValue();
    assertThat(Ulp.error(x, hi, lo, shift ? -200 : 0)).as("%a off by %a units, pair", x, fraction)
        .isCloseTo(want, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.5, -1.5, 3.3, 0x1.8p-1021, 1e300, -1e-300, 0x1.fffffffffffffp1023})
  void acceptsJustUnderAndRejectsJustOverALimit(double x) {
    double unit = Math.ulp(x);
    for (double limit : new double[] {0.5, 1, 2, 3}) {
      for (int sign : new int[] {-1, 1}) {
        double under = sign * (limit - 0x1p-30);
        double over = sign * (limit + 0x1p-30);
        if (Math.abs(x) == Double.MAX_VALUE && sign * x > 0) {
          continue; // no double is nearest to that; overflow has its own test
        }
        assertError(x, under, unit, -under);
        assertError(x, over, unit, -over);
        assertThat(Math.abs(Ulp.error(x, off(x, under, unit)))).isLessThan(limit);
        assertThat(Math.abs(Ulp.error(x, off(x, over, unit)))).isGreaterThan(limit);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 2, -1, 0x1p-1000, 0x1p-1021, 0x1p1023})
  void unitIsThatOfTheReferencesBinadeOnEitherSideOfItsEdge(double power) {
    double above = Math.ulp(power);
    double below = above / 2;
    // A reference towards zero lies in the lower binade: the same distance is twice as many units.
    assertError(power, -1.25 * Math.signum(power), below, 1.25 * Math.signum(power));
    assertError(power, 1.25 * Math.signum(power), above, -1.25 * Math.signum(power));
    assertThat(Ulp.error(power, exact(power))).isZero();
    assertThat(Ulp.error(power, power, 0, 0)).isZero();
    assertThat(Ulp.error(power + Math.copySign(above, power), exact(power))).isEqualTo(Math.signum(power));
    assertThat(Ulp.error(Math.nextAfter(power, 0.0), exact(power))).isEqualTo(-0.5 * Math.signum(power));
    assertThat(Ulp.error(Math.nextAfter(power, 0.0), power, 0, 0)).isEqualTo(-0.5 * Math.signum(power));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.MIN_VALUE, -Double.MIN_VALUE, 0x1p-1070, 0x1.8p-1030, Double.MIN_NORMAL})
  void unitOfSubnormalsIsTheSmallestDouble(double x) {
    for (double fraction : new double[] {0.25, 0.75, -0.25, -0.75, -1.9999}) {
      assertError(x, fraction, Double.MIN_VALUE, -fraction);
    }
  }

  @Test
  void resultsThatUnderflowAreMeasuredInTheSmallestDoubleAndKeepTheirSign() {
    BigDecimal tiny = exact(Double.MIN_VALUE).multiply(exact(0.25));
    assertThat(Ulp.error(0.0, tiny)).isEqualTo(-0.25);
    assertThat(Ulp.error(-0.0, tiny.negate())).isEqualTo(0.25);
    assertThat(Ulp.error(Double.MIN_VALUE, tiny)).isEqualTo(0.75);
    assertThat(Ulp.error(-0.0, tiny)).isEqualTo(INFINITE);
    assertThat(Ulp.error(0.0, tiny.negate())).isEqualTo(INFINITE);
    assertThat(Ulp.error(0.0, 1, 0, -1076)).isEqualTo(-0.25);
    assertThat(Ulp.error(-0.0, -1, 0, -1076)).isEqualTo(0.25);
    assertThat(Ulp.error(-0.0, 1, 0, -2000)).isEqualTo(INFINITE);
    assertThat(Ulp.error(0.0, -1, 0, -2000)).isEqualTo(INFINITE);
    assertThat(Ulp.error(3 * Double.MIN_VALUE, 1, 0, -2000)).isEqualTo(3);
  }

  @Test
  void zeroReferenceWantsZeroOfItsSign() {
    assertThat(Ulp.error(0.0, 0.0, 0, 0)).isZero();
    assertThat(Ulp.error(-0.0, -0.0, 0, 0)).isZero();
    assertThat(Ulp.error(-0.0, 0.0, 0, 0)).isEqualTo(INFINITE);
    assertThat(Ulp.error(0.0, -0.0, 0, 0)).isEqualTo(INFINITE);
    assertThat(Ulp.error(-2 * Double.MIN_VALUE, 0.0, 0, 0)).isEqualTo(-2);
    assertThat(Ulp.error(2 * Double.MIN_VALUE, BigDecimal.ZERO)).isEqualTo(2);
    assertThat(Math.abs(Ulp.error(1e-300, BigDecimal.ZERO))).isGreaterThan(1e20);
  }

  @Test
  void wrongKindOfResultIsInfinitelyWrong() {
    for (double got : new double[] {Double.NaN, INFINITE, -INFINITE}) {
      assertThat(Ulp.error(got, BigDecimal.ONE)).isEqualTo(INFINITE);
      assertThat(Ulp.error(got, BigDecimal.ONE, BigDecimal.TEN)).isEqualTo(INFINITE);
      assertThat(Ulp.error(got, 1, 0, 0)).isEqualTo(INFINITE);
      assertThat(Ulp.error(got, 1, 0, 0, 1)).isEqualTo(INFINITE);
      assertThat(Ulp.error(got, 0, 0, 0)).isEqualTo(INFINITE);
    }
  }

  @Test
  void overflowCountsAsTheNextPowerOfTwo() {
    double max = Double.MAX_VALUE;
    double unit = Math.ulp(max);
    BigDecimal nearlyOver = off(max, 0.75, unit);
    assertThat(Ulp.error(INFINITE, nearlyOver)).isEqualTo(0.25);
    assertThat(Ulp.error(max, nearlyOver)).isEqualTo(-0.75);
    assertThat(Ulp.error(-INFINITE, nearlyOver)).isEqualTo(INFINITE);
    assertThat(Ulp.error(INFINITE, max / 2, unit * 0.375, 1)).isEqualTo(0.25);
    assertThat(Ulp.error(INFINITE, off(max, 5, unit))).isZero();
    assertThat(Ulp.error(-INFINITE, off(max, 5, unit).negate())).isZero();
    assertThat(Ulp.error(INFINITE, 1.5, 0, 1024)).isZero();
    assertThat(Ulp.error(-INFINITE, -1, 0, 1024)).isZero();
    assertThat(Ulp.error(INFINITE, 1, -0x1p-54, 1024)).isEqualTo(0.5);
    assertThat(Ulp.error(max, off(max, 5, unit))).isEqualTo(-5);
    assertThat(Ulp.error(INFINITE, exact(0x1p1022))).isEqualTo(INFINITE);
  }

  @Test
  void summandGivesTheUnit() {
    BigDecimal reference = exact(0x1p-60);
    assertThat(Ulp.error(0x1p-60 + 0x1p-53, reference, exact(0.75))).isEqualTo(1);
    assertThat(Ulp.error(0x1p-60 + 0x1p-53, 1, 0, -60, 0x1.8p59)).isEqualTo(1);
    assertThat(Ulp.error(0.0, reference.negate(), exact(0.75))).isEqualTo(0x1p-7);
    assertThat(Ulp.error(0x1p-59, reference)).isEqualTo(0x1p52);
  }

  @Test
  void identicalComparesBitsButNotNanPayloads() {
    assertThat(Ulp.identical(1.0, 1.0)).isZero();
    assertThat(Ulp.identical(0.0, -0.0)).isEqualTo(INFINITE);
    assertThat(Ulp.identical(Double.NaN, 1)).isEqualTo(INFINITE);
    assertThat(Ulp.identical(1, Double.NaN)).isEqualTo(INFINITE);
    assertThat(Ulp.identical(INFINITE, -INFINITE)).isEqualTo(INFINITE);
    assertThat(Ulp.identical(Double.longBitsToDouble(0xfff8000000000123L), Double.NaN)).isZero();
  }

  @Test
  void decimalAndPairFormsAgree() {
    var random = new java.util.SplittableRandom(11);
    for (int i = 0; i < 3_000; i++) {
      double hi = 1 + random.nextDouble();
      double lo = (random.nextDouble() - 0.5) * Math.ulp(hi);
      int exponent = random.nextInt(-1090, 1023);
      BigDecimal power = exponent < 0
          ? BigDecimal.ONE.divide(new BigDecimal(BigInteger.ONE.shiftLeft(-exponent)))
          : new BigDecimal(BigInteger.ONE.shiftLeft(exponent));
      BigDecimal reference = exact(hi).add(exact(lo)).multiply(power, new MathContext(60));
      double got = Math.scalb(hi, exponent) + random.nextInt(-3, 4) * Math.ulp(Math.scalb(hi, exponent));
      double decimal = Ulp.error(got, reference);
      double pair = Ulp.error(got, hi, lo, exponent);
      assertThat(pair).as("%a against (%a + %a)·2^%d", got, hi, lo, exponent)
          .satisfies(e -> assertThat(e == decimal || Math.abs(e - decimal) < 1e-9).isTrue());
    }
  }

  @Test
  void statsKeepMaximumRootMeanSquareAndCount() {
    Stats a = new Stats();
    assertThat(a.rms()).isZero();
    a.add(10, 1, 7, 0.5);
    a.add(11, 2, 8, -1.5);
    Stats b = new Stats();
    b.add(12, 3, 9, 1.25);
    b.merge(new Stats());
    a.merge(b);
    assertThat(a.max()).isEqualTo(1.5);
    assertThat(a.worstError()).isEqualTo(-1.5);
    assertThat(a.worstInput()).isEqualTo(11);
    assertThat(a.worstGot()).isEqualTo(2);
    assertThat(a.worstWant()).isEqualTo(8);
    assertThat(a.count()).isEqualTo(3);
    assertThat(a.rms()).isCloseTo(Math.sqrt((0.25 + 2.25 + 1.5625) / 3), within(1e-15));
    b.add(13, 4, 5, Double.NaN);
    a.merge(b);
    assertThat(a.max()).isEqualTo(INFINITE);
    assertThat(a.worstInput()).isEqualTo(13);
    Stats first = new Stats();
    first.add(5, 6, 6, 0);
    assertThat(first.worstInput()).isEqualTo(5);
  }
}
