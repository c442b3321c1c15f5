package dev.activations.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.activations.PointwiseActivation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lab's plan, options, tables and files. */
class GradientLabTest {

  /** Depths, width, rows, seeds, steps, first seed. */
  private static final LabPlan SMALL = new LabPlan(List.of(3), 6, 5, 2, 4, 1);

  @Test
  void theFullPlanCoversTheRegistryAndFiftyLayers() {
    LabPlan plan = LabPlan.full(1);
    assertThat(plan.depths()).startsWith(2).endsWith(50).isSorted();
    assertThat(plan.seeds()).isGreaterThanOrEqualTo(5);
    assertThat(GradientLab.activations()).extracting(PointwiseActivation::name).containsExactlyInAnyOrder(
        "sigmoid", "tanh", "relu", "leaky_relu", "gelu", "gelu_tanh", "silu");
    assertThat(GradientLab.INITIALIZERS).extracting(LabInitializer::label)
        .containsExactly("random 0.01", "random 1.0", "Xavier", "He", "gain-scaled");
  }

  @Test
  void medianAndEnds() {
    assertThat(LabSpread.of(3, 1, 2)).isEqualTo(new LabSpread(2, 1, 3));
    assertThat(LabSpread.of(4, 1, 2, 3)).isEqualTo(new LabSpread(2.5, 1, 4));
  }

  @Test
  void filesHaveARowForEachLayerAndStep(@TempDir Path folder) throws IOException {
    LabFiles.write(small(SMALL), folder.resolve("new"));
    List<String> layers = Files.readAllLines(folder.resolve("new").resolve("layers.tsv"));
    assertThat(layers.get(0)).startsWith("activation\tinitializer\tconnection\tdepth\tlayer\tmean\tmean_least");
    // 7 activations with 5 initialisers, plain and residual, and one with small branches; 2 more forms of He's.
    assertThat(layers).hasSize(1 + (7 * 11 + 2) * 3).allMatch(
        line -> line.split("\t").length == 5 + 3 * LabMeasure.values().length);
    List<String> training = Files.readAllLines(folder.resolve("new").resolve("training.tsv"));
    assertThat(training).hasSizeBetween(1 + 2 * 4 * 2 * 2, 1 + 2 * 4 * 2 * 4);
    assertThat(training.get(1)).startsWith("tanh, cross-entropy\tnothing\t1\t1\t");
  }

  @Test
  void printsProgressAndTables() {
    String text = Output.of(out -> LabTables.print(GradientLab.measure(SMALL, out, true), out));
    assertThat(text).contains("\r[####################] 95/95  training, leaky_relu, squared error, L2 decay")
        .contains("The gradient that reaches layer 1, in relation to the last layer's, by depth; plain\n")
        .contains("by depth; residual\n").contains("by depth; residual, branch/√depth\n")
        .contains("The outputs of layer 3;").contains("Three forms of He's initialiser").contains("diverged");
    assertThat(text.lines().filter(line -> line.startsWith("sigmoid"))).hasSize(5 + 5 + 1 + 5);
    assertThat(text).doesNotContain("NaN");
  }

  @ParameterizedTest
  @CsvSource({
    "--fast, unknown option --fast",
    "--seed, --seed needs a value",
    "--seed one, '--seed needs a whole number, got one'",
    "--out, --out needs a value"})
  void aWrongOptionIsAClearErrorAndStatus2(String options, String message) {
    String errors = Output.of(err -> {
      String output = Output.of(out -> assertThat(run(out, err, options.split(" "))).isEqualTo(2));
      assertThat(output).isEmpty();
    });
    assertThat(errors).contains(message).contains("usage: GradientLab ");
  }

  private static LabResults small(LabPlan plan) {
    LabResults[] results = new LabResults[1];
    Output.of(out -> results[0] = GradientLab.measure(plan, out, false));
    return results[0];
  }

  private static int run(PrintStream out, PrintStream err, String... args) {
    return GradientLab.run(args, out, err, false);
  }
}
