package dev.activations;

import static dev.activations.Activations.GELU;
import static dev.activations.Activations.GELU_TANH;
import static dev.activations.Activations.LEAKY_RELU;
import static dev.activations.Activations.LOG_SOFTMAX;
import static dev.activations.Activations.RELU;
import static dev.activations.Activations.SIGMOID;
import static dev.activations.Activations.SILU;
import static dev.activations.Activations.SOFTMAX;
import static dev.activations.Activations.TANH;
import static dev.activations.Activations.leakyRelu;
import static dev.activations.Activations.logSoftmax;
import static dev.activations.Activations.softmax;
import static dev.activations.Activations.swish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact results at zeros, infinities, kinks, NaN and where a result underflows or overflows. */
class EdgeCaseTest {

  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;
  private static final double MIN = Double.MIN_VALUE;
  private static final double MAX = Double.MAX_VALUE;
  private static final MathContext DIGITS = new MathContext(60);

  /** f(x) and f'(x) from the scalar methods, and from the array forms at each place of an array with a tail. */
  private static void assertAt(PointwiseActivation f, double x, double value, double derivative) {
    String at = f + " at " + Bits.hex(x);
    Bits.assertSame(at, value, f.value(x));
    Bits.assertSame(at, value, f.applyAsDouble(x));
    Bits.assertSame(at + ", derivative", derivative, f.derivative(x));
    int n = 19;
    double[] xs = new double[n];
    double[] y = new double[n];
    double[] d = new double[n];
    for (int place = 0; place < n; place++) {
      Arrays.fill(xs, 0.5);
      xs[place] = x;
      Bits.assertSame(at + ", forward, place " + place, value, f.forward(xs)[place]);
      Bits.assertSame(at + ", derivative, place " + place, derivative, f.derivative(xs)[place]);
      f.valueAndDerivative(xs, y, d);
      Bits.assertSame(at + ", value of both, place " + place, value, y[place]);
      Bits.assertSame(at + ", derivative of both, place " + place, derivative, d[place]);
    }
  }

  // Pointwise: function, x, value, derivative.

  static Stream<Arguments> infinities() {
    return Stream.of(
        Arguments.of(SIGMOID, INF, 1.0, 0.0),
        Arguments.of(SIGMOID, -INF, 0.0, 0.0),
        Arguments.of(TANH, INF, 1.0, 0.0),
        Arguments.of(TANH, -INF, -1.0, 0.0),
        Arguments.of(RELU, INF, INF, 1.0),
        Arguments.of(RELU, -INF, 0.0, 0.0),
        Arguments.of(LEAKY_RELU, INF, INF, 1.0),
        Arguments.of(LEAKY_RELU, -INF, -INF, 0.01),
        Arguments.of(leakyRelu(0), -INF, -0.0, 0.0),
        Arguments.of(leakyRelu(0), INF, INF, 1.0),
        Arguments.of(leakyRelu(-1.5), -INF, INF, -1.5),
        Arguments.of(GELU, INF, INF, 1.0),
        Arguments.of(GELU, -INF, -0.0, -0.0),
        Arguments.of(GELU_TANH, INF, INF, 1.0),
        Arguments.of(GELU_TANH, -INF, -0.0, -0.0),
        Arguments.of(SILU, INF, INF, 1.0),
        Arguments.of(SILU, -INF, -0.0, -0.0),
        Arguments.of(swish(1.5), INF, INF, 1.0),
        Arguments.of(swish(1.5), -INF, -0.0, -0.0),
        Arguments.of(swish(-0.7), INF, 0.0, -0.0),
        Arguments.of(swish(-0.7), -INF, -INF, 1.0),
        Arguments.of(swish(MIN), INF, INF, 1.0),
        Arguments.of(swish(MIN), -INF, -0.0, -0.0),
        Arguments.of(swish(0), INF, INF, 0.5),
        Arguments.of(swish(0), -INF, -INF, 0.5),
        Arguments.of(swish(-0.0), INF, INF, 0.5),
        Arguments.of(swish(-0.0), -INF, -INF, 0.5));
  }

  @ParameterizedTest
  @MethodSource
  void infinities(PointwiseActivation f, double x, double value, double derivative) {
    assertAt(f, x, value, derivative);
  }

