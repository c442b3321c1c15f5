package dev.activations.docs;

import java.awt.Color;
import java.text.NumberFormat;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYZDataset;

/** Heat maps in the look of {@link Charts}. */
public final class HeatMaps {

  private HeatMaps() {}

  /**
   * A heat map with a scale of colours at its right.
   *
   * @param columns the labels below
   * @param rows the labels at the left, the first at the top
   * @param values by row and column; where not finite the cell is grey
   * @param labels what each cell says, by row and column; null for none
   * @param low this value and lower ones are darkest
   * @param high this value and higher ones are lightest
   * @param scaleFormat how the scale writes numbers; null for plain decimals
   */
  public static JFreeChart of(String title, String xTitle, String yTitle, String[] columns, String[] rows,
      double[][] values, String[][] labels, double low, double high, String scaleTitle, NumberFormat scaleFormat) {
    int size = columns.length * rows.length;
    double[][] cells = new double[3][size];
    Heat heat = new Heat(low, high);
    XYBlockRenderer renderer = new XYBlockRenderer();
    renderer.setPaintScale(heat);
    DefaultXYZDataset data = new DefaultXYZDataset();
    XYPlot plot = new XYPlot(data, symbols(xTitle, columns), symbols(yTitle, rows), renderer);
    plot.getRangeAxis().setInverted(true);
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < columns.length; column++) {
        int cell = row * columns.length + column;
        cells[0][cell] = column;
        cells[1][cell] = row;
        cells[2][cell] = values[row][column];
        if (labels != null) {
          plot.addAnnotation(label(labels[row][column], column, row, heat.getPaint(values[row][column])));
        }
      }
    }
    data.addSeries("", cells);
    JFreeChart chart = Charts.chart(title, Charts.style(plot));
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    chart.addSubtitle(scale(heat, scaleTitle, scaleFormat));
    return chart;
  }

  /** Writes 10 to the power of the number: for scales of logarithms. */
  public static NumberFormat powersOfTen() {
    return new Charts.PowersOfTen();
  }

  private static SymbolAxis symbols(String title, String[] labels) {
    SymbolAxis axis = new SymbolAxis(title, labels);
    Charts.style(axis);
    axis.setGridBandsVisible(false);
    axis.setTickMarksVisible(false);
    axis.setRange(-0.5, labels.length - 0.5);
    return axis;
  }

  private static XYTextAnnotation label(String text, int column, int row, Color background) {
    XYTextAnnotation annotation = new XYTextAnnotation(text, column, row);
    annotation.setFont(Fonts.regular(10));
    annotation.setPaint(Colours.textOn(background));
    return annotation;
  }

  private static PaintScaleLegend scale(Heat heat, String title, NumberFormat format) {
    NumberAxis axis = Charts.axis(title);
    axis.setNumberFormatOverride(format == null ? Charts.plain() : format);
    axis.setRange(heat.low, heat.high);
    PaintScaleLegend legend = new PaintScaleLegend(heat, axis);
    legend.setSubdivisionCount(64);
    legend.setStripWidth(12);
    legend.setStripOutlineVisible(false);
    legend.setPosition(RectangleEdge.RIGHT);
    legend.setAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
    legend.setMargin(new RectangleInsets(2, 10, 42, 0));
    legend.setBackgroundPaint(Colours.PAPER);
    return legend;
  }

  /** Colours from low to high. */
  private static final class Heat implements PaintScale {

    private final double low;
    private final double high;

    Heat(double low, double high) {
      this.low = low;
      this.high = high;
    }

    @Override
    public double getLowerBound() {
      return low;
    }

    @Override
    public double getUpperBound() {
      return high;
    }

    @Override
    public Color getPaint(double value) {
      return Double.isFinite(value) ? Colours.heat((value - low) / (high - low)) : Colours.FRAME;
    }
  }
}
