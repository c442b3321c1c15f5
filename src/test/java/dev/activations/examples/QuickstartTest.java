package dev.activations.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.activations.Activations;
import dev.activations.Backend;
import org.junit.jupiter.api.Test;

class QuickstartTest {

  @Test
  void showsEveryActivationAndTheBackend() {
    String text = Output.ofMain(Quickstart::main);
    assertThat(text).startsWith("Backend: " + Backend.active().name());
    for (String name : Activations.names()) {
      assertThat(text.lines()).as(name).anyMatch(line -> line.startsWith(name + " "));
    }
    assertThat(text.lines()).anyMatch(line -> line.startsWith("swish(1.5) "));
  }

  @Test
  void showsKnownNumbers() {
    String text = Output.of(Quickstart::print).replaceAll(" +", " ");
    assertThat(text)
        .contains("\nsoftmax 0.950027 0.047299 0.002355 0.000319\n")
        .contains("\nlog_softmax -0.051265 -3.051265 -6.051265 -8.051265\n")
        .contains("\nsigmoid f 9.36e-14 0.047426 0.268941 0.377541 0.500000 0.622459 0.731059 0.952574\n")
        .contains("\ngelu f -1.47e-196 ")
        .contains("\nreglu y ")
        .contains("tanh: 1.592537\n");
  }
}
