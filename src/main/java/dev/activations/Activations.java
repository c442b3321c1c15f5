package dev.activations;

import java.util.List;

/**
 * The activations: constants for those without a parameter, factories for the others, and look-up by name.
 *
 * {@snippet file="dev/activations/examples/snippets/ActivationsSnippets.java" region="find":
 * PointwiseActivation gelu = Activations.GELU;                    // a constant
 * PointwiseActivation leaky = Activations.leakyRelu(0.2);         // with a parameter
 * Activation same = Activations.byName("leaky_relu(0.2)");        // by name
 * Activation swish = Activations.gated(Activations.swish(1.5));   // with your own gate
 * }
 *
 * <table class="striped">
 * <caption>Which one?</caption>
 * <thead>
 * <tr><th scope="col">for</th><th scope="col">choose</th><th scope="col">weights from</th></tr>
 * </thead>
 * <tbody>
 * <tr><td>hidden layers, to start with</td><td>{@link #RELU}, or {@link #LEAKY_RELU} if units die</td>
 *     <td>{@link Initializers#heNormal()}</td></tr>
 * <tr><td>hidden layers of a transformer</td><td>{@link #GELU}, {@link #SILU}; {@link #SWIGLU} or
 *     {@link #GEGLU} if the block is gated</td><td>{@link Initializers#lecunNormal()} times the gain</td></tr>
 * <tr><td>recurrent or shallow networks</td><td>{@link #TANH}</td>
 *     <td>{@link Initializers#xavierUniform()}</td></tr>
 * <tr><td>gates, and the probability of one event</td><td>{@link #SIGMOID}</td>
 *     <td>{@link Initializers#xavierUniform()}</td></tr>
 * <tr><td>one of n classes</td><td>{@link #LOG_SOFTMAX} to train, {@link #SOFTMAX} to report</td>
 *     <td>{@link Initializers#xavierUniform()}</td></tr>
 * <tr><td>weights that somebody else trained</td><td colspan="2">exactly the function they were trained with:
 *     {@link #GELU} and {@link #GELU_TANH} are two functions</td></tr>
 * </tbody>
 * </table>
 *
 * <p><b>Error</b> below is the contract in ulp, over the whole double range, with the largest error that a search
 * found in parentheses; {@code docs/accuracy.md} of the sources has inputs and method. <b>Gain</b> is
 * {@link Initializers#gain}, which multiplies weights of variance 1/fanIn. "Zero-centred" means that an input
 * distributed symmetrically about 0 has an output with mean 0, which spares the next layer a common shift. The pictures
 * are drawn from this library; tails are on a logarithmic scale, beside what the usual formula gives.
 *
 * <p>Everything here is immutable and may be shared by threads. The
 * {@linkplain dev.activations conventions of the package} hold throughout.
 */
public final class Activations {

  /**
   * The logistic sigmoid, {@code σ(x) = 1 / (1 + e^-x)}.
   *
   * <p><img src="doc-files/sigmoid.svg" width="410" alt="sigmoid: value and derivative">
   * <img src="doc-files/sigmoid-tail.svg" width="410" alt="the tail of sigmoid on a logarithmic scale">
   * <ul>
   *   <li><b>Range</b> (0, 1), not zero-centred. Smooth and increasing. As a double it is 1 from about 37 up and 0
   *       below -745. {@code σ(x) + σ(-x)} is 1, to the bit.
   *   <li><b>Derivative</b> {@code σ(x) σ(-x)}, largest at 0: ¼. Even to the bit.
   *   <li><b>Special values</b> NaN for NaN; {@code σ(-∞) = 0}, {@code σ(+∞) = 1}; the derivative at ±∞ is 0.
   *   <li><b>Error</b> 2 ulp (1.76 found), derivative 3 ulp (2.50 found). <b>Gain</b> 1.84623.
   *   <li><b>Choose it</b> for the probability of one event and for gates. For several exclusive classes take
   *       {@link #SOFTMAX}.
   *   <li><b>Beware</b> It saturates on both sides, and a derivative of at most ¼ makes gradients vanish: ten layers
   *       multiply them by 4⁻¹⁰, a millionth, or less (times the weights). In hidden layers {@link #TANH} is
   *       better, and {@link #RELU} or {@link #GELU} are better still.
   *   <li><b>Source</b> D. E. Rumelhart, G. E. Hinton, R. J. Williams (1986), "Learning representations by
   *       back-propagating errors".
   * </ul>
   */
  public static final PointwiseActivation SIGMOID = new BuiltIn("sigmoid");

