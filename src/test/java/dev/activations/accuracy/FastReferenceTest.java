package dev.activations.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The double-double references against the high-precision ones. */
class FastReferenceTest {
  /** Far below what any verdict in tenths of an ulp can notice. */
  static final double TOLERANCE = 1e-9;
  /** The long run takes every point of the edge set. */
  private static final int EDGE_STRIDE = 13;

  static Stream<AccuracyTask> rowTasks() {
    return AccuracyTask.all().stream().filter(task -> task instanceof SoftmaxTask);
  }

  @ParameterizedTest
  @MethodSource("rowTasks")
  void fastReferenceOfRowsIsTheExactOne(AccuracyTask task) {
    assertThat(task.discrepancy(new SplittableRandom(4), 1_000)).as(task.toString()).isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("dev.activations.accuracy.FunctionCase#all")
  void bothReferencesAcceptTheNearestDoubleAndRejectOthers(FunctionCase function) {
    for (double x : new double[] {-700, -38.2, -2, -0.3, -1e-300, 0x1p-1074, 0.7, 5, 38.2, 700}) {
      for (FunctionCase.Side side : List.of(function.value(), function.derivative())) {
        double nearest = side.nearest(x);
        assertThat(Math.abs(side.error(x, nearest))).as("%s at %a", function, x).isLessThan(0.5001);
        assertThat(Math.abs(side.exactError(x, nearest))).as("%s at %a", function, x).isLessThan(0.5001);
        double wrong = nearest + 8 * Math.ulp(nearest);
        assertThat(side.error(x, wrong)).as("%s at %a", function, x).isGreaterThan(3.4);
        assertThat(side.exactError(x, wrong)).as("%s at %a", function, x).isGreaterThan(3.4);
        assertThat(side.error(x, Double.NaN)).as("%s at %a", function, x).isInfinite();
        assertThat(side.error(x, -nearest)).as("%s at %a", function, x)
            .satisfies(e -> assertThat(Math.abs(e) > 1 || Math.abs(nearest) <= Double.MIN_VALUE).isTrue());
      }
    }
    for (double x : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0}) {
      for (FunctionCase.Side side : List.of(function.value(), function.derivative())) {
        double want = side.special(x);
        assertThat(side.error(x, want)).as("%s at %a", function, x).isZero();
        assertThat(side.exactError(x, want)).as("%s at %a", function, x).isZero();
        double wrong = Double.isNaN(want) ? 1 : -want;
        assertThat(side.error(x, wrong)).as("%s at %a", function, x).isInfinite();
        assertThat(side.exactError(x, wrong)).as("%s at %a", function, x).isInfinite();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.activations.accuracy.FunctionCase#all")
  void fastReferenceIsTheExactOne(FunctionCase function) {
    for (double x : Points.random(function, new SplittableRandom(3), 600)) {
      check(function, x);
    }
    double[] edges = Points.edges(function);
    for (int i = 0; i < edges.length; i += EDGE_STRIDE) {
      check(function, edges[i]);
    }
    check(function, function.derivativeZero());
  }

  private static void check(FunctionCase function, double x) {
    if (!FunctionCase.isSpecial(x)) {
      assertThat(Math.abs(function.value().discrepancy(x)))
          .as("%s at %a", function.name(), x).isLessThan(TOLERANCE);
      assertThat(Math.abs(function.derivative().discrepancy(x)))
          .as("%s' at %a", function.name(), x).isLessThan(TOLERANCE);
    }
  }
}
