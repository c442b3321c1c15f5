package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;

/** The backward step is linear in dy, and is the transposed Jacobian times dy. */
@Domain(Numbers.class)
class BackwardPropertyTest {

  /** A row for softmax, and two gradients of whole numbers up to 1000: their sum is exact. */
  private record Row(double[] x, double[] dy, double[] dz, double[] sum) {}

  @Provide
  Arbitrary<Row> rows() {
    return Arbitraries.integers().between(1, 40).flatMap(n -> Arbitraries.longs().map(seed -> {
      Inputs in = new Inputs(seed);
      double[] dy = new double[n];
      double[] dz = new double[n];
      double[] sum = new double[n];
      double[] x = in.logits(n);
      for (int i = 0; i < n; i++) {
        dy[i] = in.below(2001) - 1000;
        dz[i] = in.below(4) == 0 ? -dy[i] : in.below(2001) - 1000;
        sum[i] = dy[i] + dz[i];
      }
      return new Row(x, dy, dz, sum);
    }));
  }

  /** Temperatures at which no gradient leaves the normal range only because of 1/T. */
  @Provide
  Arbitrary<Softmax> temperate() {
    return Arbitraries.doubles().between(0.01, 100).flatMap(
        t -> Arbitraries.of(Activations.SOFTMAX, Activations.LOG_SOFTMAX, Activations.softmax(t), Activations.logSoftmax(t)));
  }

  /**
   * The contract's unit of dx[k]: an ulp of {@code s[k] (|dy[k]| + Σ |dy[j]| s[j]) / T}, for the logarithm of
   * {@code (|dy[k]| + s[k] Σ |dy[j]|) / T}; and what a subnormal sum may be off, times the 1000 of dy and 1/T.
   */
  private static double unit(Softmax s, double[] p, double[] dy, int k) {
    double spread = 0;
    for (int j = 0; j < dy.length; j++) {
      spread += Math.abs(dy[j]) * (s.isLog() ? p[k] : p[j]);
    }
    double size = s.isLog() ? Math.abs(dy[k]) + spread : p[k] * (Math.abs(dy[k]) + spread);
    return Math.ulp(size / s.temperature()) + 0x1p-1050;
  }

  private static double[] probabilities(Softmax s, double[] x) {
    return Activations.softmax(s.temperature()).forward(x);
  }

  @Property(tries = 200, seed = "1")
  void softmaxOfASumOfGradients(@ForAll("rows") Row row, @ForAll("temperate") Softmax s) {
    double[] p = probabilities(s, row.x);
    double[] both = s.backward(row.x, row.sum);
    double[] one = s.backward(row.x, row.dy);
    double[] other = s.backward(row.x, row.dz);
    for (int k = 0; k < p.length; k++) {
      // 8 units each, and the two roundings of this test.
      double bound = 8 * (unit(s, p, row.sum, k) + unit(s, p, row.dy, k) + unit(s, p, row.dz, k))
          + Math.ulp(one[k]) + Math.ulp(other[k]);
      assertThat(Math.abs(both[k] - (one[k] + other[k]))).as("%s, dx[%d]", s, k).isLessThanOrEqualTo(bound);
    }
  }

  @Property(tries = 200, seed = "2")
  void softmaxIsTheTransposedJacobian(@ForAll("rows") Row row, @ForAll("temperate") Softmax s) {
    double[] p = probabilities(s, row.x);
    double[][] jacobian = s.jacobian(row.x);
    double[] dx = s.backward(row.x, row.dy);
    for (int k = 0; k < p.length; k++) {
      BigDecimal sum = BigDecimal.ZERO;
      for (int i = 0; i < p.length; i++) {
        sum = sum.add(new BigDecimal(row.dy[i]).multiply(new BigDecimal(jacobian[i][k])));
      }
      // 8 units from backward; 8 from the Jacobian, each of whose entries is a gradient; and twice that for ulps that are
      // not proportional to their numbers.
      double off = sum.subtract(new BigDecimal(dx[k])).abs().doubleValue();
      assertThat(off).as("%s, dx[%d] = %s", s, k, dx[k]).isLessThanOrEqualTo(24 * unit(s, p, row.dy, k));
    }
  }

  /** The probabilities add up to 1 whatever x, so the gradient of their sum is 0. */
  @Property(tries = 200, seed = "3")
  void softmaxIgnoresAConstantGradient(@ForAll("rows") Row row, @ForAll("temperate") Softmax s) {
    Softmax plain = Activations.softmax(s.temperature());
    double[] p = plain.forward(row.x);
    double[] dy = new double[p.length];
    Arrays.fill(dy, row.dy[0]);
    double[] dx = plain.backward(row.x, dy);
    for (int k = 0; k < p.length; k++) {
      assertThat(Math.abs(dx[k])).as("%s, dx[%d]", plain, k).isLessThanOrEqualTo(8 * unit(plain, p, dy, k));
    }
  }

  /** The Jacobian of a pointwise function is diagonal: one product an element, whatever the bits. */
  @Property(tries = 300, seed = "4")
  void pointwiseIsOneProduct(@ForAll PointwiseActivation f, @ForAll double[] x, @ForAll long seed) {
    double[] dy = new Inputs(seed).factors(x.length);
    double[] want = new double[x.length];
    Arrays.setAll(want, i -> dy[i] * f.derivative(x[i]));
    Bits.assertSame(f + " backward", want, f.backward(x, dy));
  }

  /** Powers of two in dy come out as they went in, where nothing leaves the normal range. */
  @Property(tries = 300, seed = "5")
  void powersOfTwoPass(@ForAll("rows") Row row, @ForAll("temperate") Softmax s, @ForAll PointwiseActivation f) {
    for (Activation a : new Activation[] {s, f, Activations.SIGMOID, Activations.GELU}) {
      double[] dx = a.backward(row.x, row.dy);
      double[] scaled = a.backward(row.x, Arrays.stream(row.dy).map(dy -> dy * 0x1p20).toArray());
      for (int i = 0; i < dx.length; i++) {
        if (Math.abs(dx[i]) >= 0x1p-900 && Math.abs(dx[i]) <= 0x1p1000 || dx[i] == 0 && a instanceof PointwiseActivation) {
          Bits.assertSame(a + " backward, dx[" + i + "] of 2^20 dy", 0x1p20 * dx[i], scaled[i]);
        }
      }
    }
  }
}
