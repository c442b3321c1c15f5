package dev.activations.examples;

import dev.activations.Activations;
import dev.activations.PointwiseActivation;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Prints {@link LabResults}. */
final class LabTables {

  private final LabResults results;
  private final PrintStream out;

  private LabTables(LabResults results, PrintStream out) {
    this.results = results;
    this.out = out;
  }

  static void print(LabResults results, PrintStream out) {
    LabPlan plan = results.plan();
    out.printf("%nLayers of %d units, batches of %d; medians of %d seeds.%n", plan.width(), plan.rows(), plan.seeds());
    LabTables tables = new LabTables(results, out);
    tables.gradients(LabConnection.PLAIN, GradientLab.INITIALIZERS);
    tables.gradients(LabConnection.RESIDUAL, GradientLab.INITIALIZERS);
    tables.gradients(LabConnection.SCALED, List.of(LabInitializer.GAIN_SCALED));
    int depth = plan.depths().contains(10) ? 10 : plan.deepest();
    tables.signals(depth);
    tables.heForms();
    tables.cures();
  }

  private void gradients(LabConnection connection, List<LabInitializer> initializers) {
    out.printf("%nThe gradient that reaches layer 1, in relation to the last layer's, by depth; %s%n",
        connection.label());
    StringBuilder heading = new StringBuilder(String.format("%-12s%-14s", "", ""));
    results.plan().depths().forEach(depth -> heading.append(String.format("%10d", depth)));
    out.println(heading);
    for (PointwiseActivation a : GradientLab.activations()) {
      for (LabInitializer initializer : initializers) {
        StringBuilder line = new StringBuilder(String.format("%-12s%-14s", a, initializer.label()));
        for (int depth : results.plan().depths()) {
          LabSetup setup = new LabSetup(a, initializer, connection, depth);
          line.append(String.format("%10s", number(median(setup, LabMeasure.GRADIENT, 1))));
        }
        out.println(line);
      }
    }
  }

  private void signals(int depth) {
    out.printf("%nThe outputs of layer %d; \"signal\" is the variance between examples%n", depth);
    List<LabMeasure> measures = List.of(
        LabMeasure.MEAN, LabMeasure.SQUARE, LabMeasure.TYPICAL, LabMeasure.VARIANCE,
        LabMeasure.SIGNAL, LabMeasure.DEAD, LabMeasure.FLAT);
    StringBuilder heading = new StringBuilder(String.format("%-12s%-14s", "", ""));
    measures.forEach(measure -> heading.append(String.format("%10s", measure.label())));
    out.println(heading);
    for (PointwiseActivation a : GradientLab.activations()) {
      for (LabInitializer initializer : GradientLab.INITIALIZERS) {
        LabSetup setup = new LabSetup(a, initializer, LabConnection.PLAIN, depth);
        StringBuilder line = new StringBuilder(String.format("%-12s%-14s", a, initializer.label()));
        measures.forEach(measure -> line.append(String.format("%10s", number(median(setup, measure, depth)))));
        out.println(line);
      }
    }
  }

  private void heForms() {
    out.printf("%nThree forms of He's initialiser with relu: mean square of the last layer's outputs by depth%n");
    StringBuilder heading = new StringBuilder(String.format("%-26s", ""));
    results.plan().depths().forEach(depth -> heading.append(String.format("%10d", depth)));
    out.println(heading);
    for (LabInitializer initializer : GradientLab.HE_FORMS) {
      StringBuilder line = new StringBuilder(String.format("%-26s", initializer.label()));
      for (int depth : results.plan().depths()) {
        LabSetup setup = new LabSetup(Activations.RELU, initializer, LabConnection.PLAIN, depth);
        line.append(String.format("%10s", number(median(setup, LabMeasure.SQUARE, depth))));
      }
      out.println(line);
    }
  }

  private void cures() {
    out.printf("%nTraining with weights that start too large: runs that diverged, and medians%n");
    out.printf("%-28s%-20s%10s%14s%10s%12s%8s%10s%n",
        "", "", "diverged", "largest norm", "loss", "correct, %", "flat", "weights");
    for (LabCase network : LabCase.values()) {
      for (LabCure cure : LabCure.values()) {
        List<LabRun> runs = results.runs(network, cure);
        out.printf(Locale.ROOT, "%-28s%-20s%10s%14s%10s%12.1f%8s%10s%n", network.label(), cure.label(),
            runs.stream().filter(LabRun::diverged).count() + " of " + runs.size(),
            number(median(runs.stream().mapToDouble(LabRun::greatestNorm).toArray())),
            number(median(runs.stream().mapToDouble(LabRun::finalLoss).toArray())),
            median(runs.stream().mapToDouble(LabRun::correct).toArray()),
            number(median(runs.stream().mapToDouble(LabRun::flat).toArray())),
            number(median(runs.stream().mapToDouble(LabRun::weight).toArray())));
      }
    }
  }

  private double median(LabSetup setup, LabMeasure measure, int layer) {
    return results.at(setup, measure, layer).median();
  }

  private static double median(double[] numbers) {
    return LabSpread.of(numbers).median();
  }

  /** Three digits; powers of ten where plain decimals would be long. */
  private static String number(double x) {
    double size = Math.abs(x);
    if (!(x != 0 && size < Double.POSITIVE_INFINITY)) {
      return x == 0 ? "0" : Double.isNaN(x) ? "-" : "∞";
    }
    return String.format(Locale.ROOT, size >= 0.001 && size < 1000 ? "%.3g" : "%.1e", x);
  }
}
