package dev.activations.docs.gallery;

import dev.activations.PointwiseActivation;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;

/**
 * The range of a function, found from its values: an end is open where it is only a limit at infinity.
 *
 * @param lowest the lowest point found
 * @param highest the highest point found
 * @param text for example {@code [-0.17, ∞)}
 */
record Interval(Extreme lowest, Extreme highest, String text) {

  // Wide enough for every extreme of a built-in function, and narrow enough that tanh is not yet rounded to 1.
  private static final double END = 15;
  private static final int DIGITS = 5;

  static Interval ofValue(PointwiseActivation a) {
    return of(a::value);
  }

  static Interval ofDerivative(PointwiseActivation a) {
    return of(a::derivative);
  }

  private static Interval of(DoubleUnaryOperator f) {
    Extreme lowest = Extreme.lowest(f, -END, END);
    Extreme highest = Extreme.highest(f, -END, END);
    TreeSet<Double> distinct = new TreeSet<>();
    for (double x = -END; x <= END && distinct.size() < 3; x += 0.01) {
      distinct.add(f.applyAsDouble(x));
    }
    if (distinct.size() == 2) {
      return new Interval(lowest, highest, number(lowest.y()) + " or " + number(highest.y()));
    }
    double left = f.applyAsDouble(Double.NEGATIVE_INFINITY);
    double right = f.applyAsDouble(Double.POSITIVE_INFINITY);
    double below = Math.min(left, right);
    double above = Math.max(left, right);
    String from = below < lowest.y() ? "(" + number(below) : "[" + number(lowest.y());
    String to = above > highest.y() ? number(above) + ")" : number(highest.y()) + "]";
    return new Interval(lowest, highest, from + ", " + to);
  }

  private static String number(double value) {
    return Decimals.digits(value, DIGITS);
  }
}
