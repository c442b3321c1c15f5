package dev.activations.internal.scalar;

/**
 * Logarithms as an unevaluated sum of two doubles, good to about 100 bits: the series of the inverse hyperbolic
 * tangent in double-double arithmetic. Quick enough for many points; itself checked against Apfloat.
 */
final class LogReference {

  // log 2 to 106 bits: 0.69314718055994530942, then 2.3190468138462995584e-17
  private static final double LN2 = 0x1.62e42fefa39efp-1;
  private static final double LN2_LOW = 0x1.abc9e3b39803fp-56;
  private static final int TERMS = 24;      // 0.0295^24 is below 2^-120

  private LogReference() {}

  /** log x for a positive x. */
  static double[] log(double x) {
    int k = 0;
    double m = x;
    while (m < 0x1p-500) {
      m *= 0x1p500;
      k -= 500;
    }
    int e = Math.getExponent(m);
    m = Math.scalb(m, -e);
    if (m > 1.4142135623730951) {
      m *= 0.5;
      e++;
    }
    return add(timesLn2(k + e), atanhSeries(m - 1, 0));
  }

  /** log(1 + (high + low)) for a non-negative sum. */
  static double[] log1p(double high, double low) {
    if (high < 0x1p-120) {
      return new double[] {high, low};
    }
    if (high < 0.4142135623730951) {
      return atanhSeries(high, low);
    }
    double[] u = add(new double[] {1, 0}, new double[] {high, low});
    int k = Math.getExponent(u[0] / 1.4142135623730951) + 1;
    double[] f = add(new double[] {-1, 0}, new double[] {Math.scalb(u[0], -k), Math.scalb(u[1], -k)});
    return add(timesLn2(k), atanhSeries(f[0], f[1]));
  }

  private static double[] atanhSeries(double high, double low) {
    double[] f = {high, low};
    double[] s = divide(f, add(new double[] {2, 0}, f));
    double[] z = multiply(s, s);
    double[] sum = {0, 0};
    for (int i = TERMS; i >= 0; i--) {
      double n = 2 * i + 1;
      sum = add(multiply(sum, z), divide(new double[] {1, 0}, new double[] {n, 0}));
    }
    double[] half = multiply(s, sum);
    return new double[] {2 * half[0], 2 * half[1]};
  }

  private static double[] timesLn2(int k) {
    return multiply(new double[] {k, 0}, new double[] {LN2, LN2_LOW});
  }

  private static double[] add(double[] a, double[] b) {
    double s = a[0] + b[0];
    double v = s - a[0];
    double e = (a[0] - (s - v)) + (b[0] - v);
    double t = a[1] + b[1];
    double w = t - a[1];
    double g = (a[1] - (t - w)) + (b[1] - w);
    return fast(fast(s, e + t)[0], fast(s, e + t)[1] + g);
  }

  private static double[] multiply(double[] a, double[] b) {
    double p = a[0] * b[0];
    return fast(p, Math.fma(a[0], b[0], -p) + (a[0] * b[1] + a[1] * b[0]));
  }

  private static double[] divide(double[] a, double[] b) {
    double q = a[0] / b[0];
    double r = Math.fma(-q, b[0], a[0]) + (a[1] - q * b[1]);
    return fast(q, r / b[0]);
  }

  private static double[] fast(double high, double low) {
    double s = high + low;
    return new double[] {s, low - (s - high)};
  }
}
