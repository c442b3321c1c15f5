package dev.activations.docs.gallery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The worst errors found, as {@code accuracy.md} gives them. */
final class Accuracy {

  /**
   * A row of the table.
   *
   * @param function its name
   * @param of what: value, derivative or backward
   * @param limit in ulp, as written
   * @param max the largest error in ulp that was found
   */
  record Row(String function, String of, String limit, double max) {}

  private static final String BEGIN = "<!-- search: begin -->";

  private final List<Row> rows;

  private Accuracy(List<Row> rows) {
    this.rows = rows;
  }

  static Accuracy read(Path file) {
    try {
      // The table that the search makes; there are others before and after it.
      List<List<String>> table = Files.readAllLines(file).stream()
          .dropWhile(line -> !line.equals(BEGIN)).skip(1).takeWhile(line -> line.startsWith("| "))
          .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).skip(1).toList())
          .toList();
      if (table.isEmpty() || !table.get(0).subList(0, 4).equals(List.of("function", "of", "limit", "worst found"))) {
        throw new IllegalStateException(file + " should have a table: function, of, limit, worst found, ...");
      }
      return new Accuracy(table.stream().skip(1).filter(cells -> !cells.get(0).startsWith("-"))
          .map(cells -> new Row(cells.get(0), cells.get(1), cells.get(2), Double.parseDouble(cells.get(3)))).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Row of(String function, String what) {
    return worst(function::equals, what, function);
  }

  /** The worst row of a family, for example {@code swish}: that of {@code swish(1.5)} and others. */
  Row ofFamily(String family, String what) {
    return worst(name -> name.startsWith(family + "("), what, family);
  }

  private Row worst(Predicate<String> names, String what, String asked) {
    return rows.stream().filter(row -> names.test(row.function) && row.of.equals(what))
        .max(Comparator.comparingDouble(Row::max))
        .orElseThrow(() -> new IllegalStateException("accuracy.md has no row for " + asked + ", " + what));
  }
}
