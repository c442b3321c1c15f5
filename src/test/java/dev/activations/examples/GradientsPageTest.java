package dev.activations.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.activations.Activations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The page is written by a command; here its leading figure is measured again, so that it cannot grow old unseen. */
class GradientsPageTest {

  private static final Path DOCS = Path.of(System.getProperty("basedir", ""), "docs");

  @Test
  void theFirstFigureIsMeasured() throws IOException {
    LabPlan plan = LabPlan.full(1);
    LabSetup setup = new LabSetup(Activations.SIGMOID, LabInitializer.XAVIER, LabConnection.PLAIN, 10);
    double[] gradients = IntStream.range(0, plan.seeds())
        .mapToDouble(i -> LabTrial.run(setup, plan.rows(), plan.width(), plan.seed() + i).get(LabMeasure.GRADIENT)[0]).toArray();
    LabSpread spread = LabSpread.of(gradients);
    assertThat(page()).contains("In a network of **10 sigmoid layers with Xavier's weights, " + text(spread.median())
        + " of the gradient reaches layer 1** (" + text(spread.least()) + " to " + text(spread.greatest())
        + " over the seeds)");
  }

  @Test
  void everyPictureIsThere() throws IOException {
    Matcher pictures = Pattern.compile("pictures/gradients-[^\")]+").matcher(page());
    assertThat(pictures.results().map(picture -> picture.group()))
        .hasSize(16).doesNotHaveDuplicates().allSatisfy(picture -> assertThat(DOCS.resolve(picture)).isNotEmptyFile());
  }

  private static String page() throws IOException {
    return Files.readString(DOCS.resolve("gradients.md")).replaceAll("\\s+", " ");
  }

  private static String text(double x) {
    return String.format(Locale.ROOT, "%.1e", x).replace("e-0", "e-");
  }
}