  /**
   * The hyperbolic tangent, {@code (e^x - e^-x) / (e^x + e^-x)}.
   *
   * <p><img src="doc-files/tanh.svg" width="410" alt="tanh: value and derivative">
   * <img src="doc-files/tanh-tail.svg" width="410" alt="the tail of tanh on a logarithmic scale">
   * <ul>
   *   <li><b>Range</b> (-1, 1), zero-centred. Smooth, increasing, odd to the bit. As a double it is ±1 beyond about
   *       ±19.
   *   <li><b>Derivative</b> {@code sech² x}, largest at 0: 1. Below 0.01 beyond ±3.
   *   <li><b>Special values</b> NaN for NaN; {@code tanh(±0) = ±0}, {@code tanh(±∞) = ±1}; the derivative at ±∞ is 0.
   *   <li><b>Error</b> 2 ulp (1.76 found), derivative 3 ulp (2.50 found). <b>Gain</b> 1.59254.
   *   <li><b>Choose it</b> for recurrent cells, shallow networks, and outputs that lie in (-1, 1).
   *   <li><b>Beware</b> It saturates on both sides, so gradients still vanish in deep networks.
   *   <li><b>Source</b> Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller (1998), "Efficient BackProp", which explains why
   *       zero-centred outputs train faster.
   * </ul>
   */
  public static final PointwiseActivation TANH = new BuiltIn("tanh");

  /**
   * The rectified linear unit, {@code max(x, 0)}.
   *
   * <p><img src="doc-files/relu.svg" width="410" alt="relu: value and derivative">
   * <ul>
   *   <li><b>Range</b> [0, ∞), not zero-centred. Continuous and non-decreasing; its derivative jumps at 0.
   *   <li><b>Derivative</b> 0 for {@code x <= 0}, 1 for {@code x > 0}. At the kink, {@code relu'(±0) = 0}.
   *   <li><b>Special values</b> NaN for NaN; {@code relu(-0.0) = 0.0}, {@code relu(-∞) = 0}, {@code relu(+∞) = +∞}.
   *   <li><b>Error</b> none; it is exact. <b>Gain</b> √2.
   *   <li><b>Choose it</b> to start with: it is the cheapest, passes gradients of positive inputs unchanged however
   *       deep the network, and gives sparse outputs.
   *   <li><b>Beware</b> A unit whose input is negative for every example gets no gradient and stays dead; too high a
   *       learning rate makes many. With {@link #LEAKY_RELU} none die.
   *   <li><b>Source</b> K. Fukushima (1969), "Visual feature extraction by a multilayered network of analog threshold
   *       elements"; V. Nair, G. E. Hinton (2010), "Rectified linear units improve restricted Boltzmann machines".
   * </ul>
   */
  public static final PointwiseActivation RELU = new BuiltIn("relu");

  /**
   * {@linkplain #leakyRelu Leaky ReLU} with slope 0.01; gain 1.41414.
   *
   * <p><img src="doc-files/leaky_relu.svg" width="410" alt="leaky_relu: value and derivative">
   *
   * <p>Range, error, special values, use and source: {@link #leakyRelu}.
   */
  public static final PointwiseActivation LEAKY_RELU = leaky(0.01);

  /**
   * The Gaussian error linear unit in its exact form, {@code x Φ(x)} with {@code Φ(x) = ½ erfc(-x/√2)}.
   *
   * <p><img src="doc-files/gelu.svg" width="410" alt="gelu: value and derivative">
   * <img src="doc-files/gelu-tail.svg" width="410" alt="the tail of gelu on a logarithmic scale">
   * <ul>
   *   <li><b>Range</b> [-0.16997, ∞), not zero-centred. Smooth; falls to its minimum at -0.75179, then rises.
   *   <li><b>Derivative</b> {@code Φ(x) + x φ(x)}, between -0.12890 at -√2 and 1.12890 at √2.
   *   <li><b>Special values</b> NaN for NaN; {@code gelu(-∞) = -0.0}, {@code gelu(+∞) = +∞}, {@code gelu(±0) = ±0}; the
   *       derivative at -∞ is -0.0, at +∞ 1.
   *   <li><b>Error</b> 2 ulp (1.72 found), derivative 3 ulp (2.66 found), also in the negative tail, where
   *       {@code 1 + erf} loses every digit. <b>Gain</b> 1.53353.
   *   <li><b>Choose it</b> for transformers and other deep networks: no kink, and hardly any dead units, because the
   *       gradient is 0 at one point only.
   *   <li><b>Beware</b> The gradient is tiny for very negative inputs (-0.012 at -3), and it costs several times a
   *       ReLU. Much code that says GELU means {@link #GELU_TANH}.
   *   <li><b>Source</b> D. Hendrycks, K. Gimpel (2016), "Gaussian error linear units (GELUs)".
   * </ul>
   */
  public static final PointwiseActivation GELU = new BuiltIn("gelu");

