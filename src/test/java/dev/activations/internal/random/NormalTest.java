package dev.activations.internal.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.activations.NormalDistribution;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The normal deviates against the normal distribution. Seeds are fixed; bounds are four to five standard errors. */
class NormalTest {

  @Test
  void theReferenceDistributionIsRight() {
    // mpmath.ncdf to 15 digits
    assertThat(NormalDistribution.upper(1)).isEqualTo(0.158655253931457051, offset(1e-15));
    assertThat(NormalDistribution.upper(2.5) / 0.00620966532577613517 - 1).isBetween(-1e-12, 1e-12);
    assertThat(NormalDistribution.upper(4) / 3.16712418331199213e-5 - 1).isBetween(-1e-13, 1e-13);
    assertThat(NormalDistribution.upper(10) / 7.61985302416052607e-24 - 1).isBetween(-1e-13, 1e-13);
    assertThat(NormalDistribution.cdf(-1)).isEqualTo(NormalDistribution.upper(1));
  }

  @Test
  void theTableIsAZiggurat() {
    double[] x = ZigguratTable.EDGES;
    assertThat(x).hasSize(257);
    double base = x[0] * Math.exp(-0.5 * x[1] * x[1]);
    double r = x[1];
    double withTail = r * Math.exp(-0.5 * r * r) + Math.sqrt(2 * Math.PI) * NormalDistribution.upper(r);
    assertThat(withTail / base).isBetween(1 - 1e-13, 1 + 1e-13);
    for (int i = 1; i < 256; i++) {
      double area = x[i] * (Math.exp(-0.5 * x[i + 1] * x[i + 1]) - Math.exp(-0.5 * x[i] * x[i]));
      assertThat(x[i]).isGreaterThan(x[i + 1]);
      assertThat(area / base).as("layer " + i).isBetween(1 - 1e-11, 1 + 1e-11);
    }
    assertThat(x[256]).isZero();
  }

  @Test
  void momentsAreThoseOfTheNormalDistribution() {
    int n = 4_000_000;
    double[] z = deviates(n, new SplittableRandom(3));
    double mean = 0;
    for (double v : z) {
      mean += v / n;
    }
    double m2 = 0;
    double m3 = 0;
    double m4 = 0;
    for (double v : z) {
      double d = v - mean;
      m2 += d * d / n;
      m3 += d * d * d / n;
      m4 += d * d * d * d / n;
    }
    assertThat(Math.abs(mean)).isLessThan(4 / Math.sqrt(n));
    assertThat(Math.abs(m2 - 1)).isLessThan(4 * Math.sqrt(2.0 / n));
    assertThat(Math.abs(m3 / Math.pow(m2, 1.5))).isLessThan(4 * Math.sqrt(6.0 / n));
    assertThat(Math.abs(m4 / (m2 * m2) - 3)).isLessThan(4 * Math.sqrt(24.0 / n));
  }

  @Test
  void kolmogorovSmirnov() {
    double[] z = deviates(1_000_000, new SplittableRandom(4));
    assertThat(kolmogorovSmirnov(z, -40, 40)).isLessThan(1.95);      // exceeded once in 1000 seeds
  }

  @Test
  void kolmogorovSmirnovOfTheTailBeyondTheZiggurat() {
    double r = ZigguratTable.EDGES[1];
    double[] z = deviates(12_000_000, new SplittableRandom(5));
    double[] upper = Arrays.stream(z).filter(v -> v > r).toArray();
    double[] lower = Arrays.stream(z).filter(v -> v < -r).map(v -> -v).toArray();
    double expected = z.length * NormalDistribution.upper(r);
    assertThat(upper.length - expected).isBetween(-4 * Math.sqrt(expected), 4 * Math.sqrt(expected));
    assertThat(lower.length - expected).isBetween(-4 * Math.sqrt(expected), 4 * Math.sqrt(expected));
    assertThat(kolmogorovSmirnov(upper, r, 40)).isLessThan(1.95);
    assertThat(kolmogorovSmirnov(lower, r, 40)).isLessThan(1.95);
    for (double bound : new double[] {4, 4.5}) {
      double beyond = 2 * z.length * NormalDistribution.upper(bound);
      long seen = Arrays.stream(z).filter(v -> Math.abs(v) > bound).count();
      assertThat(seen - beyond).as("beyond " + bound).isBetween(-4 * Math.sqrt(beyond), 4 * Math.sqrt(beyond));
    }
  }

  @Test
  void chiSquareOverNarrowBins() {
    assertThat(chiSquare(deviates(12_000_000, new SplittableRandom(6)))).isBetween(-4.5, 4.5);
  }

  @Test
  void chiSquareFromAGeneratorOf48Bits() {
    assertThat(chiSquare(deviates(2_000_000, new Random(6)))).isBetween(-4.5, 4.5);
  }

  @Test
  void theGoodnessOfFitTestsRejectADeviationOfOnePercent() {
    double[] z = deviates(1_000_000, new SplittableRandom(4));
    for (int i = 0; i < z.length; i++) {
      z[i] *= 1.01;
    }
    assertThat(kolmogorovSmirnov(z.clone(), -40, 40)).isGreaterThan(1.95);
    assertThat(chiSquare(z)).isGreaterThan(4.5);
  }

