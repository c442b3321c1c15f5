package dev.activations;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Sends many elements through every form of every activation, and fails where bits change, a call allocates, or the heap
 * grows. Prints a table, and a hash over the results that is the same on each backend and JDK.
 *
 * <pre>
 * --elements N         through each form (1 000 000 000)
 * --activations a,b    only those with these names (all registered, and some with parameters)
 * </pre>
 */
public final class EnduranceCommand {

  /** By then the JVM has compiled what it will compile, but for rare second thoughts. */
  private static final long WARM_UP_CALLS = 6_000;

  private static final String USAGE = "usage: [--elements N] [--activations a,b]";

  private long elements = 1_000_000_000;
  private List<String> names = new ArrayList<>(Activations.names());

  private EnduranceCommand() {
    names.addAll(List.of("leaky_relu(0.2)", "swish(1.5)", "softmax(0.5)", "log_softmax(3)", "gated(swish(1.5));value_first"));
  }

  /** Runs with the options above. */
  public static void main(String[] args) {
    EnduranceCommand command = new EnduranceCommand();
    List<EnduranceForm> forms = new ArrayList<>();
    try {
      command.parse(args);
      command.names.forEach(name -> forms.addAll(EnduranceForm.of(Activations.byName(name))));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(USAGE);
      System.exit(2);
    }
    System.exit(command.run(forms) ? 0 : 1);
  }

  private void parse(String[] args) {
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        throw new IllegalArgumentException("no value for " + args[i]);
      }
      switch (args[i]) {
        case "--elements" -> elements = positive(args[i + 1]);
        case "--activations" -> names = List.of(args[i + 1].split(","));
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
  }

  private static long positive(String value) {
    long number = Long.parseLong(value.replace("_", ""));
    if (number < 1) {
      throw new IllegalArgumentException("--elements must be at least 1, got " + value);
    }
    return number;
  }

  private boolean run(List<EnduranceForm> forms) {
    List<Endurance.Result> results = new ArrayList<>();
    MessageDigest digest = sha256();
    long before = 0;
    try (ProgressBar bar = new ProgressBarBuilder().setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(1000)
        .setInitialMax(forms.size() * elements).setTaskName("endurance").build()) {
      Endurance endurance = new Endurance(elements, WARM_UP_CALLS, bar::stepBy);
      for (EnduranceForm form : forms) {
        bar.setExtraMessage(" " + form.name());
        Endurance.Result result = endurance.run(form);
        for (double[] output : result.outputs()) {
          add(digest, output);
        }
        // The results are in the hash; kept, they would be a growing heap.
        results.add(new Endurance.Result(
            result.name(), result.elements(), result.bytesACall(), result.growth(), new double[0][], result.failures()));
        before = before == 0 ? EnduranceMemory.live() : before;
      }
    }
    long growth = EnduranceMemory.live() - before;
    System.out.printf("Java %s, %s%n%n", System.getProperty("java.version"), Backend.active());
    System.out.println("| form | elements | bytes a call | heap growth | |");
    System.out.println("| --- | --- | --- | --- | --- |");
    results.forEach(result -> System.out.println(result.markdown()));
    long total = results.stream().mapToLong(Endurance.Result::elements).sum();
    System.out.printf("%n%d elements; live heap after the first form %d bytes, growth since then %d; SHA-256 of the results %s%n",
        total, before, growth, HexFormat.of().formatHex(digest.digest()));
    return growth < 4L * 1024 * 1024 && results.stream().allMatch(result -> result.failures().isEmpty());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static void add(MessageDigest digest, double[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length);
    for (double number : numbers) {
      bytes.putLong(Double.doubleToLongBits(number));
    }
    digest.update(bytes.array());
  }
}
