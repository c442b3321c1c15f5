package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @Test
  void namesReadBack() {
    Cases.all().forEach(a -> assertThat(Activations.byName(a.name())).isEqualTo(a).hasToString(a.name()));
    assertThat(Activations.names()).isSorted().containsExactly(
        "geglu", "geglu_tanh", "gelu", "gelu_tanh", "glu", "leaky_relu", "log_softmax", "reglu", "relu", "sigmoid",
        "silu", "softmax", "swiglu", "tanh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "tr-TR", "de-DE", "ar-EG-u-nu-arab"})
  void anyParameterReadsBackInAnyLocale(String locale) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(locale));
      Inputs in = new Inputs(1);
      for (int i = 0; i < 2000; i++) {
        double p = i % 2 == 0 ? in.pattern() : in.special();
        if (Double.isFinite(p)) {
          String name = Activations.leakyRelu(p).name();
          assertThat(name).matches("leaky_relu(\\([-0-9.e]+\\))?");
          assertThat(Activations.byName(name)).isEqualTo(Activations.leakyRelu(p));
          double read = name.equals("leaky_relu")
              ? 0.01 : Double.parseDouble(name.substring(name.indexOf('(') + 1, name.length() - 1));
          Bits.assertSame(name, p, read);
        }
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "unknown", "GELU", "gelu ", "leaky_relu(NaN)", "leaky_relu( 1)", "leaky_relu(0x1p3)", "swish(1e999)",
    "softmax(-1)", "softmax(0)", "softmax(1d)", "swish()", "gated(softmax)", "gated(glu)", "gated(unknown)",
    "gelu;gate_first", "softmax;value_first", "leaky_relu(1,5)"
  })
  void otherNamesAreRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Activations.byName(name));
  }
}
