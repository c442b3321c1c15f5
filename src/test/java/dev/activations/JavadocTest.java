package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The Javadoc of every public type shows code, and that code is a region of an example, which is compiled and run; every
 * picture in it is one of docs/pictures.
 */
class JavadocTest {

  private static final Path ROOT = Path.of(System.getProperty("basedir", ""));
  private static final Path SOURCES = ROOT.resolve("src/main/java/dev/activations");
  private static final Path EXAMPLES = ROOT.resolve("src/examples/java");
  private static final Path PICTURES = ROOT.resolve("docs/pictures");

  private static final Pattern PUBLIC_TYPE = Pattern.compile("(?m)^public .*\\b(?:class|interface|enum|record) (\\w+)");
  private static final String TAG = "{@snippet";
  private static final Pattern SNIPPET = Pattern.compile(
      "\\{@snippet file=\"([^\"]+)\" region=\"([^\"]+)\":\\n(.*)\\n *\\* \\}", Pattern.DOTALL);

  private static final Pattern PICTURE = Pattern.compile("<img src=\"([^\"]*)\"");
  private static final String COPIES = "doc-files/";

  /** The sources of the public types and of the package, by name. */
  private static Map<String, String> documented() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(SOURCES)) {
      files = all.filter(file -> file.toString().endsWith(".java")).toList();
    }
    Map<String, String> found = new TreeMap<>();
    for (Path file : files) {
      String source = read(file);
      Matcher type = PUBLIC_TYPE.matcher(source);
      if (type.find()) {
        found.put(type.group(1), source);
      } else if (file.endsWith("package-info.java")) {
        found.put("package-info", source);
      }
    }
    return found;
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).replace("\r\n", "\n");
  }

  private static List<String> problems(String name, String source) throws IOException {
    List<String> problems = new ArrayList<>();
    for (String tag : tags(source)) {
      Matcher snippet = SNIPPET.matcher(tag);
      if (!snippet.matches()) {
        problems.add(name + ": a snippet that is not of the form file, region, code");
        continue;
      }
      Path file = EXAMPLES.resolve(snippet.group(1));
      String region = snippet.group(2);
      if (!Files.exists(file)) {
        problems.add(name + ": no file " + snippet.group(1));
        continue;
      }
      String code = region(read(file), region);
      String shown = snippet.group(3).lines().map(line -> line.replaceFirst("^ *\\* ?", ""))
          .collect(Collectors.joining("\n"));
      if (code == null) {
        problems.add(name + ": no region " + region + " in " + snippet.group(1));
      } else if (!shown.equals(code)) {
        problems.add(name + ": shows other code than region " + region);
      }
    }
    if (tags(source).isEmpty()) {
      problems.add(name + ": no snippet");
    }
    for (Matcher picture = PICTURE.matcher(source); picture.find();) {
      String file = picture.group(1);
      if (!file.startsWith(COPIES) || !Files.exists(PICTURES.resolve(file.substring(COPIES.length())))) {
        problems.add(name + ": no picture " + file);
      }
    }
    return problems;
  }

  /** Every snippet from its opening brace to the one that closes it. */
  private static List<String> tags(String source) {
    List<String> tags = new ArrayList<>();
    for (int from = source.indexOf(TAG); from >= 0; from = source.indexOf(TAG, from + 1)) {
      int depth = 0;
      int to = from;
      do {
        depth += source.charAt(to) == '{' ? 1 : source.charAt(to) == '}' ? -1 : 0;
        to++;
      } while (depth > 0 && to < source.length());
      tags.add(source.substring(from, to));
    }
    return tags;
  }

  /** The lines between the markers, without their common indentation; null if there is no such region. */
  private static String region(String source, String name) {
    String start = "// @start region=\"" + name + "\" :\n";
    int from = source.indexOf(start);
    int to = source.indexOf("// @end", Math.max(from, 0));
    if (from < 0 || to < 0) {
      return null;
    }
    return source.substring(from + start.length(), to).stripIndent().stripTrailing();
  }

  @Test
  void everyPublicTypeShowsCompiledCodeAndExistingPictures() throws IOException {
    Map<String, String> documented = documented();
    assertThat(documented).containsKeys("package-info", "Activation", "Activations", "Backend", "GatedActivation",
        "GradientClipping", "Halves", "Initializer", "Initializers", "PointwiseActivation", "Softmax");
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, String> type : documented.entrySet()) {
      problems.addAll(problems(type.getKey(), type.getValue()));
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void eachMistakeIsReported() throws IOException {
    String halves = documented().get("Halves");
    assertThat(problems("a", "/** No code. */\n")).containsExactly("a: no snippet");
    assertThat(problems("b", halves.replace("HalvesSnippets", "Nowhere")))
        .containsExactly("b: no file dev/activations/examples/snippets/Nowhere.java");
    assertThat(problems("c", halves.replace("\"orders\"", "\"order\"")))
        .containsExactly("c: no region order in dev/activations/examples/snippets/HalvesSnippets.java");
    assertThat(problems("d", halves.replace("Halves.VALUE_FIRST);", "Halves.GATE_FIRST);")))
        .containsExactly("d: shows other code than region orders");
    assertThat(problems("e", halves + "/** {@snippet : int i;} */\n"))
        .containsExactly("e: a snippet that is not of the form file, region, code");
    assertThat(problems("f", halves + "/** <img src=\"doc-files/nothing.svg\" alt=\"nothing\"> */\n"))
        .containsExactly("f: no picture doc-files/nothing.svg");
  }
}