  static Stream<Arguments> zeros() {
    return Stream.of(
        Arguments.of(SIGMOID, 0.0, 0.5, 0.25),
        Arguments.of(SIGMOID, -0.0, 0.5, 0.25),
        Arguments.of(TANH, 0.0, 0.0, 1.0),
        Arguments.of(TANH, -0.0, -0.0, 1.0),
        Arguments.of(RELU, 0.0, 0.0, 0.0),
        Arguments.of(RELU, -0.0, 0.0, 0.0),
        Arguments.of(LEAKY_RELU, 0.0, 0.0, 0.01),
        Arguments.of(LEAKY_RELU, -0.0, -0.0, 0.01),
        Arguments.of(leakyRelu(0), 0.0, 0.0, 0.0),
        Arguments.of(leakyRelu(0), -0.0, -0.0, 0.0),
        Arguments.of(leakyRelu(3), 0.0, 0.0, 3.0),
        Arguments.of(leakyRelu(3), -0.0, -0.0, 3.0),
        Arguments.of(GELU, 0.0, 0.0, 0.5),
        Arguments.of(GELU, -0.0, -0.0, 0.5),
        Arguments.of(GELU_TANH, 0.0, 0.0, 0.5),
        Arguments.of(GELU_TANH, -0.0, -0.0, 0.5),
        Arguments.of(SILU, 0.0, 0.0, 0.5),
        Arguments.of(SILU, -0.0, -0.0, 0.5),
        Arguments.of(swish(1.5), -0.0, -0.0, 0.5),
        Arguments.of(swish(-0.7), 0.0, 0.0, 0.5),
        Arguments.of(swish(-0.7), -0.0, -0.0, 0.5),
        Arguments.of(swish(0), -0.0, -0.0, 0.5));
  }

  @ParameterizedTest
  @MethodSource
  void zeros(PointwiseActivation f, double x, double value, double derivative) {
    assertAt(f, x, value, derivative);
  }

  @Test
  void kinks() {
    assertAt(RELU, MIN, MIN, 1);
    assertAt(RELU, -MIN, 0, 0);
    for (double slope : new double[] {0.01, -1.5, 3, 0, 1e300}) {
      PointwiseActivation f = leakyRelu(slope);
      assertAt(f, MIN, MIN, 1);
      assertAt(f, -MIN, slope * -MIN, slope);
      Bits.assertSame(f + "'(0)", slope, f.derivative(0.0));
      Bits.assertSame(f + "'(-0)", slope, f.derivative(-0.0));
    }
  }

  static Stream<Arguments> saturated() {
    return Stream.of(
        Arguments.of(SIGMOID, 800, 1.0, 0.0),
        Arguments.of(SIGMOID, -800, 0.0, 0.0),
        Arguments.of(SIGMOID, -MAX, 0.0, 0.0),
        Arguments.of(SIGMOID, MAX, 1.0, 0.0),
        Arguments.of(TANH, 400, 1.0, 0.0),
        Arguments.of(TANH, -400, -1.0, 0.0),
        Arguments.of(TANH, -MAX, -1.0, 0.0),
        Arguments.of(TANH, MIN, MIN, 1.0),
        Arguments.of(TANH, -MIN, -MIN, 1.0),
        Arguments.of(GELU, -40, -0.0, -0.0),
        Arguments.of(GELU, 40, 40.0, 1.0),
        Arguments.of(GELU, -MAX, -0.0, -0.0),
        Arguments.of(GELU, MAX, MAX, 1.0),
        Arguments.of(GELU_TANH, -40, -0.0, -0.0),
        Arguments.of(GELU_TANH, 40, 40.0, 1.0),
        Arguments.of(GELU_TANH, -MAX, -0.0, -0.0),
        Arguments.of(GELU_TANH, MAX, MAX, 1.0),
        Arguments.of(SILU, -800, -0.0, -0.0),
        Arguments.of(SILU, 800, 800.0, 1.0),
        Arguments.of(SILU, -MAX, -0.0, -0.0),
        Arguments.of(SILU, MAX, MAX, 1.0),
        Arguments.of(swish(1e10), -1, -0.0, -0.0),
        Arguments.of(swish(1e300), -1e300, -0.0, -0.0),
        Arguments.of(swish(1e300), 1e300, 1e300, 1.0),
        Arguments.of(swish(-1e300), 1e300, 0.0, -0.0),
        Arguments.of(swish(-0.7), 1e4, 0.0, -0.0),
        Arguments.of(swish(0), MAX, MAX / 2, 0.5),
        Arguments.of(leakyRelu(1e300), -1e300, -INF, 1e300),
        Arguments.of(LEAKY_RELU, -MIN, -0.0, 0.01));
  }

