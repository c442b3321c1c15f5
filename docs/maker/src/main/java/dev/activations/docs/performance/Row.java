package dev.activations.docs.performance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A line of the comparison, in nanoseconds an element.
 *
 * @param label what was measured
 * @param name the activation
 * @param baseline the naive loop, or a copy
 * @param peer PyTorch, where it has the function
 */
record Row(
    String label, String name, OptionalDouble baseline, OptionalDouble portable, OptionalDouble vector, OptionalDouble peer) {

  private static final String N = "65536";

  /** A group of lines with a title. */
  record Group(String title, List<Row> rows) {}

  /** All lines of a JDK's results. */
  static List<Group> all(Results r) {
    List<Group> groups = new ArrayList<>();
    groups.add(pointwise(r, "Values", "forward", "sigmoid", "silu", "tanh", "gelu", "gelu_tanh"));
    groups.add(copied(r));
    groups.add(rows(r));
    groups.add(gated(r));
    groups.add(pointwise(r, "Derivatives", "derivative", "sigmoid", "silu", "tanh", "gelu", "gelu_tanh"));
    groups.add(pointwise(r, "Gradients from x", "backward", "silu", "gelu", "gelu_tanh"));
    groups.add(pointwise(
        r, "A training step: value and derivative, then the gradient in its place", "step", "sigmoid", "silu", "tanh", "gelu", "gelu_tanh"));
    return groups;
  }

  private static Group pointwise(Results r, String title, String method, String... names) {
    List<Row> rows = new ArrayList<>();
    for (String name : names) {
      Map<String, String> all = Map.of("name", name, "n", N, "input", "normal");
      Map<String, String> peer = method.equals("forward") ? all : Map.of("name", name, "n", N);
      rows.add(new Row(
          name, name, r.element("BaselineBenchmark." + method, false, all),
          r.element("ActivationBenchmark." + method, false, all), r.element("ActivationBenchmark." + method, true, all),
          r.element("PyTorchBenchmark." + method, false, peer)));
    }
    return new Group(title, rows);
  }

  private static Group copied(Results r) {
    List<Row> rows = new ArrayList<>();
    for (String name : List.of("relu", "leaky_relu")) {
      Map<String, String> all = Map.of("name", name, "n", N, "input", "normal");
      rows.add(new Row(
          name, name, r.element("BaselineBenchmark.copy", false, Map.of("n", N, "input", "normal")),
          r.element("ActivationBenchmark.forward", false, all), r.element("ActivationBenchmark.forward", true, all),
          r.element("PyTorchBenchmark.forward", false, all)));
    }
    return new Group("Values; the baseline is an array copy", rows);
  }

  private static Group rows(Results r) {
    List<Row> rows = new ArrayList<>();
    for (String columns : List.of("10", "128", "1024")) {
      for (String name : List.of("softmax", "log_softmax")) {
        Map<String, String> all = Map.of("name", name, "columns", columns);
        rows.add(new Row(
            name + ", rows of " + columns, name, r.element("BaselineBenchmark.rowsForward", false, all),
            r.element("SoftmaxBenchmark.forward", false, all), r.element("SoftmaxBenchmark.forward", true, all),
            r.element("PyTorchBenchmark.rowsForward", false, all)));
      }
    }
    return new Group("Rows", rows);
  }

  private static Group gated(Results r) {
    List<Row> rows = new ArrayList<>();
    for (String name : List.of("swiglu", "geglu")) {
      Map<String, String> all = Map.of("name", name, "n", N);
      rows.add(new Row(
          name + ", two arrays", name, r.element("BaselineBenchmark.gatedForward", false, all),
          r.element("GatedBenchmark.forward", false, all), r.element("GatedBenchmark.forward", true, all),
          r.element("PyTorchBenchmark.gatedForward", false, all)));
    }
    return new Group("Gated", rows);
  }

  // What the template asks for.

  String baselineTime() {
    return time(baseline);
  }

  String portableTime() {
    return time(portable);
  }

  String vectorTime() {
    return time(vector);
  }

  String peerTime() {
    return time(peer);
  }

  String portableGain() {
    return ratio(baseline, portable);
  }

  String vectorGain() {
    return ratio(baseline, vector);
  }

  String vectorByPeer() {
    return ratio(peer, vector);
  }

  static String time(OptionalDouble t) {
    return t.isPresent() ? Text.two(t.getAsDouble()) : "";
  }

  static String ratio(OptionalDouble slow, OptionalDouble fast) {
    return slow.isPresent() && fast.isPresent() ? Text.two(slow.getAsDouble() / fast.getAsDouble()) : "";
  }
}
