package dev.activations.docs.gradients;

import dev.activations.Activations;
import dev.activations.Initializers;
import dev.activations.PointwiseActivation;
import dev.activations.docs.Charts;
import dev.activations.docs.Colours;
import dev.activations.docs.Lines;
import dev.activations.docs.Picture;
import dev.activations.examples.GradientLab;
import dev.activations.examples.LabConnection;
import dev.activations.examples.LabInitializer;
import dev.activations.examples.LabMeasure;
import dev.activations.examples.LabResults;
import dev.activations.examples.LabSetup;
import java.awt.BasicStroke;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.ui.RectangleAnchor;

/** Curves over the layers of a network. A file holds one chart, so that a page can put charts beside or below each other. */
final class LayerPictures {

  static final int WIDTH = 470;
  static final int HEIGHT = 320;

  private static final List<BasicStroke> STROKES = List.of(
      Lines.SOLID, Lines.DASHED, Lines.DASH_DOT, Lines.DOTTED, Lines.SOLID, Lines.DASHED, Lines.DASH_DOT);
  /** He's last: dotted, so that what it lies on is seen. */
  private static final List<LabInitializer> DRAWN = List.of(LabInitializer.RANDOM_SMALL, LabInitializer.RANDOM_LARGE,
      LabInitializer.XAVIER, LabInitializer.GAIN_SCALED, LabInitializer.HE);

  private final LabResults results;

  LayerPictures(LabResults results) {
    this.results = results;
  }

  /** All of them, by name. */
  Map<String, Picture> all() {
    Map<String, Picture> pictures = new LinkedHashMap<>();
    for (PointwiseActivation a : List.of(
        Activations.SIGMOID, Activations.TANH, Activations.RELU, Activations.GELU)) {
      pictures.put("layers-" + a.name(), gradients(a));
    }
    pictures.put("sizes", sizes());
    pictures.put("sizes-he", formsOfHe());
    pictures.put("dead", dead());
    pictures.put("flat", flat());
    pictures.put("mean", mean());
    pictures.put("signal", signal());
    return pictures;
  }

  /** The gradient on its way from the last layer to the first. */
  private Picture gradients(PointwiseActivation a) {
    int depth = results.plan().depths().contains(20) ? 20 : results.plan().deepest();
    JFreeChart chart = Charts.lines(a.name() + ": gradient by layer", "layer", "gradient, last layer = 1");
    Charts.xAxis(chart, 0, depth, depth > 10 ? 5 : 1);
    Charts.yAxis(chart, -14, 14, 4);
    Charts.yPowersOfTen(chart);
    for (LabInitializer initializer : DRAWN) {
      boolean he = initializer == LabInitializer.HE;
      double[] y = Lab.medians(results, LabMeasure.GRADIENT, plain(a, initializer, depth));
      Charts.line(chart, initializer.label(), Lab.numbers(depth), Charts.log10(y),
          he ? Colours.INK : Colours.SERIES.get(DRAWN.indexOf(initializer)),
          he ? Lines.DOTTED : STROKES.get(DRAWN.indexOf(initializer) % 3));
    }
    Charts.legendBelow(chart);
    return picture("Gradients by layer with " + a.name(), "The gradient at each layer of plain networks of " + depth
        + " layers with " + a.name() + ", for five initialisers, on a logarithmic scale.", chart);
  }

  /** Whether outputs keep their size with gain-scaled weights. */
  private Picture sizes() {
    int depth = results.plan().deepest();
    JFreeChart scaled = logarithmic("gain-scaled weights", "mean square × gain²", depth, -1, 6, 1);
    for (PointwiseActivation a : Lab.activations()) {
      double gain = Initializers.gain(a);
      double[] sizes = Lab.medians(results, LabMeasure.SQUARE, plain(a, LabInitializer.GAIN_SCALED, depth));
      for (int i = 0; i < depth; i++) {
        sizes[i] *= gain * gain;
      }
      add(scaled, a.name(), Lab.activations().indexOf(a), Charts.log10(sizes));
    }
    Charts.legend(scaled, RectangleAnchor.TOP_LEFT);
    return picture("The size of outputs by layer", "The mean square of the outputs of each layer, with gain-scaled weights"
        + " for each activation.", scaled);
  }

  /** The same for relu, with what is called He's initialiser. */
  private Picture formsOfHe() {
    int depth = results.plan().deepest();
    JFreeChart forms = logarithmic("relu with forms of He's initialiser", "mean square", depth, -26, 4, 4);
    for (LabInitializer form : GradientLab.HE_FORMS) {
      add(forms, form == LabInitializer.HE ? "normal, sd √(2/n)" : form.label(), GradientLab.HE_FORMS.indexOf(form),
          Charts.log10(Lab.medians(results, LabMeasure.SQUARE, plain(Activations.RELU, form, depth))));
    }
    Charts.legend(forms, RectangleAnchor.BOTTOM_LEFT);
    return picture("The size of relu's outputs by layer", "The mean square of the outputs of each layer of relu, with three"
        + " forms of He's initialiser, on a logarithmic scale.", forms);
  }

