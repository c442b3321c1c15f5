package dev.activations.examples;

import java.util.Arrays;

/** The median of a few numbers, and the ends of their range. */
public record LabSpread(double median, double least, double greatest) {

  /** The median of an even number of numbers is the mean of the middle two. */
  static LabSpread of(double... numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    return new LabSpread(median, sorted[0], sorted[sorted.length - 1]);
  }
}
