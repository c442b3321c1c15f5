package dev.activations.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The recorded ratios that the guard compares with: lines of loop, backend, the machine's vectors ({@link VectorUnits#kind}), JDK (a feature
 * number or {@code *}) and ratio.
 */
final class Floors {

  /** The vectors that every loop has ratios for. */
  static final String WIDEST = "512";

  private static final String RESOURCE = "/floors.txt";

  /** Keys of loop, backend, vectors and JDK, separated by spaces as in the file. */
  private final Map<String, Double> floors = new TreeMap<>();

  /** Reads the ratios recorded in the jar. */
  static Floors recorded() throws IOException {
    try (InputStream in = Floors.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("no " + RESOURCE + " in the jar");
      }
      return new Floors(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList());
    }
  }

  static Floors read(Path file) throws IOException {
    return new Floors(Files.readAllLines(file));
  }

  private Floors(List<String> lines) {
    for (String line : lines) {
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      String[] parts = text.split("\\s+");
      if (parts.length != 5) {
        throw new IllegalArgumentException("floors: want loop, backend, vectors, jdk and ratio, got '" + line + "'");
      }
      double ratio = Double.parseDouble(parts[4]);
      if (!(ratio > 0)) {
        throw new IllegalArgumentException("floors: the ratio must be above 0, got '" + line + "'");
      }
      if (floors.put(key(parts[0], parts[1], parts[2], parts[3]), ratio) != null) {
        throw new IllegalArgumentException("floors: twice: '" + line + "'");
      }
    }
  }

  /** Returns the ratio for this JDK, else that for any JDK, else nothing. */
  OptionalDouble of(String loop, String backend, String vectors, int jdk) {
    Double ratio = floors.getOrDefault(key(loop, backend, vectors, Integer.toString(jdk)), floors.get(key(loop, backend, vectors, "*")));
    return ratio == null ? OptionalDouble.empty() : OptionalDouble.of(ratio);
  }

  /** Whether anything was recorded with such vectors. */
  boolean has(String vectors) {
    return floors.keySet().stream().anyMatch(key -> key.split(" ")[2].equals(vectors));
  }

  void put(String loop, String backend, String vectors, int jdk, double ratio) {
    floors.put(key(loop, backend, vectors, Integer.toString(jdk)), ratio);
  }

  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("# The ratio of baseline time by own time that the guard compares with, the lower of two measured on a machine with such vectors.\n");
    text.append("# Written by `guard --record`; the JDK is a feature number, or * for any.\n");
    text.append(String.format(Locale.ROOT, "%-32s %-9s %-5s %-4s %s%n", "# loop", "backend", "bits", "jdk", "ratio"));
    floors.forEach((key, ratio) -> {
      String[] parts = key.split(" ");
      text.append(String.format(Locale.ROOT, "%-32s %-9s %-5s %-4s %.2f%n", parts[0], parts[1], parts[2], parts[3], ratio));
    });
    Files.writeString(file, text);
  }

  private static String key(String loop, String backend, String vectors, String jdk) {
    return loop + " " + backend + " " + vectors + " " + jdk;
  }
}
