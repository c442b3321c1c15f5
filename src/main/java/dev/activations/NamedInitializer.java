package dev.activations;

import java.util.Objects;
import java.util.random.RandomGenerator;

/** An initialiser with checked arguments that is known, printed and compared by its name. */
final class NamedInitializer implements Initializer {

  /** Fills an array whose fans and references are already checked. */
  @FunctionalInterface
  interface Filler {
    void fill(double[] weights, int fanIn, int fanOut, RandomGenerator random);
  }

  private final String name;
  private final Filler filler;

  NamedInitializer(String name, Filler filler) {
    this.name = name;
    this.filler = filler;
  }

  @Override
  public void initialize(double[] weights, int fanIn, int fanOut, RandomGenerator random) {
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(random, "random");
    if (fanIn < 1 || fanOut < 1) {
      throw new IllegalArgumentException("fans must be at least 1, got fanIn " + fanIn + " and fanOut " + fanOut);
    }
    filler.fill(weights, fanIn, fanOut, random);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NamedInitializer that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
