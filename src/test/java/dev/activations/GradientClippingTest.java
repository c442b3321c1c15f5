package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GradientClippingTest {

  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  @Test
  void byValue() {
    double[] g = {-3, -2, -0.5, -0.0, 0.0, 0.5, 2, 3, INF, -INF, NAN, Double.MIN_VALUE};
    GradientClipping.byValue(g, 2);
    assertThat(g).containsExactly(-2, -2, -0.5, -0.0, 0.0, 0.5, 2, 2, 2, -2, NAN, Double.MIN_VALUE);
    double[] h = {-INF, -1e308, NAN, -0.0, 7, INF};
    double[] before = h.clone();
    GradientClipping.byValue(h, INF);
    assertThat(h).containsExactly(before);
    GradientClipping.byValue(new double[0], 1);
  }

  @Test
  void byNormScalesAllArraysByOneFactor() {
    double[] a = {3, 0};
    double[] b = {};
    double[] c = {-4};
    assertThat(GradientClipping.byNorm(1, a, b, c)).isEqualTo(5);
    assertThat(a[0]).isBetween(Math.nextDown(0.6), Math.nextUp(0.6));
    assertThat(a[1]).isZero();
    assertThat(c[0]).isBetween(Math.nextDown(-0.8), Math.nextUp(-0.8));
  }

  @Test
  void byNormWithinTheLimitChangesNothing() {
    double[] a = {3, -0.0};
    double[] c = {-4};
    assertThat(GradientClipping.byNorm(5, a, c)).isEqualTo(5);
    assertThat(GradientClipping.byNorm(INF, a, c)).isEqualTo(5);
    assertThat(a).containsExactly(3, -0.0);
    assertThat(c).containsExactly(-4);
    assertThat(GradientClipping.byNorm(1)).isZero();
    assertThat(GradientClipping.byNorm(1, new double[0], new double[3])).isZero();
    double[] max = {Double.MAX_VALUE};
    assertThat(GradientClipping.byNorm(INF, max)).isEqualTo(Double.MAX_VALUE);
    assertThat(max).containsExactly(Double.MAX_VALUE);
  }

  /** One factor for all, also where the last array is empty or zero, or small beside the others. */
  @Test
  void byNormIsThatOfAllArraysInAnyOrder() {
    for (double[] last : new double[][] {{}, {0, -0.0}, {1e-300}}) {
      double[] a = {3e200, -4e200};
      double rest = last.length == 1 ? 1e-300 * (1 / 5e200) : 0;
      assertThat(GradientClipping.byNorm(1, a, last)).isEqualTo(5e200, within(5e200));
      assertThat(a[0]).isEqualTo(0.6, within(0.6));
      assertThat(a[1]).isEqualTo(-0.8, within(0.8));
      assertThat(Arrays.stream(last).map(Math::abs).sum()).isEqualTo(rest);
    }
  }

  /** A limit that is the norm is kept already: not a bit changes. */
  @Test
  void aLimitThatIsTheNormChangesNothing() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 100; i++) {
      double[] g = random.doubles(9, -1, 1).toArray();
      double[] before = g.clone();
      double norm = GradientClipping.byNorm(INF, g);
      assertThat(GradientClipping.byNorm(norm, g)).isEqualTo(norm);
      assertThat(g).containsExactly(before);
    }
  }

  @Test
  void byNormNeitherOverflowsNorUnderflows() {
    for (double unit : new double[] {1e200, 1e307, 1e-200, 0x1p-1060, Double.MIN_VALUE, 1}) {
      double[] g = {3 * unit, 4 * unit};
      double limit = unit * 2;
      double norm = GradientClipping.byNorm(limit, g);
      assertThat(norm).as("unit %a", unit).isEqualTo(5 * unit, within(5 * unit));
      assertThat(g[0]).as("unit %a", unit).isEqualTo(1.2 * unit, within(1.2 * unit));
      assertThat(g[1]).as("unit %a", unit).isEqualTo(1.6 * unit, within(1.6 * unit));
    }
    // The norm itself exceeds the double range, the clipped gradient does not.
    double[] g = {Double.MAX_VALUE, -Double.MAX_VALUE};
    assertThat(GradientClipping.byNorm(1, g)).isEqualTo(INF);
    assertThat(g[0]).isEqualTo(Math.sqrt(0.5), within(1));
    assertThat(g[1]).isEqualTo(-g[0]);
    // Subnormal limit.
    double[] h = {1e300, 0, 1e-300};
    GradientClipping.byNorm(3 * Double.MIN_VALUE, h);
    assertThat(h).containsExactly(3 * Double.MIN_VALUE, 0, 0);
  }

  @Test
  void byNormOfManyEntriesIsExactToAnUlpOrTwoInAnyPartition() {
    SplittableRandom random = new SplittableRandom(1);
    double[] g = random.doubles(100_003, -1, 1).toArray();
    BigDecimal squares = BigDecimal.ZERO;
    for (double v : g) {
      squares = squares.add(new BigDecimal(v).pow(2));
    }
    double want = squares.sqrt(new MathContext(30)).doubleValue();
    double[] first = Arrays.copyOf(g, 777);
    double[] second = Arrays.copyOfRange(g, 777, g.length);
    assertThat(Math.abs(GradientClipping.byNorm(INF, g) - want)).isLessThanOrEqualTo(2 * Math.ulp(want));
    assertThat(Math.abs(GradientClipping.byNorm(INF, first, second) - want)).isLessThanOrEqualTo(2 * Math.ulp(want));
    GradientClipping.byNorm(0.125, first, second);
    assertThat(GradientClipping.byNorm(INF, first, second)).isEqualTo(0.125, within(0.125));
    for (int length = 0; length < 20; length++) {
      double[] ones = new double[length];
      Arrays.fill(ones, 1);
      assertThat(GradientClipping.byNorm(INF, ones)).isEqualTo(Math.sqrt(length));
    }
  }

  @Test
  void notANumberAndInfinityAreReportedAndLeaveTheArraysAlone() {
    double[] a = {1, 100};
    assertThat(GradientClipping.byNorm(1, a, new double[] {NAN, INF})).isNaN();
    assertThat(GradientClipping.byNorm(1, new double[] {INF, NAN}, a)).isNaN();
    double[] b = {3, -INF};
    assertThat(GradientClipping.byNorm(1, a, b)).isEqualTo(INF);
    assertThat(a).containsExactly(1, 100);
    assertThat(b).containsExactly(3, -INF);
  }

  @Test
  void arguments() {
    double[] a = {1, 100};
    assertThatThrownBy(() -> GradientClipping.byValue(null, 1)).isInstanceOf(NullPointerException.class)
        .hasMessage("g");
    assertThatThrownBy(() -> GradientClipping.byNorm(1, (double[][]) null)).isInstanceOf(NullPointerException.class)
        .hasMessage("gradients");
    assertThatThrownBy(() -> GradientClipping.byNorm(1, a, null)).isInstanceOf(NullPointerException.class)
        .hasMessage("gradients[1]");
    assertThatThrownBy(() -> GradientClipping.byNorm(-1, a, null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> GradientClipping.byNorm(1, a, new double[1], a))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("gradients[2]");
    for (double limit : new double[] {0, -0.0, -1, NAN, -INF}) {
      assertThatThrownBy(() -> GradientClipping.byValue(a, limit)).isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("limit");
      assertThatThrownBy(() -> GradientClipping.byNorm(limit, a)).isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("limit");
    }
    assertThat(a).containsExactly(1, 100);
    double[] empty = {};
    assertThat(GradientClipping.byNorm(1, empty, empty)).isZero();
  }

  private static Offset<Double> within(double value) {
    return Offset.offset(4 * Math.ulp(value));
  }
}
