package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Group id and version stand in pom.xml; every other project of this repository follows them. */
class CoordinatesTest {

  private static final Path ROOT = Path.of(System.getProperty("basedir", ""));
  private static final String GROUP_ID = first("<groupId>(.*?)</groupId>", read(ROOT.resolve("pom.xml")));
  private static final String VERSION = first("<version>(.*?)</version>", read(ROOT.resolve("pom.xml")));

  @Test
  void standaloneProjectsHaveThemInOnePropertyEach() throws IOException {
    List<Path> projects = poms(pom -> !pom.startsWith("src"));
    assertThat(projects).contains(Path.of("benchmarks/pom.xml"));
    for (Path project : projects) {
      String pom = read(ROOT.resolve(project));
      assertThat(first("<activations.groupId>(.*?)</activations.groupId>", pom)).as("%s", project).isEqualTo(GROUP_ID);
      assertThat(first("<activations.version>(.*?)</activations.version>", pom)).as("%s", project).isEqualTo(VERSION);
      assertThat(pom).as("%s", project).doesNotContain("<groupId>" + GROUP_ID + "</groupId>");
    }
  }

  @Test
  void consumersAreFilledIn() throws IOException {
    List<Path> consumers = poms(pom -> pom.startsWith("src/it"));
    assertThat(consumers).hasSizeGreaterThanOrEqualTo(4);
    for (Path consumer : consumers) {
      assertThat(read(ROOT.resolve(consumer))).as("%s", consumer)
          .contains("<groupId>@project.groupId@</groupId>", "<version>@project.version@</version>")
          .doesNotContain(GROUP_ID);
    }
  }

  /** The repository's projects beside the library, without copies that a build made. */
  private static List<Path> poms(Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.find(ROOT, 5, (path, attributes) -> path.endsWith("pom.xml"))) {
      return files.map(path -> Path.of("").resolve(ROOT.relativize(path)))
          .filter(path -> path.getNameCount() > 1 && !path.toString().contains("target")).filter(wanted).sorted().toList();
    }
  }

  private static String first(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).findFirst().orElseThrow();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
