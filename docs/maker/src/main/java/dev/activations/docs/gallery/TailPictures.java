package dev.activations.docs.gallery;

import dev.activations.docs.Charts;
import dev.activations.docs.Colours;
import dev.activations.docs.Lines;
import dev.activations.docs.Picture;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.ui.RectangleAnchor;

/** Draws how small a result gets, and how many digits the textbook's formula leaves of it. */
final class TailPictures {

  private static final int STEPS = 320;
  private static final int PER_STEP = 16;

  private final String name;
  private final Tail tail;
  private final double ulp;
  private final double left;
  private final double right;
  private final double[] x;

  private TailPictures(String name, Tail tail, double ulp) {
    this.name = name;
    this.tail = tail;
    this.ulp = ulp;
    left = Math.min(tail.inner(), tail.outer());
    right = Math.max(tail.inner(), tail.outer());
    x = Charts.range(left, right, STEPS);
  }

  /**
   * Both pictures.
   *
   * @param ulp the largest error of ours that was measured
   */
  static List<Drawing> of(String name, Tail tail, double ulp) {
    TailPictures pictures = new TailPictures(name, tail, ulp);
    return List.of(pictures.magnitude(), pictures.digits());
  }

  private Drawing magnitude() {
    JFreeChart chart = chart("tail of the " + tail.quantity(), "magnitude of the " + tail.quantity());
    double[] ours = Charts.log10(Arrays.stream(x).map(tail.ours()).toArray());
    double[] textbook = Charts.log10(Arrays.stream(x).map(tail.textbook()).toArray());
    double lowest = Arrays.stream(ours).filter(Double::isFinite).min().orElseThrow();
    double highest = Arrays.stream(ours).max().orElseThrow();
    double height = highest - lowest;
    double floor = lowest - height * 0.08;
    for (int i = 0; i < x.length; i++) {
      // Where the result is 0, the line runs along the bottom; where it should be, there is none.
      if (textbook[i] == Double.NEGATIVE_INFINITY && Double.isFinite(ours[i])) {
        textbook[i] = floor;
      }
    }
    Charts.line(chart, "this library", x, ours, Colours.BLUE, Lines.SOLID);
    Charts.line(chart, "textbook", x, textbook, Colours.VERMILLION, Lines.DASHED);
    double zero = tail.outer() < 0 ? left + (right - left) * 0.3 : left + (right - left) * 0.8;
    Charts.note(chart, "0", zero, floor + height * 0.012, Colours.VERMILLION);
    Charts.yPowersOfTen(chart);
    Charts.yAxis(chart, floor - height * 0.03, highest + height * 0.05, height > 150 ? 50 : 5);
    Charts.legend(chart, tail.outer() > 0 ? RectangleAnchor.TOP_RIGHT : RectangleAnchor.TOP_LEFT);
    String lost = Decimals.fixed(tail.firstBelow(1, ulp), 1);
    return new Drawing(name + "-tail.svg",
        "How small the " + tail.quantity() + " " + tail.of() + " gets. The textbook's " + tail.formula()
            + " has no digit left at x = " + lost + ".",
        Picture.of("Tail of " + name, "The " + tail.quantity() + " " + tail.of() + " from x = "
            + Decimals.shortest(left) + " to " + Decimals.shortest(right) + " on a logarithmic scale. The textbook's"
            + " formula fails at x = " + lost + ", this library's does not.", chart));
  }

  private Drawing digits() {
    JFreeChart chart = chart("digits that are right", "decimal digits of the " + tail.quantity());
    double[] ours = new double[x.length];
    double[] textbook = new double[x.length];
    double width = x[1] - x[0];
    boolean subnormal = false;
    for (int i = 0; i < x.length; i++) {
      ours[i] = Double.POSITIVE_INFINITY;
      textbook[i] = Double.POSITIVE_INFINITY;
      // The worst of the points around each: between them the error jumps up and down.
      for (int k = 0; k < PER_STEP; k++) {
        double at = Math.min(Math.max(x[i] + width * (k - PER_STEP / 2) / PER_STEP, left), right);
        ours[i] = Math.min(ours[i], tail.ourDigits(at, ulp));
        textbook[i] = Math.min(textbook[i], tail.textbookDigits(at, ulp));
      }
      double magnitude = Math.abs(tail.ours().applyAsDouble(x[i]));
      subnormal |= magnitude > 0 && magnitude < Double.MIN_NORMAL;
    }
    Charts.line(chart, "this library, at least", x, ours, Colours.BLUE, Lines.SOLID);
    Charts.line(chart, "textbook", x, textbook, Colours.VERMILLION, Lines.DASHED);
    // Room for the legend above the 16 digits of a double.
    Charts.yAxis(chart, -0.5, 22.5, 2);
    Charts.legend(chart, RectangleAnchor.TOP_RIGHT);
    String half = Decimals.fixed(tail.firstBelow(8, ulp), 1);
    return new Drawing(name + "-digits.svg",
        "Decimal digits that are right. The textbook's formula has fewer than 8 from x = " + half + " on."
            + (subnormal ? " Below 1e-308 a double itself holds fewer and fewer." : ""),
        Picture.of("Digits of " + name, "Correct digits of the " + tail.quantity() + " " + tail.of()
            + ": the textbook's formula has fewer than 8 from x = " + half + " on, this library keeps its digits.",
            chart));
  }

  private JFreeChart chart(String title, String yTitle) {
    JFreeChart chart = Charts.lines(name + ": " + title, "x", yTitle);
    Charts.xAxis(chart, left, right, tail.tick());
    return chart;
  }
}
