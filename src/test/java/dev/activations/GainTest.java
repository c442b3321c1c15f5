package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gains against values that mpmath computed to 20 digits, or closed forms. */
class GainTest {

  private static final double LIMIT = 1e-12;

  @Test
  void smoothFunctions() {
    assertGain("tanh", StrictMath::tanh, 1.5925374197228314278);
    assertGain("sigmoid", x -> 1 / (1 + StrictMath.exp(-x)), 1.846228545338605413);
    assertGain("silu", x -> x / (1 + StrictMath.exp(-x)), 1.6765324703310911586);
    assertGain("gelu", x -> x * NormalDistribution.cdf(x), 1.5335304411955352338);
    assertGain("identity", x -> x, 1);
    assertGain("constant", x -> -3, 1 / 3.0);
    assertGain("cube", x -> x * x * x, 1 / Math.sqrt(15));
    assertGain("exp", StrictMath::exp, StrictMath.exp(-1));
    assertGain("steep exp", x -> StrictMath.exp(5 * x), StrictMath.exp(-25));
  }

  @Test
  void functionsWithKinksAndJumps() {
    assertGain("relu", x -> Math.max(x, 0), Math.sqrt(2));
    assertGain("leaky", x -> x > 0 ? x : 0.2 * x, Math.sqrt(2 / 1.04));
    assertGain("hard tanh", x -> Math.max(-1, Math.min(1, x)), 1.3920361404483097513);
    assertGain("relu6", x -> Math.max(0, Math.min(6, x)), 1.4142135650950736514);
    assertGain("shifted relu", x -> Math.max(0, x - 0.3), 1.8195049585523913356);
    assertGain("elu", x -> x > 0 ? x : StrictMath.expm1(x), 1.2451983007007065503);
    assertGain("sign", Math::signum, 1);
    assertGain("staircase", x -> Math.floor(8 * x) / 8 + 0.0625, 0.99934959342712742681);
    assertGain("step", x -> x > 1 / 3.0 ? 1 : 0, 1.6452324033811724923);
  }

  /** E[log²|Z|] = (γ + log 2)²/4 + π²/8; E[|Z|^-0.2] = 2^-0.1 Γ(0.4)/√π: what the narrowest interval leaves out is 1e-11. */
  @Test
  void functionsWithPolesThatHaveAGain() {
    assertGain("log", x -> StrictMath.log(Math.abs(x)), 0.7815467641228121, 1e-11);
    assertGain("root pole", x -> StrictMath.pow(Math.abs(x), -0.1), 0.9254278773070886, 1e-11);
  }

  /** Gains scale weights, which are the same on every machine to the bit. */
  @ParameterizedTest
  @CsvSource({
    "sigmoid, 0x1.d8a26f172bc45p0", "tanh, 0x1.97b088475da43p0", "relu, 0x1.6a09e667f3bccp0", "leaky_relu(0.2), 0x1.63021484ae2bap0",
    "gelu, 0x1.889573745af35p0", "gelu_tanh, 0x1.8898bbaa56b66p0", "silu, 0x1.ad313b62c10e7p0", "swish(1.5), 0x1.915509ad5734dp0",
    "swish(-0.7), 0x1.c7477b8282211p0"
  })
  void bits(String name, String want) {
    Bits.assertSame("gain of " + name, Double.parseDouble(want), Initializers.gain(Activations.pointwise(name)));
  }

  @Test
  void tinyAndHugeFunctions() {
    assertGain("tiny", x -> 1e-200 * x, 1e200);
    assertGain("huge", x -> 1e200 * x, 1e-200);
  }

  @Test
  void functionsWithoutAGain() {
    assertUndefined("zero", x -> 0, "is 0");
    assertUndefined("nan", x -> Double.NaN, "is NaN");
    assertUndefined("nan in places", x -> x > 0.4 && x < 0.6 ? Double.NaN : x, "is NaN");
    assertUndefined("infinite", x -> x > 2 ? Double.POSITIVE_INFINITY : x, "is infinite");
    assertUndefined("grows too fast", x -> StrictMath.exp(x * x), "is infinite");
    assertUndefined("just too fast", x -> StrictMath.exp(0.25 * x * x), "is infinite");
    assertUndefined("pole", x -> 1 / x, "is infinite");
    assertUndefined("pole elsewhere", x -> 1 / (x - 0.3), "is infinite");
    assertUndefined("too fast on the right", x -> x > 0 ? StrictMath.exp(0.25 * x * x) : 0, "is infinite");
    assertUndefined("too fast on the left", x -> x < 0 ? StrictMath.exp(0.25 * x * x) : 0, "is infinite");
    // E[a(Z)²] is finite, but the quadrature closes in on it too slowly to tell.
    assertUndefined("slow pole", x -> StrictMath.pow(Math.abs(x - 0.3), -0.3), "is infinite");
    assertUndefined("too small", x -> Double.MIN_VALUE * Math.signum(x), "is 0");
    assertThatThrownBy(() -> Initializers.gain(null)).isInstanceOf(NullPointerException.class).hasMessage("a");
  }

  private static void assertGain(String name, DoubleUnaryOperator f, double want) {
    assertGain(name, f, want, LIMIT);
  }

  private static void assertGain(String name, DoubleUnaryOperator f, double want, double limit) {
    double got = Initializers.gain(new Function(name, f));
    assertThat(Math.abs(got / want - 1)).as("%s: got %a, want %a", name, got, want).isLessThan(limit);
  }

  private static void assertUndefined(String name, DoubleUnaryOperator f, String what) {
    assertThatThrownBy(() -> Initializers.gain(new Function(name, f))).as(name)
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(what + " for " + name);
  }

  /** A function as an activation. */
  private static final class Function implements PointwiseActivation {
    private static final long serialVersionUID = 1;
    private final String name;
    private final transient DoubleUnaryOperator f;

    private Function(String name, DoubleUnaryOperator f) {
      this.name = name;
      this.f = f;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public double value(double x) {
      return f.applyAsDouble(x);
    }

    @Override
    public double derivative(double x) {
      throw new AssertionError("a gain needs no derivative");
    }
  }
}
