package dev.activations.examples;

import dev.activations.Initializer;
import dev.activations.Initializers;
import dev.activations.PointwiseActivation;

/** The initialisers that {@link GradientLab} compares. */
public enum LabInitializer {

  /** N(0, 0.01²). */
  RANDOM_SMALL("random 0.01"),

  /** N(0, 1). */
  RANDOM_LARGE("random 1.0"),

  /** Uniform with variance 2/(fanIn + fanOut). */
  XAVIER("Xavier"),

  /** N(0, 2/fanIn). */
  HE("He"),

  /**
   * N(0, gain²/fanIn) with the gain of the activation that the layer's input has passed through. The first layer's
   * input has passed through none, so its gain is 1.
   */
  GAIN_SCALED("gain-scaled"),

  /** He's uniform form, on ±√(6/fanIn): variance 2/fanIn. */
  HE_UNIFORM("uniform ±√(6/n)"),

  /** Uniform on ±√(2/fanIn), as some introductions print it: a third of the variance. */
  HE_MISPRINTED("uniform ±√(2/n)");

  private final String label;

  LabInitializer(String label) {
    this.label = label;
  }

  /** How tables and pictures call it. */
  public String label() {
    return label;
  }

  /** Returns the initialiser for a layer of {@code fanIn} inputs, whose input {@code a} made unless it is the first. */
  Initializer of(PointwiseActivation a, int fanIn, boolean first) {
    return switch (this) {
      case RANDOM_SMALL -> Initializers.random();
      case RANDOM_LARGE -> Initializers.random(1);
      case XAVIER -> Initializers.byName("xavier");
      case HE -> Initializers.byName("he");
      case GAIN_SCALED -> Initializers.lecunNormal().scaled(first ? 1 : Initializers.gain(a));
      case HE_UNIFORM -> Initializers.heUniform();
      case HE_MISPRINTED -> Initializers.uniform(-Math.sqrt(2.0 / fanIn), Math.sqrt(2.0 / fanIn));
    };
  }
}
