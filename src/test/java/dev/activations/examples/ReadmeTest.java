package dev.activations.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README says is what the code does. */
class ReadmeTest {

  @Test
  void theJavaBlockIsTheExample() throws IOException {
    String source = read("src/examples/java/dev/activations/examples/ReadmeExample.java");
    assertThat(blocks("java")).containsExactly(source.substring(source.indexOf("import ")));
  }

  @Test
  void theExampleRuns() {
    assertThat(Output.ofMain(ReadmeExample::main).lines().toList()).satisfiesExactly(
        line -> assertThat(line).startsWith("gelu     [-0.158655253931457"),
        line -> assertThat(line).startsWith("gradient [-0.08331547058768"),
        line -> assertThat(line).startsWith("softmax  [0.95002734272"),
        line -> assertThat(line).startsWith("sigmoid  0.62245933120185"),
        line -> assertThat(line).startsWith("8192 weights, the first 0."));
  }

  @Test
  void theCommandsHaveBlocksOfTheirOwn() throws IOException {
    assertThat(blocks("sh")).containsExactly(
        "mvn -q -DskipTests test-compile exec:exec@quickstart exec:exec@train-digits\n", "mvn verify\n");
  }

  @Test
  void theMavenSnippetNamesThisProject() throws IOException {
    String project = read("pom.xml");
    List<String> snippet = blocks("xml");
    assertThat(snippet).hasSize(1);
    for (String element : new String[] {"groupId", "artifactId", "version"}) {
      assertThat(first(element, snippet.get(0))).as(element).isEqualTo(first(element, project));
    }
  }

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```\n", Pattern.DOTALL).matcher(read("README.md")).results()
        .map(found -> found.group(1)).toList();
  }

  private static String first(String element, String xml) {
    return Pattern.compile("<" + element + ">(.*?)</" + element + ">").matcher(xml).results()
        .map((MatchResult found) -> found.group(1)).findFirst().orElseThrow();
  }

  /** The file's text; the build runs tests in the project's folder. */
  private static String read(String path) throws IOException {
    return Files.readString(Path.of(System.getProperty("basedir", ""), path)).replace("\r\n", "\n");
  }
}
