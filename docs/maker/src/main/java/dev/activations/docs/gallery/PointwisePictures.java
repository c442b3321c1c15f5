package dev.activations.docs.gallery;

import dev.activations.Activations;
import dev.activations.PointwiseActivation;
import dev.activations.docs.Charts;
import dev.activations.docs.Colours;
import dev.activations.docs.Curve;
import dev.activations.docs.Lines;
import dev.activations.docs.Picture;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.ui.RectangleAnchor;

/** Draws values and derivatives over [-6, 6]. */
final class PointwisePictures {

  static final double END = 6;
  private static final int STEPS = 240;
  private static final double TOP = 3.2;
  private static final double BOTTOM = -1.2;
  private static final List<BasicStroke> STROKES =
      List.of(Lines.SOLID, Lines.DASHED, Lines.DASH_DOT, Lines.DOTTED, Lines.SOLID);

  private PointwisePictures() {}

  /** Value and derivative on one picture. */
  static Drawing valueAndDerivative(PointwiseActivation a) {
    JFreeChart chart = axes(a.name());
    Curve value = curve(a::value);
    Curve derivative = curve(a::derivative);
    Charts.line(chart, "value", value, Colours.BLUE, Lines.SOLID);
    Charts.line(chart, "derivative", derivative, Colours.VERMILLION, Lines.DASHED);
    Charts.legend(chart, RectangleAnchor.TOP_LEFT);
    fit(chart, value, derivative);
    return new Drawing(a.name() + ".svg", "Value and derivative.",
        Picture.of(a.name(), "Value and derivative of " + a.name() + " for x from -6 to 6.", chart));
  }

  /** The values of a family on one picture, and the derivatives on another. */
  static List<Drawing> family(
      String id, String title, String symbol, double[] parameters, DoubleFunction<PointwiseActivation> factory) {
    List<Drawing> drawings = new ArrayList<>();
    for (String kind : new String[] {"value", "derivative"}) {
      JFreeChart chart = axes(title + ": " + kind);
      Curve[] curves = new Curve[parameters.length];
      StringBuilder list = new StringBuilder();
      for (int i = 0; i < parameters.length; i++) {
        PointwiseActivation a = factory.apply(parameters[i]);
        curves[i] = curve(kind.equals("value") ? a::value : a::derivative);
        String parameter = Decimals.shortest(parameters[i]);
        list.append(i == 0 ? "" : i == parameters.length - 1 ? " and " : ", ").append(parameter);
        Charts.line(chart, symbol + " = " + parameter, curves[i], Colours.SERIES.get(i), STROKES.get(i));
      }
      Charts.legend(chart, RectangleAnchor.TOP_LEFT);
      fit(chart, curves);
      String what = "The " + kind + " of " + title + " for " + symbol + " = " + list;
      drawings.add(new Drawing(id + (kind.equals("value") ? ".svg" : "-derivative.svg"), what + ".",
          Picture.of(title, what + ", x from -6 to 6.", chart)));
    }
    return drawings;
  }

  /** How far the two forms of GELU are apart. */
  static Drawing geluDifference() {
    DoubleUnaryOperator difference = x -> Activations.GELU_TANH.value(x) - Activations.GELU.value(x);
    JFreeChart chart = Charts.lines("gelu_tanh minus gelu", "x", "difference, in units of 1e-4");
    Charts.xAxis(chart, -END, END, 1);
    Charts.zeroLines(chart);
    Charts.line(chart, "difference", curve(x -> 1e4 * difference.applyAsDouble(x)), Colours.BLUE, Lines.SOLID);
    Extreme most = Extreme.highest(x -> Math.abs(difference.applyAsDouble(x)), -END, END);
    String caption = "The two forms of GELU differ by up to " + Decimals.digits(most.y(), 3) + ".";
    return new Drawing("gelu_tanh-difference.svg", caption,
        Picture.of("gelu_tanh minus gelu", caption, chart));
  }

  static Curve curve(DoubleUnaryOperator f) {
    return Curve.of(f, -END, END, STEPS);
  }

  static JFreeChart axes(String title) {
    JFreeChart chart = Charts.lines(title, "x", null);
    Charts.xAxis(chart, -END, END, 1);
    Charts.zeroLines(chart);
    return chart;
  }

  /** Cuts off what grows without bound, so that the part around 0 stays large. */
  static void fit(JFreeChart chart, Curve... curves) {
    double low = 0;
    double high = 0;
    for (Curve curve : curves) {
      for (double y : curve.y()) {
        low = Double.isNaN(y) ? low : Math.min(low, y);
        high = Double.isNaN(y) ? high : Math.max(high, y);
      }
    }
    low = Math.max(low, BOTTOM);
    high = Math.min(high, TOP);
    double margin = (high - low) * 0.06;
    Charts.yAxis(chart, low - margin, high + margin, high - low > 2.5 ? 0.5 : 0.25);
  }
}
