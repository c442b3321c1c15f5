package dev.activations.internal;

/** Tells whether {@code Math.fma} is one instruction here, or emulated with big decimals (about a microsecond). */
final class Fma {

  private static final int CALLS = 32;
  private static final int TRIES = 8;

  /** Between the two by a factor of five either way, interpreted or compiled. */
  private static final long EMULATED_NANOS = 250;

  /** Keeps the loop from being optimised away. */
  @SuppressWarnings("unused")
  private static volatile double sink;

  private Fma() {}

  static boolean isFast() {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      double sum = 1;
      long start = System.nanoTime();
      for (int j = 0; j < CALLS; j++) {
        sum = Math.fma(sum, 0x1.000001p0, 0x1p-30);
      }
      best = Math.min(best, System.nanoTime() - start);
      sink = sum;
    }
    return best < CALLS * EMULATED_NANOS;
  }
}
