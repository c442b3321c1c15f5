package dev.activations.docs.gallery;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Fills {@code gallery.md} and {@code index.html} from the templates beside this class. */
final class Pages {

  private Pages() {}

  static void write(Path docs, Map<String, Object> model) {
    fill("gallery.md", false, docs, model);
    fill("index.html", true, docs, model);
  }

  private static void fill(String page, boolean escape, Path docs, Map<String, Object> model) {
    String text = Mustache.compiler().escapeHTML(escape).withLoader(Pages::template)
        .compile(template(page)).execute(model);
    try {
      Files.writeString(docs.resolve(page), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reader template(String name) {
    return new InputStreamReader(
        Pages.class.getResourceAsStream("templates/" + name + ".mustache"), StandardCharsets.UTF_8);
  }
}
