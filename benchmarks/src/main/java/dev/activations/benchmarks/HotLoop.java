package dev.activations.benchmarks;

/**
 * A loop that the guard watches, and what it is compared with.
 *
 * @param name the loop's name in the floors file
 * @param baselineName what the baseline is
 * @param quick whether the quick form measures it too
 */
record HotLoop(String name, String baselineName, boolean quick, Runnable ours, Runnable baseline) {}
