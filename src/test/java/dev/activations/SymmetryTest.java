package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What sigmoid and tanh promise about x and -x, to the bit. */
class SymmetryTest {
  private static final double[] POINTS = points();

  /** Every cut-off with its neighbours, and random numbers of all sizes. */
  private static double[] points() {
    Inputs in = new Inputs(5);
    DoubleStream random = DoubleStream.generate(() -> in.below(2) == 0 ? in.uniform(40) : in.special()).limit(200_000);
    return DoubleStream.concat(DoubleStream.of(Inputs.edges()), random).filter(x -> x == x).toArray();
  }

  @Test
  void sigmoidOfOppositeNumbersSumsToOne() {
    for (double x : POINTS) {
      double sum = Activations.SIGMOID.value(x) + Activations.SIGMOID.value(-x);
      assertThat(sum).as("σ(x) + σ(-x) at %s", Bits.hex(x)).isEqualTo(1);
    }
  }

  @Test
  void tanhIsOdd() {
    for (double x : POINTS) {
      Bits.assertSame("tanh at " + Bits.hex(x), -Activations.TANH.value(x), Activations.TANH.value(-x));
    }
  }

  @Test
  void theirDerivativesAreEven() {
    for (double x : POINTS) {
      Bits.assertSame("σ' at " + Bits.hex(x), Activations.SIGMOID.derivative(x), Activations.SIGMOID.derivative(-x));
      Bits.assertSame("tanh' at " + Bits.hex(x), Activations.TANH.derivative(x), Activations.TANH.derivative(-x));
    }
  }
}
