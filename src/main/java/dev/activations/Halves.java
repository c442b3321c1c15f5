package dev.activations;

/**
 * Which half of a joined row is the gate, for the joined forms of {@link GatedActivation}.
 *
 * <p>Libraries disagree. {@code torch.nn.functional.glu} has the value first; vLLM and LLaMA's fused
 * {@code gate_up_proj} have the gate first; diffusers' GEGLU has the value first. Weights trained with one order give
 * nonsense with the other, silently. The two-array forms have no such ambiguity. If in doubt, compare one layer's output
 * with the original's.
 *
 * {@snippet file="dev/activations/examples/snippets/HalvesSnippets.java" region="orders":
 * GatedActivation swiglu = Activations.SWIGLU;       // [gate, value], like vLLM's gate_up_proj
 * GatedActivation glu = Activations.GLU;             // [value, gate], like PyTorch's glu
 * GatedActivation geglu = Activations.GEGLU
 *     .withHalves(Halves.VALUE_FIRST);               // [value, gate], like diffusers' GEGLU
 * }
 */
public enum Halves {
  /** A row is {@code [gate, value]}: choose it for weights in vLLM's or LLaMA's order. The usual one, but for GLU. */
  GATE_FIRST,
  /** A row is {@code [value, gate]}: choose it for weights in the order of PyTorch's {@code glu} or diffusers' {@code GEGLU}. */
  VALUE_FIRST
}