  /** A result that underflows is a zero with the sign of the true result. */
  @ParameterizedTest
  @MethodSource
  void saturated(PointwiseActivation f, double x, double value, double derivative) {
    assertAt(f, x, value, derivative);
  }

  @Test
  void nanWithAnyPayload() {
    long[] patterns = {
      0x7ff8_0000_0000_0000L, 0xfff8_0000_0000_0000L, 0x7ff0_0000_0000_0001L, 0xfff0_0000_0000_0001L,
      0x7fff_ffff_ffff_ffffL, 0xffff_ffff_ffff_ffffL, 0x7ff8_dead_beef_0000L, 0x7ff4_0000_0000_0000L
    };
    for (long pattern : patterns) {
      double x = Double.longBitsToDouble(pattern);
      for (PointwiseActivation f : Cases.POINTWISE) {
        assertAt(f, x, NAN, NAN);
        Bits.assertSame(f + " backward", NAN, f.backward(new double[] {x}, new double[] {1})[0]);
        Bits.assertSame(f + " backward", NAN, f.backward(new double[] {1}, new double[] {x})[0]);
      }
      for (GatedActivation a : Cases.GATED) {
        Bits.assertSame(a.name(), NAN, a.apply(x, 1));
        Bits.assertSame(a.name(), NAN, a.apply(1, x));
        assertThat(a.forward(new double[] {x, x, 1, x, 1, x})).as(a.name()).containsOnly(NAN);
      }
      for (Softmax s : Cases.SOFTMAX) {
        double[] row = {0, 1, x, 2, 3, 4, 5, 6, 7, 8, 9};
        assertRow(s, row, filled(row.length, NAN));
        assertGradient(s, row, filled(row.length, 1), filled(row.length, NAN));
      }
    }
  }

  @Test
  void productsOfGatesAreIeee() {
    for (GatedActivation a : Stream.of(Activations.GEGLU, Activations.SWIGLU, Activations.REGLU).toList()) {
      Bits.assertSame(a + " of -∞ gate and ∞ value", NAN, a.apply(-INF, INF));
      Bits.assertSame(a + " of 0 gate and ∞ value", NAN, a.apply(0, INF));
      Bits.assertSame(a + " of 2 and ∞", INF, a.apply(2, INF));
    }
    // 0·∞ in dValue = dy·act(gate) and in dGate = (dy·value)·act'(gate).
    double[] dGate = new double[1];
    double[] dValue = new double[1];
    Activations.REGLU.backward(new double[] {-1}, new double[] {INF}, new double[] {0}, dGate, dValue);
    Bits.assertSame("dGate", NAN, dGate[0]);
    Bits.assertSame("dValue", 0, dValue[0]);
    // The order: (1e-200·1e-200)·1 is 0, 1e-200·(1e-200·act') is too, but (1e200·1e200)·0 is NaN.
    Activations.REGLU.backward(new double[] {-1}, new double[] {1e200}, new double[] {1e200}, dGate, dValue);
    Bits.assertSame("dGate", NAN, dGate[0]);
  }

  // Softmax.

  private static double[] filled(int n, double value) {
    double[] a = new double[n];
    Arrays.fill(a, value);
    return a;
  }

