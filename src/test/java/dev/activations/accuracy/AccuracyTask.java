package dev.activations.accuracy;

import dev.activations.accuracy.Limits.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One function and one direction, to be measured against one limit. Thread-safe. */
abstract class AccuracyTask {
  /** Errors this near to a limit, and errors beyond it that are the largest so far, are measured with all digits. */
  static final double DOUBT = 0.1;

  private final String name;
  private final String side;
  private final Limit limit;

  AccuracyTask(String name, String side, Limit limit) {
    this.name = name;
    this.side = side;
    this.limit = limit;
  }

  /** All of them. */
  static List<AccuracyTask> all() {
    List<AccuracyTask> all = new ArrayList<>();
    for (FunctionCase function : FunctionCase.all()) {
      all.add(new PointwiseTask(function, false));
      all.add(new PointwiseTask(function, true));
    }
    for (SoftmaxCase function : SoftmaxCase.all()) {
      all.add(new SoftmaxTask(function, false));
      all.add(new SoftmaxTask(function, true));
    }
    return all;
  }

  final String name() {
    return name;
  }

  /** "value", "derivative" or "backward". */
  final String side() {
    return side;
  }

  final Limit limit() {
    return limit;
  }

  /** Whether an error against the fast reference is to be measured again. */
  final boolean isDoubtful(double error, Stats sofar) {
    double size = Math.abs(error);
    boolean near = size > limit.max() - DOUBT && size <= limit.max() + DOUBT;
    boolean worst = !(size <= Math.max(limit.max(), sofar.max()));
    return error != 0 && (near || worst);
  }

  /** Measures {@code count} random points against the fast reference, doubtful ones again with all digits. */
  abstract void measure(SplittableRandom random, int count, Stats stats);

  /** Measures the edge set in the same way. */
  abstract void measureEdges(Stats stats);

  /** Measures {@code count} random points with all digits. */
  abstract void measureExactly(SplittableRandom random, int count, Stats stats);

  /** Returns the largest difference between the two references over {@code count} random points, in ulp. */
  abstract double discrepancy(SplittableRandom random, int count);

  @Override
  public final String toString() {
    return name + " " + side;
  }
}
