package dev.activations.accuracy;

import dev.activations.PointwiseActivation;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** The value or the derivative of a pointwise activation. */
final class PointwiseTask extends AccuracyTask {
  private final FunctionCase function;
  private final FunctionCase.Side reference;
  private final boolean derivative;

  PointwiseTask(FunctionCase function, boolean derivative) {
    super(
        function.name(), derivative ? "derivative" : "value",
        derivative ? Limits.of(function.name()).derivative() : Limits.of(function.name()).value());
    this.function = function;
    this.derivative = derivative;
    reference = derivative ? function.derivative() : function.value();
  }

  private DoubleUnaryOperator subject() {
    PointwiseActivation activation = function.activation();
    return derivative ? activation::derivative : activation::value;
  }

  @Override
  void measure(SplittableRandom random, int count, Stats stats) {
    measure(Points.random(function, random, count), stats);
  }

  @Override
  void measureEdges(Stats stats) {
    measure(Points.edges(function), stats);
  }

  private void measure(double[] points, Stats stats) {
    DoubleUnaryOperator subject = subject();
    for (double x : points) {
      double got = subject.applyAsDouble(x);
      double error = reference.error(x, got);
      if (isDoubtful(error, stats)) {
        // The sign of an exact zero is known to the fast reference alone: infinite stays infinite.
        error = Double.isInfinite(error) ? error : reference.exactError(x, got);
      }
      add(stats, x, got, error);
    }
  }

  @Override
  void measureExactly(SplittableRandom random, int count, Stats stats) {
    DoubleUnaryOperator subject = subject();
    for (double x : Points.random(function, random, count)) {
      double got = subject.applyAsDouble(x);
      add(stats, x, got, reference.exactError(x, got));
    }
  }

  private void add(Stats stats, double x, double got, double error) {
    // The nearest double is wanted only for the worst error of all; most points aren't.
    boolean worst = !(Math.abs(error) <= stats.max()) || stats.count() == 0;
    stats.add(x, got, worst ? reference.nearest(x) : Double.NaN, error);
  }

  @Override
  double discrepancy(SplittableRandom random, int count) {
    double max = 0;
    for (double x : Points.random(function, random, count)) {
      if (!FunctionCase.isSpecial(x)) {
        max = Math.max(max, Math.abs(reference.discrepancy(x)));
      }
    }
    return max;
  }
}
