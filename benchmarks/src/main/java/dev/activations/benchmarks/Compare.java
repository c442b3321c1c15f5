package dev.activations.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.RunnerException;

/**
 * All that docs/performance.md compares, in one run: the library on both backends, the naive loops, and other libraries where
 * the jar was built with the profile {@code peers}. What is compared runs one after the other, in forks of their own.
 *
 * <pre>
 *   java -jar benchmarks.jar compare --out FILE [--only REGEX]
 * </pre>
 */
public final class Compare {

  private static final String N = "65536";

  /** A benchmark with its parameters, on a backend. */
  private record Run(String benchmark, Map<String, String> parameters, String backend) {}

  private Compare() {}

  /** Writes JMH's JSON to the file that follows {@code --out}. */
  public static void main(String[] args) throws RunnerException, java.io.IOException {
    boolean all = args.length == 2;
    if (!all && (args.length != 4 || !args[2].equals("--only")) || !args[0].equals("--out")) {
      throw new IllegalArgumentException("compare needs --out FILE, and takes --only REGEX for some of the benchmarks");
    }
    Path out = Path.of(args[1]).toAbsolutePath();
    Files.createDirectories(out.getParent());
    String known = list();
    boolean peers = known.contains("PyTorchBenchmark");
    if (!peers) {
      System.out.println("Without other libraries: the jar was built without the profile peers.");
    }
    Pattern only = Pattern.compile(all ? "" : args[3]);
    List<Run> runs = runs(peers).stream()
        .filter(run -> only.matcher(run.benchmark() + run.parameters()).find())
        .toList();
    List<RunResult> results = new ArrayList<>();
    long start = System.nanoTime();
    for (Run run : runs) {
      RunResult result = Forks.run(run.benchmark(), run.parameters(), run.backend());
      results.add(result);
      System.out.printf(
          Locale.ROOT, "%3d of %d, %4.0f s  %-42s %-8s %-60s %14.1f ns a call%n", results.size(), runs.size(),
          (System.nanoTime() - start) / 1e9, run.benchmark(), run.backend(), run.parameters(),
          result.getPrimaryResult().getScore());
    }
    ResultFormatFactory.getInstance(ResultFormatType.JSON, out.toString()).writeOut(results);
    // The figures are kept in the repository, where no machine's paths belong.
    Files.writeString(out, Files.readString(out).replaceAll("\"jvm\" : \"[^\"]*\"", "\"jvm\" : \"java\""));
    System.out.println(out);
  }

  private static String list() throws java.io.IOException {
    try (var in = Compare.class.getResourceAsStream(BenchmarkList.BENCHMARK_LIST)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private static List<Run> runs(boolean peers) {
    List<Run> runs = new ArrayList<>();
    for (String name : List.of("sigmoid", "silu", "tanh", "gelu", "gelu_tanh")) {
      pointwise(runs, "forward", name, peers);
      pointwise(runs, "derivative", name, false);
      if (!name.equals("sigmoid") && !name.equals("tanh")) {
        pointwise(runs, "backward", name, peers); // PyTorch takes the other two from y
      }
      pointwise(runs, "step", name, peers);
    }
    for (String method : peers ? List.of("commonsMathSigmoid", "jafamaSigmoid", "commonsMathTanh", "jafamaTanh") : List.<String>of()) {
      runs.add(new Run("JavaPeersBenchmark." + method, parameters("n", N, "input", "normal"), "portable"));
    }
    for (String name : List.of("relu", "leaky_relu")) {
      pointwise(runs, "forward", name, peers);
      runs.add(new Run("BaselineBenchmark.copy", parameters("n", N, "input", "normal"), "portable"));
    }
    for (String columns : List.of("10", "128", "1024")) {
      for (String name : List.of("softmax", "log_softmax")) {
        Map<String, String> parameters = parameters("name", name, "columns", columns);
        runs.add(new Run("BaselineBenchmark.rowsForward", parameters, "portable"));
        both(runs, "SoftmaxBenchmark.forward", parameters);
        peer(runs, peers, "PyTorchBenchmark.rowsForward", parameters);
      }
    }
    for (String name : List.of("glu", "reglu", "geglu_tanh")) {
      both(runs, "GatedBenchmark.forward", parameters("name", name, "n", N));
    }
    for (String name : List.of("swiglu", "geglu")) {
      Map<String, String> parameters = parameters("name", name, "n", N);
      runs.add(new Run("BaselineBenchmark.gatedForward", parameters, "portable"));
      both(runs, "GatedBenchmark.forward", parameters);
      peer(runs, peers, "PyTorchBenchmark.gatedForward", parameters);
    }
    for (String name : List.of("sigmoid", "tanh", "relu", "gelu", "gelu_tanh", "silu")) {
      both(runs, "ActivationBenchmark.forward", parameters("name", name, "n", "16", "input", "normal"));
      for (String input : List.of("saturated", "subnormal")) {
        both(runs, "ActivationBenchmark.forward", parameters("name", name, "n", N, "input", input));
      }
    }
    runs.add(new Run("InitializerBenchmark.initialize", parameters("name", "normal(0,1)"), "portable"));
    runs.add(new Run("BaselineBenchmark.nextGaussian", Map.of(), "portable"));
    peer(runs, peers, "PyTorchBenchmark.normal", Map.of());
    return runs;
  }

  private static void pointwise(List<Run> runs, String method, String name, boolean peers) {
    Map<String, String> parameters = parameters("name", name, "n", N, "input", "normal");
    runs.add(new Run("BaselineBenchmark." + method, parameters, "portable"));
    both(runs, "ActivationBenchmark." + method, parameters);
    peer(runs, peers, "PyTorchBenchmark." + method, parameters);
  }

  private static void both(List<Run> runs, String benchmark, Map<String, String> parameters) {
    runs.add(new Run(benchmark, parameters, "portable"));
    runs.add(new Run(benchmark, parameters, "vector"));
  }

  private static void peer(List<Run> runs, boolean peers, String benchmark, Map<String, String> parameters) {
    if (peers) {
      runs.add(new Run(benchmark, parameters, "portable"));
    }
  }

  private static Map<String, String> parameters(String... namesAndValues) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return parameters;
  }
}
