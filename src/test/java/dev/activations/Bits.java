package dev.activations;

import static org.assertj.core.api.Assertions.fail;

/** Comparison of doubles by their bits; all NaNs count as one value. */
final class Bits {

  private Bits() {}

  static boolean same(double a, double b) {
    return Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
  }

  static String hex(double x) {
    return x + " (" + Double.toHexString(x) + ")";
  }

  static void assertSame(Object what, double want, double got) {
    if (!same(want, got)) {
      fail(what + ": got " + hex(got) + ", want " + hex(want));
    }
  }

  /** Both arrays as wholes. */
  static void assertSame(Object what, double[] want, double[] got) {
    if (want.length != got.length) {
      fail(what + ": got " + got.length + " numbers, want " + want.length);
    }
    for (int i = 0; i < want.length; i++) {
      if (!same(want[i], got[i])) {
        fail(what + ", element " + i + " of " + want.length + ": got " + hex(got[i]) + ", want " + hex(want[i]));
      }
    }
  }
}
