package dev.activations.benchmarks.naive;

/** What people write for a gated activation of two arrays: one loop over {@code Math}. */
public interface NaiveGated {

  /** {@code y[i] = f(gate[i]) * value[i]}. */
  void forward(double[] gate, double[] value, double[] y);

  /** Both partial gradients in one loop. */
  void backward(double[] gate, double[] value, double[] dy, double[] dGate, double[] dValue);

  /** Returns the naive loops of the built-in activation of this name. */
  static NaiveGated of(String name) {
    return switch (name) {
      case "glu" -> new NaiveGlu();
      case "reglu" -> new NaiveReglu();
      case "geglu" -> new NaiveGeglu();
      case "geglu_tanh" -> new NaiveGegluTanh();
      case "swiglu" -> new NaiveSwiglu();
      default -> throw new IllegalArgumentException("no naive loop for '" + name + "'; add one");
    };
  }
}
