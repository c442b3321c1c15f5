package dev.activations.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The worst errors ever found, again with 55 digits. {@link SearchCommand} makes the files anew after a change of bits;
 * a line that is worse than its limit is a fault in a kernel, never in the file.
 */
class WorstErrorsTest {

  /** The JDK whose {@link Math} made the results of others. */
  private static final int JDK_OF_OTHERS = 17;

  static List<Subject> library() throws IOException {
    List<Subject> subjects = new ArrayList<>(Subject.library());
    subjects.addAll(Parameters.of(WorstErrors.read(WorstErrors.library())));
    return subjects;
  }

  static List<Subject> others() {
    return OtherSubjects.all();
  }

  private static List<Pin> pins(Path file, Subject subject) throws IOException {
    List<Pin> pins = WorstErrors.read(file).stream().filter(pin -> pin.isOf(subject)).toList();
    assertThat(pins).as("%s in %s", subject, file).isNotEmpty();
    return pins;
  }

  @ParameterizedTest
  @MethodSource("library")
  void errorsAreAsPinnedAndWithinTheLimits(Subject subject) throws IOException {
    for (Pin pin : pins(WorstErrors.library(), subject)) {
      Pin now = subject.pin(pin.x(), pin.g(), pin.tried());
      assertThat(now.error()).as(now.line()).isLessThanOrEqualTo(subject.limit());
      assertThat(now.line()).isEqualTo(pin.line());
    }
  }

  /** Their results may differ by JDK, because {@link Math} does (tanh since 25); the error of the result in the file may not. */
  @ParameterizedTest
  @MethodSource("others")
  void errorsOfOthersAreAsPinned(Subject subject) throws IOException {
    for (Pin pin : pins(WorstErrors.others(), subject)) {
      assertThat(subject.remeasured(pin).line()).isEqualTo(pin.line());
      if (Runtime.version().feature() == JDK_OF_OTHERS) {
        assertThat(subject.pin(pin.x(), pin.g(), pin.tried()).error()).as(pin.line())
            .isGreaterThanOrEqualTo(pin.error() / 2);
      }
    }
  }

  @Test
  void everyLineIsRead() throws IOException {
    List<Subject> subjects = Stream.concat(library().stream(), others().stream()).toList();
    for (Path file : List.of(WorstErrors.library(), WorstErrors.others())) {
      assertThat(WorstErrors.read(file)).allSatisfy(pin -> assertThat(subjects).as(pin.line()).anyMatch(pin::isOf));
    }
  }

  @Test
  void pageIsMadeOfTheFiles() throws IOException {
    String page = Files.readString(AccuracyPage.file());
    assertThat(AccuracyPage.made(page)).isEqualTo(page);
  }
}
