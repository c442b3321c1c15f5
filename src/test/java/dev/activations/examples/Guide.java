package dev.activations.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The guide's text, taken apart, and the regions of the classes that it shows. */
final class Guide {

  /** A fenced block. {@code example} is the class that the last link to one before the block named, or null. */
  record Block(String language, String text, String example) {}

  static final String EXAMPLES = "src/examples/java/dev/activations/examples/guide";

  private static final Pattern LINK_OR_BLOCK = Pattern.compile(
      "^\\[\\w+\\.java]\\(\\.\\./" + EXAMPLES + "/(\\w+)\\.java\\)\n|^```(\\w+)\n(.*?)^```\n",
      Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern REGION = Pattern.compile(
      "^ *// @start region=\"[\\w-]+\"\n(.*?)\n *// @end\n", Pattern.DOTALL | Pattern.MULTILINE);

  private Guide() {}

  static String text() {
    return read(Path.of("docs/guide.md"));
  }

  /** All fenced blocks, in order. */
  static List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    String example = null;
    Matcher matcher = LINK_OR_BLOCK.matcher(text());
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        example = matcher.group(1);
      } else {
        blocks.add(new Block(matcher.group(2), matcher.group(3), example));
      }
    }
    return blocks;
  }

  /** The blocks of a language, in order. */
  static List<String> blocks(String language) {
    return blocks().stream().filter(block -> block.language().equals(language)).map(Block::text).toList();
  }

  /** The names of all classes among the guide's examples. */
  static List<String> examples() {
    try (Stream<Path> files = Files.list(path(EXAMPLES))) {
      return files.map(file -> file.getFileName().toString().replace(".java", "")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The regions of an example's source, in order, without the indentation that they share. */
  static List<String> regions(String example) {
    return REGION.matcher(read(Path.of(EXAMPLES, example + ".java"))).results()
        .map(found -> found.group(1).stripIndent() + "\n").toList();
  }

  /** A path from the project's folder, where the build runs tests. */
  static Path path(String fromProject) {
    return Path.of(System.getProperty("basedir", ""), fromProject);
  }

  private static String read(Path path) {
    try {
      return Files.readString(path(path.toString())).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
