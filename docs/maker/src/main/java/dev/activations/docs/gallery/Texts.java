package dev.activations.docs.gallery;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * The words on one activation, in HTML: a file {@code texts/NAME.properties} beside this class.
 *
 * @param formula the function
 * @param what it does, in a sentence
 * @param choose when
 * @param strengths in use
 * @param weaknesses in use
 * @param source authors, year, title
 */
record Texts(String formula, String what, String choose, String strengths, String weaknesses, String source) {

  /**
   * Reads the words.
   *
   * @throws IllegalStateException if the file or one of its entries is missing
   */
  static Texts of(String name) {
    String path = "texts/" + name + ".properties";
    Properties entries = new Properties();
    try (InputStream in = Texts.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("write the words on '" + name + "': the gallery's resources have no " + path);
      }
      entries.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Texts(
        entry(entries, "formula", path), entry(entries, "what", path), entry(entries, "choose", path),
        entry(entries, "strengths", path), entry(entries, "weaknesses", path), entry(entries, "source", path));
  }

  private static String entry(Properties entries, String key, String path) {
    String text = entries.getProperty(key, "").strip();
    if (text.isEmpty()) {
      throw new IllegalStateException(path + " has no '" + key + "'");
    }
    return text;
  }
}
