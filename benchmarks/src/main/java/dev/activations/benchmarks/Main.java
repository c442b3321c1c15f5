package dev.activations.benchmarks;

import java.util.Arrays;

/** The jar's entry: {@code short}, {@code guard}, {@code compare}, or JMH's own options. */
public final class Main {

  private Main() {}

  /** Runs what the first argument names; everything else goes to JMH. */
  public static void main(String[] args) throws Exception {
    String command = args.length == 0 ? "" : args[0];
    String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
    switch (command) {
      case "short" -> ShortRun.main(rest);
      case "guard" -> Guard.main(rest);
      case "compare" -> Compare.main(rest);
      default -> org.openjdk.jmh.Main.main(args);
    }
  }
}
