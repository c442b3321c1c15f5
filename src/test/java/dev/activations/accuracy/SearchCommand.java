package dev.activations.accuracy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * The hunt for the worst errors. Keeps what it finds in {@code worst-errors.csv} and {@code other-errors.csv} and
 * writes the tables of docs/accuracy.md that are made from them. Finds of earlier runs, and the worst points of the
 * accuracy command's table, are measured anew and searched round. Exit code 1 if a limit is broken, 2 if the
 * arguments make no sense.
 *
 * <pre>
 * --functions a,b    only the functions with these names, with any parameters (all)
 * --of library       "library" or "others" (both)
 * --parameters N     random parameters of swish, softmax and log_softmax, a tenth of the points each (40)
 * --fresh N          random points a function and direction (10 000 000)
 * --climb N          points of all climbs (10 000 000)
 * --others N         both of these for each other implementation and range (300 000)
 * --seed N           of the points (2; the accuracy command has 1)
 * </pre>
 */
public final class SearchCommand {
  private static final String USAGE =
      "usage: [--functions a,b] [--of library|others] [--parameters N] [--fresh N] [--climb N] [--others N]"
          + " [--seed N]";

  private Search.Effort effort = new Search.Effort(10_000_000, 10_000_000);
  private Search.Effort others = new Search.Effort(300_000, 300_000);
  private long seed = 2;
  private int parameters = 40;
  private String of = "";
  private List<String> functions = List.of();

  private SearchCommand() {}

  /** Runs with the options above. */
  public static void main(String[] args) throws InterruptedException, ExecutionException, IOException {
    SearchCommand command = new SearchCommand();
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
      String value = args[i + 1];
      switch (args[i]) {
        case "--fresh" -> effort = new Search.Effort(number(args[i], value, 0), effort.climb());
        case "--climb" -> effort = new Search.Effort(effort.fresh(), number(args[i], value, 0));
        case "--others" -> others = new Search.Effort(number(args[i], value, 0), number(args[i], value, 0));
        case "--parameters" -> parameters = (int) number(args[i], value, 0);
        case "--seed" -> seed = number(args[i], value, Long.MIN_VALUE);
        case "--functions" -> functions = List.of(value.split(","));
        case "--of" -> of = value;
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
    if (!List.of("", "library", "others").contains(of)) {
      throw new IllegalArgumentException("--of is library or others, got " + of);
    }
    for (String function : functions) {
      if (Subject.library().stream().noneMatch(subject -> isNamed(subject, function))) {
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

  private static boolean isNamed(Subject subject, String function) {
    return subject.function().equals(function) || subject.function().startsWith(function + "(");
  }

  private boolean run() throws InterruptedException, ExecutionException, IOException {
    boolean good = of.equals("others") || library();
    if (!of.equals("library")) {
      List<Pin> pins = WorstErrors.read(WorstErrors.others());
      List<Subject> all = OtherSubjects.all();
      search("others", chosen(all), pins, others, found -> WorstErrors.write(WorstErrors.others(), all, found));
    }
    AccuracyPage.write();
    return good;
  }

  private boolean library() throws InterruptedException, ExecutionException, IOException {
    List<Subject> all = Subject.library();
    List<Pin> file = WorstErrors.read(WorstErrors.library());
    List<Pin> named = new ArrayList<>(file.stream().filter(pin -> all.stream().anyMatch(pin::isOf)).toList());
    List<Pin> other = new ArrayList<>(file.stream().filter(pin -> all.stream().noneMatch(pin::isOf)).toList());
    boolean good = search("search", chosen(all), named, effort, found -> {
      List<Pin> both = new ArrayList<>(found);
      both.addAll(Parameters.worst(other));
      write(both);
    });
    List<Subject> random = new ArrayList<>(Parameters.of(other));
    random.addAll(Parameters.random(new SplittableRandom(seed), parameters));
    Search.Effort tenth = new Search.Effort(effort.fresh() / 10, effort.climb() / 10);
    good &= search("parameters", chosen(random), other, tenth, found -> {
      List<Pin> both = new ArrayList<>(named);
      both.addAll(Parameters.worst(found));
      write(both);
    });
    return good;
  }

  private static void write(List<Pin> pins) throws IOException {
    List<Subject> subjects = new ArrayList<>(Subject.library());
    subjects.addAll(Parameters.of(pins));
    WorstErrors.write(WorstErrors.library(), subjects, pins);
  }

  private List<Subject> chosen(List<Subject> subjects) {
    return subjects.stream()
        .filter(s -> functions.isEmpty() || functions.stream().anyMatch(name -> isNamed(s, name))).toList();
  }

  /** What one search found. */
  private record Found(Subject subject, List<Pin> pins) {}

  /** Keeps pins. */
  private interface Keeper {
    void keep(List<Pin> pins) throws IOException;
  }

  /** Replaces the subjects' pins in the list, which the keeper gets after each search: a run cut off keeps its finds. */
  private boolean search(String name, List<Subject> subjects, List<Pin> pins, Search.Effort each, Keeper keeper)
      throws InterruptedException, ExecutionException, IOException {
    AccuracyPage.Measured measured = AccuracyPage.measured();
    boolean good = true;
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try (ProgressBar bar = new ProgressBarBuilder().setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(500)
        .setInitialMax(subjects.size() * (each.fresh() + each.climb())).setTaskName(name).build()) {
      ExecutorCompletionService<Found> searches = new ExecutorCompletionService<>(pool);
      for (Subject subject : subjects) {
        List<Pin> known = new ArrayList<>(pins.stream().filter(pin -> pin.isOf(subject)).toList());
        measured.worst(subject).ifPresent(known::add);
        searches.submit(() -> new Found(subject, Search.of(subject, seed, bar::stepBy).run(known, each)));
      }
      for (int i = 0; i < subjects.size(); i++) {
        Found found = searches.take().get();
        good &= report(found);
        pins.removeIf(pin -> pin.isOf(found.subject));
        pins.addAll(found.pins);
        keeper.keep(pins);
      }
    } finally {
      pool.shutdownNow();
    }
    return good;
  }

  private static boolean report(Found found) {
    Pin worst = found.pins.get(0);
    double limit = found.subject.limit();
    boolean good = worst.error() <= limit;
    String at = worst.x().length == 1 ? Double.toHexString(worst.x()[0]) : "a row of " + worst.x().length;
    System.out.printf(
        Locale.ROOT, "%s, |x| <= %s: %.6g ulp at %s, got %s, want %s%s%n", found.subject, found.subject.reach(),
        worst.error(), at, Double.toHexString(worst.got()), Double.toHexString(worst.want()),
        good ? "" : " **broken, the limit is " + limit + "**");
    return good;
  }
}
