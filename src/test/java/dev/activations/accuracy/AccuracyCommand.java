package dev.activations.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * The long accuracy run. Checks the fast reference against the exact one, then every function and derivative
 * against the fast reference, what comes near a limit again with all digits, and prints a Markdown table. Exit code
 * 1 if a limit is broken or the references disagree, 2 if the arguments make no sense.
 *
 * <pre>
 * --points N         points a function and direction (10 000 000)
 * --check N          of the check of the references (100 000)
 * --functions a,b    only the functions with these names, with any parameters (all)
 * --seed N           of the points (1)
 * </pre>
 */
public final class AccuracyCommand {
  /** The same chunks, hence the same points and the same table, on any number of cores. */
  private static final int CHUNK = 10_000;
  private static final int EXACT_CHUNK = 250;
  private static final String USAGE =
      "usage: [--points N] [--check N] [--functions a,b] [--seed N]";

  private long points = 10_000_000;
  private long check = 100_000;
  private long seed = 1;
  private List<String> functions = List.of();

  private AccuracyCommand() {}

  /** Runs with the options above. */
  public static void main(String[] args) throws InterruptedException, ExecutionException {
    AccuracyCommand command = new AccuracyCommand();
    try {
      command.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(USAGE);
      System.exit(2);
    }
    System.exit(command.run() ? 0 : 1);
  }

  private void parse(String[] args) {
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        throw new IllegalArgumentException("no value for " + args[i]);
      }
      switch (args[i]) {
        case "--points" -> points = number(args[i], args[i + 1], 1);
        case "--check" -> check = number(args[i], args[i + 1], 0);
        case "--seed" -> seed = number(args[i], args[i + 1], Long.MIN_VALUE);
        case "--functions" -> functions = List.of(args[i + 1].split(","));
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
    for (String function : functions) {
      if (AccuracyTask.all().stream().noneMatch(task -> isNamed(task, function))) {
        throw new IllegalArgumentException("no function " + function + " among " + AccuracyTask.all());
      }
    }
  }

  private static long number(String option, String value, long least) {
    long number;
    try {
      number = Long.parseLong(value.replace("_", ""));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " needs a whole number, got " + value, e);
    }
    if (number < least) {
      throw new IllegalArgumentException(option + " must be at least " + least + ", got " + value);
    }
    return number;
  }

  private static boolean isNamed(AccuracyTask task, String function) {
    return task.name().equals(function) || task.name().startsWith(function + "(");
  }

  /** One row of the report. */
  private record Row(AccuracyTask task, double discrepancy, Stats stats) {
    boolean isGood() {
      return discrepancy <= FastReferenceTest.TOLERANCE && stats.max() <= task.limit().max();
    }

    String markdown() {
      return String.format(
          Locale.ROOT, "| %s | %s | %s | %.4f | %.4f | %s | %s | %s | %.1e | %d |%s",
          task.name(), task.side(), String.valueOf(task.limit().max()).replaceAll("\\.0$", ""), stats.max(),
          stats.rms(), Double.toHexString(stats.worstInput()), Double.toHexString(stats.worstGot()),
          Double.toHexString(stats.worstWant()), discrepancy, stats.count(), isGood() ? "" : " **broken** |");
    }
  }

  private boolean run() throws InterruptedException, ExecutionException {
    List<AccuracyTask> tasks = new ArrayList<>(AccuracyTask.all());
    tasks.removeIf(task -> !functions.isEmpty() && functions.stream().noneMatch(name -> isNamed(task, name)));
    List<Row> rows = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try (ProgressBar bar = new ProgressBarBuilder().setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(500)
        .setInitialMax(tasks.size() * (points + check)).setTaskName("accuracy").build()) {
      for (AccuracyTask task : tasks) {
        bar.setExtraMessage(" " + task);
        rows.add(new Row(task, discrepancy(task, pool, bar), measure(task, pool, bar)));
      }
    } finally {
      pool.shutdown();
    }
    System.out.printf("Java %s, seed %d%n%n", System.getProperty("java.version"), seed);
    System.out.println("Errors in ulp. Discrepancy: the largest difference of the two references, in ulp.");
    System.out.println();
    System.out.println("| function | of | limit | max | RMS | worst input | got | want | discrepancy | points |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    rows.forEach(row -> System.out.println(row.markdown()));
    return rows.stream().allMatch(Row::isGood);
  }

  private double discrepancy(AccuracyTask task, ExecutorService pool, ProgressBar bar)
      throws InterruptedException, ExecutionException {
    List<Future<Double>> parts = new ArrayList<>();
    for (long done = 0; done < check; done += EXACT_CHUNK) {
      int count = (int) Math.min(EXACT_CHUNK, check - done);
      SplittableRandom random = new SplittableRandom(~seed + done);
      parts.add(pool.submit(() -> {
        double max = task.discrepancy(random, count);
        bar.stepBy(count);
        return max;
      }));
    }
    double max = 0;
    for (Future<Double> part : parts) {
      max = Math.max(max, part.get());
    }
    return max;
  }

  private Stats measure(AccuracyTask task, ExecutorService pool, ProgressBar bar)
      throws InterruptedException, ExecutionException {
    List<Future<Stats>> parts = new ArrayList<>();
    for (long done = 0; done < points; done += CHUNK) {
      int count = (int) Math.min(CHUNK, points - done);
      SplittableRandom random = new SplittableRandom(seed + done);
      parts.add(pool.submit(() -> {
        Stats stats = new Stats();
        task.measure(random, count, stats);
        bar.stepBy(count);
        return stats;
      }));
    }
    Stats all = new Stats();
    task.measureEdges(all);
    for (Future<Stats> part : parts) {
      all.merge(part.get());
    }
    return all;
  }
}
