package dev.activations.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.activations.Activations;
import dev.activations.Initializers;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SwiGluFeedForwardTest {

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    for (long seed = 1; seed <= 3; seed++) {
      double[] errors = SwiGluFeedForward.checkGradients(3, 5, 7, seed);
      assertThat(errors).hasSize(4);
      for (double error : errors) {
        assertThat(error).as("seed " + seed).isBetween(0.0, 1e-9);
      }
    }
  }

  /** With one input, one hidden unit and one output the block is x·w·σ(xw)·x·v·w₂. */
  @Test
  void oneUnitByHand() {
    SplittableRandom random = new SplittableRandom(5);
    double w = Initializers.xavierUniform().weights(1, 1, random)[0];
    double v = Initializers.xavierUniform().weights(1, 1, random)[0];
    double w2 = Initializers.xavierUniform().weights(1, 1, random)[0];
    SwiGluFeedForward block = new SwiGluFeedForward(1, 1, new SplittableRandom(5));
    assertThat(block.forward(new double[] {1.5, -2}, 2)).containsExactly(
        Activations.SILU.value(1.5 * w) * (1.5 * v) * w2, Activations.SILU.value(-2 * w) * (-2 * v) * w2);
  }

  @Test
  void mainShowsTheErrors() {
    String text = Output.ofMain(SwiGluFeedForward::main);
    assertThat(text.lines().skip(1).map(line -> line.split(" ", -1)[0])).containsExactly("dx", "dW", "dV", "dW2");
    assertThat(text.lines().skip(1)).allSatisfy(line -> assertThat(
        Double.parseDouble(line.substring(line.lastIndexOf(' ')))).isBetween(0.0, 1e-9));
  }
}
