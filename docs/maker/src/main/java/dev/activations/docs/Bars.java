package dev.activations.docs;

import java.awt.Color;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;

/** Bar charts in the look of {@link Charts}. */
public final class Bars {

  private Bars() {}

  /**
   * Groups of bars.
   *
   * @param groups the labels below
   * @param series the names in the legend
   * @param values by series and group
   */
  public static JFreeChart of(
      String title, String xTitle, String yTitle, String[] groups, String[] series, double[][] values) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    BarRenderer renderer = new BarRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setItemMargin(0.06);
    for (int s = 0; s < series.length; s++) {
      renderer.setSeriesPaint(s, Colours.SERIES.get(s));
      for (int g = 0; g < groups.length; g++) {
        data.addValue(values[s][g], series[s], groups[g]);
      }
    }
    CategoryAxis below = new CategoryAxis(xTitle);
    below.setMaximumCategoryLabelWidthRatio(1.4f);
    below.setLabelFont(Fonts.regular(12));
    below.setLabelPaint(Colours.INK);
    below.setTickLabelFont(Fonts.regular(11));
    below.setTickLabelPaint(Colours.INK);
    below.setAxisLineVisible(false);
    below.setTickMarksVisible(false);
    NumberAxis left = Charts.axis(yTitle);
    left.setAutoRangeIncludesZero(true);
    CategoryPlot plot = new CategoryPlot(data, below, left, renderer);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlinePaint(Colours.FRAME);
    plot.setRangeGridlinePaint(Colours.GRID);
    plot.setRangeGridlineStroke(Lines.THIN);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    JFreeChart chart = Charts.chart(title, plot);
    Charts.legendBelow(chart);
    return chart;
  }
}
