package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The errors that the Javadoc quotes are those of the accuracy table, and the gains those that are computed. */
class JavadocFiguresTest {

  private static final Path ROOT = Path.of(System.getProperty("basedir", ""));
  private static final Pattern ERRORS =
      Pattern.compile("2 ulp \\((\\d\\.\\d\\d) found\\), derivative 3 ulp \\((\\d\\.\\d\\d) found\\)");
  private static final Pattern GAIN = Pattern.compile("<b>Gain</b> (\\d\\.\\d{5})\\.");

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file)).replace("\r\n", "\n");
  }

  /** The largest error that the search has found, with two decimals. */
  private static String measured(String name, String of) throws IOException {
    String page = read("docs/accuracy.md");
    Matcher row = Pattern.compile("(?m)^\\| " + Pattern.quote(name) + " \\| " + of + " \\| \\S+ \\| (\\S+) \\|")
        .matcher(page.substring(page.indexOf("<!-- search: begin -->")));
    assertThat(row.find()).as("%s, %s in the accuracy table", name, of).isTrue();
    return new BigDecimal(row.group(1)).setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  /** The comment of a constant of {@link Activations} on one line. */
  private static String comment(String constant) throws IOException {
    String source = read("src/main/java/dev/activations/Activations.java");
    int end = source.indexOf(" " + constant + " =");
    return line(source.substring(source.lastIndexOf("/**", end), end));
  }

  private static String line(String comment) {
    return comment.replaceAll("\\n *\\*? *", " ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sigmoid", "tanh", "gelu", "gelu_tanh", "silu"})
  void errorsAndGainOfAConstant(String name) throws IOException {
    String comment = comment(name.toUpperCase(Locale.ROOT));
    Matcher errors = ERRORS.matcher(comment);
    assertThat(errors.find()).as(comment).isTrue();
    assertThat(errors.group(1)).isEqualTo(measured(name, "value"));
    assertThat(errors.group(2)).isEqualTo(measured(name, "derivative"));

    Matcher gain = GAIN.matcher(comment);
    assertThat(gain.find()).as(comment).isTrue();
    assertThat(Initializers.gain(Activations.pointwise(name)))
        .isCloseTo(Double.parseDouble(gain.group(1)), within(0.5e-5));
  }

  @Test
  void errorsOfSoftmax() throws IOException {
    assertThat(line(read("src/main/java/dev/activations/Softmax.java"))).contains(
        "2 ulp (softmax " + measured("softmax", "value") + " found, log-softmax " + measured("log_softmax", "value")
            + "). Gradients: 8 ulp (" + measured("softmax", "backward") + " and " + measured("log_softmax", "backward")
            + " found)");
  }

  @Test
  void gainOfLeakyRelu() {
    for (double slope : new double[] {0.01, 0.3, -1.5, 0}) {
      assertThat(Initializers.gain(Activations.leakyRelu(slope)))
          .isCloseTo(Math.sqrt(2 / (1 + slope * slope)), within(1e-12));
    }
  }
}
