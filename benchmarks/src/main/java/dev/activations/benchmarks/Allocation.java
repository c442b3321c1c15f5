package dev.activations.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.activations.Activation;
import dev.activations.Activations;
import dev.activations.GatedActivation;
import dev.activations.PointwiseActivation;
import dev.activations.Softmax;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the bytes that a call allocates, in every form, at equal and at unequal offsets, and in place. Scratch tiles are kept
 * from one call to the next; what is left is small objects: as many bytes at 16 384 elements as at 1 024, and no more than
 * 256.
 */
final class Allocation {

  private static final long LIMIT = 256;

  private static final int SMALL = 1_024;
  private static final int LARGE = 16_384;
  private static final int CALLS = 10;

  /** Elements to warm up with between two counts, times 1, 2, 4, 8, 16. */
  private static final int WARM_UP = 250_000;

  /** Nanoseconds that the compiler has for itself before a count. */
  private static final long PAUSE = 30_000_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A call on arrays with room for {@code n} elements and an offset. */
  private interface Form {
    void call(int n);
  }

  private record Case(String name, Form form) {}

  private Allocation() {}

  /** Prints a line for every form that allocates; returns how many allocate too much. */
  static int check() {
    int failures = 0;
    List<Case> cases = cases();
    int silent = 0;
    System.out.printf("%nallocation, bytes a call at %d and %d elements (at most %d, and the same)%n", SMALL, LARGE, LIMIT);
    for (Case c : cases) {
      long small = bytes(c.form(), SMALL);
      long large = bytes(c.form(), LARGE);
      boolean bad = large > LIMIT || large > small;
      if (bad) {
        failures++;
      }
      if (large > 0 || small > 0) {
        System.out.printf("  %-44s %7d %7d  %s%n", c.name(), small, large, bad ? "FAILED" : "ok");
      } else {
        silent++;
      }
    }
    System.out.printf("  %d forms of %d allocate nothing%n", silent, cases.size());
    return failures;
  }

  /**
   * Counts until nothing is allocated, at most six times: before C2 has compiled a loop, small objects still exist. C2 works
   * beside the calls, so it gets time of its own.
   */
  private static long bytes(Form form, int n) {
    long least = count(form, n);
    for (int warmUp = WARM_UP; least > 0 && warmUp <= 16 * WARM_UP; warmUp *= 2) {
      for (int elements = 0; elements < warmUp; elements += n) {
        form.call(n);
      }
      LockSupport.parkNanos(PAUSE);
      least = Math.min(least, count(form, n));
    }
    return least;
  }

  private static long count(Form form, int n) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      form.call(n);
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / CALLS;
  }

  private static List<Case> cases() {
    int room = LARGE + 1;
    double[] x = Inputs.normal(room, Inputs.X);
    double[] v = Inputs.normal(room, Inputs.VALUE);
    double[] dy = Inputs.normal(room, Inputs.GRADIENT);
    double[] y = new double[room];
    double[] d = new double[room];
    List<Case> cases = new ArrayList<>();
    for (String name : HotLoops.names(PointwiseActivation.class)) {
      PointwiseActivation a = Activations.pointwise(name);
      // In place works on a copy that settles at the function's fixed point; what it allocates does not depend on it.
      double[] own = x.clone();
      double[] gradient = dy.clone();
      cases.add(new Case(name + ".forward", n -> a.forward(x, 0, y, 0, n)));
      cases.add(new Case(name + ".forward, offsets", n -> a.forward(x, 1, y, 0, n)));
      cases.add(new Case(name + ".forward, in place", n -> a.forward(own, 0, own, 0, n)));
      cases.add(new Case(name + ".derivative", n -> a.derivative(x, 0, d, 0, n)));
      cases.add(new Case(name + ".derivative, offsets", n -> a.derivative(x, 1, d, 0, n)));
      cases.add(new Case(name + ".valueAndDerivative", n -> a.valueAndDerivative(x, 0, y, 0, d, 0, n)));
      cases.add(new Case(name + ".valueAndDerivative, offsets", n -> a.valueAndDerivative(x, 1, y, 0, d, 1, n)));
      cases.add(new Case(name + ".backward", n -> a.backward(x, 0, dy, 0, d, 0, n)));
      cases.add(new Case(name + ".backward, in place", n -> a.backward(x, 0, gradient, 0, gradient, 0, n)));
    }
    for (String name : HotLoops.names(Softmax.class)) {
      Activation a = Activations.byName(name);
      double[] gradient = dy.clone();
      cases.add(new Case(name + ".forwardRows", n -> a.forwardRows(x, 0, y, 0, n / 128, 128)));
      cases.add(new Case(name + ".forwardRows, offsets", n -> a.forwardRows(x, 1, y, 0, n / 128, 128)));
      cases.add(new Case(name + ".forward, one row", n -> a.forward(x, 0, y, 0, n)));
      cases.add(new Case(name + ".backwardRows", n -> a.backwardRows(x, 0, dy, 0, d, 0, n / 128, 128)));
      cases.add(new Case(name + ".backward, in place", n -> a.backward(x, 0, gradient, 0, gradient, 0, n)));
    }
    double[] e = new double[room];
    for (String name : HotLoops.names(GatedActivation.class)) {
      GatedActivation a = (GatedActivation) Activations.byName(name);
      cases.add(new Case(name + ".forward", n -> a.forward(x, 0, v, 0, y, 0, n)));
      cases.add(new Case(name + ".forward, offsets", n -> a.forward(x, 0, v, 1, y, 0, n)));
      cases.add(new Case(name + ".forwardRows, joined", n -> a.forwardRows(x, 0, y, 0, n / 128, 128)));
      cases.add(new Case(name + ".backward", n -> a.backward(x, 0, v, 0, dy, 0, d, 0, e, 0, n)));
      cases.add(new Case(name + ".backwardRows, joined", n -> a.backwardRows(x, 0, dy, 0, d, 0, n / 128, 128)));
    }
    return cases;
  }
}
