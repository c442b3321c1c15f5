package dev.activations;

/** The standard normal distribution function, for tests: series and continued fraction, about 14 digits. */
public final class NormalDistribution {

  private NormalDistribution() {}

  public static double density(double x) {
    return StrictMath.exp(-0.5 * x * x) / StrictMath.sqrt(2 * Math.PI);
  }

  /** P(Z ≤ x), with full relative precision in the lower tail. */
  public static double cdf(double x) {
    return x > 0 ? 1 - upper(x) : upper(-x);
  }

  /** P(Z > x), with full relative precision in the upper tail. */
  public static double upper(double x) {
    if (x < 0) {
      return 1 - upper(-x);
    }
    if (x < 2.5) {
      double term = x;
      double sum = x;
      for (int n = 3; term > 1e-18 * sum; n += 2) {
        term *= x * x / n;
        sum += term;
      }
      return 0.5 - density(x) * sum;
    }
    double tail = x;
    for (int n = x < 5 ? 120 : 40; n >= 1; n--) {
      tail = x + n / tail;
    }
    return density(x) / tail;
  }
}