  /** Forward of a row: alone, in place, and between two ordinary rows that must not notice. */
  private static void assertRow(Softmax s, double[] x, double[] want) {
    String what = s + " of " + Arrays.toString(x);
    Bits.assertSame(what, want, s.forward(x));
    double[] inPlace = x.clone();
    s.forward(inPlace, inPlace);
    Bits.assertSame(what + " in place", want, inPlace);
    int n = x.length;
    double[] ordinary = new double[n];
    Arrays.setAll(ordinary, i -> i % 3);
    double[] rows = new double[3 * n];
    System.arraycopy(ordinary, 0, rows, 0, n);
    System.arraycopy(x, 0, rows, n, n);
    System.arraycopy(ordinary, 0, rows, 2 * n, n);
    double[] y = new double[3 * n];
    s.forwardRows(rows, y, 3);
    Bits.assertSame(what + ", row before", s.forward(ordinary), Arrays.copyOf(y, n));
    Bits.assertSame(what + " as a row", want, Arrays.copyOfRange(y, n, 2 * n));
    Bits.assertSame(what + ", row after", s.forward(ordinary), Arrays.copyOfRange(y, 2 * n, 3 * n));
  }

  /** Backward, apart and with the result in place of either input. */
  private static void assertGradient(Softmax s, double[] x, double[] dy, double[] want) {
    String what = s + " backward of " + Arrays.toString(x) + " and " + Arrays.toString(dy);
    Bits.assertSame(what, want, s.backward(x, dy));
    double[] inX = x.clone();
    s.backward(inX, dy, inX);
    Bits.assertSame(what + " in place of x", want, inX);
    double[] inDy = dy.clone();
    s.backward(x, inDy, inDy);
    Bits.assertSame(what + " in place of dy", want, inDy);
  }

  @Test
  void rowsWithoutSoftmaxAreNan() {
    for (Softmax s : Cases.SOFTMAX) {
      for (int n : new int[] {1, 2, 3, 7, 8, 9, 17}) {
        double[] nan = filled(n, NAN);
        double[] dy = filled(n, 1);
        assertRow(s, filled(n, -INF), nan);
        assertGradient(s, filled(n, -INF), dy, nan);
        for (int place = 0; place < n; place++) {
          for (double special : new double[] {NAN, INF}) {
            for (double other : new double[] {1.5, -INF}) {
              double[] x = filled(n, other);
              x[place] = special;
              assertRow(s, x, nan);
              assertGradient(s, x, dy, nan);
            }
          }
          double[] x = filled(n, INF);
          x[place] = NAN;
          assertRow(s, x, nan);
        }
      }
    }
  }

  @Test
  void masksAndOverflowingDifferences() {
    for (double gone : new double[] {-INF, -1.7e308}) {
      double top = gone == -INF ? 3 : 1.7e308;
      assertRow(SOFTMAX, new double[] {gone, top, gone, top}, new double[] {0, 0.5, 0, 0.5});
      assertRow(softmax(3.7), new double[] {gone, gone, top}, new double[] {0, 0, 1});
      assertRow(LOG_SOFTMAX, new double[] {gone, top, gone}, new double[] {-INF, 0.0, -INF});
      assertRow(logSoftmax(0.5), new double[] {top, gone}, new double[] {0.0, -INF});
      assertGradient(SOFTMAX, new double[] {gone, top, gone, top}, new double[] {5, 2, 7, -2},
          new double[] {0, 1, 0, -1});
      assertGradient(LOG_SOFTMAX, new double[] {gone, top, gone, top}, new double[] {1, 2, 3, 4},
          new double[] {1, -3, 3, -1});
    }
    // The quotient by the temperature overflows, the difference doesn't.
    assertRow(softmax(1e-3), new double[] {-1e307, 1}, new double[] {0, 1});
    assertRow(logSoftmax(1e-3), new double[] {-1e307, 1}, new double[] {-INF, 0});
  }

  @Test
  void oneEntry() {
    for (double x : new double[] {0, -0.0, 1, -7.3, 1e308, -MAX, MAX, MIN, 710}) {
      for (Softmax s : Cases.SOFTMAX) {
        assertRow(s, new double[] {x}, new double[] {s.isLog() ? 0.0 : 1.0});
        double dx = s.backward(new double[] {x}, new double[] {3.25})[0];
        assertThat(dx == 0).as(s + " backward of one entry: %s", Bits.hex(dx)).isTrue();
      }
    }
  }

