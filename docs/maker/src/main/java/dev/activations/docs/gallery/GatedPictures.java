package dev.activations.docs.gallery;

import dev.activations.GatedActivation;
import dev.activations.docs.Charts;
import dev.activations.docs.Colours;
import dev.activations.docs.Curve;
import dev.activations.docs.Lines;
import dev.activations.docs.Picture;
import java.awt.BasicStroke;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.ui.RectangleAnchor;

/** Draws {@code act(gate) * value} as curves over the gate, for a few values. */
final class GatedPictures {

  private static final double[] VALUES = {2, 1, 0.5, -1};
  private static final List<BasicStroke> STROKES = List.of(Lines.SOLID, Lines.DASHED, Lines.DASH_DOT, Lines.DOTTED);

  private GatedPictures() {}

  static List<Drawing> of(GatedActivation a) {
    String function = a.gate().name() + "(gate) · value";
    return List.of(
        draw(a.name() + ".svg", a.name(), function, a::apply),
        draw(a.name() + "-derivative.svg", a.name() + ": derivative by the gate",
            "The derivative of " + function + " by the gate", a::derivativeByGate));
  }

  private static Drawing draw(String file, String title, String what, DoubleBinaryOperator f) {
    JFreeChart chart = Charts.lines(title, "gate", null);
    Charts.xAxis(chart, -PointwisePictures.END, PointwisePictures.END, 1);
    Charts.zeroLines(chart);
    Charts.legend(chart, RectangleAnchor.TOP_LEFT);
    Curve[] curves = new Curve[VALUES.length];
    for (int i = 0; i < VALUES.length; i++) {
      double value = VALUES[i];
      curves[i] = PointwisePictures.curve(gate -> f.applyAsDouble(gate, value));
      Charts.line(chart, "value = " + Decimals.shortest(value), curves[i], Colours.SERIES.get(i), STROKES.get(i));
    }
    PointwisePictures.fit(chart, curves);
    String caption = what + ", for values of 2, 1, 0.5 and -1.";
    return new Drawing(file, caption, Picture.of(title, caption + " The gate goes from -6 to 6.", chart));
  }
}
