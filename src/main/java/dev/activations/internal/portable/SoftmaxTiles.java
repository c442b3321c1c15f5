package dev.activations.internal.portable;

import dev.activations.internal.scalar.RowSum;

/** The scratch memory of a call of {@link StagedSoftmax}: its size does not grow with the arrays. */
public final class SoftmaxTiles {

  /**
   * The elements in a tile: 4 kB, so that the six arrays that softmax goes through lie in a first-level cache of 32 kB. With twice as many
   * elements softmax took 11 to 22 % longer (cache of 48 kB, Granite Rapids), with half as many up to 15 %: each loop has a start and an end
   * that are scalar code.
   */
  static final int SIZE = 512;

  /**
   * The arrays' length: a tile, the end of its last vector, and the largest entries of up to 64 rows. With its header of 16 bytes an array
   * takes a multiple of 64 bytes, so that all begin at the same place in a cache line (4 to 7 % less time; Granite Rapids), as in
   * {@link StagedKernel}; and none begins near a multiple of 4 096 behind another one: processors compare the low bits of addresses first, and
   * take the stores into one for those that the loads of another wait for (4 to 6 %).
   */
  static final int LENGTH = SIZE + 86;

  /** The inputs, later the incoming gradients. */
  public final double[] x = new double[LENGTH];

  /** The exponents, while {@link #hasExponents}. */
  public final double[] z = new double[LENGTH];

  /** The low parts of the exponents. */
  public final double[] low = new double[LENGTH];

  /** The high parts of the exponentials, or what they are made from; later the probabilities. */
  public double[] e = new double[LENGTH];

  /** The low parts of the exponentials, or what they are made from. */
  public double[] eLow = new double[LENGTH];

  /** For the stages. */
  public final double[] s = new double[LENGTH];

  /** What a sum adds up of each exponential, beside the part in {@link #s}. */
  public final double[] cutLow = new double[LENGTH];

  /** For each row, at its first entry, its largest entry, where need be at every entry; later at every entry the sum in its row's gradient. */
  public final double[] rows = new double[LENGTH];

  /** Where the rows' largest entries stand once more, for log-softmax, each as a row of its own: behind the rows, if at all. */
  int beside;

  /** For each entry what {@link dev.activations.internal.scalar.Softmax#shift} is for its row. */
  public final double[] shift = new double[LENGTH];

  /** For each entry the reciprocal of its row's sum, or the sum's logarithm. */
  public final double[] scale = new double[LENGTH];

  /** The low parts of the reciprocals, or of the logarithms with the other sign. */
  public final double[] scaleLow = new double[LENGTH];

  /** The largest and the smallest entry of the row looked at last. */
  final double[] extremes = new double[2];

  /** Whether {@link #z} and {@link #low} are the exponents of what is in the tile. */
  boolean hasExponents;

  /** Whether surely no exponent is so far below its row's largest that it must be lifted. */
  public boolean ordinary;

  /** The sum of the row at work. */
  final RowSum sum = new RowSum();

  /**
   * For each part of a row that is longer than the tile {@link #e} and {@link #eLow}, as far as they have been needed. Behind all tiles: between them
   * these two would move those that follow by half a cache line (softmax took 1 to 5 % longer).
   */
  private final double[][] highs = new double[RowSum.FOLD / SIZE][];
  private final double[][] lows = new double[RowSum.FOLD / SIZE][];

  SoftmaxTiles() {
    highs[0] = e;
    lows[0] = eLow;
  }

  /** Turns to the exponentials of a part of the row. */
  void turnTo(int part) {
    if (highs[part] == null) {
      highs[part] = new double[LENGTH];
      lows[part] = new double[LENGTH];
    }
    e = highs[part];
    eLow = lows[part];
  }

  /** Sets {@link #scale} and its low parts; for ten entries faster than two calls of Arrays.fill. */
  void scale(int from, int to, double high, double low) {
    for (int i = from; i < to; i++) {
      scale[i] = high;
      scaleLow[i] = low;
    }
  }
}
