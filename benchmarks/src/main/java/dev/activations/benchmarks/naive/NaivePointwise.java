package dev.activations.benchmarks.naive;

/**
 * What people write for a pointwise activation: one loop over {@code Math}. Each function has loops of its own, so that
 * the compiler sees one function in each.
 */
public interface NaivePointwise {

  /** {@code y[i] = f(x[i])}. */
  void forward(double[] x, double[] y);

  /** {@code d[i] = f'(x[i])}. */
  void derivative(double[] x, double[] d);

  /** Both in one loop, sharing what they have in common. */
  void valueAndDerivative(double[] x, double[] y, double[] d);

  /** {@code dx[i] = dy[i] * f'(x[i])}. */
  void backward(double[] x, double[] dy, double[] dx);

  /** Returns the naive loops of the built-in activation of this name. */
  static NaivePointwise of(String name) {
    return switch (name) {
      case "sigmoid" -> new NaiveSigmoid();
      case "tanh" -> new NaiveTanh();
      case "relu" -> new NaiveRelu();
      case "leaky_relu" -> new NaiveLeakyRelu(0.01);
      case "leaky_relu(0.2)" -> new NaiveLeakyRelu(0.2);
      case "gelu" -> new NaiveGelu();
      case "gelu_tanh" -> new NaiveGeluTanh();
      case "silu" -> new NaiveSilu();
      case "swish(1.5)" -> new NaiveSwish(1.5);
      default -> throw new IllegalArgumentException("no naive loop for '" + name + "'; add one");
    };
  }
}
