package dev.activations.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in Markdown or HTML: where it links to, and which anchors it has.
 *
 * @param file where it is
 * @param links the targets as written, of links and of pictures
 * @param anchors what may stand behind a {@code #}
 */
record Page(Path file, Set<String> links, Set<String> anchors) {

  private static final Pattern FENCE = Pattern.compile("^(```|~~~).*?^\\1\\s*?$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("(`+).*?\\1", Pattern.DOTALL);
  private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
  private static final Pattern INLINE = Pattern.compile("\\]\\(\\s*<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)");
  private static final Pattern REFERENCE =
      Pattern.compile("^\\s{0,3}\\[[^\\]]+\\]:\\s*<?([^\\s>]+)", Pattern.MULTILINE);
  private static final Pattern ATTRIBUTE = Pattern.compile("\\s(?:href|src)\\s*=\\s*\"([^\"]*)\"");
  private static final Pattern ID = Pattern.compile("\\sid\\s*=\\s*\"([^\"]*)\"");
  private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.*?)\\s*#*$", Pattern.MULTILINE);

  static Page read(Path file) throws IOException {
    String text = Files.readString(file).replace("\r\n", "\n");
    return file.toString().endsWith(".md") ? markdown(file, text) : html(file, text);
  }

  private static Page html(Path file, String text) {
    String visible = COMMENT.matcher(text).replaceAll("");
    return new Page(file, all(ATTRIBUTE, visible), all(ID, visible));
  }

  private static Page markdown(Path file, String text) {
    String blocks = COMMENT.matcher(FENCE.matcher(text).replaceAll("")).replaceAll("");
    String prose = CODE.matcher(blocks).replaceAll("");
    Set<String> links = all(INLINE, prose);
    links.addAll(all(REFERENCE, prose));
    links.addAll(all(ATTRIBUTE, prose));
    Set<String> anchors = all(ID, prose);
    anchors.addAll(headings(blocks));
    return new Page(file, links, anchors);
  }

  /** GitHub's anchors: lower case, punctuation gone, a hyphen for each space, and numbers behind what occurs again. */
  private static List<String> headings(String text) {
    List<String> anchors = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (Matcher heading = HEADING.matcher(text); heading.find();) {
      String words = heading.group(1).replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1").toLowerCase(Locale.ROOT);
      String anchor = words.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
      int before = seen.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }

  private static Set<String> all(Pattern pattern, String text) {
    Set<String> found = new LinkedHashSet<>();
    for (Matcher matcher = pattern.matcher(text); matcher.find();) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
