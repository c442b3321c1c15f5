package dev.activations.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PointsTest {
  @ParameterizedTest
  @MethodSource("dev.activations.accuracy.FunctionCase#all")
  void sameSeedGivesTheSamePointsAndEveryQuarterLiesWhereItShould(FunctionCase function) {
    double[] points = Points.random(function, new SplittableRandom(5), 4_000);
    assertThat(Points.random(function, new SplittableRandom(5), 4_000)).isEqualTo(points);
    assertThat(Points.random(function, new SplittableRandom(6), 4_000)).isNotEqualTo(points);
    double[][] regions = function.regions().length == 0 ? new double[][] {{-40, 40}} : function.regions();
    for (int i = 0; i < points.length; i += 4) {
      assertThat(points[i]).isBetween(-40.0, 40.0);
      double tail = points[i + 1];
      assertThat(List.of(regions)).as("%a", tail).anySatisfy(
          r -> assertThat(tail).isBetween(Math.min(r[0], r[1]), Math.max(r[0], r[1])));
      assertThat(Math.abs(points[i + 2])).isBetween(0x1p-60, 0x1p10);
    }
    long negative = Arrays.stream(points).filter(x -> x < 0).count();
    assertThat(negative).isBetween(1_000L, 3_500L);
  }

  @ParameterizedTest
  @MethodSource("dev.activations.accuracy.FunctionCase#all")
  void edgesHoldTheSpecialNumbersAndTheNeighbourhoodsOfTheCutOffs(FunctionCase function) {
    double[] edges = Points.edges(function);
    var bits = Arrays.stream(edges).mapToObj(Double::doubleToRawLongBits).collect(Collectors.toSet());
    double[] wanted = {
      0.0, 1, Double.MIN_VALUE, 0x1p-1060, Math.nextDown(Double.MIN_NORMAL), Double.MIN_NORMAL, Double.MAX_VALUE,
      Double.POSITIVE_INFINITY, 2, 1024, 0x1p1023, 22, Math.nextUp(22.0), Math.nextDown(745.1332191019412),
      709.782712893384
    };
    for (double x : wanted) {
      assertThat(bits).as("%a", x).contains(Double.doubleToRawLongBits(x), Double.doubleToRawLongBits(-x));
    }
    assertThat(Arrays.stream(edges).filter(Double::isNaN).count()).isGreaterThanOrEqualTo(7);
    double zero = function.derivativeZero();
    if (!Double.isNaN(zero)) {
      DoubleStream.iterate(zero - 3 * Math.ulp(zero), x -> x + Math.ulp(zero)).limit(7)
          .forEach(x -> assertThat(bits).as("%a", x).contains(Double.doubleToRawLongBits(x)));
      // The derivative changes sign there.
      assertThat(function.derivative().fast(zero + 4 * Math.ulp(zero)).hi()
          * function.derivative().fast(zero - 4 * Math.ulp(zero)).hi()).isNegative();
    }
  }
}
