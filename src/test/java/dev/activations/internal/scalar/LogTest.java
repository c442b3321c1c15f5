package dev.activations.internal.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.api.Test;

/** Log against a reference of 30 digits, over the whole range. */
class LogTest {

  private static final double LIMIT_ULP = 0.6;
  private static final int POINTS = 60_000;

  @Test
  void logIsWithinItsLimitOverTheWholeRange() {
    SplittableRandom random = new SplittableRandom(11);
    Worst worst = new Worst();
    for (int i = 0; i < POINTS; i++) {
      double x = switch (i % 4) {
        case 0 -> Double.longBitsToDouble(random.nextLong(1, 0x7ff0000000000000L));
        case 1 -> random.nextDouble(0.5, 2);
        case 2 -> 1 + random.nextDouble(-1, 1) * Math.scalb(1.0, -random.nextInt(53));
        default -> Math.scalb(0x1.6a09e667f3bcdp0 + random.nextDouble(-0.05, 0.05), random.nextInt(-3, 3));
      };
      if (x != 1) {
        worst.add(x, 0, Log.log(x), 0, LogReference.log(x));
      }
    }
    assertThat(worst.ulp).as(worst.toString()).isLessThanOrEqualTo(LIMIT_ULP);
  }

  @Test
  void logAtTheEdgesOfItsRange() {
    double[] edges = {
      Double.MIN_VALUE, 3 * Double.MIN_VALUE, Math.nextDown(Double.MIN_NORMAL), Double.MIN_NORMAL, 0x1p-1060,
      Double.MAX_VALUE, Math.nextDown(1.0), Math.nextUp(1.0), 0.5, 2, 0x1.6a09e667f3bccp-1, 0x1.6a09e667f3bcdp-1,
      0x1.6a09e667f3bccp0, 0x1.6a09e667f3bcdp0, 0x1.6a09e667f3bcep0, 10, 2.718281828459045
    };
    Worst worst = new Worst();
    for (double x : edges) {
      worst.add(x, 0, Log.log(x), 0, LogReference.log(x));
    }
    assertThat(worst.ulp).as(worst.toString()).isLessThanOrEqualTo(LIMIT_ULP);
  }

  @Test
  void logOfSpecialValues() {
    assertThat(Log.log(0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Log.log(-0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Log.log(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Log.log(-1)).isNaN();
    assertThat(Log.log(-Double.MIN_VALUE)).isNaN();
    assertThat(Log.log(Double.NEGATIVE_INFINITY)).isNaN();
    assertThat(Log.log(Double.NaN)).isNaN();
    assertThat(Double.doubleToRawLongBits(Log.log(1))).isZero();
  }

  @Test
  void theReferenceAgreesWithApfloat() {
    SplittableRandom random = new SplittableRandom(14);
    for (int i = 0; i < 60; i++) {
      double x = Double.longBitsToDouble(random.nextLong(1, 0x7ff0000000000000L));
      double high = random.nextDouble() * Math.scalb(1.0, random.nextInt(-40, 54));
      double low = Math.ulp(high) / 3;
      BigDecimal sum = BigDecimal.ONE.add(new BigDecimal(high)).add(new BigDecimal(low));
      assertClose(LogReference.log(x), new BigDecimal(x), "log " + Double.toHexString(x));
      assertClose(LogReference.log1p(high, low), sum, "log1p " + Double.toHexString(high));
    }
  }

  @Test
  void theMeasureRejectsAnErrorJustOverTheLimitAndKeepsNaN() {
    Worst worst = new Worst();
    worst.add(1, 0, 2, 0, new double[] {2, 0.61 * Math.ulp(2.0)});
    assertThat(worst.ulp).isGreaterThan(LIMIT_ULP).isLessThan(0.62);
    worst.add(1, 0, Double.NaN, 0, new double[] {2, 0});
    worst.add(1, 0, 2, 0, new double[] {2, 0});
    assertThat(worst.ulp).isNaN();
  }

  private static void assertClose(double[] got, BigDecimal of, String what) {
    BigDecimal want = new BigDecimal(ApfloatMath.log(new Apfloat(of).precision(70)).toString(true));
    BigDecimal error = new BigDecimal(got[0]).add(new BigDecimal(got[1])).subtract(want);
    assertThat(error.abs().divide(want.abs(), new MathContext(5))).as(what).isLessThan(new BigDecimal("1e-28"));
  }

  /** The largest error seen, in ulps of the exact value rounded. */
  private static final class Worst {
    private double ulp;
    private String where = "no point";

    void add(double x, double xLow, double got, double gotLow, double[] want) {
      double error = Math.abs(((got - want[0]) - want[1]) + gotLow) / Math.ulp(want[0]);
      // NaN is the worst of all, and stays.
      if (!(error <= ulp) && !Double.isNaN(ulp)) {
        ulp = error;
        where = String.format("input %a + %a, got %a + %a, want %a + %a", x, xLow, got, gotLow, want[0], want[1]);
      }
    }

    @Override
    public String toString() {
      return ulp + " ulp: " + where;
    }
  }
}
