package dev.activations.docs.gradients;

import java.util.Locale;

/** Writes numbers of all sizes. */
final class Numbers {

  private Numbers() {}

  /** Two or three digits from 0.01 to 1000, else two and a power of ten. */
  static String text(double x) {
    double size = Math.abs(x);
    if (x == 0 || Double.isInfinite(x)) {
      return x == 0 ? "0" : "∞";
    }
    return size >= 0.01 && size < 999.5 ? String.format(Locale.ROOT, size < 0.1 ? "%.2g" : "%.3g", x)
        : power(x, "%.1e");
  }

  /** Two digits from 0.01 to 100, three to 1000, else one and a power of ten: for narrow cells. */
  static String brief(double x) {
    double size = Math.abs(x);
    return size >= 0.01 && size < 99.5 ? String.format(Locale.ROOT, "%.2g", x)
        : size >= 99.5 && size < 999.5 ? String.format(Locale.ROOT, "%.0f", x) : power(x, "%.0e");
  }

  private static String power(double x, String format) {
    return String.format(Locale.ROOT, format, x).replace("e+0", "e").replace("e-0", "e-").replace("e+", "e");
  }
}
