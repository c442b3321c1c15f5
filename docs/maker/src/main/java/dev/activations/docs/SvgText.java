package dev.activations.docs;

/** Last touches to the text of an SVG file. */
final class SvgText {

  /** Verdana has the widths of DejaVu Sans, and is on most machines that lack it. */
  private static final String FAMILY = "'DejaVu Sans',Verdana,Geneva,sans-serif";

  private SvgText() {}

  /** Names fonts to fall back on, and drops the document type, which no viewer needs. */
  static String tidy(String svg) {
    return svg.replace("\r\n", "\n")
        .replace("'DejaVu Sans'", FAMILY)
        .replaceFirst("<!DOCTYPE[^>]*>\n?", "");
  }
}
