package dev.activations.docs.performance;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What JMH measured on one JDK: the shortest iteration of each benchmark, which noise from outside touches least. */
final class Results {

  private static final int N = 65_536;

  private final String jdk;
  private final Map<String, Double> nanos = new TreeMap<>();

  private Results(String jdk) {
    this.jdk = jdk;
  }

  /** Reads every JSON file in a folder; returns the results by the JDK's feature number. */
  static Map<Integer, Results> read(Path folder) {
    Map<Integer, Results> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        try (Reader reader = Files.newBufferedReader(file)) {
          for (JsonElement result : JsonParser.parseReader(reader).getAsJsonArray()) {
            String version = result.getAsJsonObject().get("jdkVersion").getAsString();
            all.computeIfAbsent(Runtime.Version.parse(version).feature(), f -> new Results(version))
                .add(result.getAsJsonObject());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (all.isEmpty()) {
      throw new IllegalStateException("no JSON file in " + folder);
    }
    return all;
  }

  private void add(JsonObject result) {
    String benchmark = result.get("benchmark").getAsString().replaceAll(".*\\.([^.]+\\.[^.]+)$", "$1");
    boolean vector = result.get("jvmArgs").toString().contains("backend=vector");
    Map<String, String> parameters = new TreeMap<>();
    if (result.has("params")) {
      result.getAsJsonObject("params").entrySet().forEach(p -> parameters.put(p.getKey(), p.getValue().getAsString()));
    }
    double least = Double.POSITIVE_INFINITY;
    for (JsonElement fork : result.getAsJsonObject("primaryMetric").getAsJsonArray("rawData")) {
      for (JsonElement iteration : (JsonArray) fork) {
        least = Math.min(least, iteration.getAsDouble());
      }
    }
    nanos.merge(benchmark + (vector ? " vector" : "") + parameters, least, Math::min);
  }

  /** The JDK's full version. */
  String jdk() {
    return jdk;
  }

  /** Nanoseconds a call; nothing if it was not measured. */
  OptionalDouble call(String benchmark, boolean vector, Map<String, String> parameters) {
    Double found = nanos.get(benchmark + (vector ? " vector" : "") + new TreeMap<>(parameters));
    return found == null ? OptionalDouble.empty() : OptionalDouble.of(found);
  }

  /** Nanoseconds an element of 65 536. */
  OptionalDouble element(String benchmark, boolean vector, Map<String, String> parameters) {
    OptionalDouble call = call(benchmark, vector, parameters);
    return call.isPresent() ? OptionalDouble.of(call.getAsDouble() / N) : call;
  }
}
