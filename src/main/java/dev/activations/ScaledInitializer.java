package dev.activations;

import java.util.Objects;
import java.util.random.RandomGenerator;

/** What {@link Initializer#scaled(double)} returns. */
record ScaledInitializer(Initializer initializer, double gain) implements Initializer {

  ScaledInitializer {
    if (!Double.isFinite(gain)) {
      throw new IllegalArgumentException("gain must be finite, got " + gain);
    }
  }

  @Override
  public void initialize(double[] weights, int fanIn, int fanOut, RandomGenerator random) {
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(random, "random");
    initializer.initialize(weights, fanIn, fanOut, random);
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= gain;
    }
  }

  @Override
  public String toString() {
    return initializer + ".scaled(" + InitializerNames.decimal(gain) + ")";
  }
}
