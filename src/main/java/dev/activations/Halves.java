package dev.activations;

/**
 * Which half of a joined row is the gate, for the joined forms of {@link GatedActivation}.
 *
 * <p>Libraries disagree. {@code torch.nn.functional.glu} has the value first; vLLM and LLaMA's fused
 * {@code gate_up_proj} have the gate first; diffusers' GEGLU has the value first. Weights trained with one order give
 * nonsense with the other, silently. The two-array forms have no such ambiguity.
 *
 * {@snippet file="dev/activations/examples/snippets/HalvesSnippets.java" region="orders":
 * GatedActivation swiglu = Activations.SWIGLU;       // [gate, value], like vLLM's gate_up_proj
 * GatedActivation glu = Activations.GLU;             // [value, gate], like PyTorch's glu
 * GatedActivation geglu = Activations.GEGLU
 *     .withHalves(Halves.VALUE_FIRST);               // [value, gate], like diffusers' GEGLU
 * }
 */
public enum Halves {
  /** A row is {@code [gate, value]}. */
  GATE_FIRST,
  /** A row is {@code [value, gate]}. */
  VALUE_FIRST
}
