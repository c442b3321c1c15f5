package dev.activations.accuracy;

/** Collects ulp errors: the largest with its input, the root mean square, the count. Not thread-safe; merge. */
final class Stats {
  private double max;
  private double worstInput = Double.NaN;
  private double worstGot = Double.NaN;
  private double worstError;
  private double squares;
  private long count;

  /** Adds one signed error; one that is not a number counts as infinite. */
  void add(double input, double got, double error) {
    double size = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.abs(error);
    if (size > max || count == 0) {
      max = size;
      worstError = error;
      worstInput = input;
      worstGot = got;
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
        java.util.Locale.ROOT, "max %.4f ulp at x = %s (%s), got %s (%s); rms %.4f over %d points",
        worstError, Double.toHexString(worstInput), worstInput, Double.toHexString(worstGot), worstGot, rms(), count);
  }
}
