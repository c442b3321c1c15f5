package dev.activations.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.activations.Activations;
import dev.activations.Initializers;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeepNetworkTest {

  @ParameterizedTest
  @EnumSource(LabConnection.class)
  void gradientsAgreeWithFiniteDifferences(LabConnection connection) {
    SplittableRandom random = new SplittableRandom(5);
    DeepNetwork network = connection.network(3);
    for (int l = 0; l < 3; l++) {
      network.add(new DenseLayer(4, 4, Activations.GELU, "xavier", random));
    }
    network.add(new DenseLayer(4, 2, Activations.TANH, "xavier", random));
    double[] x = Initializers.normal(0, 1).weights(3, 4, random);
    double[] dy = Initializers.normal(0, 1).weights(3, 2, random);
    network.forward(x, 3);
    double[] dx = network.backward(dy);
    double[] dw = network.layers().get(0).weightGradient().clone();
    assertThat(GradientCheck.worstError(() -> GradientCheck.dot(network.forward(x, 3), dy), x, dx, 1))
        .isLessThan(1e-9);
    assertThat(GradientCheck.worstError(() -> GradientCheck.dot(network.forward(x, 3), dy),
        network.layers().get(0).weights(), dw, 1)).isLessThan(1e-9);
    assertThat(network.outputs()).hasSize(4);
    assertThat(network.gradients()).hasSize(4).last().isEqualTo(dy);
  }
}
