package dev.activations.docs.gradients;

import java.util.ArrayList;
import java.util.List;

/** Breaks the lines of Markdown anew, since figures are longer or shorter than what asks for them in the template. */
final class Paragraphs {

  private static final int WIDTH = 140;

  private Paragraphs() {}

  /** Leaves headings, tables, pictures, tags and code as they are. */
  static String wrapped(String markdown) {
    List<String> out = new ArrayList<>();
    String open = "";
    boolean code = false;
    for (String line : (markdown + "\n").split("\n", -1)) {
      code ^= line.startsWith("```");
      boolean fixed = code || line.isEmpty() || line.matches("(#|\\||!|<|```).*");
      if ((fixed || line.startsWith("- ")) && !open.isEmpty()) {
        out.addAll(broken(open));
        open = "";
      }
      if (fixed) {
        out.add(line);
      } else {
        open = open.isEmpty() ? line : open + " " + line.strip();
      }
    }
    return String.join("\n", out).stripTrailing() + "\n";
  }

  private static List<String> broken(String paragraph) {
    String indent = paragraph.startsWith("- ") ? "  " : "";
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : paragraph.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
      }
      line.append(line.isEmpty() || line.toString().isBlank() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
