package dev.activations.docs.gradients;

import com.samskivert.mustache.Mustache;
import dev.activations.Activations;
import dev.activations.Initializers;
import dev.activations.examples.LabCase;
import dev.activations.examples.LabConnection;
import dev.activations.examples.LabCure;
import dev.activations.examples.LabInitializer;
import dev.activations.examples.LabMeasure;
import dev.activations.examples.LabResults;
import dev.activations.examples.LabRun;
import dev.activations.examples.LabSetup;
import dev.activations.examples.LabSpread;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Fills {@code gradients.md} from the template beside this class.
 *
 * <p>The template asks for figures by what they are, so no figure is typed by hand:
 * {@code {{#median}}gradient|sigmoid|Xavier|plain|10|1{{/median}}} is the median of the gradient at layer 1 of 10.
 * {@code range} gives the least and the greatest of the seeds, {@code factor} what one layer does to the gradient on the
 * way from the last to the first.
 */
final class Page {

  private static final String TEMPLATE = "gradients.md.mustache";

  private final LabResults results;

  private Page(LabResults results) {
    this.results = results;
  }

  static void write(Path docs, LabResults results) throws IOException {
    Files.writeString(docs.resolve("gradients.md"), new Page(results).text());
  }

  private String text() throws IOException {
    Tables tables = new Tables(results);
    Map<String, Object> model = new HashMap<>();
    model.put("width", results.plan().width());
    model.put("rows", results.plan().rows());
    model.put("seeds", results.plan().seeds());
    model.put("steps", results.plan().steps());
    model.put("depths", tables.depths());
    model.put("gradientsAt10", tables.gradients(LabConnection.PLAIN, 10));
    model.put("gradientsByDepth", tables.gradientsByDepth());
    model.put("signals", tables.signals(10));
    model.put("residual", tables.connections());
    model.put("cures", tables.cures());
    model.put("median", figure(words -> Numbers.text(spread(words).median())));
    model.put("range", figure(words -> Numbers.text(spread(words).least()) + " to " + Numbers.text(spread(words).greatest())));
    model.put("percent", figure(words -> String.format(Locale.ROOT, "%.0f %%", 100 * spread(words).median())));
    model.put("factor", figure(words -> Numbers.text(Math.pow(spread(words).median(), 1.0 / (Integer.parseInt(words[4]) - 1)))));
    model.put("kept", figure(words -> Numbers.text(Math.pow(Initializers.gain(Activations.pointwise(words[0])), -2))));
    model.put("longest", figure(words -> Integer.toString(longest(words[0], words[1]))));
    model.put("learned", figure(words -> learned(words[0], words[1])));
    try (Reader template = new InputStreamReader(Page.class.getResourceAsStream(TEMPLATE), StandardCharsets.UTF_8)) {
      return Paragraphs.wrapped(Mustache.compiler().escapeHTML(false).compile(template).execute(model));
    }
  }

  private static Mustache.Lambda figure(Function<String[], String> figure) {
    return (fragment, out) -> out.write(figure.apply(fragment.execute().strip().split("\\s*\\|\\s*")));
  }

  private LabSpread spread(String... words) {
    LabSetup setup = new LabSetup(Activations.pointwise(words[1]), byLabel(LabInitializer.values(), words[2]),
        byLabel(LabConnection.values(), words[3]), Integer.parseInt(words[4]));
    return results.at(setup, byLabel(LabMeasure.values(), words[0]), Integer.parseInt(words[5]));
  }

  /** How many steps the longest run took that diverged. */
  private int longest(String network, String cure) {
    return results.runs(LabCase.valueOf(network), LabCure.valueOf(cure)).stream()
        .mapToInt(run -> run.losses().length).max().orElseThrow();
  }

  /** How many runs ended with most images recognised. */
  private String learned(String network, String cure) {
    List<LabRun> runs = results.runs(LabCase.valueOf(network), LabCure.valueOf(cure));
    return runs.stream().filter(run -> run.correct() > 50).count() + " of " + runs.size();
  }

  private static <T> T byLabel(T[] all, String label) {
    return Arrays.stream(all).filter(one -> label(one).equals(label)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the template asks for " + label));
  }

  private static String label(Object one) {
    return one instanceof LabInitializer initializer ? initializer.label()
        : one instanceof LabConnection connection ? connection.label() : ((LabMeasure) one).label();
  }
}
