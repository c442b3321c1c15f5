package dev.activations.internal.portable;

/**
 * Array forms of a function so cheap that one loop does it. The loop must use one index for both arrays, or C2 does not
 * vectorise it; where the offsets differ the input is copied to the output first and changed in place.
 */
abstract class SameIndexKernel extends ScalarLoops {

  /** A block that is still in the first-level cache when it is changed after the copy. */
  private static final int BLOCK = 1024;

  abstract void values(double[] x, double[] y, int from, int to);

  abstract void derivatives(double[] x, double[] d, int from, int to);

  @Override
  public final void value(double[] x, int xOffset, double[] y, int yOffset, int length) {
    if (xOffset == yOffset) {
      values(x, y, xOffset, xOffset + length);
      return;
    }
    for (int k = 0; k < length; k += BLOCK) {
      int n = Math.min(BLOCK, length - k);
      System.arraycopy(x, xOffset + k, y, yOffset + k, n);
      values(y, y, yOffset + k, yOffset + k + n);
    }
  }

  @Override
  public final void derivative(double[] x, int xOffset, double[] d, int dOffset, int length) {
    if (xOffset == dOffset) {
      derivatives(x, d, xOffset, xOffset + length);
      return;
    }
    for (int k = 0; k < length; k += BLOCK) {
      int n = Math.min(BLOCK, length - k);
      System.arraycopy(x, xOffset + k, d, dOffset + k, n);
      derivatives(d, d, dOffset + k, dOffset + k + n);
    }
  }

  @Override
  public final void valueAndDerivative(
      double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length) {
    for (int k = 0; k < length; k += BLOCK) {
      int n = Math.min(BLOCK, length - k);
      // Whichever output is the input itself must come last.
      if (d == x && dOffset == xOffset) {
        value(x, xOffset + k, y, yOffset + k, n);
        derivative(x, xOffset + k, d, dOffset + k, n);
      } else {
        derivative(x, xOffset + k, d, dOffset + k, n);
        value(x, xOffset + k, y, yOffset + k, n);
      }
    }
  }
}
