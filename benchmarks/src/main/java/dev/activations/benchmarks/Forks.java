package dev.activations.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs one benchmark in a fork of its own, on one backend. */
final class Forks {

  private Forks() {}

  /**
   * Runs a benchmark.
   *
   * @param benchmark class and method, {@code "ActivationBenchmark.forward"}
   * @param parameters one value for each of its parameters
   * @param backend what the fork must run
   */
  static RunResult run(String benchmark, Map<String, String> parameters, String backend) throws RunnerException {
    List<String> jvm = new ArrayList<>(List.of("-D" + Verify.EXPECTED_BACKEND + "=" + backend));
    jvm.add("-Ddev.activations.backend=" + backend);
    if (Runtime.version().feature() >= 23) {
      jvm.add("--sun-misc-unsafe-memory-access=allow"); // JMH uses it; silences a warning in every fork
    }
    if (Runtime.version().feature() >= 22) {
      jvm.add("--enable-native-access=ALL-UNNAMED"); // the same for what loads PyTorch
    }
    if (backend.equals("vector")) {
      jvm.add("--add-modules=jdk.incubator.vector");
    }
    ChainedOptionsBuilder options = new OptionsBuilder()
        .include("\\." + benchmark.replace(".", "\\.") + "$")
        .jvmArgs(jvm.toArray(String[]::new))
        .warmupTime(TimeValue.milliseconds(500)) // the vector kernels are long to compile
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
    parameters.forEach(options::param);
    return new Runner(options.build()).runSingle();
  }
}
