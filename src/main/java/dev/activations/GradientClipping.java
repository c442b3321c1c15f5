package dev.activations;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;

/**
 * Keeps gradients within bounds, in place: the cure for gradients that explode.
 *
 * {@snippet file="dev/activations/examples/snippets/GradientClippingSnippets.java" region="step":
 * double norm = GradientClipping.byNorm(1.0, dWeights, dBias);   // one norm over all parameters
 * if (norm < Double.POSITIVE_INFINITY) {                         // false for NaN: drop this step
 *   descend(weights, dWeights, rate);
 *   descend(bias, dBias, rate);
 * }
 * }
 *
 * <ul>
 *   <li>{@link #byNorm} shortens the gradient and keeps its direction. Choose it unless you have a reason not to;
 *       pass the gradients of all layers in one call. A limit of 1 is usual.
 *   <li>{@link #byValue} cuts each entry by itself. It is simpler and stops single outliers, but turns the gradient.
 * </ul>
 *
 * <p>Neither helps gradients that vanish. Results have the same bits on every JDK and CPU. There is no state: threads
 * may call these methods at once, on different arrays.
 *
 * <p><b>Source</b> R. Pascanu, T. Mikolov, Y. Bengio (2013), "On the difficulty of training recurrent neural networks".
 */
public final class GradientClipping {

  private static final int BLOCK = 1024;

  private GradientClipping() {}

  /**
   * Replaces every entry by the nearest number of [-limit, limit].
   *
   * <p>NaN stays NaN, ±∞ becomes ±limit, and -0.0 stays -0.0. An infinite limit changes nothing.
   *
   * @param g the gradient, changed in place
   * @param limit the largest size an entry may have, above 0; may be +∞
   * @throws NullPointerException if {@code g} is null
   * @throws IllegalArgumentException if {@code limit} is not above 0
   */
  public static void byValue(double[] g, double limit) {
    Objects.requireNonNull(g, "g");
    requirePositive(limit);
    for (int i = 0; i < g.length; i++) {
      g[i] = Math.max(-limit, Math.min(limit, g[i]));
    }
  }

  /**
   * Scales all arrays by one factor so that their common 2-norm √(Σ gᵢ²) is at most {@code limit}, to rounding error.
   *
   * <p>The norm neither overflows nor underflows on the way: entries of 1e200 or 1e-200 are safe. Nothing is changed if
   * the norm is within the limit. If an entry is NaN the norm is NaN; otherwise, if one is ±∞, the norm is +∞; in both
   * cases no array is changed, so that the caller can drop the step. Should the norm of finite entries exceed the
   * double range, +∞ is returned and the arrays are scaled all the same.
   *
   * @param limit the largest norm allowed, above 0; may be +∞
   * @param gradients the arrays, changed in place; none may be given twice
   * @return the norm before scaling; 0 if there are no entries
   * @throws NullPointerException if {@code gradients} or one of its arrays is null
   * @throws IllegalArgumentException if {@code limit} is not above 0, or a non-empty array is given twice
   */
  public static double byNorm(double limit, double[]... gradients) {
    Objects.requireNonNull(gradients, "gradients");
    for (int k = 0; k < gradients.length; k++) {
      Objects.requireNonNull(gradients[k], "gradients[" + k + "]");
    }
    requirePositive(limit);
    requireDistinct(gradients);

    double largest = 0;
    for (double[] g : gradients) {
      largest = Math.max(largest, largest(g));
    }
    if (!(largest > 0 && largest <= Double.MAX_VALUE)) {
      return largest;                                       // 0, +∞ or NaN
    }
    // A power of two that brings the largest entry into [1, 2), or of a subnormal one at least above 2^-53.
    int exponent = Math.max(Math.getExponent(largest), Double.MIN_EXPONENT);
    double up = Double.longBitsToDouble((exponent + 1023L) << 52);
    double down = 1 / up;                                   // exact, also where it is subnormal
    double scaledNorm = Math.sqrt(sumOfSquares(gradients, down));
    double norm = scaledNorm * up;
    if (norm > limit) {
      double factor = limit / scaledNorm;
      for (double[] g : gradients) {
        for (int i = 0; i < g.length; i++) {
          g[i] = g[i] * down * factor;
        }
      }
    }
    return norm;
  }

  private static void requirePositive(double limit) {
    if (!(limit > 0)) {
      throw new IllegalArgumentException("limit must be above 0, got " + limit);
    }
  }

  private static void requireDistinct(double[][] gradients) {
    Set<double[]> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int k = 0; k < gradients.length; k++) {
      if (gradients[k].length > 0 && !seen.add(gradients[k])) {
        throw new IllegalArgumentException("gradients[" + k + "] is given twice");
      }
    }
  }

  private static double largest(double[] g) {
    double largest = 0;
    for (double v : g) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest;
  }

  /** Σ (down·gᵢ)²: blocks in eight lanes, and the sum of the blocks compensated, in the order of the arrays. */
  private static double sumOfSquares(double[][] gradients, double down) {
    double sum = 0;
    double rest = 0;
    for (double[] g : gradients) {
      for (int from = 0; from < g.length; from += BLOCK) {
        double block = blockOfSquares(g, from, Math.min(BLOCK, g.length - from), down);
        double next = sum + block;
        double back = next - sum;
        rest += (sum - (next - back)) + (block - back);
        sum = next;
      }
    }
    return sum + rest;
  }

  /** Entry i of the block goes to lane i mod 8. */
  private static double blockOfSquares(double[] g, int from, int length, double down) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int end = from + (length & -8);
    for (int i = from; i < end; i += 8) {
      s0 += square(g[i] * down);
      s1 += square(g[i + 1] * down);
      s2 += square(g[i + 2] * down);
      s3 += square(g[i + 3] * down);
      s4 += square(g[i + 4] * down);
      s5 += square(g[i + 5] * down);
      s6 += square(g[i + 6] * down);
      s7 += square(g[i + 7] * down);
    }
    double[] lanes = {s0, s1, s2, s3, s4, s5, s6, s7};
    for (int i = end; i < from + length; i++) {
      lanes[i - end] += square(g[i] * down);
    }
    return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
  }

  private static double square(double x) {
    return x * x;
  }
}
