package dev.activations.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.activations.Initializers;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What docs/gradients.md says of gradients that explode in training, and of cures. */
class LabTrainingTest {

  private static LabRun train(LabCase network, LabCure cure, int steps, long seed) {
    return LabTraining.run(network, cure, Digits.load(false), Digits.load(true), steps, seed);
  }

  @Test
  void curesBoundWhatTheyPromise() {
    double[][] parameters = {{1, -2}, {3}};
    double[][] gradients = {{30, -40}, {0.005}};
    LabCure.BY_NORM.apply(gradients, parameters);
    assertThat(gradients[0][0] / gradients[0][1]).isCloseTo(-0.75, within(1e-15));
    assertThat(Math.hypot(gradients[0][0], gradients[0][1])).isCloseTo(LabCure.NORM_LIMIT, within(1e-7));
    gradients = new double[][] {{30, -40}, {0.005}};
    LabCure.BY_VALUE.apply(gradients, parameters);
    assertThat(gradients).isDeepEqualTo(
        new double[][] {{LabCure.VALUE_LIMIT, -LabCure.VALUE_LIMIT}, {0.005}});
    gradients = new double[][] {{30, -40}, {0.005}};
    LabCure.L2.apply(gradients, parameters);
    assertThat(gradients).isDeepEqualTo(
        new double[][] {{30 + LabCure.DECAY, -40 - 2 * LabCure.DECAY}, {0.005 + 3 * LabCure.DECAY}});
    LabCure.NONE.apply(gradients, parameters);
    assertThat(gradients[0][0]).isEqualTo(30 + LabCure.DECAY);
    assertThat(parameters).isDeepEqualTo(new double[][] {{1, -2}, {3}});
  }

  @Test
  void clippingSavesARunThatDivergesAndDecayIsTooSlow() {
    for (LabCure cure : List.of(LabCure.NONE, LabCure.L2)) {
      LabRun lost = train(LabCase.UNBOUNDED, cure, 100, 1);
      assertThat(lost.diverged()).as("%s", cure).isTrue();
      assertThat(lost.losses()).hasSizeLessThan(10);
      assertThat(lost.finalLoss()).isInfinite();
    }
    for (LabCure cure : List.of(LabCure.BY_VALUE, LabCure.BY_NORM)) {
      LabRun saved = train(LabCase.UNBOUNDED, cure, 100, 1);
      assertThat(saved.diverged()).as("%s", cure).isFalse();
      assertThat(saved.losses()).hasSize(100);
      assertThat(saved.finalLoss()).isLessThan(0.45);              // an answer of 0 to everything has 0.5
      assertThat(saved.greatestNorm()).isGreaterThan(100);         // before clipping
      assertThat(saved.correct()).isGreaterThan(30);
    }
  }

  /** Training is chaotic: with other last bits of an activation, one run alone may learn or not. So the middle one of seven counts. */
  @Test
  void decaySavesRunsThatLearnNothing() {
    List<LabRun> without = runs(LabCure.NONE);
    assertThat(without).allSatisfy(run -> {
      assertThat(run.diverged()).isFalse();
      assertThat(run.flat()).isGreaterThan(0.5);
      assertThat(run.weight()).isGreaterThan(0.44);
    });
    assertThat(middleLoss(without)).isGreaterThan(2);              // guessing has ln 10 = 2.3
    List<LabRun> decayed = runs(LabCure.L2);
    assertThat(decayed).allSatisfy(run -> {
      assertThat(run.flat()).isLessThan(0.3);
      assertThat(run.weight()).isLessThan(0.3);
    });
    assertThat(middleLoss(decayed)).isLessThan(1.7);
  }

  private static List<LabRun> runs(LabCure cure) {
    return IntStream.rangeClosed(1, 7).parallel().mapToObj(seed -> train(LabCase.BOUNDED, cure, 600, seed)).toList();
  }

  private static double middleLoss(List<LabRun> runs) {
    return runs.stream().mapToDouble(LabRun::finalLoss).sorted().skip(runs.size() / 2).findFirst().orElseThrow();
  }

  @Test
  void lossesHaveTheirGradients() {
    int[] labels = {3, 0};
    for (LabCase network : LabCase.values()) {
      double[] y = Initializers.normal(0, 1).weights(2, Digits.CLASSES, new SplittableRandom(1));
      double[] gradient = new double[y.length];
      network.loss(y, labels, gradient);
      assertThat(GradientCheck.worstError(() -> network.loss(y, labels, new double[y.length]), y, gradient, 1))
          .as("%s", network).isLessThan(1e-9);
    }
  }
}
