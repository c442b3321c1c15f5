package dev.activations.docs.gallery;

import dev.activations.Activations;
import dev.activations.Softmax;
import dev.activations.docs.Bars;
import dev.activations.docs.Charts;
import dev.activations.docs.Colours;
import dev.activations.docs.Curve;
import dev.activations.docs.HeatMaps;
import dev.activations.docs.Lines;
import dev.activations.docs.Picture;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.ui.RectangleAnchor;

/** Draws softmax and its logarithm: one moving entry, the temperature, the Jacobian, and where the textbook fails. */
final class SoftmaxPictures {

  private static final double[] ROW = {3, 2, 1, 0, -1};
  private static final double[] TEMPERATURES = {0.5, 1, 2, 5};

  private SoftmaxPictures() {}

  static List<Drawing> of(Softmax a, double ulp) {
    List<Drawing> drawings = new ArrayList<>();
    drawings.add(movingEntry(a));
    drawings.add(temperature(a));
    drawings.add(jacobian(a));
    if (a.isLog()) {
      drawings.addAll(TailPictures.of(a.name(), logTail(), ulp));
    } else {
      drawings.add(overflow());
    }
    return drawings;
  }

  private static Drawing movingEntry(Softmax a) {
    JFreeChart chart = PointwisePictures.axes(a.name() + " of the row (x, 1, -1)");
    Curve[] curves = new Curve[4];
    for (int i = 0; i < 3; i++) {
      int entry = i;
      curves[i] = PointwisePictures.curve(x -> a.forward(new double[] {x, 1, -1})[entry]);
    }
    curves[3] = PointwisePictures.curve(x -> a.jacobian(new double[] {x, 1, -1})[0][0]);
    Charts.line(chart, "of x", curves[0], Colours.BLUE, Lines.SOLID);
    Charts.line(chart, "its derivative", curves[3], Colours.VERMILLION, Lines.DASHED);
    Charts.line(chart, "of 1", curves[1], Colours.GREEN, Lines.DASH_DOT);
    Charts.line(chart, "of -1", curves[2], Colours.PURPLE, Lines.DOTTED);
    if (a.isLog()) {
      Charts.yAxis(chart, -8, 1.5, 1);
    } else {
      Charts.yAxis(chart, -0.05, 1.05, 0.25);
    }
    Charts.legendBelow(chart);
    String caption = "The row (x, 1, -1): what each entry becomes while x moves, and the derivative of the first by x.";
    return new Drawing(a.name() + ".svg", caption, Picture.of(a.name(), caption, chart));
  }

  private static Drawing temperature(Softmax a) {
    DoubleFunction<Softmax> factory = a.isLog() ? Activations::logSoftmax : Activations::softmax;
    String[] groups = new String[ROW.length];
    String[] series = new String[TEMPERATURES.length];
    double[][] values = new double[TEMPERATURES.length][];
    for (int i = 0; i < ROW.length; i++) {
      groups[i] = Decimals.shortest(ROW[i]);
    }
    for (int t = 0; t < TEMPERATURES.length; t++) {
      series[t] = "T = " + Decimals.shortest(TEMPERATURES[t]);
      values[t] = factory.apply(TEMPERATURES[t]).forward(ROW);
    }
    JFreeChart chart = Bars.of(a.name() + ": temperature", "entry of the row",
        a.isLog() ? "logarithm of the probability" : "probability", groups, series, values);
    String caption =
        "The row (3, 2, 1, 0, -1) at four temperatures: below 1 the largest entry takes more, above 1 less.";
    return new Drawing(a.name() + "-temperature.svg", caption, Picture.of(a.name() + ": temperature", caption, chart));
  }

  private static Drawing jacobian(Softmax a) {
    double[][] jacobian = a.jacobian(ROW);
    String[] names = new String[ROW.length];
    String[][] labels = new String[ROW.length][ROW.length];
    double low = 0;
    double high = 0;
    for (int i = 0; i < ROW.length; i++) {
      names[i] = Decimals.shortest(ROW[i]);
      for (int k = 0; k < ROW.length; k++) {
        labels[i][k] = Decimals.fixed(jacobian[i][k], 3);
        low = Math.min(low, jacobian[i][k]);
        high = Math.max(high, jacobian[i][k]);
      }
    }
    NumberFormat places = NumberFormat.getInstance(Locale.ROOT);
    places.setMaximumFractionDigits(2);
    JFreeChart chart = HeatMaps.of(a.name() + ": Jacobian", "derivative by the input", "of the output for",
        names, names, jacobian, labels, low, high, null, places);
    String caption = "The Jacobian of the row (3, 2, 1, 0, -1): how each output changes with each input.";
    return new Drawing(a.name() + "-jacobian.svg", caption, Picture.of(a.name() + ": Jacobian", caption, chart));
  }

  private static Drawing overflow() {
    double[] x = Charts.range(690, 730, 400);
    double[] ours = new double[x.length];
    double[] textbook = new double[x.length];
    double lost = Double.NaN;
    for (int i = 0; i < x.length; i++) {
      ours[i] = Activations.SOFTMAX.forward(new double[] {x[i], x[i] - 1})[0];
      textbook[i] = StrictMath.exp(x[i]) / (StrictMath.exp(x[i]) + StrictMath.exp(x[i] - 1));
      if (Double.isNaN(lost) && !(Math.abs(textbook[i] - ours[i]) < 0.1)) {
        lost = x[i];
      }
    }
    JFreeChart chart = Charts.lines("softmax of the row (x, x - 1)", "x", "probability of the first entry");
    Charts.line(chart, "this library", x, ours, Colours.BLUE, Lines.SOLID);
    Charts.line(chart, "textbook", x, textbook, Colours.VERMILLION, Lines.DASHED);
    Charts.xAxis(chart, 690, 730, 5);
    Charts.yAxis(chart, -0.05, 1.05, 0.25);
    Charts.legend(chart, RectangleAnchor.TOP_LEFT);
    String caption = "Large entries: the textbook's e<sup>x</sup> / Σ e<sup>x</sup> overflows from x = "
        + Decimals.fixed(lost, 1) + " on.";
    return new Drawing("softmax-tail.svg", caption, Picture.of("Overflow of softmax",
        "The first probability of the row (x, x - 1): the textbook's formula stops being right at x = "
            + Decimals.fixed(lost, 1) + ", this library stays at 0.73.",
        chart));
  }

  private static Tail logTail() {
    return new Tail("value", "of the larger entry of the row (x, 0)", "x - max - log Σ",
        x -> Activations.LOG_SOFTMAX.forward(new double[] {x, 0})[0],
        x -> 0 - StrictMath.log(1 + StrictMath.exp(0 - x)), 0, 60, 10);
  }
}
