package dev.activations.internal.scalar;

import java.util.Arrays;

/**
 * A sum of a row in one fixed order, compensated: element i goes to lane i mod 8; each lane keeps its sum and, apart, what
 * rounding took from it (Knuth's TwoSum, exact); the lanes are added in pairs at the end. Every backend sums in this order,
 * so that every backend gets the same bits.
 */
public final class RowSum {

  /** The number of virtual lanes: one 512-bit vector of doubles. */
  public static final int LANES = 8;

  private final double[] sum = new double[LANES];
  private final double[] lost = new double[LANES];
  private double high;
  private double low;

  /** Makes the sum empty again, for the next row. */
  public void clear() {
    Arrays.fill(sum, 0);
    Arrays.fill(lost, 0);
  }

  /** Adds term + low to lane i mod 8. */
  public void add(int i, double term, double termLow) {
    int lane = i & (LANES - 1);
    double before = sum[lane];
    double after = before + term;
    double part = after - before;
    sum[lane] = after;
    lost[lane] += ((before - (after - part)) + (term - part)) + termLow;
  }

  /** The lanes' sums, to be filled by a vector loop. */
  public double[] sums() {
    return sum;
  }

  /** What the lanes lost, to be filled by a vector loop. */
  public double[] losses() {
    return lost;
  }

  /** Adds the lanes; {@link #high} and {@link #low} are the result from then on. */
  public void finish() {
    for (int width = LANES / 2; width > 0; width /= 2) {
      for (int lane = 0; lane < width; lane++) {
        add(lane, sum[lane + width], lost[lane + width]);
      }
    }
    high = sum[0] + lost[0];
    low = lost[0] - (high - sum[0]);
  }

  /** The rounded sum. */
  public double high() {
    return high;
  }

  /** What the rounded sum leaves. */
  public double low() {
    return low;
  }
}
