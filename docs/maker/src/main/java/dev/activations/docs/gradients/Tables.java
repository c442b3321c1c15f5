package dev.activations.docs.gradients;

import dev.activations.Initializers;
import dev.activations.PointwiseActivation;
import dev.activations.examples.GradientLab;
import dev.activations.examples.LabCase;
import dev.activations.examples.LabConnection;
import dev.activations.examples.LabCure;
import dev.activations.examples.LabInitializer;
import dev.activations.examples.LabMeasure;
import dev.activations.examples.LabResults;
import dev.activations.examples.LabRun;
import dev.activations.examples.LabSetup;
import dev.activations.examples.LabSpread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The tables of the page, in Markdown. */
final class Tables {

  private final LabResults results;

  Tables(LabResults results) {
    this.results = results;
  }

  /** "2, 5, 10 and 50". */
  String depths() {
    List<String> depths = results.plan().depths().stream().map(String::valueOf).toList();
    return String.join(", ", depths.subList(0, depths.size() - 1)) + " and " + depths.get(depths.size() - 1);
  }

  /** The gradient at layer 1, with its spread. */
  String gradients(LabConnection connection, int depth) {
    List<List<String>> rows = new ArrayList<>();
    List<String> heading = new ArrayList<>(List.of(""));
    GradientLab.INITIALIZERS.forEach(initializer -> heading.add(initializer.label()));
    for (PointwiseActivation a : Lab.activations()) {
      List<String> row = new ArrayList<>(List.of(a.name()));
      for (LabInitializer initializer : GradientLab.INITIALIZERS) {
        LabSpread spread = results.at(new LabSetup(a, initializer, connection, depth), LabMeasure.GRADIENT, 1);
        row.add("**" + Numbers.text(spread.median()) + "** (" + Numbers.text(spread.least()) + " to "
            + Numbers.text(spread.greatest()) + ")");
      }
      rows.add(row);
    }
    return markdown(heading, rows);
  }

  /** The gradient at layer 1 by depth, plain networks. */
  String gradientsByDepth() {
    List<String> heading = new ArrayList<>(List.of("", ""));
    results.plan().depths().forEach(depth -> heading.add(depth + " layers"));
    List<List<String>> rows = new ArrayList<>();
    for (PointwiseActivation a : Lab.activations()) {
      for (LabInitializer initializer : GradientLab.INITIALIZERS) {
        List<String> row = new ArrayList<>(List.of(a.name(), initializer.label()));
        for (int depth : results.plan().depths()) {
          row.add(Numbers.text(results.at(new LabSetup(a, initializer, LabConnection.PLAIN, depth),
              LabMeasure.GRADIENT, 1).median()));
        }
        rows.add(row);
      }
    }
    return markdown(heading, rows);
  }

  /** The outputs of the last layer, gain-scaled. */
  String signals(int depth) {
    List<List<String>> rows = new ArrayList<>();
    for (PointwiseActivation a : Lab.activations()) {
      LabSetup setup = new LabSetup(a, LabInitializer.GAIN_SCALED, LabConnection.PLAIN, depth);
      List<String> row = new ArrayList<>(List.of(a.name(), Numbers.text(Initializers.gain(a))));
      for (LabMeasure measure : List.of(
          LabMeasure.MEAN, LabMeasure.SQUARE, LabMeasure.VARIANCE, LabMeasure.SIGNAL)) {
        row.add(Numbers.text(results.at(setup, measure, depth).median()));
      }
      rows.add(row);
    }
    return markdown(List.of("", "gain", "mean", "mean square", "variance", "signal"), rows);
  }

  /** Plain and residual networks beside each other, deepest. */
  String connections() {
    int depth = results.plan().deepest();
    List<List<String>> rows = new ArrayList<>();
    for (PointwiseActivation a : Lab.activations()) {
      List<String> row = new ArrayList<>(List.of(a.name()));
      for (LabMeasure measure : List.of(LabMeasure.GRADIENT, LabMeasure.SQUARE)) {
        for (LabConnection connection : LabConnection.values()) {
          LabSetup setup = new LabSetup(a, LabInitializer.GAIN_SCALED, connection, depth);
          int layer = measure == LabMeasure.GRADIENT ? 1 : depth;
          row.add(Numbers.text(results.at(setup, measure, layer).median()));
        }
      }
      rows.add(row);
    }
    List<String> heading = new ArrayList<>(List.of(""));
    for (String what : List.of("gradient", "mean square")) {
      for (LabConnection connection : LabConnection.values()) {
        heading.add(what + ", " + connection.label());
      }
    }
    return markdown(heading, rows);
  }

  /** The training runs. */
  String cures() {
    List<List<String>> rows = new ArrayList<>();
    for (LabCase network : LabCase.values()) {
      for (LabCure cure : LabCure.values()) {
        List<LabRun> runs = results.runs(network, cure);
        List<LabRun> finished = runs.stream().filter(run -> !run.diverged()).toList();
        rows.add(List.of(network.label(), cure.label(),
            runs.size() - finished.size() + " of " + runs.size(),
            spread(runs, LabRun::greatestNorm, Numbers::text),
            spread(finished, LabRun::finalLoss, Numbers::text),
            spread(finished, LabRun::correct, x -> String.format(Locale.ROOT, "%.0f", x)),
            spread(finished, LabRun::flat, x -> String.format(Locale.ROOT, "%.0f %%", 100 * x)),
            spread(finished, LabRun::weight, Numbers::text)));
      }
    }
    return markdown(
        List.of("network", "cure", "diverged", "largest norm", "loss at the end", "recognised, %",
            "saturated at the end", "weights at the end"),
        rows);
  }

  /** Writes a number. */
  private interface Format {
    String of(double x);
  }

  private static String spread(List<LabRun> runs, ToDoubleFunction<LabRun> value, Format format) {
    double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
    if (sorted.length == 0) {
      return "–";
    }
    String median = format.of(sorted[sorted.length / 2]);
    String least = format.of(sorted[0]);
    String greatest = format.of(sorted[sorted.length - 1]);
    return least.equals(greatest) ? "**" + median + "**" : "**" + median + "** (" + least + " to " + greatest + ")";
  }

  private static String markdown(List<String> heading, List<List<String>> rows) {
    StringBuilder out = new StringBuilder(line(heading)).append("|").append(" --- |".repeat(heading.size()));
    rows.forEach(row -> out.append("\n").append(line(row).stripTrailing()));
    return out.toString();
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
