package dev.activations.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Fails if a hot loop has become slower: each is timed against its baseline in the same process, in turns, and the ratio
 * compared with a floor, a part of a recorded one. What a call allocates is checked too. Each backend gets a process of its own. Loops
 * under their floors are measured once more before they fail, in a new process: the code that C2 makes of a loop can vary from one process
 * to the next, and a second look in the same process finds the same code. All loops run in it again, so that it is like the first.
 *
 * <pre>
 *   java -jar benchmarks.jar guard [--quick] [--only REGEX] [--backend portable|vector] [--floors FILE] [--record FILE]
 * </pre>
 */
public final class Guard {

  /**
   * What the command line asks for.
   *
   * @param quick only the main loops, in less than a minute
   * @param only part of the names of the loops to run, as a regular expression
   * @param backend the only backend to run, or null for both
   * @param floors a file of ratios instead of the recorded ones, or null
   * @param record the file to record new ratios in, or null to compare
   */
  record Options(boolean quick, Pattern only, String backend, Path floors, Path record) {

    static Options parse(String[] args) {
      boolean quick = false;
      Pattern only = Pattern.compile("");
      String backend = null;
      Path floors = null;
      Path record = null;
      for (int i = 0; i < args.length; i++) {
        switch (args[i]) {
          case "--quick" -> quick = true;
          case "--only" -> only = Pattern.compile(value(args, ++i));
          case "--backend" -> backend = value(args, ++i);
          case "--floors" -> floors = Path.of(value(args, ++i));
          case "--record" -> record = Path.of(value(args, ++i));
          default -> throw new IllegalArgumentException("guard: unknown option " + args[i]);
        }
      }
      if (backend != null && !backend.equals("portable") && !backend.equals("vector")) {
        throw new IllegalArgumentException("guard: --backend takes portable or vector, got " + backend);
      }
      return new Options(quick, only, backend, floors, record);
    }

    private static String value(String[] args, int i) {
      if (i == args.length) {
        throw new IllegalArgumentException("guard: " + args[i - 1] + " needs a value");
      }
      return args[i];
    }
  }

  /** What a process exits with where loops are too slow and nothing else is wrong. */
  static final int SLOW = 3;

  /** The property with a file for the names of such loops: the first process writes it, in the second only these count. */
  static final String SLOW_LOOPS = "dev.activations.guard.slow";

  private Guard() {}

  /** Exits with 1 if a loop is slower than its floor or allocates too much. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Options options = Options.parse(args);
    boolean passed = true;
    for (String backend : options.backend() == null ? List.of("portable", "vector") : List.of(options.backend())) {
      passed &= run(backend, args);
    }
    System.out.println(passed ? "guard: passed" : "guard: FAILED");
    System.exit(passed ? 0 : 1);
  }

  private static boolean run(String backend, String[] args) throws IOException, InterruptedException {
    Path slow = Files.createTempFile("guard", ".txt");
    try {
      int exit = run(backend, slow, args);
      return (exit == SLOW ? run(backend, slow, args) : exit) == 0;
    } finally {
      Files.delete(slow);
    }
  }

  private static int run(String backend, Path slow, String[] args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (backend.equals("vector")) {
      command.add("--add-modules=jdk.incubator.vector");
    }
    command.add("-Ddev.activations.backend=" + backend);
    command.add("-D" + Verify.EXPECTED_BACKEND + "=" + backend);
    command.add("-D" + SLOW_LOOPS + "=" + slow);
    command.add("-Dfile.encoding=UTF-8");
    command.add("-Xms512m");
    command.add("-Xmx512m");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), GuardRun.class.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
