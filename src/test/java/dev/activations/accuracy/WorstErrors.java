package dev.activations.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of {@link Pin}s. */
final class WorstErrors {
  private static final String COMMENT =
      "# Made by mvn -q -DskipTests test-compile exec:exec@search, see docs/accuracy.md; the worst of each first.";

  private WorstErrors() {}

  /** This library's. */
  static Path library() {
    return resource("worst-errors.csv");
  }

  /** Those of other formulas and libraries. */
  static Path others() {
    return resource("other-errors.csv");
  }

  static Path root() {
    return Path.of(System.getProperty("basedir", ""));
  }

  private static Path resource(String name) {
    return root().resolve("src/test/resources/dev/activations/accuracy").resolve(name);
  }

  /** The pins of a file; none if there is no file yet. */
  static List<Pin> read(Path file) throws IOException {
    List<Pin> pins = new ArrayList<>();
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      if (!line.startsWith("#") && !line.equals(Pin.HEADER)) {
        pins.add(Pin.parse(line));
      }
    }
    return pins;
  }

  /** Writes those of the subjects, in their order. */
  static void write(Path file, List<Subject> subjects, List<Pin> pins) throws IOException {
    StringBuilder text = new StringBuilder(COMMENT).append('\n').append(Pin.HEADER).append('\n');
    for (Subject subject : subjects) {
      pins.stream().filter(pin -> pin.isOf(subject)).forEach(pin -> text.append(pin.line()).append('\n'));
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
