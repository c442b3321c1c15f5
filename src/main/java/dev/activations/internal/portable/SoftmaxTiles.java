package dev.activations.internal.portable;

import dev.activations.internal.scalar.RowSum;

/** The scratch memory of a call of {@link StagedSoftmax}: its size does not grow with the arrays. */
public final class SoftmaxTiles {

  /** The elements in a tile. */
  static final int SIZE = StagedKernel.BLOCK;

  /** The inputs, later the incoming gradients. */
  final double[] x = new double[SIZE];

  /** The exponents. */
  public final double[] z = new double[SIZE];

  /** The low parts of the exponents. */
  public final double[] low = new double[SIZE];

  /** The exponentials, later the probabilities. */
  public final double[] e = new double[SIZE];

  /** What the exponentials lost by rounding. */
  public final double[] eLow = new double[SIZE];

  /** For the stages. */
  final double[] s = new double[SIZE];
  final double[] spare = new double[SIZE];

  /** The largest entry of each row. */
  final double[] max = new double[SIZE];

  /** The sum of the row at work. */
  final RowSum sum = new RowSum();
}
