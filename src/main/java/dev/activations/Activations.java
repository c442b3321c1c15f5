package dev.activations;

import dev.activations.internal.Kernels;
import java.util.List;

/**
 * The activations of this library: constants for those without a parameter, factories for the others, and look-up by name.
 *
 * <pre>{@code
 * double y = Activations.SIGMOID.value(0.5);
 * double[] p = Activations.SOFTMAX.forward(new double[] {9, 6, 3, 1});
 * PointwiseActivation a = Activations.pointwise("leaky_relu(0.2)");
 * }</pre>
 *
 * <p>Errors are at most 2 ulp in values and 3 ulp in derivatives, over the whole double range; see
 * {@code docs/accuracy.md} for what was measured.
 */
public final class Activations {

  /**
   * The logistic sigmoid, {@code σ(x) = 1 / (1 + e^-x)}. Range (0, 1). Derivative {@code σ(x) σ(-x)}, at most ¼.
   *
   * <p>NaN for NaN; {@code σ(-∞) = 0}, {@code σ(+∞) = 1}; the derivative at ±∞ is 0.
   */
  public static final PointwiseActivation SIGMOID = new BuiltIn("sigmoid", Kernels::sigmoid);

  /**
   * The hyperbolic tangent. Range (-1, 1), zero-centred, odd to the bit. Derivative {@code sech² x}, at most 1.
   *
   * <p>NaN for NaN; {@code tanh(±0) = ±0}, {@code tanh(±∞) = ±1}; the derivative at ±∞ is 0.
   */
  public static final PointwiseActivation TANH = new BuiltIn("tanh", Kernels::tanh);

  /**
   * The rectified linear unit, {@code max(x, 0)}. Range [0, ∞). Derivative 0 for {@code x <= 0}, 1 for {@code x > 0}: at
   * the kink, {@code relu'(0) = 0}. The function is continuous; its derivative is not.
   *
   * <p>NaN for NaN; {@code relu(-0.0) = 0.0}. Nair and Hinton (2010), "Rectified linear units improve restricted Boltzmann
   * machines".
   */
  public static final PointwiseActivation RELU = new BuiltIn("relu", Kernels::relu);

  /** {@link #leakyRelu Leaky ReLU} with slope 0.01. */
  public static final PointwiseActivation LEAKY_RELU = leaky(0.01);

  /**
   * The Gaussian error linear unit in its exact form, {@code x Φ(x)} with {@code Φ(x) = ½ erfc(-x/√2)}. Range
   * [-0.17, ∞). Derivative {@code Φ(x) + x φ(x)}, between -0.129 and 1.129, with a zero at -0.7517915.
   *
   * <p>NaN for NaN; {@code gelu(-∞) = -0.0}, {@code gelu(+∞) = +∞}, {@code gelu(±0) = ±0}; the derivative at -∞ is -0.0,
   * at +∞ 1. Hendrycks and Gimpel (2016), "Gaussian error linear units (GELUs)".
   */
  public static final PointwiseActivation GELU = new BuiltIn("gelu", Kernels::gelu);

  /**
   * The tanh form of GELU, {@code ½ x (1 + tanh(√(2/π) (x + 0.044715 x³)))}, which GPT-2 and others are trained with. It
   * differs from {@link #GELU} by up to 5e-4. Derivative with a zero at -0.7524614.
   *
   * <p>NaN for NaN; the limits are those of {@link #GELU}. Hendrycks and Gimpel (2016), "Gaussian error linear units
   * (GELUs)".
   */
  public static final PointwiseActivation GELU_TANH = new BuiltIn("gelu_tanh", Kernels::geluTanh);

  /**
   * The sigmoid linear unit, {@code x σ(x)}, also called Swish. Range [-0.2785, ∞). Derivative {@code σ(x) (1 + x σ(-x))},
   * between -0.1 and 1.1, with a zero at -1.2784645.
   *
   * <p>NaN for NaN; {@code silu(-∞) = -0.0}, {@code silu(+∞) = +∞}, {@code silu(±0) = ±0}; the derivative at -∞ is -0.0, at
   * +∞ 1. Elfwing, Uchibe and Doya (2018), "Sigmoid-weighted linear units for neural network function approximation in
   * reinforcement learning"; Ramachandran, Zoph and Le (2017), "Searching for activation functions".
   */
  public static final PointwiseActivation SILU = new BuiltIn("silu", Kernels::silu);

  /** {@link Softmax} with temperature 1: {@code y[i] = e^x[i] / Σ e^x[j]}. */
  public static final Softmax SOFTMAX = new Softmax(1, false);

  /** The logarithm of {@link #SOFTMAX}: {@code y[i] = x[i] - log Σ e^x[j]}. */
  public static final Softmax LOG_SOFTMAX = new Softmax(1, true);

  /**
   * The gated linear unit, {@code σ(gate) ⊗ value}; a joined row has the <em>value first</em>, as in PyTorch. Dauphin, Fan,
   * Auli and Grangier (2017), "Language modeling with gated convolutional networks".
   */
  public static final GatedActivation GLU = new GatedActivation(SIGMOID, Halves.VALUE_FIRST);

  /** {@code relu(gate) ⊗ value}; gate first. Shazeer (2020), "GLU variants improve transformer". */
  public static final GatedActivation REGLU = new GatedActivation(RELU, Halves.GATE_FIRST);

