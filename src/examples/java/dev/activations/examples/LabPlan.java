package dev.activations.examples;

import java.util.List;

/**
 * What {@link GradientLab} goes through.
 *
 * @param depths in rising order
 * @param width numbers in a layer
 * @param rows examples in the batch
 * @param seeds networks of each kind, with the seeds {@code seed, seed + 1, …}
 * @param steps of the training runs with and without cures
 */
public record LabPlan(List<Integer> depths, int width, int rows, int seeds, int steps, long seed) {

  /** Everything. */
  public static LabPlan full(long seed) {
    return new LabPlan(List.of(2, 5, 10, 20, 30, 50), 100, 64, 5, 1000, seed);
  }

  /** Two depths and short training runs. */
  public static LabPlan quick(long seed) {
    return new LabPlan(List.of(2, 10), 64, 64, 3, 100, seed);
  }

  /** The greatest depth. */
  public int deepest() {
    return depths.get(depths.size() - 1);
  }
}
