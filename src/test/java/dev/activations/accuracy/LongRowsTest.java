package dev.activations.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.activations.Activations;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows of one large entry and many small ones that are all the same: what rounding takes from their sum goes the same way with each,
 * so errors grow with the row's length, which those of random entries do not.
 */
class LongRowsTest {

  private static final HighPrecision P = new HighPrecision(55);

  /** Of the others together, beside the largest: from a tenth to far below what an ordinary sum would see. */
  private static final double[] SHARES = {0.1, 0x1p-3, 0x1p-9, 0x1.1p-10, 0x1.5p-10, 0x1p-12, 0x1p-19, 0x1.8p-20, 0x1p-23, 0x1p-40};

  /** Of each of the others: as large as the largest, smaller, and round the grid of the sum and below it. */
  private static final double[] EXPONENTS = {
    -0.31, -1, -1.69, -2.38, -4.45, -7.21, -8.59, -20.5, -22.64, -23.5, -29, -29.5, -30, -30.4, -37
  };

  @ParameterizedTest
  @ValueSource(ints = {8, 40, 1000, 4096, 4097, 1 << 14, 1 << 17, 1 << 20, (1 << 20) + 1, 1 << 22})
  void valuesAreWithinTheirLimits(int length) {
    for (double share : SHARES) {
      check(length, Math.log(share / (length - 1)));
    }
    for (double exponent : EXPONENTS) {
      check(length, exponent);
    }
  }

  private static void check(int length, double others) {
    double[] x = new double[length];
    Arrays.fill(x, others);
    int at = length / 3;
    x[at] = 0;
    BigDecimal sum = P.times(P.exp(new BigDecimal(others)), BigDecimal.valueOf(length - 1L));
    assertWithin("softmax", P.over(BigDecimal.ONE, P.plus(BigDecimal.ONE, sum)), Activations.SOFTMAX.forward(x)[at], x);
    double[] y = Activations.LOG_SOFTMAX.forward(x);
    assertWithin("log_softmax", P.log1p(sum).negate(), y[at], x);
    assertWithin("log_softmax", P.plus(new BigDecimal(others), P.log1p(sum).negate()), y[at - 1], x);
  }

  private static void assertWithin(String name, BigDecimal want, double got, double[] x) {
    assertThat(Math.abs(Ulp.error(got, want))).as("%s of %s entries %s: got %s, want %s", name, x.length, x[0], got, want)
        .isLessThanOrEqualTo(Limits.of(name).value().max());
  }

  /** A plain sum is no good here: the test would see it. */
  @Test
  void aPlainSumFails() {
    int length = 1 << 17;
    double others = Math.log(0x1p-12 / (length - 1));
    DoubleUnaryOperator plain = count -> {
      double sum = 1;
      for (int i = 0; i < count; i++) {
        sum += Math.exp(others);
      }
      return -Math.log(sum);
    };
    BigDecimal want = P.log1p(P.times(P.exp(new BigDecimal(others)), BigDecimal.valueOf(length - 1L))).negate();
    assertThat(Math.abs(Ulp.error(plain.applyAsDouble(length - 1), want))).isGreaterThan(1e3);
  }
}
