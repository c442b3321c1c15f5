package dev.activations.examples;

import dev.activations.Activations;
import dev.activations.PointwiseActivation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Shows how signals and gradients go through deep networks: which of them vanish, which explode, and what helps.
 *
 * <p>Networks of 2 to 50 layers with each registered pointwise activation and several initialisers, plain and with
 * residual connections, are looked at before any training; then networks whose weights start too large are trained with
 * and without cures. Options: {@code --quick} for two depths and short runs, {@code --seed 1}, and
 * {@code --out FOLDER}, which writes everything into {@code layers.tsv} and {@code training.tsv} there. The numbers are
 * the same on every JDK.
 */
public final class GradientLab {

  private static final String USAGE = "usage: GradientLab [--quick] [--seed N] [--out FOLDER]";

  /** The initialisers that every activation is combined with. */
  public static final List<LabInitializer> INITIALIZERS = List.of(LabInitializer.RANDOM_SMALL,
      LabInitializer.RANDOM_LARGE, LabInitializer.XAVIER, LabInitializer.HE, LabInitializer.GAIN_SCALED);

  /** The initialisers that are called He's: the normal one, the uniform one, and the one that some print. */
  public static final List<LabInitializer> HE_FORMS =
      List.of(LabInitializer.HE, LabInitializer.HE_UNIFORM, LabInitializer.HE_MISPRINTED);

  private final LabPlan plan;
  private final Progress progress;
  private final List<LabSetup> setups;
  private int done;

  private GradientLab(LabPlan plan, PrintStream out, boolean terminal) {
    this.plan = plan;
    this.setups = setups(plan);
    int trainings = LabCase.values().length * LabCure.values().length * plan.seeds();
    this.progress = new Progress(out, terminal, setups.size() + trainings);
  }

  public static void main(String[] args) {
    int status = run(args, System.out, System.err, Progress.onTerminal());
    if (status != 0) {
      System.exit(status);
    }
  }

  /** Returns the exit code: 0, 1 if a file cannot be written, or 2 if an option is wrong. */
  static int run(String[] args, PrintStream out, PrintStream err, boolean terminal) {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.println(USAGE);
      return 2;
    }
    LabResults results = measure(options.quick ? LabPlan.quick(options.seed) : LabPlan.full(options.seed), out,
        terminal);
    LabTables.print(results, out);
    if (options.folder != null) {
      try {
        LabFiles.write(results, options.folder);
      } catch (IOException e) {
        err.println("cannot write into " + options.folder + ": " + e);
        return 1;
      }
      out.println("layers.tsv and training.tsv are in " + options.folder);
    }
    return 0;
  }

  /** Goes through a plan and shows on standard output how far it is. */
  public static LabResults measure(LabPlan plan) {
    return measure(plan, System.out, Progress.onTerminal());
  }

  /** Goes through a plan; shows progress on a terminal in one line that is written over, elsewhere in a few. */
  static LabResults measure(LabPlan plan, PrintStream out, boolean terminal) {
    return new GradientLab(plan, out, terminal).measure();
  }

  /** Every pointwise activation of the library that needs no parameter. */
  public static List<PointwiseActivation> activations() {
    List<PointwiseActivation> found = new ArrayList<>();
    for (String name : Activations.names()) {
      if (Activations.byName(name) instanceof PointwiseActivation pointwise) {
        found.add(pointwise);
      }
    }
    return found;
  }

  private static List<LabSetup> setups(LabPlan plan) {
    Set<LabSetup> setups = new LinkedHashSet<>();
    for (int depth : plan.depths()) {
      for (PointwiseActivation a : activations()) {
        for (LabInitializer initializer : INITIALIZERS) {
          setups.add(new LabSetup(a, initializer, LabConnection.PLAIN, depth));
          setups.add(new LabSetup(a, initializer, LabConnection.RESIDUAL, depth));
        }
        setups.add(new LabSetup(a, LabInitializer.GAIN_SCALED, LabConnection.SCALED, depth));
      }
      HE_FORMS.forEach(form -> setups.add(new LabSetup(Activations.RELU, form, LabConnection.PLAIN, depth)));
    }
    return List.copyOf(setups);
  }

  private LabResults measure() {
    Map<LabSetup, List<Map<LabMeasure, double[]>>> trials = new LinkedHashMap<>();
    for (LabSetup setup : setups) {
      List<Map<LabMeasure, double[]>> seeds = new ArrayList<>();
      for (int i = 0; i < plan.seeds(); i++) {
        seeds.add(LabTrial.run(setup, plan.rows(), plan.width(), plan.seed() + i));
      }
      trials.put(setup, seeds);
      progress.report(++done, setup.activation() + ", " + setup.initializer().label() + ", "
          + setup.connection().label() + ", " + setup.depth() + " layers");
    }
    Digits training = Digits.load(false);
    Digits heldOut = Digits.load(true);
    List<LabRun> runs = new ArrayList<>();
    for (LabCase network : LabCase.values()) {
      for (LabCure cure : LabCure.values()) {
        for (int i = 0; i < plan.seeds(); i++) {
          runs.add(LabTraining.run(network, cure, training, heldOut, plan.steps(), plan.seed() + i));
          progress.report(++done, "training, " + network.label() + ", " + cure.label());
        }
      }
    }
    return new LabResults(plan, trials, runs);
  }

  /** What the command line asks for. */
  private static final class Options {
    private boolean quick;
    private long seed = 1;
    private Path folder;

    /** Throws an {@link IllegalArgumentException} that says what is wrong. */
    private static Options parse(String[] args) {
      Options options = new Options();
      for (int i = 0; i < args.length; i++) {
        switch (args[i]) {
          case "--quick" -> options.quick = true;
          case "--seed" -> options.seed = seed(value(args, i++));
          case "--out" -> options.folder = Path.of(value(args, i++));
          default -> throw new IllegalArgumentException("unknown option " + args[i]);
        }
      }
      return options;
    }

    private static String value(String[] args, int i) {
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " needs a value");
      }
      return args[i + 1];
    }

    private static long seed(String text) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("--seed needs a whole number, got " + text, e);
      }
    }
  }
}
