package dev.activations.docs.performance;

import java.util.Locale;

/** Numbers in tables. */
final class Text {

  private Text() {}

  static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  static String whole(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }
}
