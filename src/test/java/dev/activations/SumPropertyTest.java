package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Probabilities add up to 1, to within what their own errors allow: 2 ulp each; and equal ones are equal parts of it. */
@Domain(Numbers.class)
@Domain(DomainContext.Global.class)
class SumPropertyTest {

  /** A row of up to 45 entries, or of up to 1200: through tiles, vectors and tails of either form. */
  @Provide
  Arbitrary<double[]> rows() {
    Arbitrary<Integer> length = Arbitraries.oneOf(
        Arbitraries.integers().between(1, 45), Arbitraries.integers().between(46, 1200));
    return length.flatMap(n -> Arbitraries.longs().map(seed -> new Inputs(seed).logits(n)));
  }

  /** σ(x) ≥ ½ is off by at most 2^-52, the other by half of that, and their sum rounds once: 2^-51 in all. */
  @Property(tries = 400, seed = "1")
  void sigmoidOfBothSigns(@ForAll double x) {
    Assume.that(!Double.isNaN(x));
    double sum = Activations.SIGMOID.value(x) + Activations.SIGMOID.value(-x);
    assertThat(Math.abs(sum - 1)).as("σ(%s) + σ(-x)", Bits.hex(x)).isLessThanOrEqualTo(0x1p-51);
  }

  /** 2 ulp are at most 2^-51 of a normal number, and 2^-1073 of a subnormal one. */
  @Property(tries = 200, seed = "2")
  void softmax(@ForAll("rows") double[] x, @ForAll Softmax any) {
    double[] y = Activations.softmax(any.temperature()).forward(x);
    BigDecimal sum = BigDecimal.ZERO;
    for (double p : y) {
      assertThat(p).isBetween(0.0, 1.0);
      sum = sum.add(new BigDecimal(p));
    }
    BigDecimal bound = new BigDecimal(0x1p-51).multiply(sum).add(new BigDecimal(x.length * 0x1p-1073));
    assertThat(sum.subtract(BigDecimal.ONE).abs()).as("Σ - 1 at temperature %s", any.temperature())
        .isLessThanOrEqualTo(bound);
  }

  /** e^y is off by e^y times the error of y, 2 ulp, and by the 1 ulp of StrictMath.exp. */
  @Property(tries = 200, seed = "3")
  void logSoftmax(@ForAll("rows") double[] x, @ForAll Softmax any) {
    double[] y = Activations.logSoftmax(any.temperature()).forward(x);
    BigDecimal sum = BigDecimal.ZERO;
    double bound = 0;
    for (double logP : y) {
      assertThat(logP).isLessThanOrEqualTo(0);
      double p = StrictMath.exp(logP);
      sum = sum.add(new BigDecimal(p));
      bound += Double.isInfinite(logP) ? 0 : p * 2 * Math.ulp(logP) + Math.ulp(p);
    }
    // A thousandth for what is quadratic in the errors, and for the rounding of the bound itself.
    assertThat(Math.abs(sum.subtract(BigDecimal.ONE).doubleValue())).as("Σ e^y - 1 at temperature %s", any.temperature())
        .isLessThanOrEqualTo(1.001 * bound);
  }

  /** A larger input never has a smaller probability, and equal ones have equal bits. */
  @Property(tries = 200, seed = "4")
  void theOrderStays(@ForAll("rows") double[] x, @ForAll Softmax s) {
    double[] y = s.forward(x);
    for (int i = 1; i < x.length; i++) {
      double low = x[i] < x[i - 1] ? y[i] : y[i - 1];
      double high = x[i] < x[i - 1] ? y[i - 1] : y[i];
      if (x[i] == x[i - 1]) {
        Bits.assertSame(s + ", entries " + (i - 1) + " and " + i, y[i - 1], y[i]);
      } else if (!(low <= high)) {
        assertThat(low - high).as("%s of %s and %s", s, Bits.hex(x[i]), Bits.hex(x[i - 1]))
            .isLessThanOrEqualTo(2 * Math.ulp(low) + 2 * Math.ulp(high));
      }
    }
  }

  /** Whatever the entries' size: their exponentials' errors cancel. Masks are no entries. */
  @Property(tries = 300, seed = "5")
  void softmaxOfEqualEntries(
      @ForAll @DoubleRange(min = -1e4, max = 1e4) double x, @ForAll @IntRange(min = 0, max = 6) int exponent,
      @ForAll @IntRange(min = 0, max = 6000) int masks, @ForAll Softmax any) {
    int n = 1 << exponent;
    double[] row = new double[n + masks];
    Arrays.fill(row, Double.NEGATIVE_INFINITY);
    Arrays.fill(row, masks / 2, masks / 2 + n, x);
    double[] y = Activations.softmax(any.temperature()).forward(row);
    for (int i = 0; i < row.length; i++) {
      assertThat(y[i]).as("entry %d", i).isEqualTo(row[i] == x ? 1.0 / n : 0);
    }
  }
}
