package dev.activations.internal.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.activations.NormalDistribution;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Truncated normal deviates: range, moments, distribution and cost of every proposal; extreme parameters. */
class TruncatedNormalTest {

  private static final int N = 100_000;

  @ParameterizedTest
  @CsvSource({
    "0, 1, -2, 2",               // normal
    "0, 1, -1e-9, Infinity",
    "0, 1, -Infinity, Infinity",
    "0.3, 0.02, 0.26, 0.34",
    "0, 1, -0.5, 1.5",           // uniform round the mean
    "0, 1, -1e-6, 2e-6",
    "0, 1, 0, Infinity",         // folded normal
    "0, 1, 1, Infinity",
    "0, 1, 0.9, 1.95",
    "0, 1, 0.9, 1.1",            // uniform beside the mean
    "0, 1, 0, 0.99",
    "0, 1, 1.01, 1.9",
    "0, 1, 5, 5.1",
    "0, 1, 1.01, Infinity",      // exponential
    "0, 1, 3, Infinity",
    "0, 1, 10, Infinity",
    "0, 1, 10, 10.15",
    "0, 1, 1.5, 2.2",
    "0, 1, -Infinity, -4",       // mirrored
    "0, 1, -1.2, -1",
    "2, 0.5, -Infinity, 1.9",
    "-7, 3, 20, Infinity",
    "1e10, 1e9, 1.2e10, 1.4e10",
  })
  void followsTheTruncatedDistributionAtABoundedCost(double mean, double sd, double lo, double hi) {
    double[] x = new double[N];
    AtomicLong drawn = new AtomicLong();
    SplittableRandom source = new SplittableRandom(8);
    RandomGenerator counting = () -> {
      drawn.incrementAndGet();
      return source.nextLong();
    };
    new TruncatedNormal(mean, sd, lo, hi).fill(x, counting);
    Arrays.sort(x);
    assertThat(x[0]).isGreaterThanOrEqualTo(lo);
    assertThat(x[N - 1]).isLessThanOrEqualTo(hi);
    assertThat(drawn.get()).as("64-bit numbers used").isLessThan((long) (5.0 * N));

    double a = (lo - mean) / sd;
    double b = (hi - mean) / sd;
    double all = between(a, b);
    double distance = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < N; i++) {
      double z = (x[i] - mean) / sd;
      double p = between(a, z) / all;
      distance = Math.max(distance, Math.max((i + 1.0) / N - p, p - (double) i / N));
      double t = a > 0 ? z - a : b < 0 ? z - b : z;
      sum += t / N;
      squares += t * t / N;
    }
    assertThat(distance * Math.sqrt(N)).as("Kolmogorov-Smirnov").isLessThan(1.95);

    double origin = a > 0 ? a : b < 0 ? b : 0;
    double[] moments = moments(a, b, origin);
    double sdOfT = Math.sqrt(moments[1] - moments[0] * moments[0]);
    double sdOfSquare = Math.sqrt(moments[2] - moments[1] * moments[1]);
    assertThat((sum - moments[0]) / sdOfT * Math.sqrt(N)).as("mean").isBetween(-4.0, 4.0);
    assertThat((squares - moments[1]) / sdOfSquare * Math.sqrt(N)).as("second moment").isBetween(-4.0, 4.0);
  }

  @Test
  void farTailsNarrowWindowsAndExtremeScales() {
    double max = Double.MAX_VALUE;
    double tiny = Double.MIN_VALUE;
    double[][] cases = {
      {0, 1, 1e6, Double.POSITIVE_INFINITY}, {0, 1, 1e200, Double.POSITIVE_INFINITY}, {0, 1, -1e200, -1e199},
      {0, 1e-300, 1, 2}, {0, tiny, 1, 2}, {0, tiny, -max, max}, {0, max, -max, max}, {0, max, 0, max},
      {-max, 1, max / 2, max}, {max, max, -max, max}, {max, 1, -max, 0}, {0, 1, max, Double.POSITIVE_INFINITY},
      {1e16, 1, 1e16, 1e16 + 2}, {0, 1, 1e16, 1e16 + 2}, {1, 1, 1, Math.nextUp(1)}, {0, 1, 0, tiny},
      {0, 1, -tiny, tiny}, {0, 1, 38, 39}, {5, 1e-10, 5, 5 + 1e-9}, {0, 1e300, -1e-300, 1e-300},
      {0, 1e300, 1e-300, 2e-300},
    };
    for (double[] c : cases) {
      double[] x = new double[1000];
      new TruncatedNormal(c[0], c[1], c[2], c[3]).fill(x, new SplittableRandom(9));
      for (double v : x) {
        assertThat(v >= c[2] && v <= c[3] && Math.abs(v) <= max).as("%s gave %a", Arrays.toString(c), v).isTrue();
      }
    }
  }

  @Test
  void aFarTailIsExponential() {
    // Beyond a = 1e6 the distance from the bound, times a, has mean 1 to 1e-12.
    double[] x = new double[N];
    new TruncatedNormal(0, 1, 1e6, Double.POSITIVE_INFINITY).fill(x, new SplittableRandom(10));
    double mean = Arrays.stream(x).map(v -> (v - 1e6) * 1e6).average().orElseThrow();
    assertThat(mean).isBetween(1 - 4 / Math.sqrt(N), 1 + 4 / Math.sqrt(N));
  }

  /** P(a < Z ≤ b), from whichever tail loses no digits. */
  private static double between(double a, double b) {
    if (b - a < 0.01) {
      double m = 0.5 * (a + b);
      double h = b - a;
      return NormalDistribution.density(m) * h * (1 + (m * m - 1) * h * h / 24);
    }
    return a > 0
        ? NormalDistribution.upper(a) - NormalDistribution.upper(b)
        : NormalDistribution.cdf(b) - NormalDistribution.cdf(a);
  }

  /** E[T], E[T²], E[T⁴] of T = Z - origin given a < Z < b, by Simpson's rule. */
  private static double[] moments(double a, double b, double origin) {
    double from = Math.max(a, origin - 12) - origin;
    double to = Math.min(b, origin + 12) - origin;
    int steps = 10_000;
    double[] sums = new double[4];
    for (int i = 0; i <= steps; i++) {
      double t = from + (to - from) * i / steps;
      double weight = (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2) * StrictMath.exp(-t * (origin + 0.5 * t));
      sums[0] += weight;
      sums[1] += weight * t;
      sums[2] += weight * t * t;
      sums[3] += weight * t * t * t * t;
    }
    return new double[] {sums[1] / sums[0], sums[2] / sums[0], sums[3] / sums[0]};
  }
}
