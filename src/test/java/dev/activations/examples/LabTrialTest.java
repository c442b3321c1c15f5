package dev.activations.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.activations.Activations;
import dev.activations.Initializers;
import dev.activations.PointwiseActivation;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/gradients.md says of networks before training, in ten layers; the page's figures are of the full plan. */
class LabTrialTest {

  private static final int DEPTH = 10;
  private static final int ROWS = 64;
  private static final int WIDTH = 64;
  private static final int SEEDS = 3;

  private static final Map<LabSetup, List<Map<LabMeasure, double[]>>> KNOWN = new ConcurrentHashMap<>();

  /** The measures of each seed. */
  private static List<Map<LabMeasure, double[]>> trials(
      PointwiseActivation a, LabInitializer initializer, LabConnection connection) {
    return KNOWN.computeIfAbsent(new LabSetup(a, initializer, connection, DEPTH),
        setup -> IntStream.range(0, SEEDS).mapToObj(seed -> LabTrial.run(setup, ROWS, WIDTH, seed)).toList());
  }

  private static double[] ofEach(
      List<Map<LabMeasure, double[]>> trials, ToDoubleFunction<Map<LabMeasure, double[]>> value) {
    return trials.stream().mapToDouble(value).toArray();
  }

  /** One number a seed: the gradient that reaches layer 1; the last layer's is 1. */
  private static double[] gradients(PointwiseActivation a, LabInitializer initializer, LabConnection connection) {
    return ofEach(trials(a, initializer, connection), trial -> trial.get(LabMeasure.GRADIENT)[0]);
  }

  private static double[] last(LabMeasure measure, PointwiseActivation a, LabInitializer initializer) {
    return ofEach(trials(a, initializer, LabConnection.PLAIN), trial -> trial.get(measure)[DEPTH - 1]);
  }

  private static double median(double... numbers) {
    return LabSpread.of(numbers).median();
  }

  private static void assertAll(double[] numbers, double least, double greatest) {
    assertThat(numbers).hasSize(SEEDS);
    assertThat(DoubleStream.of(numbers).boxed()).allSatisfy(x -> assertThat(x).isBetween(least, greatest));
  }

  static Stream<PointwiseActivation> activations() {
    return GradientLab.activations().stream();
  }

  @Test
  void sigmoidsLoseTheGradientWithEveryUsualInitializer() {
    assertAll(gradients(Activations.SIGMOID, LabInitializer.XAVIER, LabConnection.PLAIN), 1e-7, 1e-4);
    assertAll(gradients(Activations.SIGMOID, LabInitializer.HE, LabConnection.PLAIN), 1e-6, 1e-3);
    assertAll(gradients(Activations.SIGMOID, LabInitializer.GAIN_SCALED, LabConnection.PLAIN), 1e-5, 1e-2);
    assertAll(gradients(Activations.TANH, LabInitializer.XAVIER, LabConnection.PLAIN), 0.1, 1.0);
  }

  /** Each example leaves ten sigmoids as the same numbers; tanh's outputs differ by almost all of their size. */
  @Test
  void outputsThatAreNotCentredHideTheSignal() {
    assertAll(last(LabMeasure.MEAN, Activations.SIGMOID, LabInitializer.XAVIER), 0.45, 0.55);
    assertAll(last(LabMeasure.SIGNAL, Activations.SIGMOID, LabInitializer.XAVIER), 0, 1e-11);
    assertAll(last(LabMeasure.MEAN, Activations.TANH, LabInitializer.XAVIER), -0.02, 0.02);
    assertAll(ofEach(trials(Activations.TANH, LabInitializer.XAVIER, LabConnection.PLAIN),
        trial -> trial.get(LabMeasure.SIGNAL)[DEPTH - 1] / trial.get(LabMeasure.SQUARE)[DEPTH - 1]), 0.9, 1.0);
    assertAll(ofEach(trials(Activations.RELU, LabInitializer.HE, LabConnection.PLAIN),
        trial -> trial.get(LabMeasure.SIGNAL)[DEPTH - 1] / trial.get(LabMeasure.SQUARE)[DEPTH - 1]), 0.03, 0.3);
  }

