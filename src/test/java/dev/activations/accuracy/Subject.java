package dev.activations.accuracy;

import java.util.ArrayList;
import java.util.List;

/** What a search hunts errors of: the value or derivative of one function by one implementation. Thread-safe. */
abstract class Subject {
  /** The implementation that has limits. */
  static final String LIBRARY = "activations";

  private final String by;
  private final String function;
  private final String of;
  private final double reach;

  Subject(String by, String function, String of, double reach) {
    this.by = by;
    this.function = function;
    this.of = of;
    this.reach = reach;
  }

  /** Everything that {@link AccuracyTask} measures. */
  static List<Subject> library() {
    List<Subject> all = new ArrayList<>();
    FunctionCase.all().forEach(function -> all.addAll(of(function)));
    SoftmaxCase.all().forEach(function -> all.addAll(of(function)));
    return all;
  }

  /** This library's function and its derivative. */
  static List<Subject> of(FunctionCase function) {
    double all = Double.POSITIVE_INFINITY;
    return List.of(
        new PointSubject(LIBRARY, function, false, all, function.activation()::value),
        new PointSubject(LIBRARY, function, true, all, function.activation()::derivative));
  }

  /** This library's function and its gradient. */
  static List<Subject> of(SoftmaxCase function) {
    double all = Double.POSITIVE_INFINITY;
    return List.of(
        new RowSubject(LIBRARY, function, false, all, (x, g) -> function.activation().forward(x)),
        new RowSubject(LIBRARY, function, true, all, (x, g) -> function.activation().backward(x, g)));
  }

  final String by() {
    return by;
  }

  final String function() {
    return function;
  }

  /** "value", "derivative" or "backward". */
  final String of() {
    return of;
  }

  /** Inputs beyond this size are left out. */
  final double reach() {
    return reach;
  }

  final boolean isLibrary() {
    return by.equals(LIBRARY);
  }

  /** The limit, ∞ for an implementation that promises none. */
  final double limit() {
    Limits.Row limits = Limits.of(function);
    return !isLibrary() ? Double.POSITIVE_INFINITY
        : of.equals("value") ? limits.value().max() : limits.derivative().max();
  }

  /** Measures the implementation's result at an input with 55 digits. */
  abstract Pin pin(double[] x, double[] g, long tried);

  /** Measures the result of a pin instead. */
  abstract Pin remeasured(Pin pin);

  @Override
  public final String toString() {
    return by + " " + function + " " + of;
  }
}
