package dev.activations.examples;

import java.util.Locale;

/** What {@link GradientLab} measures at each layer, over a batch. */
public enum LabMeasure {

  /** The mean of the layer's outputs. */
  MEAN,

  /** The mean of their squares: what initialisers are made to keep. */
  SQUARE,

  /** The mean of the squares of one example's outputs: the median over the examples. */
  TYPICAL,

  /** The variance of the layer's outputs, over all units and all examples. */
  VARIANCE,

  /**
   * The part of {@link #VARIANCE} by which examples differ: the variance of a unit over the examples, averaged over the
   * units. Where it is 0, all examples look alike to the next layer. About 1e-32 times the square of the outputs is
   * rounding error.
   */
  SIGNAL,

  /** The root mean square of the gradient that arrives at the layer's outputs; at the last layer it is 1. */
  GRADIENT,

  /** The root mean square of the gradient of the layer's weights. */
  WEIGHT_GRADIENT,

  /** The share of units that give 0 for every example: dead as far as this batch can tell. */
  DEAD,

  /** The share of outputs at which the activation's slope is below a hundredth of its greatest one. */
  FLAT;

  /** The name in lower case, as it heads a column. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
