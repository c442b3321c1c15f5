package dev.activations.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guide shows is what the examples say and print. {@link GuideFlagTest} looks at the flags. */
class GuideTest {

  private static final String SHOWS_THE_MACHINE = "WhichBackend";

  @ParameterizedTest
  @MethodSource("dev.activations.examples.Guide#examples")
  void theJavaBlocksAreTheRegionsOfTheExamples(String example) {
    List<String> shown = Guide.blocks().stream()
        .filter(block -> block.language().equals("java") && example.equals(block.example()))
        .map(Guide.Block::text).toList();
    assertThat(shown).isNotEmpty().isEqualTo(Guide.regions(example));
  }

  @Test
  void everyJavaBlockBelongsToAnExample() {
    assertThat(Guide.blocks("java")).hasSameSizeAs(
        Guide.examples().stream().flatMap(example -> Guide.regions(example).stream()).toList());
  }

  static Stream<String> examplesThatPrint() throws ClassNotFoundException {
    Stream.Builder<String> names = Stream.builder();
    for (String example : Guide.examples()) {
      boolean prints = Stream.of(classOf(example).getDeclaredMethods()).anyMatch(m -> m.getName().equals("main"));
      if (prints && !example.equals(SHOWS_THE_MACHINE)) {
        names.add(example);
      }
    }
    return names.build();
  }

  @ParameterizedTest
  @MethodSource("examplesThatPrint")
  void theTextBlocksAreWhatTheExamplesPrint(String example) throws ClassNotFoundException {
    String shown = Guide.blocks().stream()
        .filter(block -> block.language().equals("text") && example.equals(block.example()))
        .map(Guide.Block::text).collect(Collectors.joining());
    Class<?> type = classOf(example);
    assertThat(Output.ofMain(args -> run(type, args))).isNotEmpty().isEqualTo(shown);
  }

  private static Class<?> classOf(String example) throws ClassNotFoundException {
    return Class.forName("dev.activations.examples.guide." + example);
  }

  private static void run(Class<?> type, String[] args) {
    try {
      type.getMethod("main", String[].class).invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw new AssertionError(type + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theMavenFragmentsAreBalancedAndNamePluginsOfThisBuild() throws IOException {
    String project = Files.readString(Guide.path("pom.xml"));
    assertThat(Guide.blocks("xml")).isNotEmpty().allSatisfy(fragment -> {
      assertThat(unclosedOrWrong(fragment)).isEmpty();
      String artifact = fragment.replaceAll("(?s).*(<artifactId>.*?</artifactId>).*", "$1");
      assertThat(project).contains(artifact);
    });
  }

  /** The elements open at the end, or at the first end tag that does not fit; the module does not read java.xml. */
  private static Deque<String> unclosedOrWrong(String xml) {
    Deque<String> open = new ArrayDeque<>();
    List<MatchResult> tags = Pattern.compile("<(/?)([\\w.]+)(/?)>").matcher(xml).results().toList();
    for (MatchResult tag : tags) {
      if (!tag.group(1).isEmpty()) {
        if (!tag.group(2).equals(open.peek())) {
          open.push(tag.group());
          return open;
        }
        open.pop();
      } else if (tag.group(3).isEmpty()) {
        open.push(tag.group(2));
      }
    }
    return open;
  }

  @Test
  void linksLeadSomewhere() {
    String text = Guide.text();
    List<String> headings = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE).matcher(text).results()
        .map(found -> "#" + anchor(found.group(1))).toList();
    List<String> links = Pattern.compile("]\\(([^)]+)\\)").matcher(text).results()
        .map(found -> found.group(1)).toList();
    assertThat(links).isNotEmpty().allSatisfy(link -> {
      if (link.startsWith("#")) {
        assertThat(headings).contains(link);
      } else {
        assertThat(Guide.path("docs").resolve(Path.of(link.replaceAll("#.*", "")))).exists();
      }
    });
  }

  /** The anchor that GitHub gives a heading. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
  }
}
