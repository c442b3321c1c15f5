package dev.activations.examples;

import java.io.Console;
import java.io.PrintStream;

/** Shows progress: on a terminal one line that is written over, elsewhere (a file, a pipe) now and then a line. */
final class Progress {

  private final PrintStream out;
  private final boolean terminal;
  private final int total;
  private int lastLength;

  Progress(PrintStream out, boolean terminal, int total) {
    this.out = out;
    this.terminal = terminal;
    this.total = total;
  }

  /** Tells whether standard output is a terminal. Since JDK 22 a console may exist without one. */
  @SuppressWarnings("SystemConsoleNull")                    // it is not null alone that decides
  static boolean onTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;                                          // before JDK 22
    }
  }

  /** Reports step {@code done} of {@code total}, counted from 1. */
  void report(int done, String text) {
    if (terminal) {
      int filled = 20 * done / total;
      String line = "[" + "#".repeat(filled) + ".".repeat(20 - filled) + "] " + done + "/" + total + "  " + text;
      out.print("\r" + line + " ".repeat(Math.max(0, lastLength - line.length())) + (done == total ? "\n" : ""));
      out.flush();
      lastLength = line.length();
    } else if (done == total || done % Math.max(1, total / 10) == 0) {
      out.printf("%3d/%d  %s%n", done, total, text);
    }
  }
}
