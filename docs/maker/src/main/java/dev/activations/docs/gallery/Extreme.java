package dev.activations.docs.gallery;

import java.util.function.DoubleUnaryOperator;

/**
 * The highest or lowest point of a function, found on a grid and then by golden section beside its best point.
 *
 * @param x where it is; the first such point on a plateau
 * @param y the value
 * @param single whether no other point of the grid comes as far
 */
record Extreme(double x, double y, boolean single) {

  private static final int GRID = 24_000;
  private static final double SECTION = (Math.sqrt(5) - 1) / 2;

  static Extreme lowest(DoubleUnaryOperator f, double from, double to) {
    Extreme mirrored = highest(x -> -f.applyAsDouble(x), from, to);
    return new Extreme(mirrored.x, -mirrored.y, mirrored.single);
  }

  static Extreme highest(DoubleUnaryOperator f, double from, double to) {
    double step = (to - from) / GRID;
    double bestX = from;
    double bestY = f.applyAsDouble(from);
    int count = 1;
    for (int i = 1; i <= GRID; i++) {
      double x = from + (to - from) * i / GRID;
      double y = f.applyAsDouble(x);
      if (y > bestY) {
        bestX = x;
        bestY = y;
        count = 1;
      } else if (y == bestY) {
        count++;
      }
    }
    if (count > 1) {
      return new Extreme(bestX, bestY, false);
    }
    return section(f, Math.max(from, bestX - step), Math.min(to, bestX + step));
  }

  private static Extreme section(DoubleUnaryOperator f, double from, double to) {
    double a = from;
    double b = to;
    while (b - a > 1e-9) {
      double left = b - SECTION * (b - a);
      double right = a + SECTION * (b - a);
      if (f.applyAsDouble(left) < f.applyAsDouble(right)) {
        a = left;
      } else {
        b = right;
      }
    }
    double x = (a + b) / 2;
    return new Extreme(x, f.applyAsDouble(x), true);
  }
}
