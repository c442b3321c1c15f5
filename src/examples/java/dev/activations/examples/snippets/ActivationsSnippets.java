package dev.activations.examples.snippets;

import dev.activations.Activation;
import dev.activations.Activations;
import dev.activations.PointwiseActivation;

final class ActivationsSnippets {

  private ActivationsSnippets() {}

  static Activation[] find() {
    // @start region="find" :
    PointwiseActivation gelu = Activations.GELU;                    // a constant
    PointwiseActivation leaky = Activations.leakyRelu(0.2);         // with a parameter
    Activation same = Activations.byName("leaky_relu(0.2)");        // by name
    Activation swish = Activations.gated(Activations.swish(1.5));   // with your own gate
    // @end
    return new Activation[] {gelu, leaky, same, swish};
  }
}
