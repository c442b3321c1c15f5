package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users' own functions, from two lambdas or as a class, in every form. */
class CustomActivationTest {

  private static final int N = 1100;

  private static final DoubleUnaryOperator F = CustomActivationTest::softsign;
  private static final DoubleUnaryOperator DF = CustomActivationTest::softsignSlope;
  private static final PointwiseActivation SOFTSIGN = PointwiseActivation.of("softsign", F, DF);

  private static double softsign(double x) {
    return x / (1 + Math.abs(x));
  }

  private static double softsignSlope(double x) {
    double a = 1 + Math.abs(x);
    return 1 / (a * a);
  }

  /** Only what is abstract. */
  private static final class Cube implements PointwiseActivation {
    private static final long serialVersionUID = 1;

    @Override
    public String name() {
      return "cube";
    }

    @Override
    public double value(double x) {
      return x * x * x;
    }

    @Override
    public double derivative(double x) {
      return 3 * x * x;
    }
  }

  static Stream<PointwiseActivation> own() {
    return Stream.of(SOFTSIGN, new Cube());
  }

  private static double[] map(double[] x, DoubleUnaryOperator f) {
    return Arrays.stream(x).map(f).toArray();
  }

  private static double[] times(double[] a, double[] b) {
    double[] product = new double[a.length];
    Arrays.setAll(product, i -> a[i] * b[i]);
    return product;
  }

  @ParameterizedTest
  @MethodSource("own")
  void wholeArraysAndRows(PointwiseActivation f) {
    double[] x = new Inputs(21).mixed(N);
    double[] dy = new Inputs(22).factors(N);
    double[] value = map(x, f::value);
    double[] slope = map(x, f::derivative);
    double[] gradient = times(dy, slope);
    assertThat(f.outputSize(N)).isEqualTo(N);
    Bits.assertSame("forward", value, f.forward(x));
    Bits.assertSame("derivative", slope, f.derivative(x));
    Bits.assertSame("backward", gradient, f.backward(x, dy));
    double[] y = new double[N];
    double[] d = new double[N];
    f.forward(x, y);
    Bits.assertSame("forward", value, y);
    f.derivative(x, d);
    Bits.assertSame("derivative", slope, d);
    f.valueAndDerivative(x, d, y);
    Bits.assertSame("value of both", value, d);
    Bits.assertSame("derivative of both", slope, y);
    f.backward(x, dy, y);
    Bits.assertSame("backward", gradient, y);
    f.forwardRows(x, y, 11);
    Bits.assertSame("forwardRows", value, y);
    f.backwardRows(x, dy, y, 11);
    Bits.assertSame("backwardRows", gradient, y);
  }

  @ParameterizedTest
  @MethodSource("own")
  void offsets(PointwiseActivation f) {
    Inputs in = new Inputs(23);
    for (int n : new int[] {0, 1, 7, 12, 513, N}) {
      double[] x = in.mixed(n);
      double[] dy = in.factors(n);
      Room xs = Room.of(x, 3, 5);
      Room dys = Room.of(dy, 8, 1);
      double[] value = map(x, f::value);
      double[] slope = map(x, f::derivative);
      double[] gradient = times(dy, slope);
      Room y = Room.empty(5, n, 2);
      Room d = Room.empty(1, n, 9);
      f.forward(xs.array, 3, y.array, 5, n);
      y.assertHolds("forward", value);
      f.derivative(xs.array, 3, d.array, 1, n);
      d.assertHolds("derivative", slope);
      y = Room.empty(5, n, 2);
      d = Room.empty(1, n, 9);
      f.valueAndDerivative(xs.array, 3, y.array, 5, d.array, 1, n);
      y.assertHolds("value of both", value);
      d.assertHolds("derivative of both", slope);
      Room dx = Room.empty(6, n, 4);
      f.backward(xs.array, 3, dys.array, 8, dx.array, 6, n);
      dx.assertHolds("backward", gradient);
      dx = Room.empty(6, n, 4);
      f.backwardRows(xs.array, 3, dys.array, 8, dx.array, 6, 1, n);
      dx.assertHolds("backwardRows", gradient);
      xs.assertHolds("x", x);
      dys.assertHolds("dy", dy);
      f.backward(xs.array, 3, dys.array, 8, dys.array, 8, n);
      dys.assertHolds("backward in place of dy", gradient);
    }
  }

  @ParameterizedTest
  @MethodSource("own")
  void inPlace(PointwiseActivation f) {
    double[] x = new Inputs(24).mixed(N);
    double[] dy = new Inputs(25).factors(N);
    double[] slope = map(x, f::derivative);
    double[] a = x.clone();
    f.forward(a, a);
    Bits.assertSame("forward", map(x, f::value), a);
    a = x.clone();
    f.derivative(a, a);
    Bits.assertSame("derivative", slope, a);
    double[] other = new double[N];
    a = x.clone();
    f.valueAndDerivative(a, a, other);
    Bits.assertSame("value of both", map(x, f::value), a);
    Bits.assertSame("derivative of both", slope, other);
    a = x.clone();
    f.valueAndDerivative(a, other, a);
    Bits.assertSame("value of both", map(x, f::value), other);
    Bits.assertSame("derivative of both", slope, a);
    a = x.clone();
    f.backward(a, dy, a);
    Bits.assertSame("backward in place of x", times(dy, slope), a);
    a = dy.clone();
    f.backward(x, a, a);
    Bits.assertSame("backward in place of dy", times(dy, slope), a);
  }

