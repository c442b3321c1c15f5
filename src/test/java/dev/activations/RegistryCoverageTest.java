package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.activations.accuracy.AccuracyCoverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every registered activation is measured against references, walked for its bits, and has a benchmark. */
class RegistryCoverageTest {

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
  private static final Pattern PARAM = Pattern.compile(
      "@Param\\(\\s*\\{?((?:\\s*\"[^\"]*\"\\s*,?)*)\\s*\\}?\\s*\\)\\s*public String name;");
  private static final Pattern STRING = Pattern.compile("\"([^\"]*)\"");

  /**
   * What is covered, by name.
   *
   * @param values with references for values
   * @param derivatives with references for derivatives
   * @param walked by {@link BitIdentityTest}
   * @param benchmarks with a benchmark
   * @param gates the gate of each gated activation: its references are those of its gate, and
   *     {@link BitIdentityTest} has the rule of multiplication
   */
  private record Coverage(
      Set<String> values, Set<String> derivatives, Set<String> walked, Set<String> benchmarks,
      Map<String, String> gates) {}

  private static List<String> missing(Collection<String> names, Coverage coverage) {
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      String measured = coverage.gates.getOrDefault(name, name);
      if (!coverage.values.contains(measured)) {
        missing.add(name + ": accuracy of values");
      }
      if (!coverage.derivatives.contains(measured)) {
        missing.add(name + ": accuracy of derivatives");
      }
      if (!coverage.walked.contains(name)) {
        missing.add(name + ": bit identity");
      }
      if (!coverage.benchmarks.contains(name)) {
        missing.add(name + ": benchmark");
      }
    }
    return missing;
  }

  private static Coverage actual() throws IOException {
    Map<String, String> gates = new TreeMap<>();
    for (String name : Activations.names()) {
      if (Activations.byName(name) instanceof GatedActivation gated) {
        gates.put(name, gated.gate().name());
      }
    }
    Set<String> walked = BitIdentityTest.walked().stream().map(Activation::name).collect(Collectors.toSet());
    return new Coverage(AccuracyCoverage.values(), AccuracyCoverage.derivatives(), walked, benchmarks(), gates);
  }

  /** Names in the parameter lists of the library's own benchmarks; the baselines measure other code. */
  private static Set<String> benchmarks() throws IOException {
    Path sources = Path.of(System.getProperty("basedir", ""), "benchmarks", "src", "main", "java");
    List<Path> files;
    try (Stream<Path> all = Files.walk(sources)) {
      files = all.filter(file -> file.toString().endsWith(".java")
          && !file.getFileName().toString().startsWith("Baseline")).toList();
    }
    Set<String> names = new TreeSet<>();
    for (Path file : files) {
      String text = Files.readString(file);
      if (text.contains("@Benchmark")) {
        names.addAll(params(text));
      }
    }
    return names;
  }

  private static Set<String> params(String source) {
    String code = COMMENT.matcher(source).replaceAll("");
    Set<String> names = new TreeSet<>();
    for (Matcher list = PARAM.matcher(code); list.find();) {
      STRING.matcher(list.group(1)).results().forEach(string -> names.add(string.group(1)));
    }
    return names;
  }

  @Test
  void everyActivationIsCovered() throws IOException {
    assertThat(Activations.names()).isNotEmpty();
    assertThat(missing(Activations.names(), actual())).isEmpty();
  }

  @Test
  void anInventedActivationIsReported() throws IOException {
    List<String> names = new ArrayList<>(Activations.names());
    names.add("invented");
    assertThat(missing(names, actual())).containsExactly(
        "invented: accuracy of values", "invented: accuracy of derivatives", "invented: bit identity",
        "invented: benchmark");
  }

  @Test
  void eachSetCounts() throws IOException {
    Coverage all = actual();
    Set<String> none = Set.of();
    List<String> one = List.of("gelu");
    assertThat(missing(one, new Coverage(none, all.derivatives, all.walked, all.benchmarks, all.gates)))
        .containsExactly("gelu: accuracy of values");
    assertThat(missing(one, new Coverage(all.values, none, all.walked, all.benchmarks, all.gates)))
        .containsExactly("gelu: accuracy of derivatives");
    assertThat(missing(one, new Coverage(all.values, all.derivatives, none, all.benchmarks, all.gates)))
        .containsExactly("gelu: bit identity");
    assertThat(missing(one, new Coverage(all.values, all.derivatives, all.walked, none, all.gates)))
        .containsExactly("gelu: benchmark");
    assertThat(missing(List.of("swiglu"), new Coverage(Set.of("swiglu"), all.derivatives, all.walked, all.benchmarks,
        all.gates))).containsExactly("swiglu: accuracy of values");
  }

  @Test
  void parameterListsAreReadWithoutComments() {
    assertThat(params("""
        // @Param({"a"}) public String name;
        /* @Param({"b"})
        public String name; */
        @Param({
          "c", "d(0.2)", "e(f(1))"
        })
        public String name;
        @Param("g") public String name;
        @Param({"16"})
        public int n;
        @Param({"normal"})
        public String input;
        """)).containsExactly("c", "d(0.2)", "e(f(1))", "g");
  }
}
