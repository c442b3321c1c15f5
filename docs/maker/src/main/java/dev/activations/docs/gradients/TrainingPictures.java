package dev.activations.docs.gradients;

import dev.activations.docs.Charts;
import dev.activations.docs.Colours;
import dev.activations.docs.Lines;
import dev.activations.docs.Picture;
import dev.activations.examples.LabCase;
import dev.activations.examples.LabCure;
import dev.activations.examples.LabResults;
import dev.activations.examples.LabRun;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.ValueMarker;

/** Training runs with and without cures, over a logarithmic axis of steps: some are lost in the first few. */
final class TrainingPictures {

  private static final double POINTS_A_DECADE = 40;
  private static final List<BasicStroke> STROKES = List.of(Lines.SOLID, Lines.DASHED, Lines.DASH_DOT, Lines.DOTTED);

  private TrainingPictures() {}

  /** Loss and norm of the gradients, medians over the seeds, by name. */
  static Map<String, Picture> cures(LabResults results) {
    Map<String, Picture> pictures = new LinkedHashMap<>();
    double end = Math.log10(results.plan().steps());
    for (LabCase network : LabCase.values()) {
      JFreeChart loss = Charts.lines(network.label() + ": loss", "step", null);
      JFreeChart norm = Charts.lines(network.label() + ": norm of the gradients", "step", null);
      for (LabCure cure : LabCure.values()) {
        List<LabRun> runs = results.runs(network, cure);
        add(loss, cure, runs, LabRun::losses, network == LabCase.UNBOUNDED);
        add(norm, cure, runs, LabRun::norms, true);
      }
      for (JFreeChart chart : List.of(loss, norm)) {
        Charts.xAxis(chart, 0, end, 1);
        Charts.xPowersOfTen(chart);
        Charts.legendBelow(chart);
      }
      Charts.yPowersOfTen(norm);
      if (network == LabCase.UNBOUNDED) {
        Charts.yAxis(loss, -2, 6, 1);
        Charts.yPowersOfTen(loss);
        Charts.yAxis(norm, -1, 7, 1);
      } else {
        Charts.yAxis(loss, 0, 4, 1);
        loss.getXYPlot().addRangeMarker(new ValueMarker(Math.log(10), Colours.GREY, Lines.DOTTED));
        Charts.note(loss, "guessing: ln 10", 0.05, 1.95, Colours.INK);
        Charts.yAxis(norm, 0, 2, 1);
      }
      String name = "cures-" + network.hidden().name();
      pictures.put(name + "-loss", picture(network, "loss", loss));
      pictures.put(name + "-norm", picture(network, "norm of the gradients", norm));
    }
    return pictures;
  }

  private static Picture picture(LabCase network, String what, JFreeChart chart) {
    return new Picture("Cures of exploding gradients: " + network.label() + ", " + what, "The " + what + " by step, for a network"
        + " whose weights start too large, trained with no cure, with clipping by value, with clipping by norm, and with"
        + " L2 decay.", LayerPictures.WIDTH, LayerPictures.HEIGHT, 1, List.of(chart));
  }

  private static void add(JFreeChart chart, LabCure cure, List<LabRun> runs, Function<LabRun, double[]> byStep,
      boolean logarithmic) {
    List<double[]> points = new ArrayList<>();
    int steps = runs.stream().mapToInt(run -> byStep.apply(run).length).max().orElseThrow();
    int last = 0;
    for (int i = 0; last < steps; i++) {
      int step = Math.max(last + 1, (int) Math.round(Math.pow(10, i / POINTS_A_DECADE)));
      if (step <= steps) {
        points.add(new double[] {Math.log10(step), median(runs, byStep, step)});
      }
      last = step;
    }
    double[] x = points.stream().mapToDouble(point -> point[0]).toArray();
    double[] y = points.stream().mapToDouble(point -> point[1]).toArray();
    Charts.line(chart, cure.label(), x, logarithmic ? Charts.log10(y) : y, Colours.SERIES.get(cure.ordinal()),
        STROKES.get(cure.ordinal()));
  }

  /** Over the seeds, of the mean of the last few steps: one batch varies more than the curves differ. */
  private static double median(List<LabRun> runs, Function<LabRun, double[]> byStep, int step) {
    double[] means = runs.stream().mapToDouble(run -> mean(byStep.apply(run), step)).sorted().toArray();
    return means[means.length / 2];
  }

  private static double mean(double[] byStep, int step) {
    if (step > byStep.length) {
      return Double.POSITIVE_INFINITY;
    }
    int from = step - Math.max(1, step / 10);
    return Arrays.stream(byStep, from, step).average().orElseThrow();
  }
}