  @Test
  void successiveDeviatesAreUncorrelated() {
    int n = 2_000_000;
    double[] z = deviates(n, new SplittableRandom(7));
    for (int lag = 1; lag <= 3; lag++) {
      double product = 0;
      double squares = 0;
      for (int i = lag; i < n; i++) {
        product += z[i] * z[i - lag];
        squares += (z[i] * z[i] - 1) * (z[i - lag] * z[i - lag] - 1);
      }
      assertThat(Math.abs(product / n)).as("lag " + lag).isLessThan(4 / Math.sqrt(n));
      assertThat(Math.abs(squares / n)).as("squares, lag " + lag).isLessThan(4 * 2 / Math.sqrt(n));
    }
    // Chi-square of successive pairs over 16 × 16 cells of equal probability.
    long[][] cells = new long[16][16];
    for (int i = 0; i < n; i += 2) {
      cells[cell(z[i])][cell(z[i + 1])]++;
    }
    double expected = n / 512.0;
    double chiSquare = 0;
    for (long[] row : cells) {
      for (long count : row) {
        chiSquare += (count - expected) * (count - expected) / expected;
      }
    }
    assertThat((chiSquare - 255) / Math.sqrt(2 * 255)).isBetween(-4.5, 4.5);
  }

  @Test
  void everyBitFieldDecidesItsOwnPart() {
    // The same layer with one step from zero, and with the steps' sign flipped.
    long layer = 17L << 56;
    double one = Normal.next(constant(layer));
    assertThat(one).isEqualTo(ZigguratTable.EDGES[17] * 0x1p-53);
    assertThat(Normal.next(constant(layer | 2L << 2))).isEqualTo(3 * one);
    assertThat(Normal.next(constant(layer | 0xffffffffffffffL))).isEqualTo(-one);
    assertThat(Normal.next(constant(layer | 3))).isEqualTo(one);      // the two lowest bits are not used
  }

  /** Arrays are filled in blocks; one deviate after the other gives the same. */
  @Test
  void lengthsRoundTheBordersOfBlocks() {
    for (int n : new int[] {0, 1, 1023, 1024, 1025, 2048, 3000}) {
      double[] normal = new double[n];
      double[] uniform = new double[n];
      SplittableRandom random = new SplittableRandom(5);
      Normal.fill(normal, 0.7, 1.3, random);
      Uniform.fill(uniform, -0.3, 0.9, random);
      SplittableRandom same = new SplittableRandom(5);
      for (int i = 0; i < n; i++) {
        assertThat(normal[i]).isEqualTo(0.7 + 1.3 * Normal.next(same));
      }
      for (int i = 0; i < n; i++) {
        assertThat(uniform[i]).isEqualTo(Uniform.between(-0.3, 0.9, Uniform.unit(same)));
      }
      assertThat(random.nextLong()).isEqualTo(same.nextLong());
    }
  }

  @Test
  void uniformDeviatesHave53Bits() {
    assertThat(Uniform.unit(constant(-1L))).isEqualTo(1 - 0x1p-53);
    assertThat(Uniform.unit(constant(0))).isZero();
    assertThat(Uniform.unit(constant(1L << 11))).isEqualTo(0x1p-53);
    assertThat(Uniform.between(-1, 1, 1 - 0x1p-53)).isEqualTo(1 - 0x1p-52);
    assertThat(Uniform.between(-1, 1, 0)).isEqualTo(-1);
    double max = Double.MAX_VALUE;
    assertThat(Uniform.between(-max, max, 0)).isEqualTo(-max);
    assertThat(Uniform.between(-max, max, 1 - 0x1p-53)).isLessThan(max).isGreaterThan(0.99 * max);
    assertThat(Uniform.between(-max, max, 0.5)).isZero();
    assertThat(Uniform.between(1, Math.nextUp(1.0), 1 - 0x1p-53)).isEqualTo(1);
    assertThat(Uniform.exponential(constant(-1L))).isEqualTo(0x1p-53);
    assertThat(Uniform.exponential(constant(0))).isBetween(36.7, 36.8);
  }

  private static RandomGenerator constant(long value) {
    return () -> value;
  }

  private static double[] deviates(int n, RandomGenerator random) {
    double[] z = new double[n];
    Normal.fill(z, 0, 1, random);
    return z;
  }

  private static int cell(double z) {
    return (int) (16 * NormalDistribution.cdf(z));
  }

  /** √n times the largest distance from the distribution given that Z is in [lo, hi]; sorts z. */
  private static double kolmogorovSmirnov(double[] z, double lo, double hi) {
    Arrays.sort(z);
    int n = z.length;
    boolean upper = lo > 0;
    double all = upper ? NormalDistribution.upper(lo) : NormalDistribution.cdf(hi) - NormalDistribution.cdf(lo);
    double largest = 0;
    for (int i = 0; i < n; i++) {
      double p = upper ? 1 - NormalDistribution.upper(z[i]) / all : NormalDistribution.cdf(z[i]) / all;
      largest = Math.max(largest, Math.max((i + 1.0) / n - p, p - (double) i / n));
    }
    return largest * Math.sqrt(n);
  }

  /** (χ² - degrees of freedom)/√(2 degrees of freedom) over 400 bins of [-4, 4] and the two tails. */
  private static double chiSquare(double[] z) {
    int bins = 402;
    long[] counts = new long[bins];
    for (double v : z) {
      counts[v < -4 ? 0 : v >= 4 ? bins - 1 : 1 + Math.min(399, (int) ((v + 4) * 50))]++;
    }
    double chiSquare = 0;
    for (int b = 0; b < bins; b++) {
      double from = -4 + (b - 1) / 50.0;
      double p = b == 0 || b == bins - 1 ? NormalDistribution.upper(4)
          : NormalDistribution.cdf(from + 0.02) - NormalDistribution.cdf(from);
      double expected = p * z.length;
      chiSquare += (counts[b] - expected) * (counts[b] - expected) / expected;
    }
    return (chiSquare - (bins - 1)) / Math.sqrt(2.0 * (bins - 1));
  }
}
