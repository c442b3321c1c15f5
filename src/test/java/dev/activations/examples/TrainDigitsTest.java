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

  /** Half the default epochs. */
  @Test
  void learnsAndRepeatsItself() {
    String first = train("--epochs", "10");
    Matcher accuracy = ACCURACY.matcher(first);
    assertThat(accuracy.find()).as(first).isTrue();
    assertThat(Double.parseDouble(accuracy.group(1))).isBetween(95.0, 100.0);
    assertThat(100.0 * Integer.parseInt(accuracy.group(2)) / 359).isGreaterThanOrEqualTo(95);
    assertThat(train("--epochs", "10")).isEqualTo(first);
  }

  @Test
  void sameSeedSameBits() {
    List<Double> losses = losses(7);
    assertThat(losses).hasSize(2).isEqualTo(losses(7)).isNotEqualTo(losses(8));
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
    String text = train("--table", "--epochs", "1");
    String table = text.substring(text.indexOf("\n            ") + 1);
    assertThat(table.lines().map(line -> line.split(" +")[0])).containsExactly(
        "", "sigmoid", "tanh", "relu", "leaky_relu", "gelu", "gelu_tanh", "silu", "glu", "swiglu");
    assertThat(table.lines().findFirst().orElseThrow().trim().split(" +")).containsExactly(
        "random", "xavier", "he", "lecun_normal", "orthogonal");
    assertThat(table.lines().skip(1)).allSatisfy(line -> assertThat(line.split(" +")).hasSize(6));
    assertThat(text).contains("45/45  swiglu orthogonal");
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
        Digits.load(false), 2, (epoch, loss) -> losses.add(loss));
    return losses;
  }

  private static String train(String... args) {
    return Output.of(out -> assertThat(run(out, out, args)).isZero());
  }

  private static int run(PrintStream out, PrintStream err, String... args) {
    return TrainDigits.run(args, out, err, false);
  }
}