  /**
   * The tanh form of GELU, {@code ½ x (1 + tanh(√(2/π) (x + 0.044715 x³)))}.
   *
   * <p><img src="doc-files/gelu_tanh.svg" width="410" alt="gelu_tanh: value and derivative">
   * <img src="doc-files/gelu_tanh-tail.svg" width="410" alt="the tail of gelu_tanh on a logarithmic scale">
   * <ul>
   *   <li><b>Range</b> [-0.17004, ∞), not zero-centred. Smooth; falls to its minimum at -0.75246, then rises.
   *   <li><b>Derivative</b> between -0.12899 at -1.4185 and 1.12899 at 1.4185.
   *   <li><b>Special values</b> those of {@link #GELU}.
   *   <li><b>Error</b> against this formula, with the real √(2/π) and the decimal 0.044715: 2 ulp (1.82 found),
   *       derivative 3 ulp (2.91 found). <b>Gain</b> 1.53358.
   *   <li><b>Choose it</b> for weights that were trained with it, GPT-2's for example.
   *   <li><b>Beware</b> It is another function than {@link #GELU}: up to 4.73e-4 away (at ±2.7), and its negative tail
   *       falls faster: at -6 it is 1.4 % of GELU's. For new networks there is no reason to approximate.
   *   <li><b>Source</b> D. Hendrycks, K. Gimpel (2016), "Gaussian error linear units (GELUs)".
   * </ul>
   */
  public static final PointwiseActivation GELU_TANH = new BuiltIn("gelu_tanh");

  /**
   * The sigmoid linear unit, {@code x σ(x)}, also called Swish.
   *
   * <p><img src="doc-files/silu.svg" width="410" alt="silu: value and derivative">
   * <img src="doc-files/silu-tail.svg" width="410" alt="the tail of silu on a logarithmic scale">
   * <ul>
   *   <li><b>Range</b> [-0.27846, ∞), not zero-centred. Smooth; falls to its minimum at -1.27846, then rises.
   *   <li><b>Derivative</b> {@code σ(x) (1 + x σ(-x))}, between -0.09984 at -2.3994 and 1.09984 at 2.3994.
   *   <li><b>Special values</b> NaN for NaN; {@code silu(-∞) = -0.0}, {@code silu(+∞) = +∞}, {@code silu(±0) = ±0}; the
   *       derivative at -∞ is -0.0, at +∞ 1.
   *   <li><b>Error</b> 2 ulp (1.89 found), derivative 3 ulp (2.69 found). <b>Gain</b> 1.67653.
   *   <li><b>Choose it</b> where you would choose {@link #GELU}: it is much like it and costs less. EfficientNet uses
   *       it, and LLaMA as the gate of {@link #SWIGLU}.
   *   <li><b>Beware</b> Its negative tail is longer than GELU's: at -5 it is still -0.033. The gradient there is
   *       small, so such units learn slowly.
   *   <li><b>Source</b> S. Elfwing, E. Uchibe, K. Doya (2018), "Sigmoid-weighted linear units for neural network
   *       function approximation in reinforcement learning"; P. Ramachandran, B. Zoph, Q. V. Le (2017), "Searching
   *       for activation functions".
   * </ul>
   */
  public static final PointwiseActivation SILU = new BuiltIn("silu");

  /**
   * Softmax with temperature 1: {@code y[i] = e^x[i] / Σ e^x[j]}. For the probabilities of n exclusive classes, and for
   * attention weights. Range, error, special values and source: {@link Softmax}.
   *
   * <p><img src="doc-files/softmax.svg" width="410" alt="softmax of the row (x, 1, -1)">
   */
  public static final Softmax SOFTMAX = new Softmax(1, false);

  /**
   * The logarithm of {@link #SOFTMAX}: {@code y[i] = x[i] - log Σ e^x[j]}. For the loss of a classifier: it never takes the
   * logarithm of a probability that is 0. Range, error, special values and source: {@link Softmax}.
   *
   * <p><img src="doc-files/log_softmax.svg" width="410" alt="log-softmax of the row (x, 1, -1)">
   * <img src="doc-files/log_softmax-tail.svg" width="410" alt="the tail of log-softmax on a logarithmic scale">
   */
  public static final Softmax LOG_SOFTMAX = new Softmax(1, true);

