package dev.activations.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Captures what an example prints. */
final class Output {

  private Output() {}

  static String of(Consumer<PrintStream> example) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    example.accept(stream);
    return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  /** For an example that has only a main method. */
  static String ofMain(Consumer<String[]> main) {
    PrintStream before = System.out;
    try {
      return of(stream -> {
        System.setOut(stream);
        main.accept(new String[0]);
      });
    } finally {
      System.setOut(before);
    }
  }
}
