package dev.activations.internal.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exponential function itself; initialisers and gains use it as it is. {@code StrictMath} is within 1 ulp. */
class ExpTest {

  private static final double LIMIT = 2.1;

  private static void assertClose(double x, double want, double got) {
    double ulps = got == want ? 0 : Math.abs(got - want) / Math.ulp(want);
    assertThat(ulps).as("x = %a: got %a, want %a", x, got, want).isLessThanOrEqualTo(LIMIT);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 40, 700, 745})
  void anyNumber(double bound) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      double x = bound * (2 * random.nextDouble() - 1);
      assertClose(x, StrictMath.exp(x), Exp.exp(x));
    }
  }

  /** On both sides of every place where the form changes. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 708, -708, 709.78, -709.78, -744.4, -745.13, -745.5, -746})
  void aroundTheLimits(double limit) {
    for (double x : new double[] {Math.nextDown(limit), limit, Math.nextUp(limit)}) {
      assertClose(x, StrictMath.exp(x), Exp.exp(x));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, NaN", "Infinity, Infinity", "-Infinity, 0", "709.79, Infinity", "709.8, Infinity", "1e308, Infinity", "-747, 0", "-1e308, 0",
    "0, 1", "-0.0, 1"
  })
  void specialCases(double x, double want) {
    assertThat(Double.valueOf(Exp.exp(x))).isEqualTo(Double.valueOf(want));
  }

  /** The factor times 1 + p would overflow, where the result does not. */
  @Test
  void hugeFactors() {
    for (double factor : new double[] {Double.MAX_VALUE, -Double.MAX_VALUE, 0x1.8p1001, -0x1.8p1001}) {
      double want = factor * StrictMath.exp(-0.5);
      assertClose(-0.5, want, Exp.scaled(-0.5, 0, factor));
    }
    assertThat(Exp.scaled(-0.5, 0, Double.MAX_VALUE)).isEqualTo(-Exp.scaled(-0.5, 0, -Double.MAX_VALUE));
  }

  /** A low part counts in full, as does the factor's. */
  @Test
  void lowParts() {
    double want = StrictMath.exp(-700) * 0x1p60;
    assertClose(-700, want * (1 + 0x1p-40), Exp.scaled(-700, 0x1p-40, 0x1p60));
    assertClose(-700, want * (1 + 0x1p-40), Exp.scaled(-700, 0, 0x1p60, 0x1p20));
  }
}
