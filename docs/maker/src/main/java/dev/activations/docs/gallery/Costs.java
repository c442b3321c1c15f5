package dev.activations.docs.gallery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How long each activation takes in relation to ReLU, as the benchmarks measured it: lines of name, portable, vector.
 * Lines that begin with {@code #} say how it was measured; the pages repeat them.
 */
final class Costs {

  static final String HEADER = "name,portable,vector";

  /**
   * A line.
   *
   * @param portable times ReLU's on the portable kernels
   * @param vector times ReLU's on the vector kernels
   */
  record Ratio(double portable, double vector) {}

  private final Map<String, Ratio> ratios;
  private final String note;

  private Costs(Map<String, Ratio> ratios, String note) {
    this.ratios = ratios;
    this.note = note;
  }

  /** Empty if there is no such file. */
  static Optional<Costs> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(file);
      List<String> notes = lines.stream().filter(line -> line.startsWith("#"))
          .map(line -> line.substring(1).strip()).toList();
      List<String> table = lines.stream().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
      if (table.isEmpty() || !table.get(0).equals(HEADER)) {
        throw new IllegalStateException(file + " should begin with " + HEADER);
      }
      Map<String, Ratio> ratios = new TreeMap<>();
      for (String line : table.subList(1, table.size())) {
        String[] cells = line.split(",");
        if (cells.length != 3) {
          throw new IllegalStateException(file + " has a line that is not " + HEADER + ": " + line);
        }
        ratios.put(cells[0], new Ratio(Double.parseDouble(cells[1]), Double.parseDouble(cells[2])));
      }
      return Optional.of(new Costs(ratios, String.join(" ", notes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String note() {
    return note;
  }

  Ratio of(String name) {
    Ratio ratio = ratios.get(name);
    if (ratio == null) {
      throw new IllegalStateException("cost.csv has no line for " + name);
    }
    return ratio;
  }
}
