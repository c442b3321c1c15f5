package dev.activations.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.activations.Activation;
import dev.activations.Activations;
import dev.activations.Initializers;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenseLayerTest {

  private static final int ROWS = 5;
  private static final int INPUTS = 7;
  private static final int UNITS = 6;

  /** The kinks of relu and leaky_relu are not met with this seed: a difference across one would fail by far. */
  @ParameterizedTest
  @ValueSource(strings = {
    "sigmoid", "tanh", "gelu", "gelu_tanh", "silu", "swish(1.5)", "relu", "leaky_relu(0.2)", "softmax", "log_softmax",
    "softmax(0.5)", "glu", "geglu", "swiglu"})
  void gradientsAgreeWithFiniteDifferences(String name) {
    Activation activation = Activations.byName(name);
    SplittableRandom random = new SplittableRandom(1);
    DenseLayer layer = new DenseLayer(INPUTS, UNITS, activation, "xavier", random);
    Initializers.normal(0, 1).initialize(layer.bias(), INPUTS, UNITS, random);
    double[] x = Initializers.normal(0, 1).weights(ROWS, INPUTS, random);
    double[] dy = Initializers.normal(0, 1).weights(ROWS, layer.outputs(), random);
    layer.forward(x, ROWS);
    double[] dx = layer.backward(dy);
    double[] dw = layer.weightGradient().clone();
    double[] db = layer.biasGradient().clone();

    assertThat(error(layer, x, dy, x, dx)).as("dX").isLessThan(1e-9);
    assertThat(error(layer, x, dy, layer.weights(), dw)).as("dW").isLessThan(1e-9);
    assertThat(error(layer, x, dy, layer.bias(), db)).as("db").isLessThan(1e-9);
  }

  private static double error(DenseLayer layer, double[] x, double[] dy, double[] parameters, double[] gradient) {
    return GradientCheck.worstError(
        () -> GradientCheck.dot(layer.forward(x, ROWS), dy), parameters, gradient, 1);
  }

  @Test
  void theCheckItselfSeesAWrongGradient() {
    double[] x = {1, 2, 3};
    assertThat(GradientCheck.worstError(() -> x[0] * x[1] * x[2], x, new double[] {6, 3, 2}, 1)).isLessThan(1e-9);
    assertThat(GradientCheck.worstError(() -> x[0] * x[1] * x[2], x, new double[] {6, 3.00001, 2}, 1))
        .isGreaterThan(1e-6);
    assertThat(GradientCheck.worstError(() -> x[0], x, new double[] {Double.NaN, 0, 0}, 1)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "xavier", "he"})
  void takes32By128To32By64(String initializer) {
    SplittableRandom random = new SplittableRandom(3);
    DenseLayer layer = new DenseLayer(128, 64, Activations.SILU, initializer, random);
    Arrays.fill(layer.bias(), 0.25);
    double[] x = Initializers.normal(0, 1).weights(32, 128, random);
    double[] y = layer.forward(x, 32);
    assertThat(y).hasSize(32 * 64);
    assertThat(layer.backward(new double[32 * 64])).hasSize(32 * 128).containsOnly(0);
    assertThat(layer.weightGradient()).hasSize(128 * 64).containsOnly(0);
    assertThat(layer.biasGradient()).hasSize(64).containsOnly(0);

    double z = 0.25;                                        // row 31, unit 63, by hand
    for (int i = 0; i < 128; i++) {
      z += x[31 * 128 + i] * layer.weights()[i * 64 + 63];
    }
    assertThat(y[31 * 64 + 63]).isEqualTo(Activations.SILU.value(z));
  }

  @Test
  void refusesWhatItCannotDo() {
    SplittableRandom random = new SplittableRandom(1);
    assertThatThrownBy(() -> new DenseLayer(4, 2, Activations.RELU, "zeros", random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("zeros").hasMessageContaining("random").hasMessageContaining("xavier")
        .hasMessageContaining("he");
    assertThatThrownBy(() -> new DenseLayer(4, 3, Activations.GLU, "he", random))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3");
    DenseLayer layer = new DenseLayer(4, 2, Activations.RELU, "he", random);
    assertThatThrownBy(() -> layer.backward(new double[0])).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> layer.forward(new double[9], 2))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("9").hasMessageContaining("8");
    layer.forward(new double[8], 2);
    assertThatThrownBy(() -> layer.backward(new double[3])).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void mainShowsEachInitializerAndTheError() {
    String text = Output.ofMain(DenseLayer::main);
    assertThat(text.lines().map(line -> line.split("[ :]", -1)[0])).containsExactly("random", "xavier", "he", "zeros");
    assertThat(text.lines().limit(3)).allSatisfy(line -> assertThat(
        Double.parseDouble(line.substring(line.lastIndexOf(' ')))).isBetween(0.0, 1e-9));
    assertThat(text).contains("unknown initializer \"zeros\"");
  }
}
