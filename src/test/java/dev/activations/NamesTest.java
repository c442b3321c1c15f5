package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @Test
  void namesReadBack() {
    Cases.all().forEach(a -> assertThat(Activations.byName(a.name())).isEqualTo(a).hasToString(a.name()));
    assertThat(Activations.names()).isSorted().containsExactly(
        "geglu", "geglu_tanh", "gelu", "gelu_tanh", "glu", "leaky_relu", "log_softmax", "reglu", "relu", "sigmoid",
        "silu", "softmax", "swiglu", "tanh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "tr-TR", "de-DE", "ar-EG-u-nu-arab"})
  void anyParameterReadsBackInAnyLocale(String locale) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(locale));
      Inputs in = new Inputs(1);
      for (int i = 0; i < 300; i++) {
        double p = i % 2 == 0 ? in.pattern() : in.special();
        if (Double.isFinite(p)) {
          String name = Activations.leakyRelu(p).name();
          assertThat(name).matches("leaky_relu(\\([-0-9.e]+\\))?");
          assertThat(Activations.byName(name)).isEqualTo(Activations.leakyRelu(p));
          double read = name.equals("leaky_relu")
              ? 0.01 : Double.parseDouble(name.substring(name.indexOf('(') + 1, name.length() - 1));
          Bits.assertSame(name, p, read);
        }
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "unknown", "GELU", "gelu ", "leaky_relu(NaN)", "leaky_relu( 1)", "leaky_relu(0x1p3)", "swish(1e999)",
    "softmax(-1)", "softmax(0)", "softmax(1d)", "swish()", "gated(softmax)", "gated(glu)", "gated(unknown)",
    "gelu;gate_first", "softmax;value_first", "leaky_relu(1,5)", "glu;gate_first;value_first",
    "glu;gate_first;gate_first", "glu;value_first;value_first", "glu;value_first;gate_first", "gated(glu;gate_first)", "gated(gated(gelu))",
    "gated(gated(gelu);value_first)", "gated(", "gated()", "gated)", ";gate_first", "gated(gelu;gate_first)", "gated(log_softmax(2))",
    "gelu()", "gelu(1)", "leaky_relu(+1)", "leaky_relu(1e+3)",
    "leaky_relu(.5)", "leaky_relu(1.)", "leaky_relu(1)\n", "leaky_relu(\u0661)", "swish(NaN)", "swish(-Infinity)",
    "softmax(1e-400)", "softmax(-0)", "random", "he_normal"
  })
  void otherNamesAreRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Activations.byName(name));
    assertThatIllegalArgumentException().isThrownBy(() -> Activations.pointwise(name));
  }

  @Test
  void nullIsRefused() {
    assertThatNullPointerException().isThrownBy(() -> Activations.byName(null)).withMessage("name");
    assertThatNullPointerException().isThrownBy(() -> Activations.pointwise(null)).withMessage("name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gated(", "gated(gated(gelu)", "(", ")", ";gate_first", "a", "9", "leaky_relu(1", "gelu"})
  void longNamesAreRefused(String part) {
    String repeated = part.repeat(100_000 / part.length());
    String closed = repeated + ")".repeat(repeated.length() / 6);
    String suffixed = "glu" + repeated;
    for (String name : new String[] {
      repeated, closed, suffixed, "gated(" + repeated + ")", "swish(" + repeated + ")"
    }) {
      assertThat(catchThrowable(() -> Activations.byName(name)))
          .as("%d characters of %s", name.length(), part).isExactlyInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void pointwiseFindsPointwiseOnesAlone() {
    for (Activation a : Cases.all().toList()) {
      if (a instanceof PointwiseActivation) {
        assertThat(Activations.pointwise(a.name())).isEqualTo(a);
      } else {
        assertThatIllegalArgumentException().isThrownBy(() -> Activations.pointwise(a.name()))
            .withMessageContaining(a.name()).withMessageContaining("not a pointwise");
      }
    }
  }

  @Test
  void defaultParametersGiveTheConstants() {
    assertThat(Activations.leakyRelu(0.01)).isSameAs(Activations.LEAKY_RELU).hasToString("leaky_relu");
    assertThat(Activations.swish(1)).isSameAs(Activations.SILU).hasToString("silu");
    assertThat(Activations.softmax(1)).isSameAs(Activations.SOFTMAX).hasToString("softmax");
    assertThat(Activations.logSoftmax(1)).isSameAs(Activations.LOG_SOFTMAX).hasToString("log_softmax");
    assertThat(Activations.byName("leaky_relu(0.01)")).isEqualTo(Activations.LEAKY_RELU);
    assertThat(Activations.byName("leaky_relu(1e-2)")).isEqualTo(Activations.LEAKY_RELU);
    assertThat(Activations.byName("swish(1.0)")).isEqualTo(Activations.SILU);
    assertThat(Activations.byName("softmax(1)")).isEqualTo(Activations.SOFTMAX);
    assertThat(Activations.byName("log_softmax(1)")).isEqualTo(Activations.LOG_SOFTMAX);
  }

  @Test
  void gatesGiveTheFamily() {
    assertThat(Activations.gated(Activations.RELU)).isEqualTo(Activations.REGLU).hasToString("reglu");
    assertThat(Activations.gated(Activations.GELU)).isEqualTo(Activations.GEGLU).hasToString("geglu");
    assertThat(Activations.gated(Activations.GELU_TANH)).isEqualTo(Activations.GEGLU_TANH).hasToString("geglu_tanh");
    assertThat(Activations.gated(Activations.SILU)).isEqualTo(Activations.SWIGLU).hasToString("swiglu");
    assertThat(Activations.gated(Activations.swish(1))).isEqualTo(Activations.SWIGLU);
    // GLU has the value first, what gated() makes has the gate first.
    assertThat(Activations.gated(Activations.SIGMOID)).isNotEqualTo(Activations.GLU).hasToString("glu;gate_first")
        .isEqualTo(Activations.byName("glu;gate_first")).isEqualTo(Activations.byName("gated(sigmoid)"));
    assertThat(Activations.byName("glu;value_first")).isEqualTo(Activations.GLU).hasToString("glu");
    assertThat(Activations.byName("swiglu;gate_first")).isEqualTo(Activations.SWIGLU).hasToString("swiglu");
    assertThat(Activations.byName("gated(sigmoid);value_first")).isEqualTo(Activations.GLU);
    assertThat(Activations.byName("gated(swish(1.5));value_first")).hasToString("gated(swish(1.5));value_first")
        .isEqualTo(Activations.gated(Activations.swish(1.5)).withHalves(Halves.VALUE_FIRST));
  }

  /** A new activation finds its kernel by its name; the constants have theirs from an earlier call. */
  @Test
  void namesLeadToKernels() {
    double[] x = {-40, -1.5, -0.25, 0, 0.75, 3};
    for (PointwiseActivation f : Cases.POINTWISE) {
      PointwiseActivation again = new BuiltIn(f.name());
      Bits.assertSame(f + " found again", f.forward(x), again.forward(x));
      for (double v : x) {
        Bits.assertSame(f + "' found again", f.derivative(v), again.derivative(v));
      }
    }
    for (String name : new String[] {"softmax", "glu", "unknown", "swish"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new BuiltIn(name).value(1)).withMessageContaining("'" + name + "'");
    }
  }

  /** The digits are the shortest that read back; Double.toString of JDK 17 has more for some of these. */
  @ParameterizedTest
  @CsvSource({
    "0x0.0p0, 0", "-0x0.0p0, -0", "0.1, 0.1", "-0.1, -0.1", "3, 3", "100, 100", "1e20, 100000000000000000000",
    "1e21, 1e21", "1.5e21, 1.5e21", "1e-7, 0.0000001", "1.5e-7, 0.00000015", "1e-8, 1e-8", "1e-300, 1e-300",
    "0x1p-1074, 5e-324", "-0x1p-1074, -5e-324", "0x2p-1074, 1e-323", "0x1.fffffffffffffp1023, 1.7976931348623157e308",
    "0x1p-1022, 2.2250738585072014e-308", "0x0.fffffffffffffp-1022, 2.225073858507201e-308", "2e23, 2e23",
    "2e-3, 0.002", "8.41e21, 8.41e21", "9.5367431640625E-7, 0.00000095367431640625", "0x1p53, 9007199254740992",
    "0x1p63, 9223372036854776000", "0x1.0000000000001p0, 1.0000000000000002", "0x1.fffffffffffffp-1, 0.9999999999999999"
  })
  void parametersAreTheShortestDecimals(String value, String want) {
    double parameter = Double.parseDouble(value);
    assertThat(Activations.leakyRelu(parameter).name()).isEqualTo("leaky_relu(" + want + ")");
    assertThat(Activations.swish(parameter).name())
        .isEqualTo(parameter == 1 ? "silu" : "swish(" + want + ")");
  }

  /**
   * Spacing changes at powers of two: the nearest short decimal may belong to a neighbour. Every power near 1,
   * one in 23 further out.
   */
  @Test
  void powersOfTwoAndTheirNeighboursAreShortestAndReadBack() {
    for (int k = -1074; k <= 1023; k += Math.abs(k) < 80 ? 1 : 23) {
      double power = Math.scalb(1.0, k);
      for (double p : new double[] {Math.nextDown(power), power, Math.nextUp(power)}) {
        String number = Names.number(p);
        Bits.assertSame(number, p, Double.parseDouble(number));
        if (p != 0) {
          BigDecimal read = new BigDecimal(number);
          assertThat(Names.number(-p)).isEqualTo("-" + number);
          int digits = read.stripTrailingZeros().precision();
          assertNoShorter(p, digits);
          assertNearest(p, read.stripTrailingZeros(), digits);
        }
      }
    }
  }

  /** No decimal of one digit less reads back: the two round p are the only candidates. */
  private static void assertNoShorter(double p, int digits) {
    if (digits > 1) {
      for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
        BigDecimal shorter = new BigDecimal(p).round(new MathContext(digits - 1, mode));
        if (Double.parseDouble(shorter.toString()) == p) {
          fail(Bits.hex(p) + " has the shorter " + shorter);
        }
      }
    }
  }

  private static void assertNearest(double p, BigDecimal read, int digits) {
    BigDecimal exact = new BigDecimal(p);
    for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
      BigDecimal other = exact.round(new MathContext(digits, mode));
      if (Double.parseDouble(other.toString()) == p
          && other.subtract(exact).abs().compareTo(read.subtract(exact).abs()) < 0) {
        fail(Bits.hex(p) + " is " + read + ", but " + other + " is nearer");
      }
    }
  }
}
