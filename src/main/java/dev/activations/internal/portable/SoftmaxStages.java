package dev.activations.internal.portable;

import dev.activations.internal.scalar.RowSum;
import dev.activations.internal.scalar.Softmax;
import dev.activations.internal.scalar.SoftmaxRowGradient;
import java.util.Arrays;

/**
 * The steps that {@link StagedSoftmax} is made of, as loops that C2 turns into vector code by itself; see
 * {@link ExpStages}. The vector backend overrides them. Every step has the bits of {@link Softmax} and {@link RowSum}.
 */
public class SoftmaxStages {

  /** In the place of an exponential that the stages compute: no exponential is negative. */
  private static final double BY_STAGES = -1;

  /** The temperature. */
  protected final double temperature;

  /** Makes the steps of a softmax. */
  public SoftmaxStages(double temperature) {
    this.temperature = temperature;
  }

  /** The largest number, and -∞ where there is none; passes over NaN, which the exponentials' sum will show. */
  protected double max(double[] x, int from, int to) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      // A branch that is hardly ever taken takes less time than Math.max.
      if (x[i] > max) {
        max = x[i];
      }
    }
    return max;
  }

  /** The exponents of a row, in two parts. */
  protected void exponents(double[] x, double max, double[] z, double[] low, int from, int to) {
    if (temperature == 1) {
      differences(x, max, z, low, from, to);
      return;
    }
    for (int i = from; i < to; i++) {
      z[i] = (x[i] - max) / temperature;
    }
    for (int i = from; i < to; i++) {
      double difference = x[i] - max;
      double part = difference - x[i];
      double lost = (x[i] - (difference - part)) - (max + part);
      low[i] = (Math.fma(z[i] * -1, temperature, difference) + lost) / temperature;
    }
  }

  /** The same where the division changes nothing: its remainder is 0. */
  private static void differences(double[] x, double max, double[] z, double[] low, int from, int to) {
    for (int i = from; i < to; i++) {
      double difference = x[i] - max;
      double part = difference - x[i];
      low[i] = 0.0 + ((x[i] - (difference - part)) - (max + part));
      z[i] = difference;
    }
  }

  /**
   * The exponentials of {@code tiles.z + tiles.low}, and what they lost by rounding, in {@code tiles.e} and
   * {@code tiles.eLow}. May change its input where that is below the limit.
   */
  protected void exponentials(SoftmaxTiles tiles, int length) {
    boolean ordinary = StagedKernel.isOrdinary(tiles.z, 0, length, -Softmax.LIMIT);
    if (!ordinary) {
      exceptions(tiles.z, tiles.low, tiles.spare, length);
    }
    ExpStages.pow2(tiles.z, 1, tiles.s, length);
    ExpStages.remainderAndRest(tiles.z, tiles.low, tiles.e, tiles.eLow, length);
    exponentials(tiles.s, tiles.e, tiles.eLow, length);
    if (!ordinary) {
      putExceptions(tiles.spare, tiles.e, tiles.eLow, length);
    }
  }

  /** Computes the exponentials that the stages cannot, and gives the stages something harmless in their place. */
  private static void exceptions(double[] z, double[] low, double[] exceptions, int length) {
    for (int i = 0; i < length; i++) {
      exceptions[i] = BY_STAGES;
      if (!(z[i] > Softmax.LIMIT)) {
        exceptions[i] = Softmax.exponential(z[i], low[i]);
        z[i] = -1;
        low[i] = 0;
      }
    }
  }

  private static void putExceptions(double[] exceptions, double[] e, double[] eLow, int length) {
    for (int i = 0; i < length; i++) {
      if (exceptions[i] != BY_STAGES) {
        e[i] = exceptions[i];
        eLow[i] = 0;
      }
    }
  }

  /** From remainder and rest to exponential and loss, in the same arrays: with more of them this loop would take twice as long. */
  private static void exponentials(double[] s, double[] e, double[] eLow, int length) {
    for (int i = 0; i < length; i++) {
      double one = e[i] + 1;
      double oneLow = (e[i] - (one - 1)) + eLow[i];
      double product = s[i] * one;
      double rounded = Math.fma(s[i], oneLow, product);
      e[i] = rounded;
      eLow[i] = Math.fma(s[i], oneLow, product - rounded);
    }
  }

  /** Makes the exponentials of zeros 0, and returns their number. */
  protected int takeOutZeros(SoftmaxTiles tiles, int from, int to) {
    double[] z = tiles.z;
    int zeros = 0;
    for (int i = from; i < to; i++) {
      if (z[i] == 0) {
        tiles.e[i] = 0;
        tiles.eLow[i] = 0;
        zeros++;
      }
    }
    return zeros;
  }

  /**
   * Adds the exponentials of a row's part, which begins at a multiple of {@link RowSum#LANES}, in {@link RowSum}'s order:
   * {@link RowSum#addExponential}.
   */
  protected void addExponentials(RowSum sum, SoftmaxTiles tiles, int from, int to) {
    double[] cut = tiles.spare;
    cut(tiles.e, cut, from, to);
    remainders(tiles.e, cut, tiles.eLow, tiles.s, from, to);
    int bound = from + (to - from) / RowSum.LANES * RowSum.LANES;
    if (bound > from) {
      plainLanes(sum.sums(), cut, from, bound);
      plainLanes(sum.losses(), tiles.s, from, bound);
    }
    for (int i = bound; i < to; i++) {
      sum.addExponential(i - from, tiles.e[i], tiles.eLow[i]);
    }
  }

  private static void cut(double[] e, double[] cut, int from, int to) {
    for (int i = from; i < to; i++) {
      cut[i] = (e[i] + RowSum.GRID) - RowSum.GRID;
    }
  }

  private static void remainders(double[] e, double[] cut, double[] eLow, double[] rest, int from, int to) {
    for (int i = from; i < to; i++) {
      rest[i] = (e[i] - cut[i]) + eLow[i];
    }
  }

  private static void plainLanes(double[] sums, double[] term, int from, int to) {
    double a = sums[0];
    double b = sums[1];
    double c = sums[2];
    double d = sums[3];
    double e = sums[4];
    double f = sums[5];
    double g = sums[6];
    double h = sums[7];
    for (int i = from; i < to; i += RowSum.LANES) {
      a += term[i];
      b += term[i + 1];
      c += term[i + 2];
      d += term[i + 3];
      e += term[i + 4];
      f += term[i + 5];
      g += term[i + 6];
      h += term[i + 7];
    }
    sums[0] = a;
    sums[1] = b;
    sums[2] = c;
    sums[3] = d;
    sums[4] = e;
    sums[5] = f;
    sums[6] = g;
    sums[7] = h;
  }

  /** Adds the terms of a row's part, which begins at a multiple of {@link RowSum#LANES}, in {@link RowSum}'s order. */
  protected void add(RowSum sum, double[] term, double[] termLow, int from, int to) {
    int bound = from + (to - from) / RowSum.LANES * RowSum.LANES;
    if (bound > from) {
      // Half the lanes at a time: the sums of all would not stay in registers.
      lanes(sum.sums(), sum.losses(), 0, term, termLow, from, bound);
      lanes(sum.sums(), sum.losses(), RowSum.LANES / 2, term, termLow, from, bound);
    }
    for (int i = bound; i < to; i++) {
      sum.add(i - from, term[i], termLow[i]);
    }
  }

  private static void lanes(
      double[] sums, double[] losses, int lane, double[] term, double[] termLow, int from, int to) {
    double a = sums[lane];
    double b = sums[lane + 1];
    double c = sums[lane + 2];
    double d = sums[lane + 3];
    double aLost = losses[lane];
    double bLost = losses[lane + 1];
    double cLost = losses[lane + 2];
    double dLost = losses[lane + 3];
    for (int i = from + lane; i < to; i += RowSum.LANES) {
      double t = term[i];
      double after = a + t;
      double part = after - a;
      aLost += ((a - (after - part)) + (t - part)) + termLow[i];
      a = after;
      t = term[i + 1];
      after = b + t;
      part = after - b;
      bLost += ((b - (after - part)) + (t - part)) + termLow[i + 1];
      b = after;
      t = term[i + 2];
      after = c + t;
      part = after - c;
      cLost += ((c - (after - part)) + (t - part)) + termLow[i + 2];
      c = after;
      t = term[i + 3];
      after = d + t;
      part = after - d;
      dLost += ((d - (after - part)) + (t - part)) + termLow[i + 3];
      d = after;
    }
    sums[lane] = a;
    sums[lane + 1] = b;
    sums[lane + 2] = c;
    sums[lane + 3] = d;
    losses[lane] = aLost;
    losses[lane + 1] = bLost;
    losses[lane + 2] = cLost;
    losses[lane + 3] = dLost;
  }

  /** Multiplies each exponential by reciprocal + low. */
  protected void scale(double[] e, double reciprocal, double low, int from, int to) {
    for (int i = from; i < to; i++) {
      e[i] = Math.fma(e[i], reciprocal, e[i] * low);
    }
  }

  /** {@code y = z + (low - log)}. Destroys {@code low}. */
  protected void logarithms(double[] z, double[] low, double log, double[] y, int from, int to) {
    if (!StagedKernel.isOrdinary(z, from, to, Double.POSITIVE_INFINITY)) {
      for (int i = from; i < to; i++) {
        if (z[i] == Double.NEGATIVE_INFINITY) {
          low[i] = 0;
        }
      }
    }
    for (int i = from; i < to; i++) {
      y[i] = z[i] + (low[i] - log);
    }
  }

  /** The products of two arrays in two parts. */
  protected void products(double[] p, double[] g, double[] term, double[] termLow, int from, int to) {
    for (int i = from; i < to; i++) {
      term[i] = g[i] * p[i];
    }
    for (int i = from; i < to; i++) {
      termLow[i] = Math.fma(g[i], p[i], term[i] * -1);
    }
  }

  /** {@code dx = (p g - p dot) / T}. */
  protected void gradient(double[] p, double[] g, double dot, double[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] = Math.fma(p[i], g[i], p[i] * dot * -1);
    }
    divide(dx, from, to);
  }

  /** {@code dx = (g - p dot) / T}. */
  protected void logGradient(double[] p, double[] g, double dot, double[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] = Math.fma(p[i] * -1, dot, g[i]);
    }
    divide(dx, from, to);
    if (!StagedKernel.isOrdinary(dx, from, to, Double.POSITIVE_INFINITY)) {
      for (int i = from; i < to; i++) {
        dx[i] = SoftmaxRowGradient.logGradient(p[i], dot, g[i], temperature);
      }
    }
  }

  private void divide(double[] dx, int from, int to) {
    if (temperature != 1) {
      for (int i = from; i < to; i++) {
        dx[i] = dx[i] / temperature;
      }
    }
  }

  /** Makes the whole row NaN. */
  static void spoil(double[] y, int offset, int length) {
    Arrays.fill(y, offset, offset + length, Double.NaN);
  }
}
