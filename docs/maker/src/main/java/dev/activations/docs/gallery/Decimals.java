package dev.activations.docs.gallery;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as text, whatever the locale. */
final class Decimals {

  private Decimals() {}

  /** Rounded to so many digits, without zeros at the end. */
  static String digits(double value, int digits) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "-∞";
    }
    return plain(new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN)));
  }

  /** With so many places behind the point. */
  static String fixed(double value, int places) {
    return new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** Rounded to so many places behind the point, without zeros at the end: what is nearly 0 becomes 0. */
  static String rounded(double value, int places) {
    return plain(new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN));
  }

  /** For numbers such as 0.5 that are meant exactly. */
  static String shortest(double value) {
    return plain(BigDecimal.valueOf(value));
  }

  private static String plain(BigDecimal decimal) {
    return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
  }
}