  /** {@code gelu(gate) ⊗ value}; gate first. Shazeer (2020), "GLU variants improve transformer". */
  public static final GatedActivation GEGLU = new GatedActivation(GELU, Halves.GATE_FIRST);

  /** {@code gelu_tanh(gate) ⊗ value}; gate first. */
  public static final GatedActivation GEGLU_TANH = new GatedActivation(GELU_TANH, Halves.GATE_FIRST);

  /**
   * {@code silu(gate) ⊗ value}; gate first, as in LLaMA's feed-forward block. Shazeer (2020), "GLU variants improve
   * transformer".
   */
  public static final GatedActivation SWIGLU = new GatedActivation(SILU, Halves.GATE_FIRST);

  private Activations() {}

  /**
   * Leaky ReLU: {@code x} for {@code x > 0}, {@code slope * x} otherwise. The derivative at both zeros is {@code slope}.
   *
   * <p>NaN for NaN; {@code leakyRelu(0)(-∞) = -0.0}. Maas, Hannun and Ng (2013), "Rectifier nonlinearities improve neural
   * network acoustic models".
   *
   * @param slope the slope for negative numbers; any finite number
   * @return the activation; {@link #LEAKY_RELU} for 0.01
   * @throws IllegalArgumentException if {@code slope} is not finite
   */
  public static PointwiseActivation leakyRelu(double slope) {
    finite("slope", slope);
    return slope == 0.01 ? LEAKY_RELU : leaky(slope);
  }

  private static PointwiseActivation leaky(double slope) {
    String name = slope == 0.01 ? "leaky_relu" : "leaky_relu(" + Names.number(slope) + ")";
    return new BuiltIn(name, kernels -> kernels.leakyRelu(slope));
  }

  /**
   * Swish, {@code x σ(βx)}. The rounding error of {@code βx} is carried.
   *
   * <p>NaN for NaN. For {@code β > 0} the limits are -0.0 and +∞, for {@code β < 0} -∞ and +0.0, for {@code β = 0} the
   * function is {@code x / 2}. Ramachandran, Zoph and Le (2017), "Searching for activation functions".
   *
   * @param beta any finite number
   * @return the activation; {@link #SILU} for 1
   * @throws IllegalArgumentException if {@code beta} is not finite
   */
  public static PointwiseActivation swish(double beta) {
    finite("beta", beta);
    return beta == 1 ? SILU : new BuiltIn("swish(" + Names.number(beta) + ")", kernels -> kernels.swish(beta));
  }

  /**
   * Softmax of {@code x / temperature}.
   *
   * @param temperature finite and above 0; below 1 it sharpens, above 1 it flattens
   * @return the activation; {@link #SOFTMAX} for 1
   * @throws IllegalArgumentException if {@code temperature} is not finite or not above 0
   */
  public static Softmax softmax(double temperature) {
    positive(temperature);
    return temperature == 1 ? SOFTMAX : new Softmax(temperature, false);
  }

  /**
   * Log-softmax of {@code x / temperature}.
   *
   * @param temperature finite and above 0
   * @return the activation; {@link #LOG_SOFTMAX} for 1
   * @throws IllegalArgumentException if {@code temperature} is not finite or not above 0
   */
  public static Softmax logSoftmax(double temperature) {
    positive(temperature);
    return temperature == 1 ? LOG_SOFTMAX : new Softmax(temperature, true);
  }

  /**
   * Gates a value with any pointwise activation: {@code gate(g) ⊗ v}, gate first.
   *
   * @param gate the activation of the gate half
   * @return the activation; {@link #SWIGLU} for {@link #SILU}, and so on
   * @throws NullPointerException if {@code gate} is null
   */
  public static GatedActivation gated(PointwiseActivation gate) {
    Checks.notNull(gate, "gate");
    return new GatedActivation(gate, Halves.GATE_FIRST);
  }

  /**
   * Returns the built-in activation of this name. For every built-in activation {@code byName(a.name()).equals(a)}.
   *
   * @param name for example {@code "gelu"}, {@code "leaky_relu(0.2)"}, {@code "gated(swish(1.5));value_first"}
   * @return the activation
   * @throws NullPointerException if {@code name} is null
   * @throws IllegalArgumentException if there is no such activation, or its parameter is refused
   */
  public static Activation byName(String name) {
    Checks.notNull(name, "name");
    return Names.resolve(name);
  }

  /**
   * Returns the built-in pointwise activation of this name.
   *
   * @param name for example {@code "gelu"} or {@code "swish(1.5)"}
   * @return the activation
   * @throws NullPointerException if {@code name} is null
   * @throws IllegalArgumentException if there is no such activation, or it is not pointwise
   */
  public static PointwiseActivation pointwise(String name) {
    if (byName(name) instanceof PointwiseActivation found) {
      return found;
    }
    throw new IllegalArgumentException("'" + name + "' is not a pointwise activation");
  }

  /**
   * Returns the names of the built-in activations without parameters, sorted.
   *
   * @return an immutable list
   */
  public static List<String> names() {
    return Names.all();
  }

  private static void finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be finite, got " + value);
    }
  }

  private static void positive(double temperature) {
    if (!(temperature > 0) || !Double.isFinite(temperature)) {
      throw new IllegalArgumentException("temperature must be finite and above 0, got " + temperature);
    }
  }
}
