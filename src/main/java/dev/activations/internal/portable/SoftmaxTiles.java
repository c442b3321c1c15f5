package dev.activations.internal.portable;

import dev.activations.internal.scalar.RowSum;

/** The scratch memory of a call of {@link StagedSoftmax}: its size does not grow with the arrays. */
public final class SoftmaxTiles {

  /** The elements in a tile. */
  static final int SIZE = StagedKernel.BLOCK;

  /** The inputs, later the incoming gradients. */
  public final double[] x = new double[SIZE];

  /** The exponents, while {@link #hasExponents}. */
  public final double[] z = new double[SIZE];

  /** The low parts of the exponents. */
  public final double[] low = new double[SIZE];

  /** The high parts of the exponentials, or what they are made from; later the probabilities. */
  public final double[] e = new double[SIZE];

  /** The low parts of the exponentials, or what they are made from. */
  public final double[] eLow = new double[SIZE];

  /** For the stages. */
  public final double[] s = new double[SIZE];

  /** What a sum adds up of each exponential. */
  public final double[] cut = new double[SIZE];
  public final double[] cutLow = new double[SIZE];

  /** For each entry the largest of its row; later the sum in its row's gradient. */
  public final double[] rows = new double[SIZE];

  /** For each row, at its first entry, where its largest entry is; -1 where that is not known. */
  final int[] places = new int[SIZE];

  /** For each entry what {@link dev.activations.internal.scalar.LogOfSum#shift} is for its row. */
  final double[] shift = new double[SIZE];

  /** For each entry the reciprocal of its row's sum, or the sum's logarithm. */
  public final double[] scale = new double[SIZE];

  /** The low parts of the reciprocals, or of the logarithms with the other sign. */
  public final double[] scaleLow = new double[SIZE];

  /** The largest and the smallest entry of the row looked at last. */
  final double[] extremes = new double[2];

  /** Whether {@link #z} and {@link #low} are the exponents of what is in the tile. */
  boolean hasExponents;

  /** Whether surely no exponent is below {@link dev.activations.internal.scalar.Softmax#NOTHING}. */
  public boolean ordinary;

  /** The sum of the row at work. */
  final RowSum sum = new RowSum();
}
