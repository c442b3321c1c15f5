package dev.activations.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each way in which the guide sets the flag is tried on a JVM of its own, and tells what the guide says it tells. */
class GuideFlagTest {

  private static final String WITH_SPACE = "--add-modules jdk.incubator.vector";
  private static final String WITH_EQUALS = "--add-modules=jdk.incubator.vector";

  /** What a JVM said, on both streams. */
  private record Said(int exitCode, String text) {}

  @Test
  void everyFragmentSpellsTheFlagRight() {
    Pattern module = Pattern.compile("(\\S*)([ =,])jdk\\.incubator\\.vector\\b");
    for (Guide.Block block : Guide.blocks()) {
      if (!List.of("java", "text").contains(block.language())) {
        Matcher mentioned = module.matcher(block.text());
        while (mentioned.find()) {
          assertThat(mentioned.group()).matches(
              ".*--add-modules[= ]jdk\\.incubator\\.vector|com\\.example\\.app,jdk\\.incubator\\.vector");
        }
        assertThat(block.text().split("jdk\\.incubator", -1)).as(block.text())
            .hasSameSizeAs(block.text().split("[ =,]jdk\\.incubator\\.vector", -1));
      }
    }
    for (String language : new String[] {"sh", "xml", "kotlin", "dockerfile", "properties"}) {
      assertThat(Guide.blocks(language)).as(language).isNotEmpty()
          .anySatisfy(block -> assertThat(block).containsPattern("--add-modules[= ]jdk\\.incubator\\.vector"));
    }
  }

  @Test
  void theFlagOnTheCommandLine() throws Exception {
    assertThat(whichBackend(Map.of()).text()).isEqualTo(textAfter("Without the flag:"));
    for (String[] flag : new String[][] {WITH_SPACE.split(" "), {WITH_EQUALS}}) {
      Said said = whichBackend(Map.of(), flag);
      assertThat(said.text()).startsWith("WARNING: Using incubator modules: jdk.incubator.vector\n");
      assertThat(withoutWidth(said.text())).endsWith("\n" + withoutWidth(textAfter("With it, the number of bits")));
    }
  }

  @Test
  void theFlagInTheEnvironment() throws Exception {
    Matcher assignment = Pattern.compile("(?:ENV|export) (JDK_JAVA_OPTIONS|JAVA_TOOL_OPTIONS)=\"(.*)\"\n").matcher(
        String.join("", Guide.blocks("dockerfile")) + String.join("", Guide.blocks("sh")));
    List<String> variables = new ArrayList<>();
    while (assignment.find()) {
      variables.add(assignment.group(1));
      Said said = whichBackend(Map.of(assignment.group(1), assignment.group(2)));
      assertThat(said.text()).contains("\nvector: ");
      assertThat(said.exitCode()).isZero();
    }
    assertThat(variables).containsExactly("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS");

    Said withSpace = whichBackend(Map.of("JAVA_TOOL_OPTIONS", WITH_SPACE));
    assertThat(withSpace.exitCode()).isNotZero();
    assertThat(Guide.text()).contains("Unrecognized option: --add-modules`");
    assertThat(withSpace.text()).contains("Unrecognized option: --add-modules\n");
  }

  @Test
  void theForcedBackend() throws Exception {
    Said said = whichBackend(Map.of(), "-Ddev.activations.backend=vector");
    assertThat(said.exitCode()).isNotZero();
    assertThat(said.text()).contains(textAfter("java -Ddev.activations.backend=vector"));
    assertThat(whichBackend(Map.of(), WITH_EQUALS, "-Ddev.activations.backend=vector").text()).contains("\nvector: ");
    assertThat(whichBackend(Map.of(), WITH_EQUALS, "-Ddev.activations.backend=portable").text())
        .contains("\nportable: ");
  }

  @Test
  void theReasonsInTheTable() throws Exception {
    for (String[] reason : new String[][] {
      {"-XX:TieredStopAtLevel=1", "runs without its optimising compiler (C1 only)"},
      {"-Xint", "only interprets"}}) {
      assertThat(Guide.text()).contains("| " + reason[1] + " | remove `" + reason[0] + "`");
      assertThat(whichBackend(Map.of(), WITH_EQUALS, reason[0]).text())
          .contains("\nportable: the virtual machine " + reason[1] + "\n");
    }
  }

  private static String textAfter(String words) {
    String rest = Guide.text().substring(Guide.text().indexOf(words));
    return rest.substring(rest.indexOf("```text\n") + 8).replaceAll("(?s)```.*", "");
  }

  private static String withoutWidth(String text) {
    return text.replaceAll("\\d+ bits", "? bits");
  }

  private static Said whichBackend(Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(Guide.path("target/classes") + File.pathSeparator + Guide.path("target/test-classes"));
    command.add("dev.activations.examples.guide.WhichBackend");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    return new Said(process.waitFor(), text);
  }
}
