package dev.activations.docs;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Line2D;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.annotations.XYTitleAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.block.ColumnArrangement;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYDataset;

/** Charts of lines in one look. Make one with {@link #lines}, add lines, set the axes, put it in a {@link Picture}. */
public final class Charts {

  private Charts() {}

  /**
   * An empty chart of lines.
   *
   * @param title may be null
   * @param xTitle may be null
   * @param yTitle may be null
   */
  public static JFreeChart lines(String title, String xTitle, String yTitle) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    // One path a line: dashes go on over the points, and files stay small.
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setLegendLine(new Line2D.Double(-13, 0, 13, 0));
    XYPlot plot = new XYPlot(new DefaultXYDataset(), axis(xTitle), axis(yTitle), renderer);
    return chart(title, style(plot));
  }

  /** Draws the lines x = 0 and y = 0. */
  public static void zeroLines(JFreeChart chart) {
    XYPlot plot = chart.getXYPlot();
    plot.setDomainZeroBaselineVisible(true);
    plot.setDomainZeroBaselinePaint(Colours.FRAME);
    plot.setDomainZeroBaselineStroke(Lines.THIN);
    plot.setRangeZeroBaselineVisible(true);
    plot.setRangeZeroBaselinePaint(Colours.FRAME);
    plot.setRangeZeroBaselineStroke(Lines.THIN);
  }

  /** Adds a line; it has gaps where y is not finite. The legend names lines in the order in which they are added. */
  public static void line(JFreeChart chart, String name, double[] x, double[] y, Color colour, BasicStroke stroke) {
    XYPlot plot = chart.getXYPlot();
    DefaultXYDataset data = (DefaultXYDataset) plot.getDataset();
    double[] drawn = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      drawn[i] = Double.isFinite(y[i]) ? y[i] : Double.NaN;
    }
    int series = data.getSeriesCount();
    plot.getRenderer().setSeriesPaint(series, colour);
    plot.getRenderer().setSeriesStroke(series, stroke);
    data.addSeries(name, new double[][] {x, drawn});
  }

  /** Adds a line. */
  public static void line(JFreeChart chart, String name, Curve curve, Color colour, BasicStroke stroke) {
    line(chart, name, curve.x(), curve.y(), colour, stroke);
  }

  /** Fixes the horizontal axis: its ends, and the distance of its ticks. */
  public static void xAxis(JFreeChart chart, double from, double to, double tick) {
    range((NumberAxis) chart.getXYPlot().getDomainAxis(), from, to, tick);
  }

  /** Fixes the vertical axis: its ends, and the distance of its ticks. */
  public static void yAxis(JFreeChart chart, double from, double to, double tick) {
    range((NumberAxis) chart.getXYPlot().getRangeAxis(), from, to, tick);
  }

  /** Labels the horizontal axis with powers of ten: the data are logarithms (base 10). */
  public static void xPowersOfTen(JFreeChart chart) {
    ((NumberAxis) chart.getXYPlot().getDomainAxis()).setNumberFormatOverride(new PowersOfTen());
  }

  /** Labels the vertical axis with powers of ten: the data are logarithms (base 10). */
  public static void yPowersOfTen(JFreeChart chart) {
    ((NumberAxis) chart.getXYPlot().getRangeAxis()).setNumberFormatOverride(new PowersOfTen());
  }

  /** Puts a legend into a corner of the plot, for example {@code RectangleAnchor.TOP_LEFT}. */
  public static void legend(JFreeChart chart, RectangleAnchor corner) {
    LegendTitle legend = style(new LegendTitle(chart.getPlot(), new ColumnArrangement(), new ColumnArrangement()));
    double x = corner == RectangleAnchor.TOP_LEFT || corner == RectangleAnchor.BOTTOM_LEFT ? 0.02 : 0.98;
    double y = corner == RectangleAnchor.TOP_LEFT || corner == RectangleAnchor.TOP_RIGHT ? 0.97 : 0.03;
    XYTitleAnnotation inside = new XYTitleAnnotation(x, y, legend, corner);
    inside.setMaxWidth(0.9);
    chart.getXYPlot().addAnnotation(inside);
  }

  /** Writes into the plot, to the right of and above this point. */
  public static void note(JFreeChart chart, String text, double x, double y, Color colour) {
    XYTextAnnotation note = new XYTextAnnotation(text, x, y);
    note.setFont(Fonts.regular(11));
    note.setPaint(colour);
    note.setTextAnchor(TextAnchor.BOTTOM_LEFT);
    chart.getXYPlot().addAnnotation(note);
  }

  /** Puts a legend below the plot. */
  public static void legendBelow(JFreeChart chart) {
    LegendTitle legend = style(new LegendTitle(chart.getPlot()));
    legend.setPosition(RectangleEdge.BOTTOM);
    legend.setFrame(BlockBorder.NONE);
    legend.setBackgroundPaint(null);
    chart.addSubtitle(legend);
  }

  /** {@code steps + 1} numbers from {@code from} to {@code to}, both included. */
  public static double[] range(double from, double to, int steps) {
    double[] x = new double[steps + 1];
    for (int i = 0; i <= steps; i++) {
      x[i] = from + (to - from) * i / steps;
    }
    return x;
  }

  /** The logarithms (base 10) of the magnitudes; not finite for 0. */
  public static double[] log10(double[] y) {
    double[] logs = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      logs[i] = Math.log10(Math.abs(y[i]));
    }
    return logs;
  }

  static XYPlot style(XYPlot plot) {
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlinePaint(Colours.FRAME);
    plot.setDomainGridlinePaint(Colours.GRID);
    plot.setDomainGridlineStroke(Lines.THIN);
    plot.setRangeGridlinePaint(Colours.GRID);
    plot.setRangeGridlineStroke(Lines.THIN);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    // What is added last lies on top.
    plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
    return plot;
  }

  static JFreeChart chart(String title, Plot plot) {
    JFreeChart chart = new JFreeChart(title, Fonts.bold(14), plot, false);
    chart.setBackgroundPaint(Colours.PAPER);
    chart.setPadding(new RectangleInsets(8, 8, 8, 14));
    if (title != null) {
      chart.getTitle().setPaint(Colours.INK);
      chart.getTitle().setPadding(0, 0, 6, 0);
    }
    return chart;
  }

  static NumberAxis axis(String title) {
    NumberAxis axis = new NumberAxis(title);
    style(axis);
    axis.setAutoRangeIncludesZero(false);
    axis.setNumberFormatOverride(plain());
    return axis;
  }

  static void style(NumberAxis axis) {
    axis.setLabelFont(Fonts.regular(12));
    axis.setLabelPaint(Colours.INK);
    axis.setTickLabelFont(Fonts.regular(11));
    axis.setTickLabelPaint(Colours.INK);
    axis.setAxisLineVisible(false);
    axis.setTickMarkPaint(Colours.FRAME);
  }

  static NumberFormat plain() {
    NumberFormat format = NumberFormat.getInstance(Locale.ROOT);
    format.setGroupingUsed(false);
    format.setMaximumFractionDigits(6);
    return format;
  }

  private static LegendTitle style(LegendTitle legend) {
    legend.setItemFont(Fonts.regular(11));
    legend.setItemPaint(Colours.INK);
    legend.setItemLabelPadding(new RectangleInsets(1, 3, 1, 6));
    legend.setBackgroundPaint(Color.WHITE);
    legend.setFrame(new BlockBorder(Colours.FRAME));
    return legend;
  }

  private static void range(NumberAxis axis, double from, double to, double tick) {
    axis.setRange(from, to);
    axis.setTickUnit(new NumberTickUnit(tick));
  }

  /** Writes 10 to the power of the number, for example {@code 1e-300}; nothing below the smallest double. */
  static final class PowersOfTen extends NumberFormat {

    private static final long serialVersionUID = 1L;
    private static final int SMALLEST = -324;

    @Override
    public StringBuffer format(double number, StringBuffer out, FieldPosition position) {
      return format(Math.round(number), out, position);
    }

    @Override
    public StringBuffer format(long number, StringBuffer out, FieldPosition position) {
      if (number == 0) {
        return out.append('1');
      }
      return number < SMALLEST ? out : out.append("1e").append(number);
    }

    @Override
    public Number parse(String source, ParsePosition position) {
      throw new UnsupportedOperationException();
    }
  }
}
