package dev.activations.internal.scalar;

import java.util.Arrays;

/**
 * A sum of a row in one fixed order, compensated: element i goes to lane i mod 8; each lane keeps its sum and, apart, what
 * rounding took from it; the lanes are added in pairs at the end. Every backend sums in this order, so that every backend
 * gets the same bits.
 *
 * <p>Two ways to add: {@link #add} takes any number (Knuth's TwoSum, exact). {@link #addExponential} is for numbers in
 * [0, 1] whose sum is not small against 1. It takes fewer operations, and half of them need nothing of the sum, so that they
 * can be done for many elements at once: it cuts a number off at 2^-32, and adds both parts plainly. The high parts add up
 * without an error, and the low parts, with what is lost in their sum, are below 2^-32 of what counts.
 */
public final class RowSum {

  /** The number of virtual lanes: one 512-bit vector of doubles. */
  public static final int LANES = 8;

  /** 2^20: adding it to a number in [0, 1] rounds that to a multiple of 2^-32. */
  public static final double GRID = 0x1p20;

  /** After so many exponentials the lanes are put aside: more would not add up without an error. */
  static final int FOLD = 1 << 20;

  private final double[] sum = new double[LANES];
  private final double[] lost = new double[LANES];
  private final double[] folded = new double[LANES];
  private final double[] foldedLost = new double[LANES];
  private boolean isFolded;
  private double high;
  private double low;

  /** Makes the sum empty again, for the next row. */
  public void clear() {
    Arrays.fill(sum, 0);
    Arrays.fill(lost, 0);
    if (isFolded) {
      Arrays.fill(folded, 0);
      Arrays.fill(foldedLost, 0);
      isFolded = false;
    }
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

  /** Adds term + low, with a term in [0, 1], to lane i mod 8. */
  public void addExponential(int i, double term, double termLow) {
    int lane = i & (LANES - 1);
    double cut = (term + GRID) - GRID;
    sum[lane] += cut;
    lost[lane] += (term - cut) + termLow;
  }

  /** To be called before the exponential of index i is added, at least for every multiple of {@link #LANES} * 32. */
  public void reach(int i) {
    if ((i & (FOLD - 1)) == 0 && i > 0) {
      fold();
      isFolded = true;
    }
  }

  /** Puts what the lanes hold aside, and starts them again. */
  private void fold() {
    for (int lane = 0; lane < LANES; lane++) {
      double before = folded[lane];
      double after = before + sum[lane];
      double part = after - before;
      folded[lane] = after;
      foldedLost[lane] += ((before - (after - part)) + (sum[lane] - part)) + lost[lane];
      sum[lane] = 0;
      lost[lane] = 0;
    }
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
    if (isFolded) {
      fold();
      System.arraycopy(folded, 0, sum, 0, LANES);
      System.arraycopy(foldedLost, 0, lost, 0, LANES);
    }
    addLane(0, 4);
    addLane(1, 5);
    addLane(2, 6);
    addLane(3, 7);
    addLane(0, 2);
    addLane(1, 3);
    addLane(0, 1);
    high = sum[0] + lost[0];
    low = lost[0] - (high - sum[0]);
  }

  private void addLane(int to, int from) {
    double before = sum[to];
    double term = sum[from];
    double after = before + term;
    double part = after - before;
    sum[to] = after;
    lost[to] += ((before - (after - part)) + (term - part)) + lost[from];
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
