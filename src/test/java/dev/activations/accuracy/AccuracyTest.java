package dev.activations.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.activations.Activation;
import dev.activations.Activations;
import dev.activations.PointwiseActivation;
import dev.activations.Softmax;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function and derivative against its row in {@link Limits}. */
class AccuracyTest {
  private static final int FAST_POINTS = 100_000;
  private static final int FAST_ENTRIES = 20_000;
  private static final int EXACT_POINTS = 600;

  @ParameterizedTest
  @MethodSource("dev.activations.accuracy.AccuracyTask#all")
  void errorsStayWithinTheLimits(AccuracyTask task) {
    Stats stats = new Stats();
    task.measureEdges(stats);
    task.measure(new SplittableRandom(1), task instanceof PointwiseTask ? FAST_POINTS : FAST_ENTRIES, stats);
    check(task, stats);
  }

  @ParameterizedTest
  @MethodSource("dev.activations.accuracy.AccuracyTask#all")
  void errorsStayWithinTheLimitsAtFiftyDigits(AccuracyTask task) {
    Stats stats = new Stats();
    task.measureExactly(new SplittableRandom(2), EXACT_POINTS, stats);
    check(task, stats);
  }

  private static void check(AccuracyTask task, Stats stats) {
    assertThat(stats.count()).isPositive();
    assertThat(stats.max()).as("%s: %s", task, stats).isLessThanOrEqualTo(task.limit().max());
    assertThat(stats.rms()).as("%s: %s", task, stats).isLessThanOrEqualTo(task.limit().rms());
  }

  @ParameterizedTest
  @MethodSource("dev.activations.accuracy.AccuracyTask#all")
  void limitsKeepTheContract(AccuracyTask task) {
    double contract = task.side().equals("value") ? 2 : task.side().equals("derivative") ? 3 : 8;
    assertThat(task.limit().max()).isLessThanOrEqualTo(contract);
  }

  @Test
  void everyRegisteredActivationHasAReference() {
    for (String name : Activations.names()) {
      Activation activation = Activations.byName(name);
      if (activation instanceof PointwiseActivation pointwise) {
        assertThat(FunctionCase.all().stream().map(FunctionCase::activation)).as(name).contains(pointwise);
      } else if (activation instanceof Softmax) {
        Stream<Activation> softmax = SoftmaxCase.all().stream().map(SoftmaxCase::activation);
        assertThat(softmax).as(name).contains(activation);
      }
      // A gated activation is defined by the bits of its gate and two products.
    }
  }
}
