package dev.activations.examples;

import java.util.function.DoubleSupplier;

/** Compares a gradient with central differences of the function it belongs to. */
final class GradientCheck {

  private static final double STEP = 0x1p-10;

  private GradientCheck() {}

  /**
   * Returns the largest {@code |difference - gradient[i]| / max(1, |gradient[i]|)}, or NaN if one of them is NaN.
   *
   * @param loss computes the function from the present contents of {@code parameters}
   * @param parameters changed one at a time, and put back
   * @param gradient the gradient to check
   * @param every check each {@code every}-th parameter, 1 for all
   */
  static double worstError(DoubleSupplier loss, double[] parameters, double[] gradient, int every) {
    double worst = 0;
    for (int i = 0; i < parameters.length; i += every) {
      double error = Math.abs(difference(loss, parameters, i) - gradient[i]) / Math.max(1, Math.abs(gradient[i]));
      worst = Math.max(worst, error);
    }
    return worst;
  }

  /** The four-point difference, whose error shrinks with the fourth power of the step. */
  private static double difference(DoubleSupplier loss, double[] parameters, int i) {
    double near = at(loss, parameters, i, STEP) - at(loss, parameters, i, -STEP);
    double far = at(loss, parameters, i, 2 * STEP) - at(loss, parameters, i, -2 * STEP);
    return (8 * near - far) / (12 * STEP);
  }

  private static double at(DoubleSupplier loss, double[] parameters, int i, double step) {
    double before = parameters[i];
    parameters[i] = before + step;
    double value = loss.getAsDouble();
    parameters[i] = before;
    return value;
  }

  /** Σ aᵢ bᵢ: with b fixed, a loss whose gradient by a is b. */
  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
