package dev.activations.examples.snippets;

import dev.activations.Activations;
import dev.activations.Initializer;
import dev.activations.Initializers;

final class InitializersSnippets {

  private InitializersSnippets() {}

  static Initializer[] choose() {
    // @start region="choose" :
    Initializer forRelu = Initializers.heNormal();
    Initializer forTanh = Initializers.byName("xavier");   // xavierUniform()
    Initializer forSilu = Initializers.lecunNormal().scaled(Initializers.gain(Activations.SILU));
    // @end
    return new Initializer[] {forRelu, forTanh, forSilu};
  }
}
