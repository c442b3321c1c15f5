package dev.activations.internal.portable;

/** The product of two arrays. C2 vectorises it where all indices are equal; elsewhere blocks are copied to tiles first. */
final class Multiply {

  private static final int BLOCK = 256;

  /** Below this many elements copying costs more than it gains. */
  private static final int SMALL = 64;

  private Multiply() {}

  static void range(double[] a, int aOffset, double[] b, int bOffset, double[] y, int yOffset, int length) {
    if (aOffset == bOffset && bOffset == yOffset) {
      product(a, b, y, aOffset, aOffset + length);
    } else if (length < SMALL) {
      for (int i = 0; i < length; i++) {
        y[yOffset + i] = a[aOffset + i] * b[bOffset + i];
      }
    } else {
      inTiles(a, aOffset, b, bOffset, y, yOffset, length);
    }
  }

  private static void inTiles(double[] a, int aOffset, double[] b, int bOffset, double[] y, int yOffset, int length) {
    double[] left = new double[Math.min(length, BLOCK)];
    double[] right = new double[left.length];
    for (int k = 0; k < length; k += BLOCK) {
      int n = Math.min(BLOCK, length - k);
      System.arraycopy(a, aOffset + k, left, 0, n);
      System.arraycopy(b, bOffset + k, right, 0, n);
      product(left, right, left, 0, n);
      System.arraycopy(left, 0, y, yOffset + k, n);
    }
  }

  /** {@code y[i] = a[i] * b[i]} for one range of indices; {@code y} may be {@code a} or {@code b}. */
  static void product(double[] a, double[] b, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = a[i] * b[i];
    }
  }
}