  /**
   * The gated linear unit, {@code σ(gate) ⊗ value}; a joined row has the <em>value first</em>, as in PyTorch.
   *
   * <p><img src="doc-files/glu.svg" width="410" alt="glu for some values, over the gate">
   * <img src="doc-files/glu-derivative.svg" width="410" alt="its derivative by the gate">
   * <ul>
   *   <li><b>In use</b> The gate decides what share of the value passes, from none to all. The gradient reaches the
   *       value undamped where the gate is open; a closed gate saturates.
   *   <li><b>Choose it</b> for gated convolutions. In transformers {@link #SWIGLU} and {@link #GEGLU} have replaced it.
   *   <li><b>Source</b> Y. N. Dauphin, A. Fan, M. Auli, D. Grangier (2017), "Language modeling with gated convolutional
   *       networks".
   * </ul>
   * <p>Range, error and special values: {@link GatedActivation}.
   */
  public static final GatedActivation GLU = new GatedActivation(SIGMOID, Halves.VALUE_FIRST);

  /**
   * {@code relu(gate) ⊗ value}; gate first.
   *
   * <p><img src="doc-files/reglu.svg" width="410" alt="reglu for some values, over the gate">
   * <img src="doc-files/reglu-derivative.svg" width="410" alt="its derivative by the gate">
   * <ul>
   *   <li><b>In use</b> The cheapest gate. A negative gate passes nothing forward and no gradient to gate or value,
   *       so units can die as with {@link #RELU}.
   *   <li><b>Choose it</b> where speed or sparse outputs matter most.
   *   <li><b>Source</b> N. Shazeer (2020), "GLU variants improve transformer".
   * </ul>
   * <p>Range, error and special values: {@link GatedActivation}.
   */
  public static final GatedActivation REGLU = new GatedActivation(RELU, Halves.GATE_FIRST);

  /**
   * {@code gelu(gate) ⊗ value}; gate first. <b>Diffusers has the value first.</b>
   *
   * <p><img src="doc-files/geglu.svg" width="410" alt="geglu for some values, over the gate">
   * <img src="doc-files/geglu-derivative.svg" width="410" alt="its derivative by the gate">
   * <ul>
   *   <li><b>In use</b> Smooth; a gate that is very negative closes, with a small gradient left.
   *   <li><b>Choose it</b> for a transformer's feed-forward block; it was among the best of the variants in the paper.
   *   <li><b>Source</b> N. Shazeer (2020), "GLU variants improve transformer".
   * </ul>
   * <p>Range, error and special values: {@link GatedActivation}.
   */
  public static final GatedActivation GEGLU = new GatedActivation(GELU, Halves.GATE_FIRST);

  /**
   * {@code gelu_tanh(gate) ⊗ value}; gate first.
   *
   * <p><img src="doc-files/geglu_tanh.svg" width="410" alt="geglu_tanh for some values, over the gate">
   * <img src="doc-files/geglu_tanh-derivative.svg" width="410" alt="its derivative by the gate">
   * <ul>
   *   <li><b>In use</b> Like {@link #GEGLU}, and cheaper; the gradient that a very negative gate leaves is smaller still.
   *   <li><b>Choose it</b> for weights that were trained with the tanh form of GELU, like Gemma's; else {@link #GEGLU}.
   *   <li><b>Source</b> N. Shazeer (2020), "GLU variants improve transformer"; the tanh form: D. Hendrycks, K. Gimpel (2016),
   *       "Gaussian error linear units (GELUs)".
   * </ul>
   * <p>Range, error and special values: {@link GatedActivation}.
   */
  public static final GatedActivation GEGLU_TANH = new GatedActivation(GELU_TANH, Halves.GATE_FIRST);

  /**
   * {@code silu(gate) ⊗ value}; gate first, as in LLaMA's feed-forward block.
   *
   * <p><img src="doc-files/swiglu.svg" width="410" alt="swiglu for some values, over the gate">
   * <img src="doc-files/swiglu-derivative.svg" width="410" alt="its derivative by the gate">
   * <ul>
   *   <li><b>In use</b> Smooth; a gate that is very negative closes, with a small gradient left. Cheaper than
   *       {@link #GEGLU}.
   *   <li><b>Choose it</b> for a transformer's feed-forward block: it is what LLaMA uses, and many models after it.
   *   <li><b>Source</b> N. Shazeer (2020), "GLU variants improve transformer".
   * </ul>
   * <p>Range, error and special values: {@link GatedActivation}.
   */
  public static final GatedActivation SWIGLU = new GatedActivation(SILU, Halves.GATE_FIRST);

