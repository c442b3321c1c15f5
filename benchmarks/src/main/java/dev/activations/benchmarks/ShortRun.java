package dev.activations.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.runner.RunnerException;

/**
 * A short set on both backends, and a table of ratios: how many times longer the baseline takes. For each function the
 * baseline, the portable and the vector fork run one after the other, and the whole set runs twice, so that what else the
 * machine does falls on all of them alike; the lower time of the two counts. Under five minutes.
 */
public final class ShortRun {

  private static final int N = 65_536;
  private static final int ROUNDS = 2;

  /** A row of the table: the benchmark of the library, that of the baseline, and their common parameters. */
  private record Row(String label, String ours, String baseline, String name, String columns) {}

  private static final List<Row> ROWS = List.of(
      pointwise("sigmoid"), pointwise("silu"), pointwise("tanh"), pointwise("gelu"), pointwise("gelu_tanh"),
      copied("relu"), copied("leaky_relu"),
      rows("softmax"), rows("log_softmax"), gated("swiglu"), gated("geglu"));

  private ShortRun() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws RunnerException {
    if (args.length > 0) {
      throw new IllegalArgumentException("short takes no arguments, got " + String.join(" ", args));
    }
    long start = System.nanoTime();
    double[][] nanos = new double[ROWS.size()][3];
    for (double[] row : nanos) {
      Arrays.fill(row, Double.POSITIVE_INFINITY);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < ROWS.size(); i++) {
        Row row = ROWS.get(i);
        System.out.printf("round %d of %d: %s%n", round + 1, ROUNDS, row.label());
        nanos[i][0] = Math.min(nanos[i][0], run(row.baseline(), row, "portable"));
        nanos[i][1] = Math.min(nanos[i][1], run(row.ours(), row, "portable"));
        nanos[i][2] = Math.min(nanos[i][2], run(row.ours(), row, "vector"));
      }
    }
    print(nanos);
    System.out.printf(Locale.ROOT, "%nJDK %s, %.0f s%n", Runtime.version(), (System.nanoTime() - start) / 1e9);
  }

  private static Row pointwise(String name) {
    return new Row(name + " / naive", "ActivationBenchmark.forward", "BaselineBenchmark.forward", name, null);
  }

  private static Row copied(String name) {
    return new Row(name + " / array copy", "ActivationBenchmark.forward", "BaselineBenchmark.copy", name, null);
  }

  private static Row rows(String name) {
    return new Row(
        name + ", rows of 128 / naive", "SoftmaxBenchmark.forward", "BaselineBenchmark.rowsForward", name, "128");
  }

  private static Row gated(String name) {
    return new Row(name + " / naive", "GatedBenchmark.forward", "BaselineBenchmark.gatedForward", name, null);
  }

  /** Returns nanoseconds an element. */
  private static double run(String benchmark, Row row, String backend) throws RunnerException {
    Map<String, String> parameters = new TreeMap<>(
        Map.of("name", row.name(), "n", Integer.toString(N), "input", "normal"));
    if (row.columns() != null) {
      parameters.put("columns", row.columns());
    }
    return Forks.run(benchmark, parameters, backend).getPrimaryResult().getScore() / N;
  }

  private static void print(double[][] nanos) {
    String line = "%-34s %10s %10s %10s %12s %10s%n";
    System.out.printf("%nn = %d, N(0, 3²); ns an element, and how many times longer the baseline takes%n%n", N);
    System.out.printf(line, "forward / baseline", "baseline", "portable", "vector", "× portable", "× vector");
    for (int i = 0; i < nanos.length; i++) {
      double[] t = nanos[i];
      System.out.printf(
          line, ROWS.get(i).label(), ns(t[0]), ns(t[1]), ns(t[2]), ns(t[0] / t[1]), ns(t[0] / t[2]));
    }
  }

  private static String ns(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
