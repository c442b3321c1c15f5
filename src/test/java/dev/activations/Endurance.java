package dev.activations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * Calls a form over and over, and watches three things: the bits, which must stay those of the first calls; the memory that
 * a call allocates, which must be nothing but its scratch once the JVM has compiled it; the live heap, which must not grow.
 */
final class Endurance {

  private static final int INTERVALS = 10;

  /** A call that makes the smallest object has 16. Half of the intervals may be disturbed by a new compilation. */
  private static final int BYTES_A_CALL = 8;

  /** The JVM's own objects come and go; ten million calls that leak one byte each do not pass. */
  private static final long GROWTH = 256 * 1024;

  /** What was seen. {@code failures} say what is wrong. */
  record Result(String name, long elements, double bytesACall, long growth, double[][] outputs, List<String> failures) {
    String markdown() {
      return String.format(
          Locale.ROOT, "| %s | %d | %.2f | %d | %s |", name, elements, bytesACall, growth,
          failures.isEmpty() ? "steady" : "**" + String.join("; ", failures) + "**");
    }
  }

  private final long elements;
  private final long warmUp;
  private final LongConsumer progress;

  /** Each form gets at least so many elements, and before the memory is watched so many calls. */
  Endurance(long elements, long warmUp, LongConsumer progress) {
    this.elements = elements;
    this.warmUp = warmUp;
    this.progress = progress;
  }

  /** Runs one form. */
  Result run(EnduranceForm form) {
    double[][][] first = new double[EnduranceForm.BLOCKS][][];
    for (int block = 0; block < first.length; block++) {
      form.call().run(block);
      first[block] = Arrays.stream(form.outputs()).map(double[]::clone).toArray(double[][]::new);
    }
    long calls = Math.max(INTERVALS, (elements + form.elements() - 1) / form.elements());
    long changed = calls(form, first, 0, Math.min(warmUp, calls));
    double[] bytes = new double[INTERVALS];
    long before = EnduranceMemory.live();
    long most = 0;
    for (int k = 0; k < INTERVALS; k++) {
      long from = calls * k / INTERVALS;
      long to = calls * (k + 1) / INTERVALS;
      long allocated = EnduranceMemory.allocated();
      changed += calls(form, first, from, to);
      bytes[k] = (EnduranceMemory.allocated() - allocated) / (double) (to - from);
      most = EnduranceMemory.live() - before;
      progress.accept((to - from) * form.elements());
    }
    Arrays.sort(bytes);
    double median = bytes[INTERVALS / 2];
    List<String> failures = new ArrayList<>();
    if (changed > 0) {
      failures.add(changed + " calls gave other bits than the first");
    }
    if (median > BYTES_A_CALL + form.scratch()) {
      failures.add("a call allocates " + Math.round(median) + " bytes");
    }
    if (most > GROWTH) {
      failures.add("the heap grew by " + most + " bytes");
    }
    return new Result(form.name(), calls * form.elements(), median, most, flat(first), failures);
  }

  /** Returns how many calls gave other bits than the first call with their block; NaNs count as one value. */
  private static long calls(EnduranceForm form, double[][][] first, long from, long to) {
    long changed = 0;
    for (long call = from; call < to; call++) {
      int block = (int) (call % EnduranceForm.BLOCKS);
      form.call().run(block);
      for (int i = 0; i < first[block].length; i++) {
        if (!Arrays.equals(first[block][i], form.outputs()[i])) {
          changed++;
        }
      }
    }
    return changed;
  }

  private static double[][] flat(double[][][] outputs) {
    return Arrays.stream(outputs).flatMap(Arrays::stream).toArray(double[][]::new);
  }
}
