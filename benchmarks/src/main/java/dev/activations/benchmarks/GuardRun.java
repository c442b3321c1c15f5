package dev.activations.benchmarks;

import dev.activations.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The guard's work in the process of one backend; {@link Guard} starts it. */
final class GuardRun {

  /** The floor is this part of the recorded ratio: ratios of a quiet machine differ by less. */
  private static final double PART = 0.85;

  /**
   * The same for the quick form, which runs beside other work and does not ask how wide the processor's units are, and for processors with
   * vectors of a width nothing was recorded with, which are compared with the ratios of the widest: the vector kernels lose most there.
   */
  private static final double LOOSE_PORTABLE_PART = 0.4;
  private static final double LOOSE_VECTOR_PART = 0.3;

  private final Guard.Options options;
  private final String backend = Backend.active().name();
  private final int jdk = Runtime.version().feature();
  private final String vectors = VectorUnits.kind();
  private final Pairs pairs;

  private GuardRun(Guard.Options options) {
    this.options = options;
    pairs = options.quick() || options.record() != null ? new Pairs(150, 5, 7) : new Pairs(400, 5, 15);
  }

  /** Takes {@link Guard}'s options; exits with {@link Guard#SLOW} where loops are to be measured again, with 1 on a regression. */
  public static void main(String[] args) throws IOException {
    Verify.backend();
    System.exit(new GuardRun(Guard.Options.parse(args)).run());
  }

  private int run() throws IOException {
    System.out.printf(
        "%n%s, JDK %s, n = %d, N(0, 3²)%n", Backend.active(), Runtime.version(), HotLoops.N);
    List<HotLoop> loops = HotLoops.make(options.quick()).stream()
        .filter(loop -> options.only().matcher(loop.name()).find())
        .toList();
    if (loops.isEmpty()) {
      throw new IllegalArgumentException("guard: no loop matches " + options.only());
    }
    return options.record() == null ? compare(loops) : record(loops);
  }

  private int compare(List<HotLoop> loops) throws IOException {
    Floors floors = options.floors() == null ? Floors.recorded() : Floors.read(options.floors());
    String wanted = options.quick() ? Integer.toString(VectorUnits.bits()) : vectors;
    String found = floors.has(wanted) ? wanted : Floors.WIDEST;
    double loose = backend.equals("vector") ? LOOSE_VECTOR_PART : LOOSE_PORTABLE_PART;
    double part = options.quick() || !found.equals(wanted) ? loose : PART;
    System.out.printf("floors are %.2f of what was recorded with vectors of %s bits%n", part, found);
    System.out.printf("%-32s %-17s %11s %8s %8s%n", "loop", "baseline", "ns/element", "ratio", "floor");
    Path slowFile = Path.of(System.getProperty(Guard.SLOW_LOOPS));
    List<String> slowBefore = Files.readAllLines(slowFile);
    boolean again = !slowBefore.isEmpty();
    String slowVerdict = again ? "FAILED: slower than its floor" : "slower than its floor: once more, in a new process";
    int unknown = 0;
    List<String> slow = new ArrayList<>();
    for (HotLoop loop : loops) {
      OptionalDouble recorded = floors.of(loop.name(), backend, found, jdk);
      OptionalDouble floor = recorded.isEmpty() ? recorded : OptionalDouble.of(part * recorded.getAsDouble());
      Pairs.Result result = pairs.measure(loop.ours(), loop.baseline());
      if (again && !slowBefore.contains(loop.name())) {
        continue;
      }
      String verdict = "ok";
      if (floor.isEmpty()) {
        verdict = "FAILED: no floor recorded";
        unknown++;
      } else if (result.ratio() < floor.getAsDouble()) {
        verdict = slowVerdict;
        slow.add(loop.name());
      }
      String limit = floor.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f", floor.getAsDouble());
      System.out.printf(
          Locale.ROOT, "%-32s %-17s %11.3f %8.2f %8s  %s%n", loop.name(), loop.baselineName(),
          result.nanos() / HotLoops.N, result.ratio(), limit, verdict);
    }
    int allocating = Allocation.check();
    System.out.printf(
        "%n%s: %d loops, %d too slow, %d without a floor; %d forms allocate too much%n", backend, loops.size(), slow.size(), unknown,
        allocating);
    if (unknown > 0 || allocating > 0) {
      return 1;
    }
    if (again) {
      return slow.isEmpty() ? 0 : 1;
    }
    Files.write(slowFile, slow);
    return slow.isEmpty() ? 0 : Guard.SLOW;
  }

  /** Measures each loop twice and keeps the lower ratio. */
  private int record(List<HotLoop> loops) throws IOException {
    Path file = options.record();
    Floors floors = Files.exists(file) ? Floors.read(file) : Floors.recorded();
    for (HotLoop loop : loops) {
      double first = pairs.measure(loop.ours(), loop.baseline()).ratio();
      double ratio = Math.min(first, pairs.measure(loop.ours(), loop.baseline()).ratio());
      floors.put(loop.name(), backend, vectors, jdk, Math.max(0.01, ratio));
      System.out.printf(Locale.ROOT, "%-32s ratio %6.2f%n", loop.name(), ratio);
    }
    floors.write(file);
    return 0;
  }
}
