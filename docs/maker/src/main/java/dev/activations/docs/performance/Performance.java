package dev.activations.docs.performance;

import com.samskivert.mustache.Mustache;
import dev.activations.Activations;
import dev.activations.docs.Bars;
import dev.activations.docs.Picture;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jfree.chart.JFreeChart;

/**
 * Makes {@code docs/performance.md}, the pages of three other machines, their pictures, the README's table and {@code cost.csv} of what
 * {@code benchmarks.jar compare} wrote to {@code docs/maker/performance} on four machines. Its argument is the docs folder.
 */
public final class Performance {

  private static final String BEGIN = "<!-- performance: made by docs/maker -->\n";
  private static final String END = "<!-- end of performance -->\n";
  private static final String N = "65536";

  /** The folder of each page's figures; the first machine's go into the README, too. */
  private static final Map<String, String> PAGES = new LinkedHashMap<>();

  static {
    PAGES.put("performance", "zen5");
    PAGES.put("performance-intel", "intel");
    PAGES.put("performance-zen4", "zen4");
    PAGES.put("performance-avx2", "avx2");
  }

  private Performance() {}

  /** Takes the docs folder. */
  public static void main(String[] args) throws IOException {
    Path docs = Path.of(args[0]);
    Path measured = docs.resolve("maker").resolve("performance");
    for (Map.Entry<String, String> page : PAGES.entrySet()) {
      Map<Integer, Results> results = Results.read(measured.resolve(page.getValue()));
      String name = page.getKey();
      Files.writeString(docs.resolve(name + ".md"), fill(name + ".md", Map.of("jdks", models(results))));
      picture(results).svg(docs.resolve("pictures").resolve(name + ".svg"));
    }
    Map<Integer, Results> first = Results.read(measured.resolve(PAGES.values().iterator().next()));
    Path readme = docs.resolve("..").resolve("README.md");
    Files.writeString(readme, between(Files.readString(readme), fill("readme.md", Map.of("jdks", models(first).subList(0, 1)))));
    Files.writeString(docs.resolve("maker").resolve("cost.csv"), costs(first));
  }

  private static List<Object> models(Map<Integer, Results> results) {
    List<Object> jdks = new ArrayList<>();
    results.forEach((feature, r) -> jdks.add(model(feature, r)));
    return jdks;
  }

