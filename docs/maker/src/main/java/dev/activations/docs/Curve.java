package dev.activations.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Points of a function. Where it jumps there is a gap, so that no line is drawn across.
 *
 * @param x the arguments
 * @param y the values; NaN in a gap
 */
public record Curve(double[] x, double[] y) {

  private static final double JUMP = 0.05;

  /** {@code steps + 1} points from {@code from} to {@code to}, both included, and those beside the jumps. */
  public static Curve of(DoubleUnaryOperator f, double from, double to, int steps) {
    double[] grid = Charts.range(from, to, steps);
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i <= steps; i++) {
      if (i > 0 && jumps(f, grid[i - 1], grid[i])) {
        addJump(points, f, grid[i - 1], grid[i]);
      }
      points.add(new double[] {grid[i], f.applyAsDouble(grid[i])});
    }
    return new Curve(
        points.stream().mapToDouble(point -> point[0]).toArray(),
        points.stream().mapToDouble(point -> point[1]).toArray());
  }

  private static boolean jumps(DoubleUnaryOperator f, double left, double right) {
    return Math.abs(f.applyAsDouble(right) - f.applyAsDouble(left)) > JUMP;
  }

  private static void addJump(List<double[]> points, DoubleUnaryOperator f, double from, double to) {
    double left = from;
    double right = to;
    while (right - left > 1e-9) {
      double middle = (left + right) / 2;
      if (jumps(f, left, middle)) {
        right = middle;
      } else {
        left = middle;
      }
    }
    if (jumps(f, left, right)) {
      points.add(new double[] {left, f.applyAsDouble(left)});
      points.add(new double[] {right, Double.NaN});
      points.add(new double[] {right, f.applyAsDouble(right)});
    }
  }
}
