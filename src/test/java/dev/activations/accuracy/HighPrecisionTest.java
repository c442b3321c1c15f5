package dev.activations.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.activations.accuracy.ExactFunctions.Exact;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.api.Test;

/** The high-precision functions against Apfloat, against mpmath's stored points, and against their differences. */
class HighPrecisionTest {
  private static final HighPrecision P = new HighPrecision(55);
  private static final MathContext MC = new MathContext(75);

  private static Apfloat apfloat(double x) {
    return new Apfloat(new BigDecimal(x), 75);
  }

  private static BigDecimal decimal(Apfloat x) {
    return new BigDecimal(x.toString());
  }

  private static void assertClose(BigDecimal got, BigDecimal want, BigDecimal scale, String bound, String what) {
    BigDecimal error = got.subtract(want).abs();
    assertThat(error.compareTo(scale.abs().multiply(new BigDecimal(bound))) <= 0)
        .as("%s: got %s, want %s", what, got, want).isTrue();
  }

  private static void assertClose(BigDecimal got, BigDecimal want, String what) {
    assertClose(got, want, want, "1e-55", what);
  }

  @Test
  void exponentialsAndLogarithmsAreApfloats() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 12; i++) {
      double x = i < 6 ? random.nextDouble(-760, 760) : Math.scalb(random.nextDouble(-1, 1), -4 * i);
      BigDecimal big = new BigDecimal(x);
      Apfloat e = ApfloatMath.exp(apfloat(x));
      assertClose(P.exp(big), decimal(e), "exp " + x);
      // expm1 and log1p near zero: Apfloat works with 75 digits more than cancel.
      Apfloat wide = new Apfloat(big, 150);
      assertClose(P.expm1(big), decimal(ApfloatMath.exp(wide).subtract(Apfloat.ONE)), "expm1 " + x);
      double s = Math.abs(x);
      Apfloat sum = Apfloat.ONE.precision(150).add(new Apfloat(new BigDecimal(s), 150));
      assertClose(P.log1p(new BigDecimal(s)), decimal(ApfloatMath.log(sum)), "log1p " + s);
    }
  }

  @Test
  void tailOfTheNormalDistributionIsApfloats() {
    for (double t : new double[] {0.3, 2.75, 6.5}) {
      BigDecimal big = new BigDecimal(t);
      Apfloat root = ApfloatMath.sqrt(new Apfloat(2, 75));
      Apfloat tail = ApfloatMath.erfc(apfloat(t).divide(root)).divide(new Apfloat(2, 75));
      assertClose(P.mills(big).multiply(P.normalDensity(big), MC), decimal(tail), "Q(" + t + ")");
    }
  }

  @Test
  void bothFormsOfTheMillsRatioAgreeAroundTheirSeam() {
    for (double t = 4; t < 7.5; t += 0.21875) {
      BigDecimal big = new BigDecimal(t);
      assertClose(P.millsByFraction(big), P.millsBySeries(big), t > 6 ? new BigDecimal("1e6") : BigDecimal.ONE,
          "1e-60", "R(" + t + ")");
    }
  }

  @Test
  void hugeArgumentsOfTheMillsRatioGiveItsLimit() {
    for (double t : new double[] {1e20, 1e308}) {
      BigDecimal big = new BigDecimal(t);
      BigDecimal square = big.multiply(big);
      // 1/t·(1 - 1/t² + …)
      BigDecimal want = BigDecimal.ONE.divide(big, MC)
          .subtract(BigDecimal.ONE.divide(big.multiply(square), MC), MC);
      assertClose(P.mills(big), want, "R(" + t + ")");
    }
  }

  @Test
  void functionsAndDerivativesHaveTheStoredPoints() throws IOException {
    int points = 0;
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(
        HighPrecisionTest.class.getResourceAsStream("reference-points.csv"), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("#")) {
          continue;
        }
        String[] field = line.split(",", -1);
        FunctionCase function = FunctionCase.all().stream().filter(c -> c.name().equals(field[0])).findAny()
            .orElseThrow(() -> new AssertionError("no function " + field[0]));
        BigDecimal x = new BigDecimal(Double.parseDouble(field[1]));
        assertClose(function.value().exact(x).value(), new BigDecimal(field[2]), "value " + line);
        assertClose(function.derivative().exact(x).value(), new BigDecimal(field[3]), "derivative " + line);
        points++;
      }
    }
    assertThat(points).isGreaterThanOrEqualTo(200);
  }

  /** (f(x+h) - f(x-h))/2h with 120 digits and h = 10^-40: its own error is about h²f'''. */
  @Test
  void derivativesAreTheLimitsOfDifferences() {
    ExactFunctions wide = new ExactFunctions(new HighPrecision(120));
    for (FunctionCase function : FunctionCase.all()) {
      // Arguments and steps in the function's own scale, which is 1/β for swish.
      double scale = function.name().equals("swish(1.0E10)") ? 1e-10 : 1;
      for (double x : new double[] {-30, -7.25, -1.5, -0.7517915, -0.03125, 1e-9, 0.8, 2.5, 19.0, 38.0}) {
        BigDecimal at = new BigDecimal(x * scale);
        BigDecimal h = new BigDecimal("1e-40").multiply(new BigDecimal(scale));
        Function<BigDecimal, BigDecimal> f = valueOf(function.name(), wide);
        BigDecimal difference = f.apply(at.add(h)).subtract(f.apply(at.subtract(h)))
            .divide(h.multiply(BigDecimal.valueOf(2)), MC);
        Exact analytic = function.derivative().exact(at);
        assertClose(difference, analytic.value(), analytic.summand(), "1e-55", function.name() + "' at " + x);
      }
    }
  }

  @Test
  void softmaxGradientsAreTheLimitsOfDifferences() {
    double[] x = {0.5, -1.25, 3.0, 2.9999, -60.0, 0.0};
    double[] g = {1.0, -0.75, 0.3, 2.0, 1e6, 0.0};
    HighPrecision wide = new HighPrecision(120);
    BigDecimal h = new BigDecimal("1e-40");
    for (double temperature : new double[] {1, 0.7}) {
      for (boolean isLog : new boolean[] {false, true}) {
        ExactSoftmax at = new ExactSoftmax(P, x, temperature);
        Exact[] analytic = isLog ? at.logSoftmaxBackward(g) : at.softmaxBackward(g);
        for (int i = 0; i < x.length; i++) {
          BigDecimal difference = dot(wide, x, i, h, temperature, isLog, g)
              .subtract(dot(wide, x, i, h.negate(), temperature, isLog, g))
              .divide(h.multiply(BigDecimal.valueOf(2)), MC);
          // Against the unit of the contract: near 10^-20 for the entry at -60.
          assertClose(difference, analytic[i].value(), analytic[i].summand(), "1e-45", "entry " + i);
        }
      }
    }
  }

  /** Σ gⱼyⱼ with x[i] moved by h. */
  private static BigDecimal dot(
      HighPrecision p, double[] x, int moved, BigDecimal h, double temperature, boolean isLog, double[] g) {
    BigDecimal[] row = new BigDecimal[x.length];
    for (int i = 0; i < x.length; i++) {
      row[i] = i == moved ? new BigDecimal(x[i]).add(h) : new BigDecimal(x[i]);
    }
    ExactSoftmax softmax = new ExactSoftmax(p, row, temperature);
    BigDecimal[] y = isLog ? softmax.logSoftmax() : softmax.softmax();
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < y.length; i++) {
      sum = p.plus(sum, p.times(y[i], new BigDecimal(g[i])));
    }
    return sum;
  }

  @Test
  void softmaxIsItsDefinition() {
    double[] x = {9, 6, 3, 1};
    BigDecimal[] y = new ExactSoftmax(P, x, 0.5).softmax();
    BigDecimal[] log = new ExactSoftmax(P, x, 0.5).logSoftmax();
    Apfloat sum = Apfloat.ZERO;
    for (double v : x) {
      sum = sum.add(ApfloatMath.exp(apfloat(2 * v)));
    }
    for (int i = 0; i < x.length; i++) {
      Apfloat want = ApfloatMath.exp(apfloat(2 * x[i])).divide(sum);
      assertClose(y[i], decimal(want), "softmax " + i);
      assertClose(log[i], decimal(ApfloatMath.log(want)), "log softmax " + i);
    }
  }

  private static Function<BigDecimal, BigDecimal> valueOf(String name, ExactFunctions wide) {
    List<String> part = List.of(name.split("[()]"));
    BigDecimal parameter = part.size() > 1 ? new BigDecimal(Double.parseDouble(part.get(1))) : BigDecimal.ONE;
    return switch (part.get(0)) {
      case "sigmoid" -> wide::sigmoid;
      case "tanh" -> wide::tanh;
      case "relu" -> x -> x.max(BigDecimal.ZERO);
      case "leaky_relu" -> x -> wide.leakyRelu(x, part.size() > 1 ? parameter : new BigDecimal(0.01));
      case "gelu" -> wide::gelu;
      case "gelu_tanh" -> wide::geluTanh;
      case "silu", "swish" -> x -> wide.swish(x, parameter);
      default -> throw new AssertionError(name);
    };
  }

  @Test
  void resultsBelowTheDoublesKeepTheirSign() {
    ExactFunctions f = new ExactFunctions(P);
    BigDecimal huge = new BigDecimal(-Double.MAX_VALUE);
    BigDecimal tiny = new BigDecimal("1e-340");
    for (BigDecimal y : List.of(f.gelu(huge), f.geluTanh(huge), f.swish(huge, BigDecimal.ONE),
        f.geluDerivative(huge).value(), f.geluTanhDerivative(huge).value(),
        f.swishDerivative(huge, BigDecimal.ONE).value())) {
      assertThat(y.signum()).isEqualTo(-1);
      assertThat(y.abs()).isLessThan(tiny);
    }
    for (BigDecimal y : List.of(f.sigmoid(huge), f.sigmoidDerivative(huge), f.tanhDerivative(huge))) {
      assertThat(y.signum()).isEqualTo(1);
      assertThat(y).isLessThan(tiny);
    }
  }
}
