package dev.activations.benchmarks;

import dev.activations.Backend;

/** What a benchmark checks before it measures anything: the backend that runs, and the results. */
final class Verify {

  /** The system property that names the backend a fork must run on; without it any will do. */
  static final String EXPECTED_BACKEND = "expected.backend";

  private Verify() {}

  /** Throws unless the backend of this process is the one that {@value #EXPECTED_BACKEND} names. */
  static void backend() {
    String expected = System.getProperty(EXPECTED_BACKEND);
    Backend active = Backend.active();
    if (expected != null && !expected.equals(active.name())) {
      throw new IllegalStateException("backend " + expected + " was asked for, but this is " + active);
    }
  }

  /** Throws unless both arrays have the same bits. */
  static void sameBits(String what, double[] want, double[] got) {
    sameLength(what, want, got);
    for (int i = 0; i < want.length; i++) {
      if (Double.doubleToRawLongBits(want[i]) != Double.doubleToRawLongBits(got[i])) {
        throw new IllegalStateException(what + "[" + i + "]: want " + hex(want[i]) + ", got " + hex(got[i]));
      }
    }
  }

  /**
   * Throws unless {@code |want - got| <= tolerance * (1 + |want|)} everywhere. The naive formulas lose digits in the tails,
   * so this is a check against measuring the wrong thing; accuracy is the library's tests' business.
   */
  static void close(String what, double[] want, double[] got, double tolerance) {
    sameLength(what, want, got);
    for (int i = 0; i < want.length; i++) {
      if (!(Math.abs(want[i] - got[i]) <= tolerance * (1 + Math.abs(want[i])))) {
        throw new IllegalStateException(
            what + "[" + i + "]: naive " + hex(want[i]) + ", library " + hex(got[i]) + ", tolerance " + tolerance);
      }
    }
  }

  private static void sameLength(String what, double[] want, double[] got) {
    if (want.length != got.length) {
      throw new IllegalStateException(what + ": " + want.length + " elements, got " + got.length);
    }
  }

  private static String hex(double x) {
    return Double.toHexString(x) + " (" + x + ")";
  }
}
