package dev.activations.docs.gallery;

import dev.activations.docs.Charts;
import dev.activations.docs.Colours;
import dev.activations.docs.Lines;
import dev.activations.docs.Picture;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.ui.RectangleAnchor;

/** Draws how small a result gets, and how many digits the textbook's formula leaves of it. */
final class TailPictures {

  private static final int STEPS = 320;
  private static final int PER_STEP = 16;

  private TailPictures() {}

  /**
   * Both pictures.
   *
   * @param ulp the largest error of ours that was measured
   */
  static List<Drawing> of(String name, Tail tail, double ulp) {
    return List.of(magnitude(name, tail, ulp), digits(name, tail, ulp));
  }

  private static Drawing magnitude(String name, Tail tail, double ulp) {
    JFreeChart chart = chart(name + ": tail of the " + tail.quantity(), "magnitude of the " + tail.quantity(), tail);
    double[] x = Charts.range(left(tail), right(tail), STEPS);
    double[] ours = new double[x.length];
    double[] textbook = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      ours[i] = tail.ours().applyAsDouble(x[i]);
      textbook[i] = tail.textbook().applyAsDouble(x[i]);
    }
    Charts.line(chart, "this library", x, Charts.log10(ours), Colours.BLUE, Lines.SOLID);
    Charts.line(chart, "textbook: " + plain(tail.formula()), x, Charts.log10(textbook), Colours.VERMILLION, Lines.DASHED);
    Charts.yPowersOfTen(chart);
    Charts.legend(chart, tail.outer() > 0 ? RectangleAnchor.TOP_RIGHT : RectangleAnchor.TOP_LEFT);
    String lost = Decimals.fixed(tail.firstBelow(1, ulp), 1);
    return new Drawing(name + "-tail.svg",
        "How small the " + tail.quantity() + " gets. The textbook's " + tail.formula() + " has no digit left at x = " + lost
            + ".",
        Picture.of("Tail of " + name, "The " + tail.quantity() + " of " + name + " from x = " + Decimals.shortest(left(tail))
            + " to " + Decimals.shortest(right(tail)) + " on a logarithmic scale. The textbook's formula fails at x = " + lost
            + ", this library's does not.", chart));
  }

  private static Drawing digits(String name, Tail tail, double ulp) {
    JFreeChart chart = chart(name + ": digits that are right", "decimal digits of the " + tail.quantity(), tail);
    double[] x = Charts.range(left(tail), right(tail), STEPS);
    double[] ours = new double[x.length];
    double[] textbook = new double[x.length];
    double width = x[1] - x[0];
    for (int i = 0; i < x.length; i++) {
      ours[i] = Double.POSITIVE_INFINITY;
      textbook[i] = Double.POSITIVE_INFINITY;
      // The worst of the points around each: between them the error jumps up and down.
      for (int k = 0; k < PER_STEP; k++) {
        double at = Math.min(Math.max(x[i] + width * (k - PER_STEP / 2) / PER_STEP, left(tail)), right(tail));
        ours[i] = Math.min(ours[i], tail.ourDigits(at, ulp));
        textbook[i] = Math.min(textbook[i], tail.textbookDigits(at, ulp));
      }
    }
    Charts.line(chart, "this library, at least", x, ours, Colours.BLUE, Lines.SOLID);
    Charts.line(chart, "textbook", x, textbook, Colours.VERMILLION, Lines.DASHED);
    Charts.yAxis(chart, -0.5, 20, 2);
    Charts.legend(chart, RectangleAnchor.TOP_RIGHT);
    String half = Decimals.fixed(tail.firstBelow(8, ulp), 1);
    return new Drawing(name + "-digits.svg",
        "Decimal digits that are right. The textbook's formula has fewer than 8 from x = " + half + " on.",
        Picture.of("Digits of " + name, "Correct digits of the " + tail.quantity() + " of " + name
            + ": the textbook's formula has fewer than 8 from x = " + half + " on, this library keeps its digits.", chart));
  }

  private static JFreeChart chart(String title, String yTitle, Tail tail) {
    JFreeChart chart = Charts.lines(title, "x", yTitle);
    Charts.xAxis(chart, left(tail), right(tail), tail.tick());
    return chart;
  }

  private static double left(Tail tail) {
    return Math.min(tail.inner(), tail.outer());
  }

  private static double right(Tail tail) {
    return Math.max(tail.inner(), tail.outer());
  }

  private static String plain(String html) {
    return html.replace("<sup>2</sup>", "²").replace("<sup>", "^").replace("</sup>", "");
  }
}