  @Test
  void emptyRows() {
    Cases.all().forEach(a -> {
      double[] none = {};
      assertThat(a.forward(none)).as(a.name()).isEmpty();
      assertThat(a.backward(none, none)).as(a.name()).isEmpty();
      double[] untouched = {1, 2};
      a.forwardRows(untouched, 1, untouched, 1, 5, 0);
      a.backwardRows(untouched, 2, untouched, 0, untouched, 1, 5, 0);
      assertThat(untouched).as(a.name()).containsExactly(1, 2);
    });
    assertThat(SOFTMAX.jacobian(new double[0])).isEmpty();
  }

  /**
   * Each probability is within 2 ulp, and an ulp of s is at most 2^-52 s: together they miss 1 by at most 2·2^-52.
   */
  @Test
  void rowsSumToOne() {
    Inputs in = new Inputs(11);
    for (int n = 1; n <= 4097; n = n < 300 ? n + 1 : n < 4000 ? n + 97 : n < 4095 ? 4095 : n + 1) {
      double[] y = SOFTMAX.forward(in.logits(n));
      double high = 0;
      double low = 0;
      for (double s : y) {
        double next = high + s;
        double part = next - high;
        low += (high - (next - part)) + (s - part);
        high = next;
      }
      BigDecimal sum = new BigDecimal(high).add(new BigDecimal(low));
      BigDecimal error = sum.subtract(BigDecimal.ONE).abs();
      assertThat(error).as("n = %d, sum %s", n, Bits.hex(high)).isLessThanOrEqualTo(new BigDecimal(0x1p-51));
    }
  }

  /** e^z by Taylor's series of z/1024 and ten squarings, to 50 digits; |z| < 100. */
  private static BigDecimal exp(BigDecimal z) {
    BigDecimal r = z.divide(BigDecimal.valueOf(1024), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int k = 1; k <= 50; k++) {
      term = term.multiply(r, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int k = 0; k < 10; k++) {
      sum = sum.multiply(sum, DIGITS);
    }
    return sum;
  }

  /** Exact gradients, to 40 digits and more. */
  private static BigDecimal[] exactGradient(Softmax s, double[] x, double[] dy) {
    BigDecimal max = new BigDecimal(Arrays.stream(x).max().orElseThrow());
    BigDecimal t = new BigDecimal(s.temperature());
    int n = x.length;
    BigDecimal[] p = new BigDecimal[n];
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < n; i++) {
      BigDecimal z = new BigDecimal(x[i]).subtract(max).divide(t, DIGITS);
      p[i] = exp(z);
      sum = sum.add(p[i]);
    }
    BigDecimal dot = BigDecimal.ZERO;
    for (int i = 0; i < n; i++) {
      p[i] = p[i].divide(sum, DIGITS);
      BigDecimal g = new BigDecimal(dy[i]);
      dot = dot.add(s.isLog() ? g : g.multiply(p[i], DIGITS));
    }
    BigDecimal[] dx = new BigDecimal[n];
    for (int i = 0; i < n; i++) {
      BigDecimal g = new BigDecimal(dy[i]);
      BigDecimal d = s.isLog() ? g.subtract(p[i].multiply(dot)) : p[i].multiply(g.subtract(dot));
      dx[i] = d.divide(t, DIGITS);
    }
    return dx;
  }

