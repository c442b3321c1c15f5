package dev.activations.internal.portable;

/** The product of two arrays. C2 vectorises it where all indices are equal; elsewhere it is a plain loop. */
final class Multiply {

  private Multiply() {}

  static void range(double[] a, int aOffset, double[] b, int bOffset, double[] y, int yOffset, int length) {
    if (aOffset == bOffset && bOffset == yOffset) {
      product(a, b, y, aOffset, aOffset + length);
    } else {
      for (int i = 0; i < length; i++) {
        y[yOffset + i] = a[aOffset + i] * b[bOffset + i];
      }
    }
  }

  /** {@code y[i] = a[i] * b[i]} for one range of indices; {@code y} may be {@code a} or {@code b}. */
  static void product(double[] a, double[] b, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = a[i] * b[i];
    }
  }
}
