package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;

/** A name leads back to its activation whatever the parameter, and no other text leads anywhere unexpected. */
@Domain(Numbers.class)
class NamePropertyTest {

  /** Text made of what names are made of, and of what they are not. */
  @Provide
  Arbitrary<String> texts() {
    List<String> parts = List.of(
        "gelu", "swish", "softmax", "log_softmax", "leaky_relu", "gated", "glu", "silu", "(", ")", "(", ")", ";gate_first",
        ";value_first", "1", "0.5", "-3", "1e-400", "1e999", "NaN", "Infinity", "0x1p3", " ", ",", "\u0661", "\n", "é", "1d",
        "swish(1.5)", "leaky_relu(NaN)", "gated(swish(2))", "softmax(0)", "gelu;value_first");
    return Arbitraries.oneOf(Arbitraries.of(parts).list().ofMaxSize(7).map(list -> String.join("", list)),
        Arbitraries.strings().ofMaxLength(12), Arbitraries.of(Activations.names()));
  }

  @Property(tries = 400, seed = "1")
  void namesReadBack(@ForAll Activation a) {
    assertThat(a.name()).matches("[a-z_]+(\\(([a-z_]+(\\([-0-9.e]+\\))?|[-0-9.e]+)\\))?(;(gate|value)_first)?");
    assertThat(Activations.byName(a.name())).isEqualTo(a).hasSameHashCodeAs(a).hasToString(a.name());
  }

  /** The parameter comes back to the bit, -0 included. */
  @Property(tries = 400, seed = "2")
  void parametersReadBack(@ForAll double x) {
    if (Double.isFinite(x)) {
      Bits.assertSame("slope", x, ((PointwiseActivation) Activations.byName(Activations.leakyRelu(x).name())).derivative(-1));
      String name = Activations.swish(x).name();
      Bits.assertSame(name, Activations.swish(x).value(0.7), Activations.pointwise(name).value(0.7));
    } else {
      assertThatIllegalArgumentException().isThrownBy(() -> Activations.leakyRelu(x)).withMessageContaining("slope");
      assertThatIllegalArgumentException().isThrownBy(() -> Activations.swish(x)).withMessageContaining("beta");
    }
    if (Double.isFinite(x) && x > 0) {
      Bits.assertSame("temperature", x, ((Softmax) Activations.byName(Activations.softmax(x).name())).temperature());
    } else {
      assertThatIllegalArgumentException().isThrownBy(() -> Activations.softmax(x)).withMessageContaining("temperature");
      assertThatIllegalArgumentException().isThrownBy(() -> Activations.byName("log_softmax(" + x + ")"));
    }
  }

  /** Other texts are refused, or mean an activation whose own name leads to it. */
  @Property(tries = 1000, seed = "3")
  void anyTextIsRefusedOrMeansOneActivation(@ForAll("texts") String text) {
    Activation found;
    try {
      found = Activations.byName(text);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageMatching("(?s).+");
      return;
    }
    assertThat(Activations.byName(found.name())).isEqualTo(found);
    assertThatIllegalArgumentException().isThrownBy(() -> PointwiseActivation.of(text, x -> x, x -> 1));
  }

  @Property(tries = 200, seed = "4")
  void namesOfInitializersReadBack(@ForAll double x, @ForAll double y) {
    if (Double.isFinite(x) && Double.isFinite(y) && Math.abs(x) < 1e150 && Math.abs(y) < 1e150 && x != y) {
      for (Initializer initializer : List.of(
          Initializers.uniform(Math.min(x, y), Math.max(x, y)), Initializers.normal(x, Math.abs(y)),
          Initializers.random(Math.abs(x)))) {
        assertThat(Initializers.byName(initializer.toString())).isEqualTo(initializer);
      }
    }
  }
}