  @Test
  void heKeepsTheSizeOfReluOutputsAndTheMisprintedFormLosesIt() {
    for (LabInitializer form : List.of(LabInitializer.HE, LabInitializer.HE_UNIFORM)) {
      assertThat(median(last(LabMeasure.SQUARE, Activations.RELU, form))).as("%s", form).isBetween(0.25, 4.0);
      assertThat(median(gradients(Activations.RELU, form, LabConnection.PLAIN))).isBetween(0.5, 2.0);
    }
    double third = Math.pow(3, -DEPTH);
    assertThat(median(last(LabMeasure.SQUARE, Activations.RELU, LabInitializer.HE_MISPRINTED)) / third)
        .isBetween(0.25, 4.0);
    assertThat(median(last(LabMeasure.SQUARE, Activations.RELU, LabInitializer.XAVIER)) * Math.pow(2, DEPTH))
        .isBetween(0.25, 4.0);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void gainScaledWeightsKeepTheSize(PointwiseActivation a) {
    double gain = Initializers.gain(a);
    assertThat(median(last(LabMeasure.SQUARE, a, LabInitializer.GAIN_SCALED)) * gain * gain).isBetween(0.4, 2.5);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void weightsOf001LoseSignalAndGradient(PointwiseActivation a) {
    assertAll(gradients(a, LabInitializer.RANDOM_SMALL, LabConnection.PLAIN), 1e-18, 1e-8);
    assertAll(last(LabMeasure.SIGNAL, a, LabInitializer.RANDOM_SMALL), 0, 1e-18);
  }

  /** What is unbounded explodes; tanh saturates, and its gradient explodes all the same. */
  @Test
  void weightsOf1ExplodeOrSaturate() {
    for (PointwiseActivation a : List.of(Activations.RELU, Activations.LEAKY_RELU, Activations.GELU,
        Activations.GELU_TANH, Activations.SILU)) {
      assertAll(last(LabMeasure.SQUARE, a, LabInitializer.RANDOM_LARGE), 1e12, Double.MAX_VALUE);
      assertAll(gradients(a, LabInitializer.RANDOM_LARGE, LabConnection.PLAIN), 1e6, 1e8);
    }
    assertAll(last(LabMeasure.FLAT, Activations.TANH, LabInitializer.RANDOM_LARGE), 0.6, 0.8);
    assertAll(last(LabMeasure.FLAT, Activations.TANH, LabInitializer.GAIN_SCALED), 0, 0.02);
    assertAll(gradients(Activations.TANH, LabInitializer.RANDOM_LARGE, LabConnection.PLAIN), 100.0, 1e5);
    assertAll(last(LabMeasure.FLAT, Activations.SIGMOID, LabInitializer.RANDOM_LARGE), 0.1, 0.5);
    assertAll(gradients(Activations.SIGMOID, LabInitializer.RANDOM_LARGE, LabConnection.PLAIN), 0.05, 2.0);
  }

  @Test
  void residualConnectionsCureVanishingButNotExploding() {
    assertAll(gradients(Activations.SIGMOID, LabInitializer.XAVIER, LabConnection.RESIDUAL), 1.0, 1.3);
    assertAll(gradients(Activations.RELU, LabInitializer.RANDOM_SMALL, LabConnection.RESIDUAL), 0.98, 1.1);
    assertAll(gradients(Activations.RELU, LabInitializer.HE, LabConnection.RESIDUAL), 15.0, 60.0);
    assertAll(gradients(Activations.RELU, LabInitializer.GAIN_SCALED, LabConnection.SCALED), 1.2, 2.2);
  }

  /** Doubling all weights changes no sign in a network without biases, so it kills no unit and wakes none. */
  @Test
  void theShareOfDeadReluUnitsDoesNotDependOnTheSizeOfTheWeights() {
    double[] dead = last(LabMeasure.DEAD, Activations.RELU, LabInitializer.HE);
    assertThat(dead).isEqualTo(last(LabMeasure.DEAD, Activations.RELU, LabInitializer.RANDOM_SMALL))
        .isEqualTo(last(LabMeasure.DEAD, Activations.RELU, LabInitializer.RANDOM_LARGE));
    assertAll(dead, 0.05, 0.4);
    assertThat(last(LabMeasure.DEAD, Activations.LEAKY_RELU, LabInitializer.HE)).containsOnly(0);
    assertThat(last(LabMeasure.DEAD, Activations.GELU, LabInitializer.HE)).containsOnly(0);
  }

  /** By hand: two units over two examples. */
  @Test
  void measuresOfOneLayer() {
    LabSetup setup = new LabSetup(Activations.RELU, LabInitializer.HE, LabConnection.PLAIN, 1);
    SplittableRandom random = new SplittableRandom(9);
    double[] x = Initializers.normal(0, 1).weights(2, 2, random);
    Initializers.normal(0, 1).weights(2, 2, random);               // the gradient
    double[] w = Initializers.heNormal().weights(2, 2, random);
    double[] y = new double[4];
    for (int i = 0; i < 4; i++) {
      y[i] = Math.max(0, x[i / 2 * 2] * w[i % 2] + x[i / 2 * 2 + 1] * w[2 + i % 2]);
    }
    double mean = DoubleStream.of(y).average().orElseThrow();
    double square = DoubleStream.of(y).map(v -> v * v).average().orElseThrow();
    double signal = ((y[0] - y[2]) * (y[0] - y[2]) + (y[1] - y[3]) * (y[1] - y[3])) / 8;
    Map<LabMeasure, double[]> measures = LabTrial.run(setup, 2, 2, 9);
    assertThat(measures.get(LabMeasure.MEAN)[0]).isCloseTo(mean, within(1e-15));
    assertThat(measures.get(LabMeasure.SQUARE)[0]).isCloseTo(square, within(1e-15));
    assertThat(measures.get(LabMeasure.TYPICAL)[0]).isCloseTo(square, within(1e-15));     // of two, the mean
    assertThat(measures.get(LabMeasure.VARIANCE)[0]).isCloseTo(square - mean * mean, within(1e-15));
    assertThat(measures.get(LabMeasure.SIGNAL)[0]).isCloseTo(signal, within(1e-15));
    assertThat(measures.get(LabMeasure.GRADIENT)[0]).isCloseTo(1, within(1e-15));
    assertThat(measures.get(LabMeasure.FLAT)[0]).isEqualTo(DoubleStream.of(y).filter(v -> v == 0).count() / 4.0);
    assertThat(measures.get(LabMeasure.DEAD)[0])
        .isEqualTo(((y[0] == 0 && y[2] == 0 ? 1 : 0) + (y[1] == 0 && y[3] == 0 ? 1 : 0)) / 2.0);
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    LabSetup setup = new LabSetup(Activations.SILU, LabInitializer.XAVIER, LabConnection.RESIDUAL, 3);
    double[] first = LabTrial.run(setup, 4, 5, 1).get(LabMeasure.GRADIENT);
    assertThat(LabTrial.run(setup, 4, 5, 1).get(LabMeasure.GRADIENT)).isEqualTo(first);
    assertThat(LabTrial.run(setup, 4, 5, 2).get(LabMeasure.GRADIENT)).isNotEqualTo(first);
  }
}
