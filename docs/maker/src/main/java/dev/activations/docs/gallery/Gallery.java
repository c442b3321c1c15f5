package dev.activations.docs.gallery;

import dev.activations.Activation;
import dev.activations.Activations;
import dev.activations.PointwiseActivation;
import dev.activations.docs.Charts;
import dev.activations.docs.Colours;
import dev.activations.docs.Lines;
import dev.activations.docs.Picture;
import java.nio.file.Path;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.ui.RectangleAnchor;

/** Draws a picture of every registered activation. */
public final class Gallery {

  private Gallery() {}

  /** Takes the docs folder. */
  public static void main(String[] args) {
    Path pictures = Path.of(args[0]).normalize().resolve("pictures");
    for (String name : Activations.names()) {
      Activation a = Activations.byName(name);
      if (a instanceof PointwiseActivation pointwise) {
        draw(pointwise, pictures);
      }
    }
  }

  private static void draw(PointwiseActivation a, Path folder) {
    double[] x = Charts.range(-6, 6, 480);
    JFreeChart chart = Charts.lines(a.name(), "x", null);
    Charts.line(chart, "value", x, a.forward(x), Colours.BLUE, Lines.SOLID);
    Charts.line(chart, "derivative", x, a.derivative(x), Colours.VERMILLION, Lines.DASHED);
    Charts.xAxis(chart, -6, 6, 1);
    Charts.legend(chart, RectangleAnchor.TOP_LEFT);
    double[] tail = Charts.range(-40, 0, 480);
    JFreeChart log = Charts.lines("Tail", "x", "absolute value");
    Charts.line(log, "value", tail, Charts.log10(a.forward(tail)), Colours.BLUE, Lines.SOLID);
    Charts.xAxis(log, -40, 0, 5);
    Charts.yPowersOfTen(log);
    Charts.legend(log, RectangleAnchor.TOP_LEFT);
    Picture.of(a.name(), "Value and derivative from -6 to 6, and the tail.", chart, log)
        .svg(folder.resolve(a.name() + ".svg"));
  }
}
