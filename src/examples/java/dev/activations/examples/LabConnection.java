package dev.activations.examples;

/** How a layer of {@link GradientLab} passes on its input h beside its own a(hW + b). */
public enum LabConnection {

  /** Not at all: a(hW + b). */
  PLAIN("plain"),

  /** A residual connection: h + a(hW + b). */
  RESIDUAL("residual"),

  /** A residual connection with a small branch: h + a(hW + b)/√depth. */
  SCALED("residual, branch/√depth");

  private final String label;

  LabConnection(String label) {
    this.label = label;
  }

  /** How tables and pictures call it. */
  public String label() {
    return label;
  }

  DeepNetwork network(int depth) {
    return switch (this) {
      case PLAIN -> DeepNetwork.plain();
      case RESIDUAL -> DeepNetwork.residual(1);
      case SCALED -> DeepNetwork.residual(1 / Math.sqrt(depth));
    };
  }
}
