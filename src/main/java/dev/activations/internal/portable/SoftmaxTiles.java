package dev.activations.internal.portable;

import dev.activations.internal.scalar.RowSum;

/** The scratch memory of a call of {@link StagedSoftmax}: its size does not grow with the arrays. */
public final class SoftmaxTiles {

  /** The elements in a tile: as many as rows often have, which then need not be put together from parts. */
  static final int SIZE = 1024;

  /**
   * The arrays' length. With its header of 16 bytes an array takes a multiple of 64 bytes, so that all begin at the same place in a cache line
   * (4 to 7 % less time; Granite Rapids), as in {@link StagedKernel}. Without the 38 more each would begin 16 bytes beyond a multiple of
   * 4 096 behind the one before: processors compare the low bits of addresses first, and took the stores into one for those that the
   * loads of another wait for (4 to 6 %).
   */
  private static final int LENGTH = SIZE + 38;

  /** The inputs, later the incoming gradients. */
  public final double[] x = new double[LENGTH];

  /** The exponents, while {@link #hasExponents}. */
  public final double[] z = new double[LENGTH];

  /** The low parts of the exponents. */
  public final double[] low = new double[LENGTH];

  /** The high parts of the exponentials, or what they are made from; later the probabilities. */
  public final double[] e = new double[LENGTH];

  /** The low parts of the exponentials, or what they are made from. */
  public final double[] eLow = new double[LENGTH];

  /** For the stages. */
  public final double[] s = new double[LENGTH];

  /** What a sum adds up of each exponential. */
  public final double[] cut = new double[LENGTH];
  public final double[] cutLow = new double[LENGTH];

  /** For each row, at its first entry, its largest entry, where need be at every entry; later at every entry the sum in its row's gradient. */
  public final double[] rows = new double[LENGTH];

  /** For each entry what {@link dev.activations.internal.scalar.Softmax#shift} is for its row. */
  public final double[] shift = new double[LENGTH];

  /** For each entry the reciprocal of its row's sum, or the sum's logarithm. */
  public final double[] scale = new double[LENGTH];

  /** The low parts of the reciprocals, or of the logarithms with the other sign. */
  public final double[] scaleLow = new double[LENGTH];

  /** The low parts of the exponentials of a row longer than the tile. */
  final double[] rowLow = new double[RowSum.FOLD];

  /** The largest and the smallest entry of the row looked at last. */
  final double[] extremes = new double[2];

  /** For each row, at its first entry, where its largest entry is; -1 where that is not known. */
  final int[] places = new int[SIZE];

  /** Whether {@link #z} and {@link #low} are the exponents of what is in the tile. */
  boolean hasExponents;

  /** Whether surely no exponent is so far below its row's largest that it must be lifted. */
  public boolean ordinary;

  /** The sum of the row at work. */
  final RowSum sum = new RowSum();
}
