package dev.activations.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The project's files; the build runs tests in its folder. */
final class Project {

  static final Path ROOT = Path.of(System.getProperty("basedir", "")).toAbsolutePath().normalize();
  static final Path DOCS = ROOT.resolve("docs");

  private Project() {}

  static String read(Path file) throws IOException {
    return Files.readString(file).replace("\r\n", "\n");
  }

  /** README.md and all pages in the folders, without what builds have made. */
  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md"), DOCS.resolve("index.html")));
    pages.addAll(markdown(DOCS));
    pages.addAll(markdown(ROOT.resolve("benchmarks")));
    return pages;
  }

  private static List<Path> markdown(Path folder) throws IOException {
    Path made = Path.of("target");
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".md"))
          .filter(file -> StreamSupport.stream(ROOT.relativize(file).spliterator(), false).noneMatch(made::equals)).toList();
    }
  }
}