  private static Map<String, Object> model(int feature, Results r) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("feature", feature);
    model.put("version", r.jdk());
    List<Row.Group> groups = Row.all(r);
    model.put("groups", groups);
    model.put("main", groups.stream().filter(Performance::isMain).flatMap(g -> g.rows().stream())
        .filter(Performance::isMain).toList());
    model.put("inputs", inputs(r));
    model.put("java", javaPeers(r));
    OptionalDouble ours = r.element("InitializerBenchmark.initialize", false, Map.of("name", "normal(0,1)"));
    OptionalDouble torch = r.element("PyTorchBenchmark.normal", false, Map.of());
    OptionalDouble jdk = r.element("BaselineBenchmark.nextGaussian", false, Map.of());
    model.put("normal", Row.time(ours));
    model.put("normalTorch", Row.time(torch));
    model.put("normalJdk", Row.time(jdk));
    model.put("normalByTorch", Row.ratio(torch, ours));
    model.put("normalByJdk", Row.ratio(jdk, ours));
    return model;
  }

  /** The README's groups: no derivatives, gradients and training steps. */
  private static boolean isMain(Row.Group group) {
    return group.title().startsWith("Values") || group.title().equals("Rows") || group.title().equals("Gated");
  }

  /** The README's lines of them: values, rows of 128, and gated forms. */
  private static boolean isMain(Row row) {
    return row.label().equals(row.name()) && row.baseline().isPresent() && row.peer().isPresent()
        || row.label().endsWith("rows of 128") || row.label().endsWith("two arrays");
  }

  /** Other inputs in relation to N(0, 9), and the time of a call on 16 numbers. */
  private static List<Map<String, String>> inputs(Results r) {
    List<Map<String, String>> lines = new ArrayList<>();
    for (String name : List.of("sigmoid", "silu", "tanh", "gelu", "gelu_tanh", "relu")) {
      Map<String, String> line = new LinkedHashMap<>();
      line.put("name", name);
      for (boolean vector : new boolean[] {false, true}) {
        String backend = vector ? "Vector" : "Portable";
        OptionalDouble normal = forward(r, name, N, "normal", vector);
        line.put("saturated" + backend, Row.ratio(forward(r, name, N, "saturated", vector), normal));
        line.put("subnormal" + backend, Row.ratio(forward(r, name, N, "subnormal", vector), normal));
        OptionalDouble small = forward(r, name, "16", "normal", vector);
        line.put("small" + backend, small.isPresent() ? Text.whole(small.getAsDouble()) : "");
      }
      lines.add(line);
    }
    return lines;
  }

  private static OptionalDouble forward(Results r, String name, String n, String input, boolean vector) {
    return r.call("ActivationBenchmark.forward", vector, Map.of("name", name, "n", n, "input", input));
  }

  private static List<Map<String, String>> javaPeers(Results r) {
    List<Map<String, String>> lines = new ArrayList<>();
    Map<String, String> all = Map.of("n", N, "input", "normal");
    for (String name : List.of("Sigmoid", "Tanh")) {
      String own = name.toLowerCase(java.util.Locale.ROOT);
      Map<String, String> ours = Map.of("name", own, "n", N, "input", "normal");
      OptionalDouble commons = r.element("JavaPeersBenchmark.commonsMath" + name, false, all);
      OptionalDouble jafama = r.element("JavaPeersBenchmark.jafama" + name, false, all);
      lines.add(Map.of(
          "name", own, "commons", Row.time(commons), "jafama", Row.time(jafama),
          "portable", Row.time(r.element("ActivationBenchmark.forward", false, ours)),
          "vector", Row.time(r.element("ActivationBenchmark.forward", true, ours))));
    }
    return lines;
  }

  private static Picture picture(Map<Integer, Results> results) {
    List<JFreeChart> charts = new ArrayList<>();
    results.forEach((feature, r) -> {
      List<Row> rows = new ArrayList<>(Row.all(r).get(0).rows());
      Row.all(r).stream().flatMap(g -> g.rows().stream())
          .filter(row -> row.label().endsWith("rows of 128") || row.label().endsWith("two arrays")).forEach(rows::add);
      String[] names = rows.stream().map(Row::name).toArray(String[]::new);
      double[][] times = new double[4][names.length];
      for (int i = 0; i < names.length; i++) {
        Row row = rows.get(i);
        times[0][i] = row.baseline().orElse(Double.NaN);
        times[1][i] = row.peer().orElse(Double.NaN);
        times[2][i] = row.portable().orElse(Double.NaN);
        times[3][i] = row.vector().orElse(Double.NaN);
      }
      charts.add(Bars.of(
          "JDK " + feature, null, "ns an element",
          names, new String[] {"loop over Math", "PyTorch", "portable", "vector"}, times));
    });
    return new Picture(
        "Speed", "Nanoseconds an element of 65 536 doubles: shorter bars are faster", 840, 320, 1, charts);
  }

  /** Forward's time in relation to ReLU's, on the first JDK measured. */
  private static String costs(Map<Integer, Results> results) {
    Map.Entry<Integer, Results> first = results.entrySet().iterator().next();
    Results r = first.getValue();
    StringBuilder csv = new StringBuilder();
    csv.append("# Measured for values of 65 536 numbers from N(0, 9), rows of 128, on JDK ").append(first.getKey())
        .append(" with AVX-512; ReLU itself takes about the time of an array copy.\n").append("name,portable,vector\n");
    for (String name : Activations.names()) {
      csv.append(name);
      for (boolean vector : new boolean[] {false, true}) {
        double relu = forward(r, "relu", N, "normal", vector).orElseThrow();
        csv.append(',').append(Text.two(cost(r, name, vector) / relu));
      }
      csv.append('\n');
    }
    return csv.toString();
  }

  private static double cost(Results r, String name, boolean vector) {
    OptionalDouble pointwise = forward(r, name, N, "normal", vector);
    OptionalDouble gated = r.call("GatedBenchmark.forward", vector, Map.of("name", name, "n", N));
    OptionalDouble rows = r.call("SoftmaxBenchmark.forward", vector, Map.of("name", name, "columns", "128"));
    return pointwise.orElseGet(() -> gated.orElseGet(
        () -> rows.orElseThrow(() -> new IllegalStateException("no time of " + name))));
  }

  private static String fill(String template, Map<String, Object> model) throws IOException {
    try (Reader reader = template(template)) {
      return Mustache.compiler().escapeHTML(false).withLoader(Performance::template).compile(reader).execute(model);
    }
  }

  private static Reader template(String name) {
    return new InputStreamReader(Performance.class.getResourceAsStream(name + ".mustache"), StandardCharsets.UTF_8);
  }

  private static String between(String page, String table) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException("README.md has no place for the table");
    }
    return page.substring(0, begin + BEGIN.length()) + table + page.substring(end);
  }
}
