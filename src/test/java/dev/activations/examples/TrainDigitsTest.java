package dev.activations.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.activations.Activations;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainDigitsTest {

  private static final Pattern ACCURACY = Pattern.compile("held-out accuracy ([0-9.]+) % \\(([0-9]+) of 359\\)");

  @Test
  void everyFifthLineIsHeldOut() {
    Digits training = Digits.load(false);
    Digits heldOut = Digits.load(true);
    assertThat(training.size()).isEqualTo(1438);
    assertThat(heldOut.size()).isEqualTo(359);
    assertThat(Arrays.copyOf(training.labels(), 6)).containsExactly(0, 1, 2, 3, 5, 6);
    assertThat(Arrays.copyOf(heldOut.labels(), 3)).containsExactly(4, 9, 4);
    assertThat(training.pixels()).hasSize(1438 * 64);
    assertThat(Arrays.stream(training.pixels()).summaryStatistics())
        .satisfies(pixels -> assertThat(pixels.getMin()).isZero())
        .satisfies(pixels -> assertThat(pixels.getMax()).isEqualTo(1));
    assertThat(Arrays.copyOf(training.pixels(), 4)).containsExactly(0, 0, 5 / 16.0, 13 / 16.0);
  }

  /** A fraction of the default epochs. */
  @Test
  void learnsAndRepeatsItself() {
    String first = train("--epochs", "6");
    Matcher accuracy = ACCURACY.matcher(first);
    assertThat(accuracy.find()).as(first).isTrue();
    assertThat(Double.parseDouble(accuracy.group(1))).isBetween(95.0, 100.0);
    assertThat(100.0 * Integer.parseInt(accuracy.group(2)) / 359).isGreaterThanOrEqualTo(95);
    assertThat(train("--epochs", "6")).isEqualTo(first);
  }

  @Test
  void sameSeedSameBits() {
    List<Double> losses = losses(7);
    assertThat(losses).hasSize(1).isEqualTo(losses(7)).isNotEqualTo(losses(8));
  }

  @Test
  void aTerminalGetsOneLineThatIsWrittenOver() {
    String text = Output.of(out -> assertThat(
        TrainDigits.run(new String[] {"--epochs", "2", "--activation", "relu"}, out, out, true)).isZero());
    assertThat(text).contains("\r[##########..........] 1/2  loss ").contains("\r[####################] 2/2  loss ");
    assertThat(train("--epochs", "2")).doesNotContain("\r").contains("  1/2  loss ").contains("  2/2  loss ");
  }

  @Test
  void tableHasARowForEachActivation() {
    String text = train("--table", "--epochs", "1", "--initializer", "he");
    assertThat(text).contains("  9/9  swiglu he\n");
    assertThat(table(text)).allMatch(row -> row.length == 2);
    assertThat(table(text)).extracting(row -> row[0]).containsExactly(
        "", "sigmoid", "tanh", "relu", "leaky_relu", "gelu", "gelu_tanh", "silu", "glu", "swiglu");
    assertThat(table(text).subList(1, 10)).extracting(row -> Double.parseDouble(row[1]))
        .allMatch(percent -> percent > 50 && percent <= 100);
  }

  @Test
  void tableHasAColumnForEachInitializer() {
    String text = train("--table", "--epochs", "1", "--activation", "relu");
    assertThat(table(text)).hasSize(2);
    assertThat(table(text).get(0)).containsExactly("", "random", "xavier", "he", "lecun_normal", "orthogonal");
    assertThat(table(text).get(1)).hasSize(6).startsWith("relu");
  }

  /** The cells of the table that ends the output, the heading's first one empty. */
  private static List<String[]> table(String text) {
    return text.substring(text.indexOf("\n            ") + 1).lines().map(line -> line.split(" +")).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "--fast, unknown option --fast",
    "--epochs, --epochs needs a value",
    "--epochs ten, '--epochs needs a whole number, got ten'",
    "--epochs 0, '--epochs must be from 1 to 10000, got 0'",
    "--activation swoosh, swoosh",
    "--initializer zeros, 'unknown initializer \"zeros\"'"})
  void aWrongOptionIsAClearErrorAndStatus2(String options, String message) {
    String errors = Output.of(err -> {
      String output = Output.of(out -> assertThat(run(out, err, options.split(" "))).isEqualTo(2));
      assertThat(output).isEmpty();
    });
    assertThat(errors).contains(message).contains("usage: TrainDigits ");
  }

  private static List<Double> losses(long seed) {
    List<Double> losses = new ArrayList<>();
    new DigitNetwork(Activations.SWIGLU, "xavier", seed).train(
        Digits.load(false), 1, (epoch, loss) -> losses.add(loss));
    return losses;
  }

  private static String train(String... args) {
    return Output.of(out -> assertThat(run(out, out, args)).isZero());
  }

  private static int run(PrintStream out, PrintStream err, String... args) {
    return TrainDigits.run(args, out, err, false);
  }
}
