package dev.activations.internal.scalar;

import java.util.Arrays;

/**
 * A sum of a row in one fixed order, compensated: element i goes to lane i mod 8; each lane keeps its sum and, apart, what
 * rounding took from it; the lanes are added in pairs at the end. Every backend sums in this order, so that every backend
 * gets the same bits.
 *
 * <p>Two ways to add: {@link #add} takes any number (Knuth's TwoSum, exact). {@link #addExponential} and {@link #addPower} are for
 * numbers in [0, √2], times {@link Softmax#SCALE}, whose sum is not small against that. They take fewer operations, and half of
 * them need nothing of the sum, so that they can be done for many elements at once: they cut a number off at 2^-42, and add both
 * parts plainly. The high parts add up without an error. The low parts, at most 2^-43 each, do not: of 4 096 of them the sum has an
 * error of at most 2^-76, even if all are the same and round the same way. So after so many the lanes are put aside.
 */
public final class RowSum {

  /** The number of virtual lanes: one 512-bit vector of doubles. */
  public static final int LANES = 8;

  /** Adding 2^10 to a number in [0, √2] rounds that to a multiple of 2^-42; all times {@link Softmax#SCALE}. */
  public static final double GRID = 0x1p10 * Softmax.SCALE;

  /** After so many exponentials the lanes are put aside. The high parts of twice as many would add up without an error. */
  public static final int FOLD = 1 << 12;

  private final double[] sum = new double[LANES];
  private final double[] lost = new double[LANES];
  private final double[] folded = new double[LANES];
  private final double[] foldedLost = new double[LANES];
  private boolean isFolded;
  private double high;
  private double low;

  /** Makes the sum empty again, for the next row. */
  public void clear() {
    for (int lane = 0; lane < LANES; lane++) {
      sum[lane] = 0;
      lost[lane] = 0;
    }
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
    sum[lane] = before + term;
    lost[lane] += loss(before, term, sum[lane]) + termLow;
  }

  /** Adds term + low, in [0, √2 SCALE] together, to lane i mod 8. */
  public void addExponential(int i, double term, double termLow) {
    int lane = i & (LANES - 1);
    double cut = ((term + GRID) + termLow) - GRID;
    sum[lane] += cut;
    lost[lane] += (term - cut) + termLow;
  }

  /** Adds s (1 + remainder + rest), with s and the sum in [0, √2 SCALE], to lane i mod 8. */
  void addPower(int i, double s, double remainder, double rest) {
    int lane = i & (LANES - 1);
    double cut = cut(s, remainder, rest);
    sum[lane] += cut;
    lost[lane] += lost(s, remainder, rest, cut);
  }

  /** s (1 + remainder + rest) on the grid of 2^-42 SCALE, or a number beside it. */
  public static double cut(double s, double remainder, double rest) {
    return Math.fma(s, rest, Math.fma(s, remainder, s + GRID)) - GRID;
  }

  /** What {@link #cut} leaves. */
  public static double lost(double s, double remainder, double rest, double cut) {
    return Math.fma(s, rest, Math.fma(s, remainder, s - cut));
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
      folded[lane] = before + sum[lane];
      foldedLost[lane] += loss(before, sum[lane], folded[lane]) + lost[lane];
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
    double sum04 = sum[0] + sum[4];
    double sum15 = sum[1] + sum[5];
    double sum26 = sum[2] + sum[6];
    double sum37 = sum[3] + sum[7];
    double sum0426 = sum04 + sum26;
    double sum1537 = sum15 + sum37;
    double all = sum0426 + sum1537;
    double lost04 = lost[0] + (loss(sum[0], sum[4], sum04) + lost[4]);
    double lost15 = lost[1] + (loss(sum[1], sum[5], sum15) + lost[5]);
    double lost26 = lost[2] + (loss(sum[2], sum[6], sum26) + lost[6]);
    double lost37 = lost[3] + (loss(sum[3], sum[7], sum37) + lost[7]);
    double lost0426 = lost04 + (loss(sum04, sum26, sum0426) + lost26);
    double lost1537 = lost15 + (loss(sum15, sum37, sum1537) + lost37);
    double allLost = lost0426 + (loss(sum0426, sum1537, all) + lost1537);
    high = all + allLost;
    low = allLost - (high - all);
  }

  /** The same for a sum of exponentials, which are {@link Softmax#SCALE} times as large. */
  public void finishExponentials() {
    finish();
    high *= Softmax.UNSCALE;
    low *= Softmax.UNSCALE;
  }

  /** What the sum of two numbers lost by rounding. */
  private static double loss(double before, double term, double after) {
    double part = after - before;
    return (before - (after - part)) + (term - part);
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
