package dev.activations.accuracy;

import java.util.Locale;

/**
 * Collects ulp errors: the largest with its input, result and the double nearest to the truth; the root mean square;
 * the count. Not thread-safe; merge.
 */
final class Stats {
  private double max;
  private double worstInput = Double.NaN;
  private double worstGot = Double.NaN;
  private double worstWant = Double.NaN;
  private double worstError;
  private double squares;
  private long count;

  /** Adds one signed error; one that is not a number counts as infinite. */
  void add(double input, double got, double want, double error) {
    double size = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.abs(error);
    if (size > max || count == 0) {
      max = size;
      worstError = error;
      worstInput = input;
      worstGot = got;
      worstWant = want;
    }
    squares += size * size;
    count++;
  }

  /** Adds all of {@code other}'s errors; of two equal maxima the one already here stays. */
  void merge(Stats other) {
    if (other.count == 0) {
      return;
    }
    if (other.max > max || count == 0) {
      max = other.max;
      worstError = other.worstError;
      worstInput = other.worstInput;
      worstGot = other.worstGot;
      worstWant = other.worstWant;
    }
    squares += other.squares;
    count += other.count;
  }

  /** Returns the largest absolute error. */
  double max() {
    return max;
  }

  /** Returns the error of the worst input, with its sign. */
  double worstError() {
    return worstError;
  }

  double worstInput() {
    return worstInput;
  }

  double worstGot() {
    return worstGot;
  }

  double worstWant() {
    return worstWant;
  }

  /** Returns the root mean square of the errors, 0 if there are none. */
  double rms() {
    return count == 0 ? 0 : Math.sqrt(squares / count);
  }

  long count() {
    return count;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "max %.4f ulp at x = %s (%s), got %s, want %s; rms %.4f over %d points",
        worstError, Double.toHexString(worstInput), worstInput, Double.toHexString(worstGot),
        Double.toHexString(worstWant), rms(), count);
  }
}
