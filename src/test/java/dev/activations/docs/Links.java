package dev.activations.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds links that lead nowhere. Addresses on the network are not asked. */
final class Links {

  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*:.*");

  private Links() {}

  /**
   * Returns a line for each broken link of a page.
   *
   * @param root the folder that no link may leave
   */
  static List<String> broken(Path root, Path file) throws IOException {
    List<String> broken = new ArrayList<>();
    Page page = Page.read(file);
    for (String link : page.links()) {
      String reason = reason(root, page, link);
      if (reason != null) {
        broken.add(root.relativize(file) + ": " + link + ": " + reason);
      }
    }
    return broken;
  }

  private static String reason(Path root, Page page, String link) throws IOException {
    if (SCHEME.matcher(link.toLowerCase(Locale.ROOT)).matches()) {
      return link.startsWith("https://") ? null : "only relative links and https";
    }
    if (link.isEmpty()) {
      return "empty";
    }
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
    if (path.startsWith("/") || !target.startsWith(root)) {
      return "leads outside";
    }
    if (!Files.exists(target)) {
      return "no such file";
    }
    if (hash < 0) {
      return null;
    }
    Page goal = target.equals(page.file()) ? page : Page.read(target);
    return goal.anchors().contains(link.substring(hash + 1)) ? null : "no such anchor";
  }
}
