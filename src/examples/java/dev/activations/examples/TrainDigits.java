package dev.activations.examples;

import dev.activations.Activation;
import dev.activations.Activations;
import dev.activations.Backend;
import dev.activations.Initializers;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Trains a network of two layers on real handwritten digits, with this library alone, and tests it on every fifth
 * image, which it has not seen.
 *
 * <p>Options: {@code --activation gelu}, {@code --initializer he}, {@code --epochs 20}, {@code --seed 1}. With
 * {@code --table} it trains several activations with several initialisers (or the one that is given), 10 epochs each by
 * default, and prints the accuracies. The numbers are the same on every JDK.
 */
public final class TrainDigits {

  private static final String USAGE =
      "usage: TrainDigits [--activation NAME] [--initializer NAME] [--epochs N] [--seed N] [--table]";
  private static final int EPOCHS = 20;
  private static final int TABLE_EPOCHS = 10;
  private static final String[] TABLE_ACTIVATIONS = {
    "sigmoid", "tanh", "relu", "leaky_relu", "gelu", "gelu_tanh", "silu", "glu", "swiglu"};
  private static final String[] TABLE_INITIALIZERS = {"random", "xavier", "he", "lecun_normal", "orthogonal"};

  private final PrintStream out;
  private final boolean terminal;
  private final Digits training = Digits.load(false);
  private final Digits heldOut = Digits.load(true);

  private TrainDigits(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  public static void main(String[] args) {
    int status = run(args, System.out, System.err, Progress.onTerminal());
    if (status != 0) {
      System.exit(status);
    }
  }

  /** Returns the exit code: 0, or 2 if an option is wrong. */
  static int run(String[] args, PrintStream out, PrintStream err, boolean terminal) {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.println(USAGE);
      return 2;
    }
    TrainDigits run = new TrainDigits(out, terminal);
    out.printf("%d images to learn from, %d held out; backend %s%n",
        run.training.size(), run.heldOut.size(), Backend.active().name());
    if (options.table) {
      run.table(options);
    } else {
      run.train(options);
    }
    return 0;
  }

  private void train(Options options) {
    Activation activation = options.activation == null ? Activations.GELU : Activations.byName(options.activation);
    String initializer = options.initializer == null ? "he" : options.initializer;
    out.printf("activation %s, initializer %s, seed %d%n", activation, initializer, options.seed);
    DigitNetwork network = new DigitNetwork(activation, initializer, options.seed);
    Progress progress = new Progress(out, terminal, options.epochs);
    network.train(training, options.epochs,
        (epoch, loss) -> progress.report(epoch, String.format(Locale.ROOT, "loss %.4f", loss)));
    int correct = network.correct(heldOut);
    out.printf(Locale.ROOT, "held-out accuracy %.2f %% (%d of %d)%n",
        percent(correct), correct, heldOut.size());
  }

  private void table(Options options) {
    out.printf("held-out accuracy in %%, %d epochs, seed %d%n", options.epochs, options.seed);
    String[] activations = options.activation == null ? TABLE_ACTIVATIONS : new String[] {options.activation};
    String[] initializers = options.initializer == null ? TABLE_INITIALIZERS : new String[] {options.initializer};
    int done = 0;
    Progress progress = new Progress(out, terminal, activations.length * initializers.length);
    StringBuilder table = new StringBuilder(String.format("%-12s", ""));
    for (String initializer : initializers) {
      table.append(String.format("%14s", initializer));
    }
    for (String activation : activations) {
      table.append(String.format("%n%-12s", activation));
      for (String initializer : initializers) {
        DigitNetwork network = new DigitNetwork(Activations.byName(activation), initializer, options.seed);
        network.train(training, options.epochs, (epoch, loss) -> {});
        table.append(String.format(Locale.ROOT, "%14.2f", percent(network.correct(heldOut))));
        progress.report(++done, activation + " " + initializer);
      }
    }
    out.println(table);
  }

  private double percent(int correct) {
    return 100.0 * correct / heldOut.size();
  }

  /** What the command line asks for; null and 0 where it does not say. */
  private static final class Options {
    private String activation;
    private String initializer;
    private int epochs;
    private long seed = 1;
    private boolean table;

    /** Throws an {@link IllegalArgumentException} that says what is wrong. */
    private static Options parse(String[] args) {
      Options options = new Options();
      for (int i = 0; i < args.length; i++) {
        switch (args[i]) {
          case "--table" -> options.table = true;
          case "--activation" -> options.activation = Activations.byName(value(args, i++)).name();
          case "--initializer" -> options.initializer = known(value(args, i++));
          case "--epochs" -> options.epochs = (int) number(args, i++, 1, 10_000);
          case "--seed" -> options.seed = number(args, i++, Long.MIN_VALUE, Long.MAX_VALUE);
          default -> throw new IllegalArgumentException("unknown option " + args[i]);
        }
      }
      if (options.epochs == 0) {
        options.epochs = options.table ? TABLE_EPOCHS : EPOCHS;
      }
      return options;
    }

    private static String value(String[] args, int i) {
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " needs a value");
      }
      return args[i + 1];
    }

    private static String known(String initializer) {
      Initializers.byName(initializer);     // throws if there is none
      return initializer;
    }

    private static long number(String[] args, int i, long least, long most) {
      String text = value(args, i);
      try {
        long number = Long.parseLong(text);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(args[i] + " needs a whole number, got " + text, e);
      }
      throw new IllegalArgumentException(args[i] + " must be from " + least + " to " + most + ", got " + text);
    }
  }
}
