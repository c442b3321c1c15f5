package dev.activations.docs;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** DejaVu Sans, read from a jar: the same letters on every machine. */
final class Fonts {

  private static final Font REGULAR = read("DejaVuSans.ttf");
  private static final Font BOLD = read("DejaVuSans-Bold.ttf");

  private Fonts() {}

  static Font regular(float size) {
    return REGULAR.deriveFont(size);
  }

  static Font bold(float size) {
    return BOLD.deriveFont(Font.BOLD, size);
  }

  private static Font read(String file) {
    String path = "/net/sf/jasperreports/fonts/dejavu/" + file;
    try (InputStream in = Fonts.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + path);
      }
      return Font.createFont(Font.TRUETYPE_FONT, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException(path, e);
    }
  }
}