  /** How much of the outputs is the same for all examples. */
  private Picture mean() {
    int depth = results.plan().deepest();
    JFreeChart chart = shares("share of the outputs that is their mean", "mean² / mean square", depth);
    for (PointwiseActivation a : Lab.activations()) {
      double[] square = Lab.medians(results, LabMeasure.SQUARE, plain(a, LabInitializer.GAIN_SCALED, depth));
      double[] mean = Lab.medians(results, LabMeasure.MEAN, plain(a, LabInitializer.GAIN_SCALED, depth));
      for (int i = 0; i < depth; i++) {
        mean[i] = mean[i] * mean[i] / square[i];
      }
      add(chart, a.name(), Lab.activations().indexOf(a), mean);
    }
    Charts.legendBelow(chart);
    return picture("Outputs that are not centred", "By layer of gain-scaled plain networks of " + depth + " layers: the"
        + " share of the outputs' mean square that is the square of their mean.", chart);
  }

  /** How much of them tells examples apart. */
  private Picture signal() {
    int depth = results.plan().deepest();
    JFreeChart chart = logarithmic("share by which examples differ", "signal / mean square", depth, -16, 1, 2);
    for (PointwiseActivation a : Lab.activations()) {
      double[] square = Lab.medians(results, LabMeasure.SQUARE, plain(a, LabInitializer.GAIN_SCALED, depth));
      double[] signal = Lab.medians(results, LabMeasure.SIGNAL, plain(a, LabInitializer.GAIN_SCALED, depth));
      for (int i = 0; i < depth; i++) {
        signal[i] /= square[i];
      }
      add(chart, a.name(), Lab.activations().indexOf(a), Charts.log10(signal));
    }
    Charts.legendBelow(chart);
    return picture("What outputs that are not centred hide", "By layer of gain-scaled plain networks of " + depth
        + " layers: the share of the outputs' mean square by which examples differ, on a logarithmic scale.", chart);
  }

  private Picture dead() {
    int depth = results.plan().deepest();
    JFreeChart dead = shares("relu units that are 0 for all examples", "share", depth);
    add(dead, "He, plain", 0, Lab.medians(results, LabMeasure.DEAD,
        plain(Activations.RELU, LabInitializer.HE, depth)));
    add(dead, "He, residual", 1, Lab.medians(results, LabMeasure.DEAD,
        new LabSetup(Activations.RELU, LabInitializer.HE, LabConnection.RESIDUAL, depth)));
    add(dead, "gain-scaled, branch/√depth", 2, Lab.medians(results, LabMeasure.DEAD,
        new LabSetup(Activations.RELU, LabInitializer.GAIN_SCALED, LabConnection.SCALED, depth)));
    Charts.legend(dead, RectangleAnchor.TOP_LEFT);
    return picture("Dead units", "By layer of networks of " + depth + " layers: the share of relu units that give 0 for all"
        + " examples.", dead);
  }

  private Picture flat() {
    int depth = results.plan().deepest();
    JFreeChart flat = shares("outputs on the flat parts", "share", depth);
    int index = 0;
    for (LabInitializer initializer : List.of(LabInitializer.RANDOM_LARGE, LabInitializer.XAVIER)) {
      for (PointwiseActivation a : List.of(Activations.TANH, Activations.SIGMOID)) {
        add(flat, a.name() + ", " + initializer.label(), index++,
            Lab.medians(results, LabMeasure.FLAT, plain(a, initializer, depth)));
      }
    }
    Charts.legend(flat, RectangleAnchor.BOTTOM_RIGHT);
    return picture("Saturated units", "By layer of networks of " + depth + " layers: the share of sigmoid and tanh outputs"
        + " whose slope is below a hundredth of the greatest.", flat);
  }

  private static LabSetup plain(PointwiseActivation a, LabInitializer initializer, int depth) {
    return new LabSetup(a, initializer, LabConnection.PLAIN, depth);
  }

  private static Picture picture(String title, String description, JFreeChart chart) {
    return new Picture(title, description, WIDTH, HEIGHT, 1, List.of(chart));
  }

  private static JFreeChart shares(String title, String yTitle, int depth) {
    JFreeChart chart = Charts.lines(title, "layer", yTitle);
    Charts.xAxis(chart, 0, depth, depth > 20 ? 10 : 1);
    Charts.yAxis(chart, 0, 1, 0.2);
    return chart;
  }

  private static JFreeChart logarithmic(
      String title, String yTitle, int depth, double low, double high, double tick) {
    JFreeChart chart = shares(title, yTitle, depth);
    Charts.yAxis(chart, low, high, tick);
    Charts.yPowersOfTen(chart);
    return chart;
  }

  private static void add(JFreeChart chart, String name, int index, double[] y) {
    Charts.line(chart, name, Lab.numbers(y.length), y, Colours.SERIES.get(index % Colours.SERIES.size()),
        STROKES.get(index % STROKES.size()));
  }
}