  /** Within 2^-48 of the largest gradient: far above the contract's unit, far below any overflow or lost term. */
  private static void assertHugeGradient(Softmax s, double[] x, double[] dy) {
    BigDecimal[] want = exactGradient(s, x, dy);
    double[] apart = s.backward(x, dy);
    double[] inDy = dy.clone();
    s.backward(x, inDy, inDy);
    Bits.assertSame(s + " in place", apart, inDy);
    BigDecimal largest = Arrays.stream(dy).mapToObj(g -> new BigDecimal(g).abs())
        .max(BigDecimal::compareTo).orElseThrow();
    BigDecimal unit = largest.divide(new BigDecimal(s.temperature()), DIGITS).multiply(new BigDecimal(0x1p-48));
    for (int i = 0; i < x.length; i++) {
      String what = s + " of " + Arrays.toString(x) + " and " + Arrays.toString(dy) + ", element " + i + ": got "
          + Bits.hex(apart[i]) + ", want " + want[i].round(new MathContext(20));
      double rounded = want[i].doubleValue();
      if (Double.isInfinite(rounded)) {
        Bits.assertSame(what, rounded, apart[i]);
      } else {
        assertThat(apart[i]).as(what).isFinite();
        assertThat(new BigDecimal(apart[i]).subtract(want[i]).abs()).as(what).isLessThanOrEqualTo(unit);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 4, 0.5, 3.7, 1e3, 1e-3})
  void hugeGradients(double temperature) {
    double[] sizes = {1.7e308, -1.7e308, 1e308, -1e308, MAX, -MAX, 1, 0, 8.9e307, -9e307};
    Inputs in = new Inputs(12);
    for (Softmax s : new Softmax[] {softmax(temperature), logSoftmax(temperature)}) {
      for (int n : new int[] {1, 2, 3, 4, 9, 17}) {
        for (int k = 0; k < 4; k++) {
          double[] x = new double[n];
          double[] dy = new double[n];
          for (int i = 0; i < n; i++) {
            x[i] = in.uniform(3) * temperature;
            dy[i] = sizes[in.below(sizes.length)];
          }
          assertHugeGradient(s, x, dy);
        }
      }
    }
  }

  @Test
  void hugeGradientsThatMeetInTheSum() {
    // p0 ≈ 0.9: dy0 - p0 Σ dy is 3.2e308, and a quarter of it is a double.
    double[] x = {4 * 2.9, 0, 0};
    assertHugeGradient(logSoftmax(4), x, new double[] {1.7e308, -1.7e308, -1.7e308});
    assertHugeGradient(softmax(4), x, new double[] {1.7e308, -1.7e308, -1.7e308});
    assertHugeGradient(LOG_SOFTMAX, new double[3], new double[] {1.7e308, 1.7e308, 1.7e308});
    assertHugeGradient(LOG_SOFTMAX, new double[4], new double[] {MAX, MAX, -MAX, -MAX});
    assertHugeGradient(SOFTMAX, new double[4], new double[] {MAX, MAX, MAX, MAX});
    assertHugeGradient(SOFTMAX, new double[] {0, 5, -5}, new double[] {-MAX, MAX, -MAX});
    assertHugeGradient(softmax(0.25), new double[2], new double[] {1.7e308, -1.7e308});
  }

  // What other libraries get wrong. Wanted values: mpmath, 60 digits.

  /** The error is at most {@code limit} units, a unit being the ulp of {@code summand} (or of the value, if larger). */
  private static void assertClose(String what, double got, String want, double limit, double summand) {
    BigDecimal exact = new BigDecimal(want);
    double unit = Math.max(Math.ulp(exact.doubleValue()), Math.ulp(summand));
    BigDecimal error = new BigDecimal(got).subtract(exact).divide(new BigDecimal(unit), DIGITS).abs();
    if (error.compareTo(new BigDecimal(limit)) > 0) {
      fail(what + ": got " + Bits.hex(got) + ", want " + want + ", off by " + error.doubleValue() + " units");
    }
  }

  private static void assertValue(PointwiseActivation f, double x, String want) {
    assertClose(f + "(" + x + ")", f.value(x), want, 2, 0);
  }

  private static void assertDerivative(PointwiseActivation f, double x, String want) {
    assertClose(f + "'(" + x + ")", f.derivative(x), want, 3, 0);
  }

  @Test
  void geluKeepsItsTailWhereOnePlusErfCancels() {
    assertValue(GELU, -8, "-4.9767684594174272988127961380705507379909738231202e-15");
    assertValue(GELU, -8.4, "-1.8752102857219566925064337551419122651194391816788e-16");
    assertValue(GELU, -30, "-1.4720141781444561178601427769740571415990954824178e-196");
    assertValue(GELU, -37.5, "-1.7270073785932330664354884116040860895952597390222e-306");
    assertDerivative(GELU, -8, "-3.9796072610867959891249877406827858440548713138429e-14");
    assertDerivative(GELU, -8.4, "-1.5745845598698062622119930419568126863214868885266e-15");
    assertDerivative(GELU, -30, "-4.4160316907084943700889459888786432707081420056174e-195");
  }

  @Test
  void geluTanhKeepsItsTailWhereOnePlusTanhCancels() {
    assertValue(GELU_TANH, -7.2, "-1.9994304684870025396696173169601782952541170589104e-16");
    assertValue(GELU_TANH, -8, "-3.1077829375011112180315805291508871695573304463956e-21");
    assertValue(GELU_TANH, -20, "-3.3754509563109673197398006920698605398351747930542e-261");
    assertDerivative(GELU_TANH, -7.2, "-2.5100812630922439561829517281503377290688842922894e-15");
  }

  @Test
  void derivativesAtTheirOwnZeros() {
    // The summands there are about 0.23, 0.23 and 0.22.
    assertClose("gelu'", GELU.derivative(-0.7517915246935645), "-6.4537517293677532196768648319303e-18", 1, 0.22);
    assertClose("gelu_tanh'", GELU_TANH.derivative(-0.7524614220710163),
        "-1.5647455740893693187039810306878e-17", 1, 0.22);
    assertClose("silu'", SILU.derivative(-1.2784645427610737), "2.3843834755243114511077729006765e-17", 1, 0.21);
    assertClose("gelu'", GELU.derivative(-0.75), "7.7427826076489562830876445996531897301989401555385e-4", 3, 0.22);
    assertClose("silu'", SILU.derivative(-1.278), "1.0121449986772213120094910767251568475618862167563e-4", 3, 0.21);
  }

  @Test
  void derivativesAreNotComputedFromTheRoundedValue() {
    assertDerivative(SIGMOID, 37, "8.5330476257440643380200141586126637011898218348019e-17");
    assertDerivative(SIGMOID, -37, "8.5330476257440643380200141586126637011898218348019e-17");
    assertDerivative(SIGMOID, 380, "9.2917363163263981365082571644234115378264661385383e-166");
    assertDerivative(SIGMOID, 700, "9.8596765437597708567053729478494651051156001814009e-305");
    assertDerivative(TANH, 20, "1.6993417021166355836928828103801419206665762475304e-17");
    assertDerivative(TANH, -20, "1.6993417021166355836928828103801419206665762475304e-17");
    assertDerivative(TANH, 350, "3.9438706175039083426821491791397860420462400725604e-304");
  }

  @Test
  void sigmoidDerivativeFarOut() {
    // First derivative 0 at -380 elsewhere, and the second NaN from -360.
    assertDerivative(SIGMOID, -380, "9.2917363163263981365082571644234115378264661385383e-166");
    assertDerivative(SIGMOID, -710, "4.4762862256751299560831607022913203364936120923071e-309");
    double h = 0x1p-10;
    for (double x : new double[] {-300, -361, -380, -600}) {
      double second = (SIGMOID.derivative(x + h) - SIGMOID.derivative(x - h)) / (2 * h);
      // Out there σ'' = σ' to all digits; the difference quotient is off by h²/6 ≈ 1.6e-7.
      assertThat(second / SIGMOID.derivative(x)).as("σ''/σ' at %s", x).isBetween(1 - 1e-6, 1 + 1e-6);
    }
  }

  @Test
  void sigmoidIsNotClamped() {
    assertValue(SIGMOID, -37, "8.5330476257440650661490319907769228676954565603964e-17");
    assertValue(SIGMOID, -380, "9.2917363163263981365082571644234115378264661385383e-166");
    assertValue(SIGMOID, -709.8, "5.4673483423542287879354650219059547697818889770167e-309");
    assertValue(SIGMOID, -740, "4.1887398800480489394575400015836528824131252370843e-322");
  }

  @Test
  void siluTail() {
    Bits.assertSame("silu(-∞)", -0.0, SILU.value(-INF));
    assertValue(SILU, -40, "-1.6993417021166355909122883617618025485739050871545e-16");
    assertValue(SILU, -710, "-3.1781632202293422688190440986268388617504645855381e-306");
    assertValue(SILU, -740, "-3.0996675112355562151985796011719031329857126754424e-319");
    assertDerivative(SILU, -40, "-1.6568581595637196939200756013360968569522286203515e-16");
    assertDerivative(SILU, -700, "-6.8919139040880798288370556905467761084758045267993e-302");
  }

  @Test
  void tanhOfTinyNumbersIsNotZero() {
    assertValue(TANH, 1e-300, "1.0000000000000000250590918352087596856961468077037e-300");
    assertValue(TANH, 1e-20, "9.9999999999999994515327145420957165172947036945406e-21");
    assertValue(TANH, 0.001, "9.9999966666680002076269266295507689587056308847818e-4");
    Bits.assertSame("tanh", -0x0.123p-1022, TANH.value(-0x0.123p-1022));
  }

  /** The error form, the tanh form, and each one's own derivative; in double constants. */
  @Test
  void geluIsOneFunctionAndItsDerivativeBelongsToIt() {
    assertThat(Activations.byName("gelu")).isSameAs(GELU);
    assertThat(Activations.byName("gelu_tanh")).isSameAs(GELU_TANH);
    assertValue(GELU, 1, "0.8413447460685429485852325456320379224779129667266");
    assertDerivative(GELU, 1, "1.083315470587686298383062738567598577306584937464");
    assertValue(GELU_TANH, 1, "0.84119199060827670478199577704518386082576147011401");
    assertDerivative(GELU_TANH, 1, "1.0829640838457825551396424186696007581722117519068");
    assertValue(GELU_TANH, -3, "-3.6373920817730188378164661318913918302029413869626e-3");
    assertValue(GELU_TANH, 0.5, "0.34571400982514392203775725736452321976794101746471");
  }

  @Test
  void softmaxSubtractsTheMaximum() {
    assertRow(SOFTMAX, new double[] {1000, 1000}, new double[] {0.5, 0.5});
    assertRow(SOFTMAX, new double[] {-1e5, -1e5, -1e5, -1e5}, filled(4, 0.25));
    assertRow(SOFTMAX, new double[] {MAX, MAX}, new double[] {0.5, 0.5});
    assertRow(SOFTMAX, new double[] {-MAX, -MAX}, new double[] {0.5, 0.5});
  }

  @Test
  void bodyAndTailHaveTheSameBits() {
    for (PointwiseActivation f : Cases.POINTWISE) {
      for (double x : new double[] {0.3, -1.7, 5.5, -12}) {
        for (int n : new int[] {1, 3, 8, 21, 67}) {
          Bits.assertSame(f + " of " + n, filled(n, f.value(x)), f.forward(filled(n, x)));
          Bits.assertSame(f + "' of " + n, filled(n, f.derivative(x)), f.derivative(filled(n, x)));
        }
      }
    }
  }

  @Test
  void leakyReluInPlaceWithNegativeSlope() {
    PointwiseActivation f = leakyRelu(-0.5);
    double[] x = {-4, -1, 0, 1, 4, -2, 3, -8, 16};
    double[] y = x.clone();
    f.forward(y, y);
    assertThat(y).containsExactly(2, 0.5, f.value(0), 1, 4, 1, 3, 4, 16);
    double[] dx = x.clone();
    f.backward(dx, filled(9, 2), dx);
    assertThat(dx).containsExactly(-1, -1, -1, 2, 2, -1, 2, -1, 2);
  }

  @Test
  void initialWeightsHaveTheVarianceTheyAreNamedFor() {
    double[] w = new double[40_000];
    // The fans are what the caller says, whatever the length: a convolution has fewer weights than fanIn·fanOut.
    Initializers.xavierNormal().initialize(w, 30, 20, new SplittableRandom(3));
    assertThat(meanSquare(w)).isBetween(0.04 * 0.96, 0.04 * 1.04);
    Initializers.xavierUniform().initialize(w, 30, 20, new SplittableRandom(4));
    assertThat(meanSquare(w)).isBetween(0.04 * 0.96, 0.04 * 1.04);
    assertThat(Arrays.stream(w).map(Math::abs).max().orElseThrow())
        .isBetween(0.99 * Math.sqrt(0.12), Math.nextUp(Math.sqrt(0.12)));
    // No outliers, even where the bounds are far out.
    Initializers.truncatedNormal(0, 1, 8, 9).initialize(w, 1, 1, new SplittableRandom(5));
    assertThat(Arrays.stream(w).allMatch(v -> v >= 8 && v <= 9)).isTrue();
    // The mean there: (φ(8) - φ(9)) / (Q(8) - Q(9)) = 8.12119.
    assertThat(Arrays.stream(w).average().orElseThrow()).isBetween(8.119, 8.124);
  }

  private static double meanSquare(double[] w) {
    return Arrays.stream(w).map(v -> v * v).average().orElseThrow();
  }
}