  @ParameterizedTest
  @MethodSource("own")
  void asAGate(PointwiseActivation f) {
    GatedActivation gated = Activations.gated(f);
    assertThat(gated.name()).isEqualTo("gated(" + f.name() + ")").isEqualTo(gated.toString());
    assertThat(gated.withHalves(Halves.VALUE_FIRST).name()).isEqualTo("gated(" + f.name() + ");value_first");
    assertThat(gated.gate()).isSameAs(f);
    assertThat(gated).isEqualTo(Activations.gated(f)).hasSameHashCodeAs(Activations.gated(f));
    double[] gate = new Inputs(26).mixed(N);
    double[] value = new Inputs(27).factors(N);
    double[] dy = new Inputs(28).factors(N);
    double[] act = map(gate, f::value);
    double[] y = new double[N];
    gated.forward(gate, value, y);
    Bits.assertSame("forward", times(act, value), y);
    double[] dGate = new double[N];
    double[] dValue = new double[N];
    gated.backward(gate, value, dy, dGate, dValue);
    double[] wantGate = times(times(dy, value), map(gate, f::derivative));
    Bits.assertSame("dGate", wantGate, dGate);
    Bits.assertSame("dValue", times(dy, act), dValue);
    double[] joined = Arrays.copyOf(gate, 2 * N);
    System.arraycopy(value, 0, joined, N, N);
    Bits.assertSame("joined", times(act, value), gated.forward(joined));
    double[] dx = gated.backward(joined, dy);
    Bits.assertSame("joined dGate", wantGate, Arrays.copyOf(dx, N));
    Bits.assertSame("joined dValue", times(dy, act), Arrays.copyOfRange(dx, N, 2 * N));
  }

  /** A class may have any name; its gated form is not that of the built-in gate. */
  @Test
  void aGateWithTheNameOfABuiltInOne() {
    PointwiseActivation relu = new PointwiseActivation() {
      private static final long serialVersionUID = 1;

      @Override
      public String name() {
        return "relu";
      }

      @Override
      public double value(double x) {
        return x;
      }

      @Override
      public double derivative(double x) {
        return 1;
      }
    };
    assertThat(Activations.gated(relu)).hasToString("gated(relu)").isNotEqualTo(Activations.REGLU);
    assertThat(Activations.gated(relu).apply(-2, 3)).isEqualTo(-6);
  }

  @Test
  void gain() {
    // E[Z⁶] = 15.
    assertThat(Initializers.gain(new Cube())).isCloseTo(1 / Math.sqrt(15), within(1e-12));
    PointwiseActivation twice = PointwiseActivation.of("twice", x -> 2 * x, x -> 2);
    assertThat(Initializers.gain(twice)).isCloseTo(0.5, within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("own")
  void dropsIntoStreams(PointwiseActivation f) {
    double[] x = new Inputs(29).mixed(200);
    Bits.assertSame("stream", f.forward(x), DoubleStream.of(x).map(f).toArray());
    Bits.assertSame("composed", f.value(f.value(0.7)), f.andThen(f).applyAsDouble(0.7));
  }

  @ParameterizedTest
  @MethodSource("own")
  void singleNumbersAreTheFunctionsOwn(PointwiseActivation f) {
    PointwiseActivation square = PointwiseActivation.of("square", x -> x * x, x -> 2 * x);
    assertThat(square.value(3)).isEqualTo(9);
    assertThat(square.derivative(3)).isEqualTo(6);
    double[] x = new Inputs(30).mixed(50);
    for (double v : x) {
      Bits.assertSame("derivative", f.derivative(v), f.derivative(new double[] {v})[0]);
      Bits.assertSame("value", f.value(v), f.forward(new double[] {v})[0]);
    }
  }

  @Test
  void equalForTheSameFunctionObjectsAndName() {
    assertThat(SOFTSIGN).hasToString("softsign").isEqualTo(PointwiseActivation.of("softsign", F, DF))
        .hasSameHashCodeAs(PointwiseActivation.of("softsign", F, DF))
        .isNotEqualTo(PointwiseActivation.of("other", F, DF))
        .isNotEqualTo(PointwiseActivation.of("softsign", DF, DF))
        .isNotEqualTo(PointwiseActivation.of("softsign", F, F))
        .isNotEqualTo(Activations.TANH).isNotEqualTo(null).isNotEqualTo("softsign");
    assertThat(SOFTSIGN.name()).isEqualTo("softsign");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "gelu", "relu", "softmax", "glu", "leaky_relu", "leaky_relu(0.2)", "leaky_relu(0.01)", "swish(1)", "softmax(0.5)",
    "gated(tanh)", "glu;gate_first", "glu;value_first", "swiglu;value_first", "gated(swish(1.5));value_first",
    "", " ", "\t\n", "leaky_relu(1e999)", "softmax(0)"
  })
  void namesThatAreRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> PointwiseActivation.of(name, F, DF));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GELU", "gelu2", "my relu", "leaky_relu(x)", "gated(softsign)", "mish", "gelu;gate_first"})
  void namesThatAreFree(String name) {
    assertThat(PointwiseActivation.of(name, F, DF).name()).isEqualTo(name);
  }

  @Test
  void nulls() {
    assertThatNullPointerException().isThrownBy(() -> PointwiseActivation.of(null, F, DF)).withMessage("name");
    assertThatNullPointerException().isThrownBy(() -> PointwiseActivation.of("f", null, DF)).withMessage("f");
    assertThatNullPointerException().isThrownBy(() -> PointwiseActivation.of("f", F, null)).withMessage("df");
    assertThatNullPointerException().isThrownBy(() -> Activations.gated(null));
  }
}
