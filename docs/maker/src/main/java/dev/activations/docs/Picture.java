package dev.activations.docs;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Charts of equal size in one file, side by side and then below each other. Two runs write the same bytes.
 *
 * @param title what a screen reader says first
 * @param description what is to be seen, in a sentence
 * @param width of one chart
 * @param height of one chart
 * @param columns charts in a row
 * @param charts at least one
 */
public record Picture(
    String title, String description, int width, int height, int columns, List<JFreeChart> charts) {

  /** The usual width of a chart. */
  public static final int WIDTH = 420;
  /** The usual height of a chart. */
  public static final int HEIGHT = 300;

  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final int PNG_SCALE = 2;

  /** Charts of the usual size side by side. */
  public static Picture of(String title, String description, JFreeChart... charts) {
    return new Picture(title, description, WIDTH, HEIGHT, charts.length, List.of(charts));
  }

  /** Writes an SVG file. */
  public void svg(Path file) {
    Document document = emptyDocument();
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment(null);
    context.setPrecision(2);
    SVGGraphics2D graphics = new SVGGraphics2D(context, false);
    Dimension size = size();
    graphics.setSVGCanvasSize(size);
    paint(graphics);
    Element root = graphics.getRoot();
    root.setAttribute("viewBox", "0 0 " + size.width + " " + size.height);
    root.setAttribute("role", "img");
    root.insertBefore(text(document, "desc", description), root.getFirstChild());
    root.insertBefore(text(document, "title", title), root.getFirstChild());
    StringWriter out = new StringWriter();
    try {
      graphics.stream(root, out, true, false);
      Files.createDirectories(file.getParent());
      Files.writeString(file, SvgText.tidy(out.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a PNG file of twice the size in pixels. */
  public void png(Path file) {
    Dimension size = size();
    BufferedImage image =
        new BufferedImage(size.width * PNG_SCALE, size.height * PNG_SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(PNG_SCALE, PNG_SCALE);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    paint(graphics);
    graphics.dispose();
    try {
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Dimension size() {
    int rows = (charts.size() + columns - 1) / columns;
    return new Dimension(width * columns, height * rows);
  }

  private void paint(Graphics2D graphics) {
    Dimension size = size();
    graphics.setColor(Colours.PAPER);
    graphics.fillRect(0, 0, size.width, size.height);
    for (int i = 0; i < charts.size(); i++) {
      Rectangle2D panel = new Rectangle2D.Double(i % columns * width, i / columns * height, width, height);
      charts.get(i).draw(graphics, panel);
    }
  }

  private static Document emptyDocument() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      return factory.newDocumentBuilder().getDOMImplementation().createDocument(SVG, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Element text(Document document, String tag, String text) {
    Element element = document.createElementNS(SVG, tag);
    element.setTextContent(text);
    return element;
  }
}
