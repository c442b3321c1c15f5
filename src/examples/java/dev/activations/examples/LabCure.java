package dev.activations.examples;

import dev.activations.GradientClipping;

/** What {@link LabTraining} does against gradients that explode. */
public enum LabCure {

  /** Nothing. */
  NONE("nothing"),

  /** Each entry of the gradient to [-0.01, 0.01]. */
  BY_VALUE("clipping by value"),

  /** The norm of all gradients together to 1 at most. */
  BY_NORM("clipping by norm"),

  /** 0.01 times each weight is added to its gradient, so that weights shrink by themselves. */
  L2("L2 decay");

  /** The limit of {@link #BY_VALUE}. */
  public static final double VALUE_LIMIT = 0.01;

  /** The limit of {@link #BY_NORM}. */
  public static final double NORM_LIMIT = 1;

  /** The factor of {@link #L2}. */
  public static final double DECAY = 0.01;

  private final String label;

  LabCure(String label) {
    this.label = label;
  }

  /** How tables and pictures call it. */
  public String label() {
    return label;
  }

  /** Changes the gradients in place. */
  void apply(double[][] gradients, double[][] parameters) {
    switch (this) {
      case NONE -> {
      }
      case BY_VALUE -> {
        for (double[] gradient : gradients) {
          GradientClipping.byValue(gradient, VALUE_LIMIT);
        }
      }
      case BY_NORM -> GradientClipping.byNorm(NORM_LIMIT, gradients);
      case L2 -> {
        for (int p = 0; p < parameters.length; p++) {
          for (int i = 0; i < parameters[p].length; i++) {
            gradients[p][i] += DECAY * parameters[p][i];
          }
        }
      }
    }
  }
}
