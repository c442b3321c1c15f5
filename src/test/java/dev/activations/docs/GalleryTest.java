package dev.activations.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.activations.Activations;
import dev.activations.Initializers;
import dev.activations.PointwiseActivation;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The gallery shows every registered activation, with the figures that the library and the accuracy table have now. */
class GalleryTest {

  private static final String REMEDY = "run the command in docs/maker/README.md";

  @Test
  void everyActivationHasASectionAndAPicture() throws IOException {
    assertThat(missing(Activations.names())).as(REMEDY).isEmpty();
  }

  @Test
  void anInventedActivationIsReported() throws IOException {
    assertThat(missing(List.of("gelu", "invented"))).containsExactly(
        "invented: section in gallery.md", "invented: section in index.html");
  }

  @Test
  void thePicturesAreDrawings() throws IOException {
    for (String name : Activations.names()) {
      assertThat(Project.read(Project.DOCS.resolve("pictures").resolve(name + ".svg"))).as(name)
          .contains("<svg", "viewBox=", "<title", "<path").endsWith("</svg\n>\n");
    }
  }

  @Test
  void theFiguresAreThoseOfTheLibrary() throws IOException {
    String page = Project.read(Project.DOCS.resolve("accuracy.md"));
    String table = page.substring(page.indexOf("<!-- search: begin -->"));
    for (String name : Activations.names()) {
      if (Activations.byName(name) instanceof PointwiseActivation a) {
        String gain = new BigDecimal(Initializers.gain(a)).round(new MathContext(6, RoundingMode.HALF_EVEN))
            .stripTrailingZeros().toPlainString();
        String errors = "value " + error(table, name, "value") + " ulp, derivative "
            + error(table, name, "derivative") + " ulp";
        assertThat(markdownSection(name)).as(REMEDY).contains("- **Gain**: " + gain + "\n", errors);
        assertThat(htmlSection(name)).as(REMEDY).contains("<dd>" + gain + "</dd>", errors);
      }
    }
  }

  private static List<String> missing(Collection<String> names) throws IOException {
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      if (!markdownSection(name).contains("src=\"pictures/" + name + ".svg\"")) {
        missing.add(name + ": section in gallery.md");
      }
      if (!htmlSection(name).contains("src=\"pictures/" + name + ".svg\"")) {
        missing.add(name + ": section in index.html");
      }
    }
    return missing;
  }

  private static String markdownSection(String name) throws IOException {
    return first("gallery.md", "(?<=\n)### " + Pattern.quote(name) + "\n.*?(?=\n##|\\z)");
  }

  private static String htmlSection(String name) throws IOException {
    return first("index.html", "<article id=\"" + Pattern.quote(name) + "\">.*?</article>");
  }

  private static String first(String page, String regex) throws IOException {
    Path file = Project.DOCS.resolve(page);
    Matcher found = Pattern.compile(regex, Pattern.DOTALL).matcher(Project.read(file));
    return found.find() ? found.group() : "";
  }

  private static String error(String table, String function, String of) {
    Matcher row = Pattern.compile("\n\\| " + Pattern.quote(function) + " \\| " + of + " \\| [^|]+ \\| ([0-9.]+) \\|")
        .matcher(table);
    assertThat(row.find()).as(function + " " + of).isTrue();
    BigDecimal max = new BigDecimal(row.group(1)).setScale(2, RoundingMode.HALF_EVEN);
    return max.signum() == 0 ? "0" : max.stripTrailingZeros().toPlainString();
  }
}
