package dev.activations.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * Times two loops against each other: both warmed up, then in turns, so that what else the machine does falls on both
 * alike. Slices are timed by the thread's processor time, which does not count when another process has the core. The result
 * is the median over the pairs of baseline time by own time: above 1 the library is faster.
 */
final class Pairs {

  private static final int WARM_UP_CALLS = 50;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long warmUpNanos;
  private final long sliceNanos;
  private final int pairs;

  Pairs(int warmUpMillis, int sliceMillis, int pairs) {
    warmUpNanos = warmUpMillis * 1_000_000L;
    sliceNanos = sliceMillis * 1_000_000L;
    this.pairs = pairs;
  }

  /**
   * What was measured.
   *
   * @param ratio the median of baseline time by own time
   * @param nanos own median time of a call
   */
  record Result(double ratio, double nanos) {}

  Result measure(Runnable ours, Runnable baseline) {
    warmUp(ours);
    warmUp(baseline);
    int oursCalls = callsInSlice(ours);
    int baselineCalls = callsInSlice(baseline);
    double[] ratios = new double[pairs];
    double[] own = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      double a;
      double b;
      if (i % 2 == 0) {
        a = time(ours, oursCalls);
        b = time(baseline, baselineCalls);
      } else {
        b = time(baseline, baselineCalls);
        a = time(ours, oursCalls);
      }
      own[i] = a;
      ratios[i] = b / a;
    }
    return new Result(median(ratios), median(own));
  }

  private void warmUp(Runnable loop) {
    long end = now() + warmUpNanos;
    for (int calls = 0; calls < WARM_UP_CALLS || now() < end; calls++) {
      loop.run();
    }
  }

  /** How many calls fill a slice. */
  private int callsInSlice(Runnable loop) {
    int calls = 1;
    while (time(loop, calls) * calls < sliceNanos) {
      calls *= 2;
    }
    return calls;
  }

  /** Nanoseconds a call. */
  private static double time(Runnable loop, int calls) {
    long start = now();
    for (int i = 0; i < calls; i++) {
      loop.run();
    }
    return (double) (now() - start) / calls;
  }

  private static long now() {
    return THREADS.getCurrentThreadCpuTime();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
