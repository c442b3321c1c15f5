package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The endurance run sees bits that change, memory that a call takes, and a heap that grows. */
class EnduranceTest {

  private static final List<double[]> KEPT = new ArrayList<>();
  private static double[] sink;
  private static long calls;

  private static Endurance.Result run(DoubleUnaryOperator f) {
    calls = 0;
    PointwiseActivation own = PointwiseActivation.of("own", f, x -> 1);
    EnduranceForm forward = EnduranceForm.of(own).get(2);
    assertThat(forward.name()).isEqualTo("own, forward");
    try {
      return new Endurance(600L * EnduranceForm.LENGTH, 100, done -> { }).run(forward);
    } finally {
      KEPT.clear();
    }
  }

  private static boolean everyFewCalls() {
    return ++calls % (2 * EnduranceForm.LENGTH) == 0;
  }

  @Test
  void everyElementIsCounted() {
    Endurance.Result result = run(x -> x / 2);
    assertThat(result.elements()).isEqualTo(600L * EnduranceForm.LENGTH);
    assertThat(result.failures()).noneMatch(failure -> failure.contains("bits") || failure.contains("heap"));
  }

  @Test
  void otherBitsAreSeen() {
    assertThat(run(x -> ++calls == 2_000_000 ? x / 2 + 1e-9 : x / 2).failures())
        .anyMatch(failure -> failure.endsWith("calls gave other bits than the first"));
  }

  @Test
  void allocationIsSeen() {
    Endurance.Result result = run(x -> {
      if (everyFewCalls()) {
        sink = new double[1000];
      }
      return x / 2;
    });
    assertThat(result.failures()).anyMatch(failure -> failure.startsWith("a call allocates"));
    assertThat(result.bytesACall()).isBetween(4000.0, 4600.0);
    assertThat(sink).hasSize(1000);
  }

  @Test
  void aGrowingHeapIsSeen() {
    assertThat(run(x -> {
      if (everyFewCalls()) {
        KEPT.add(new double[1000]);
      }
      return x / 2;
    }).failures()).anyMatch(failure -> failure.startsWith("the heap grew by"));
  }

  @Test
  void everyActivationHasForms() {
    for (Activation a : Cases.all().toList()) {
      assertThat(EnduranceForm.of(a)).as(a.name()).hasSizeGreaterThanOrEqualTo(4)
          .allSatisfy(form -> assertThat(form.name()).startsWith(a.name() + ", "));
    }
  }
}
