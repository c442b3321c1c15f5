package dev.activations.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The double-double references against the high-precision ones. */
class FastReferenceTest {
  /** Far below what any verdict in tenths of an ulp can notice. */
  static final double TOLERANCE = 1e-9;
  /** The long run takes every point of the edge set. */
  private static final int EDGE_STRIDE = 13;

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
