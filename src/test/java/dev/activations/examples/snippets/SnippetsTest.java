package dev.activations.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.activations.Activation;
import dev.activations.Activations;
import dev.activations.Backend;
import dev.activations.GatedActivation;
import dev.activations.Initializer;
import dev.activations.Initializers;
import dev.activations.PointwiseActivation;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The code that the Javadoc shows runs and does what the words and comments beside it say. */
class SnippetsTest {

  private static final double[] X = {-2, -0.5, 0, 3};
  private static final double[] DY = {1, -2, 0.5, 4};

  @Test
  void tour() {
    double[][] out = PackageSnippets.tour(X, DY, new double[] {1, 2, 3, 1, 2, 3}, 2, new SplittableRandom(1));
    assertThat(out[0][0]).isCloseTo(0.6224593312018546, within(1e-15));
    for (int i = 0; i < X.length; i++) {
      assertThat(out[1][i]).isEqualTo(Activations.GELU.value(X[i]));
      assertThat(out[2][i]).isEqualTo(DY[i] * Activations.GELU.derivative(X[i]));
    }
    double[] row = Activations.SOFTMAX.forward(new double[] {1, 2, 3});
    assertThat(out[3]).startsWith(row).endsWith(row).hasSize(6);
    assertThat(out[4]).hasSize(784 * 128);
    assertThat(meanSquare(out[4])).isCloseTo(2.0 / 784, within(0.02 * 2 / 784));
  }

  @Test
  void batch() {
    double[] x = {1, 2, 3, 4, 5, 6, 7, 8};
    double[][] softmax = ActivationSnippets.batch(Activations.SOFTMAX, x, x, 2);
    assertThat(Arrays.copyOf(softmax[0], 4)).containsExactly(Activations.SOFTMAX.forward(new double[] {1, 2, 3, 4}));
    assertThat(softmax[1]).hasSize(8);
    double[][] glu = ActivationSnippets.batch(Activations.SWIGLU, x, DY, 2);
    assertThat(glu[0]).hasSize(4).startsWith(Activations.SILU.value(1) * 3);
    assertThat(glu[1]).hasSize(8);
  }

  @Test
  void pointwise() {
    double[][] out = PointwiseActivationSnippets.training(X);
    assertThat(out[0]).containsExactly(Activations.SILU.forward(X));
    assertThat(out[1]).containsExactly(Activations.SILU.derivative(X));
    assertThat(out[2][0]).isCloseTo(Arrays.stream(Activations.TANH.forward(X)).sum(), within(1e-15));
    PointwiseActivation softsign = PointwiseActivationSnippets.softsign();
    assertThat(softsign.forward(new double[] {-3, 0, 1})).containsExactly(-0.75, 0, 0.5);
    assertThat(softsign.derivative(-3)).isEqualTo(1.0 / 16);
    assertThat((softsign.value(0.3 + 1e-6) - softsign.value(0.3 - 1e-6)) / 2e-6)
        .isCloseTo(softsign.derivative(0.3), within(1e-9));
  }

  @Test
  void find() {
    assertThat(ActivationsSnippets.find()).extracting(Activation::name)
        .containsExactly("gelu", "leaky_relu(0.2)", "leaky_relu(0.2)", "gated(swish(1.5))");
    assertThat(ActivationsSnippets.find()[1]).isEqualTo(ActivationsSnippets.find()[2]);
  }

  @Test
  void softmax() {
    double[][] out = SoftmaxSnippets.classes();
    assertThat(rounded(out[0])).containsExactly(0.950, 0.047, 0.002, 0);
    assertThat(rounded(out[1])).containsExactly(0.546, 0.258, 0.122, 0.074);
    assertThat(rounded(out[2])).containsExactly(0.952, 0.047, 0, 0);
    assertThat(out[2][2]).isZero();

    double[] logits = {0.5, -1, 3};
    double[] gradientAndLoss = SoftmaxSnippets.crossEntropy(logits, 1);
    double[] p = Activations.SOFTMAX.forward(logits);
    assertThat(gradientAndLoss).containsExactly(new double[] {p[0], p[1] - 1, p[2], -Math.log(p[1])}, within(1e-14));
  }

  @Test
  void gated() {
    double[] joined = {-2, -0.5, 0, 3, 1, -2, 0.5, 4};
    double[] dy = {1, 2, 3, 4};
    double[][] out = GatedActivationSnippets.block(X, DY, dy, joined);
    for (int i = 0; i < X.length; i++) {
      double act = Activations.SILU.value(X[i]);
      assertThat(out[0][i]).isEqualTo(act * DY[i]).isEqualTo(out[3][i]);
      assertThat(out[1][i]).isEqualTo(dy[i] * DY[i] * Activations.SILU.derivative(X[i]));
      assertThat(out[2][i]).isEqualTo(dy[i] * act);
    }
  }

  @Test
  void halves() {
    assertThat(HalvesSnippets.orders()).extracting(GatedActivation::name)
        .containsExactly("swiglu", "glu", "geglu;value_first");
  }

  @Test
  void initializers() {
    double[][] layers = InitializerSnippets.layers();
    assertThat(meanSquare(layers[0])).isCloseTo(2.0 / 784, within(0.02 * 2 / 784));
    assertThat(meanSquare(layers[1])).isCloseTo(2.0 / 288, within(0.05 * 2 / 288));
    assertThat(layers[2]).hasSize(6).containsOnly(0.5);

    assertThat(InitializersSnippets.choose()).startsWith(Initializers.heNormal(), Initializers.xavierUniform());
    Initializer forSilu = InitializersSnippets.choose()[2];
    double gain = Initializers.gain(Activations.SILU);
    assertThat(meanSquare(forSilu.weights(300, 200, new SplittableRandom(2))))
        .isCloseTo(gain * gain / 300, within(0.05 * gain * gain / 300));
  }

  @Test
  void clipping() {
    double[] w = {1, 1};
    double[] b = {1};
    double norm = GradientClippingSnippets.step(w, new double[] {3, 0}, b, new double[] {4}, 0.5);
    assertThat(norm).isEqualTo(5);
    assertThat(w).containsExactly(new double[] {0.7, 1}, within(1e-15));
    assertThat(b).containsExactly(new double[] {0.6}, within(1e-15));

    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      GradientClippingSnippets.step(w, new double[] {3, bad}, b, new double[] {4}, 0.5);
      assertThat(w).containsExactly(new double[] {0.7, 1}, within(1e-15));
    }
  }

  @Test
  void backend() {
    assertThat(BackendSnippets.show()).startsWith(Backend.active().name() + ", ").endsWith(Backend.active().reason());
  }

  private static double meanSquare(double[] w) {
    return Arrays.stream(w).map(v -> v * v).sum() / w.length;
  }

  private static double[] rounded(double[] x) {
    return Arrays.stream(x).map(v -> Math.round(v * 1000) / 1000.0).toArray();
  }
}