  private Activations() {}

  /**
   * Leaky ReLU: {@code x} from +0.0 up, {@code slope * x} from -0.0 down.
   *
   * <p><img src="doc-files/leaky_relu-slopes.svg" width="410" alt="leaky ReLU for some slopes">
   * <img src="doc-files/leaky_relu-slopes-derivative.svg" width="410" alt="its derivative">
   * <ul>
   *   <li><b>Range</b> (-∞, ∞) for a slope above 0, else [0, ∞); not zero-centred. Continuous; its derivative jumps
   *       at 0.
   *   <li><b>Derivative</b> {@code slope} for {@code x <= 0} (both zeros), 1 for {@code x > 0}.
   *   <li><b>Special values</b> NaN for NaN; {@code leakyRelu(0)(-∞) = -0.0}, the limit.
   *   <li><b>Error</b> ½ ulp: one rounded multiplication. The derivative is exact. <b>Gain</b> √(2/(1 + slope²)).
   *   <li><b>Choose it</b> instead of {@link #RELU} where units die: negative inputs keep a gradient. The slope is
   *       usually between 0.01 and 0.3.
   *   <li><b>Beware</b> With a small slope a negative unit still learns slowly; a slope of 1 makes the layer linear.
   *   <li><b>Source</b> A. L. Maas, A. Y. Hannun, A. Y. Ng (2013), "Rectifier nonlinearities improve neural network
   *       acoustic models".
   * </ul>
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
    return new BuiltIn(slope == 0.01 ? "leaky_relu" : "leaky_relu(" + Names.number(slope) + ")");
  }

  /**
   * Swish, {@code x σ(βx)}: half of x for β = 0, {@linkplain #SILU SiLU} for 1, nearly ReLU for large β.
   *
   * <p><img src="doc-files/swish.svg" width="410" alt="swish for some β">
   * <img src="doc-files/swish-derivative.svg" width="410" alt="its derivative">
   * <ul>
   *   <li><b>Range</b> [-0.27846/β, ∞) for β above 0; smooth, not zero-centred. A negative β turns the curve around:
   *       {@code swish(-β)(x) = -swish(β)(-x)}.
   *   <li><b>Derivative</b> {@code σ(βx) (1 + βx σ(-βx))}: SiLU's at {@code βx}, so between -0.09984 and 1.09984.
   *   <li><b>Special values</b> NaN for NaN. At -∞ and +∞: -0.0 and +∞ for positive β, -∞ and 0.0 for negative β, -∞
   *       and +∞ for zero.
   *   <li><b>Error</b> 2 ulp, derivative 3 ulp; the rounding error of {@code βx} is carried.
   *   <li><b>Choose it</b> for weights trained with a certain β: {@code swish(1.702)} is the approximation of GELU that
   *       CLIP uses. Otherwise {@link #SILU} does as well.
   *   <li><b>Beware</b> As for SiLU.
   *   <li><b>Source</b> P. Ramachandran, B. Zoph, Q. V. Le (2017), "Searching for activation functions".
   * </ul>
   *
   * @param beta any finite number
   * @return the activation; {@link #SILU} for 1
   * @throws IllegalArgumentException if {@code beta} is not finite
   */
  public static PointwiseActivation swish(double beta) {
    finite("beta", beta);
    return beta == 1 ? SILU : new BuiltIn("swish(" + Names.number(beta) + ")");
  }

  /**
   * Softmax of {@code x / temperature}. {@link Softmax} tells more.
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
   * Log-softmax of {@code x / temperature}. {@link Softmax} tells more.
   *
   * @param temperature finite and above 0; below 1 it sharpens, above 1 it flattens
   * @return the activation; {@link #LOG_SOFTMAX} for 1
   * @throws IllegalArgumentException if {@code temperature} is not finite or not above 0
   */
  public static Softmax logSoftmax(double temperature) {
    positive(temperature);
    return temperature == 1 ? LOG_SOFTMAX : new Softmax(temperature, true);
  }

  /**
   * Gates a value with any pointwise activation, your own included: {@code gate(g) ⊗ v}, gate first.
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
