package dev.activations.docs.gallery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Another page of the documentation.
 *
 * @param file its name
 * @param title its first heading
 */
record Documents(String file, String title) {

  static List<Documents> in(Path docs) throws IOException {
    try (Stream<Path> files = Files.list(docs)) {
      return files.filter(file -> file.toString().endsWith(".md") && !file.endsWith("gallery.md")).sorted()
          .map(file -> new Documents(file.getFileName().toString(), heading(file))).toList();
    }
  }

  private static String heading(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> line.startsWith("# ")).findFirst().map(line -> line.substring(2).strip())
          .orElseThrow(() -> new IllegalStateException(file + " has no heading"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
