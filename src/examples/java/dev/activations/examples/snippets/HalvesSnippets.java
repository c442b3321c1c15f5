package dev.activations.examples.snippets;

import dev.activations.Activations;
import dev.activations.GatedActivation;
import dev.activations.Halves;

final class HalvesSnippets {

  private HalvesSnippets() {}

  static GatedActivation[] orders() {
    // @start region="orders" :
    GatedActivation swiglu = Activations.SWIGLU;       // [gate, value], like vLLM's gate_up_proj
    GatedActivation glu = Activations.GLU;             // [value, gate], like PyTorch's glu
    GatedActivation geglu = Activations.GEGLU
        .withHalves(Halves.VALUE_FIRST);               // [value, gate], like diffusers' GEGLU
    // @end
    return new GatedActivation[] {swiglu, glu, geglu};
  }
}
