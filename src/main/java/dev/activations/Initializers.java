package dev.activations;

import dev.activations.internal.random.Normal;
import dev.activations.internal.random.Orthogonal;
import dev.activations.internal.random.TruncatedNormal;
import dev.activations.internal.random.Uniform;
import java.util.random.RandomGenerator;

/**
 * The usual starting values for weights.
 *
 * {@snippet file="dev/activations/examples/snippets/InitializersSnippets.java" region="choose":
 * Initializer forRelu = Initializers.heNormal();
 * Initializer forTanh = Initializers.byName("xavier");   // xavierUniform()
 * Initializer forSilu = Initializers.lecunNormal().scaled(Initializers.gain(Activations.SILU));
 * }
 *
 * <table class="striped">
 * <caption>Which one?</caption>
 * <thead>
 * <tr><th scope="col">initialiser</th><th scope="col">variance of a weight</th>
 *     <th scope="col">uniform form is on ±</th><th scope="col">choose it for</th></tr>
 * </thead>
 * <tbody>
 * <tr><td>Xavier (Glorot)</td><td>2/(fanIn + fanOut)</td><td>√(6/(fanIn + fanOut))</td>
 *     <td>tanh, sigmoid, softmax: a compromise between the variance of signals forward and of gradients back</td></tr>
 * <tr><td>He (Kaiming)</td><td>2/fanIn</td><td>√(6/fanIn)</td>
 *     <td>ReLU and Leaky ReLU</td></tr>
 * <tr><td>LeCun</td><td>1/fanIn</td><td>√(3/fanIn)</td>
 *     <td>linear layers; any activation if {@link Initializer#scaled scaled} by its {@link #gain}</td></tr>
 * <tr><td>orthogonal</td><td>1/max(fanIn, fanOut)</td><td></td>
 *     <td>very deep and recurrent networks: a layer that does not narrow keeps lengths exactly</td></tr>
 * <tr><td>random</td><td>0.01², or scale²</td><td></td>
 *     <td>comparison; signals shrink or explode with depth because the layer's size does not count</td></tr>
 * </tbody>
 * </table>
 *
 * <p>The normal forms are not truncated (Keras' are). The uniform forms have the stated variance; an article that
 * gives He's as uniform on ±√(2/n) has a third of it, and such articles often use the normal form in their code.
 *
 * <p><b>Randomness.</b> Only {@link RandomGenerator#nextLong()} is consumed, and all arithmetic is our own, so the same
 * generator with the same seed gives the same weights on every JDK and CPU. Any generator will do, one with 48 bits of
 * state such as {@link java.util.Random} included. Uniform deviates have 53 bits; normal deviates are drawn by the
 * ziggurat method (G. Marsaglia, W. W. Tsang, Journal of Statistical Software 5(8), 2000) with exact tails. Several
 * draws may be needed for one weight, so the weights after it depend on it.
 *
 * <p><b>Arguments.</b> Every initialiser made here checks before the first weight is written: null arrays and
 * generators give a {@link NullPointerException} that names the argument, fans less than 1 an
 * {@link IllegalArgumentException}.
 *
 * <p><b>Identity.</b> Initialisers are immutable and thread-safe; a generator may be neither. {@code toString()}
 * gives the name, two of the same name are equal, and {@link #byName(String)} reads the name back.
 */
public final class Initializers {

  private static final double DEFAULT_SCALE = 0.01;

  private static final Initializer RANDOM = normal("random", 0, DEFAULT_SCALE);
  private static final Initializer XAVIER_UNIFORM = uniformOfVariance("xavier_uniform", 2, true);
  private static final Initializer XAVIER_NORMAL = normalOfVariance("xavier_normal", 2, true);
  private static final Initializer HE_UNIFORM = uniformOfVariance("he_uniform", 2, false);
  private static final Initializer HE_NORMAL = normalOfVariance("he_normal", 2, false);
  private static final Initializer LECUN_UNIFORM = uniformOfVariance("lecun_uniform", 1, false);
  private static final Initializer LECUN_NORMAL = normalOfVariance("lecun_normal", 1, false);
  private static final Initializer ORTHOGONAL = new NamedInitializer("orthogonal", Initializers::fillOrthogonal);

  private Initializers() {
  }

  /**
   * N(0, 0.01²): small random weights, whatever the layer's size.
   *
   * @return the initialiser {@code random}
   */
  public static Initializer random() {
    return RANDOM;
  }

  /**
   * N(0, scale²).
   *
   * @param scale the standard deviation, finite and at least 0; 0.01 gives {@link #random()}
   * @return the initialiser {@code random(scale)}
   * @throws IllegalArgumentException if {@code scale} is negative or not finite
   */
  public static Initializer random(double scale) {
    requireFinite("scale", scale);
    requireNotNegative("scale", scale);
    return scale == DEFAULT_SCALE ? RANDOM : normal(InitializerNames.of("random", scale), 0, scale);
  }

  /**
   * Uniform on [lo, hi). The width {@code hi - lo} may exceed the double range.
   *
   * @param lo the lower bound, finite, included
   * @param hi the upper bound, finite and above {@code lo}, excluded
   * @return the initialiser {@code uniform(lo,hi)}
   * @throws IllegalArgumentException if a bound is not finite, or {@code lo} is not below {@code hi}
   */
  public static Initializer uniform(double lo, double hi) {
    requireFinite("lo", lo);
    requireFinite("hi", hi);
    requireOrdered(lo, hi);
    return new NamedInitializer(InitializerNames.of("uniform", lo, hi),
        (weights, fanIn, fanOut, random) -> Uniform.fill(weights, lo, hi, random));
  }

  /**
   * N(mean, sd²). Deviates reach 13.8 standard deviations from the mean at most.
   *
   * @param mean the mean, finite
   * @param sd the standard deviation, finite and at least 0
   * @return the initialiser {@code normal(mean,sd)}
   * @throws IllegalArgumentException if a parameter is not finite, or {@code sd} is negative
   */
  public static Initializer normal(double mean, double sd) {
    requireFinite("mean", mean);
    requireFinite("sd", sd);
    requireNotNegative("sd", sd);
    return normal(InitializerNames.of("normal", mean, sd), mean, sd);
  }

  /**
   * N(mean, sd²) given that the value lies in [lo, hi].
   *
   * <p>{@code mean} and {@code sd} are those of the normal distribution before it is truncated; the bounds are
   * absolute, not in standard deviations. The truncated distribution has a smaller variance: that of
   * {@code truncatedNormal(0, 1, -2, 2)} is 0.7737. Sampling is by exact rejection (C. P. Robert, "Simulation of
   * truncated normal variables", Statistics and Computing 5, 1995), and at least one proposal in four is kept however
   * far or narrow the interval.
   *
   * @param mean the mean of the normal distribution, finite
   * @param sd its standard deviation, finite and above 0
   * @param lo the lower bound, or -∞
   * @param hi the upper bound, above {@code lo}, or +∞
   * @return the initialiser {@code truncated_normal(mean,sd,lo,hi)}
   * @throws IllegalArgumentException if {@code mean} or {@code sd} is not finite, {@code sd} is not above 0, a bound is
   *     NaN, or {@code lo} is not below {@code hi}
   */
  public static Initializer truncatedNormal(double mean, double sd, double lo, double hi) {
    requireFinite("mean", mean);
    requireFinite("sd", sd);
    if (!(sd > 0)) {
      throw new IllegalArgumentException("sd must be above 0, got " + sd);
    }
    requireOrdered(lo, hi);
    TruncatedNormal distribution = new TruncatedNormal(mean, sd, lo, hi);
    return new NamedInitializer(InitializerNames.of("truncated_normal", mean, sd, lo, hi),
        (weights, fanIn, fanOut, random) -> distribution.fill(weights, random));
  }

  /**
   * Uniform on [-a, a), a = √(6/(fanIn + fanOut)): variance 2/(fanIn + fanOut), for layers followed by tanh or a
   * sigmoid.
   *
   * <p>X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010.
   *
   * @return the initialiser {@code xavier_uniform}
   */
  public static Initializer xavierUniform() {
    return XAVIER_UNIFORM;
  }

  /**
   * N(0, 2/(fanIn + fanOut)), for layers followed by tanh or a sigmoid.
   *
   * <p>X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010.
   *
   * @return the initialiser {@code xavier_normal}
   */
  public static Initializer xavierNormal() {
    return XAVIER_NORMAL;
  }

  /**
   * Uniform on [-a, a), a = √(6/fanIn): variance 2/fanIn, for layers followed by ReLU and its kin.
   *
   * <p>K. He, X. Zhang, S. Ren, J. Sun, "Delving Deep into Rectifiers", ICCV 2015. Some articles write ±√(2/n) for the
   * bounds, which has a third of the variance.
   *
   * @return the initialiser {@code he_uniform}
   */
  public static Initializer heUniform() {
    return HE_UNIFORM;
  }

  /**
   * N(0, 2/fanIn), for layers followed by ReLU and its kin; not truncated.
   *
   * <p>K. He, X. Zhang, S. Ren, J. Sun, "Delving Deep into Rectifiers", ICCV 2015.
   *
   * @return the initialiser {@code he_normal}
   */
  public static Initializer heNormal() {
    return HE_NORMAL;
  }

  /**
   * Uniform on [-a, a), a = √(3/fanIn): variance 1/fanIn, which keeps the variance through a linear layer.
   *
   * <p>Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller, "Efficient BackProp", 1998.
   *
   * @return the initialiser {@code lecun_uniform}
   */
  public static Initializer lecunUniform() {
    return LECUN_UNIFORM;
  }

  /**
   * N(0, 1/fanIn), which keeps the variance through a linear layer; multiply by {@link #gain} for what follows it.
   *
   * <p>Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller, "Efficient BackProp", 1998.
   *
   * @return the initialiser {@code lecun_normal}
   */
  public static Initializer lecunNormal() {
    return LECUN_NORMAL;
  }

  /**
   * A random {@code fanIn × fanOut} matrix with orthonormal columns, or orthonormal rows if {@code fanIn < fanOut}.
   *
   * <p>It is the factor Q of a normal random matrix A = QR with the signs that make the diagonal of R positive, so it
   * is uniform over all such matrices (Haar). The array must have {@code fanIn * fanOut} entries, else
   * {@code initialize} throws an {@link IllegalArgumentException}. It takes about 4·fanIn·fanOut·min(fanIn, fanOut)
   * operations and memory for two more matrices of the size.
   *
   * <p>A. M. Saxe, J. L. McClelland, S. Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear
   * neural networks", 2013.
   *
   * @return the initialiser {@code orthogonal}
   */
  public static Initializer orthogonal() {
    return ORTHOGONAL;
  }

  /**
   * Returns an initialiser by name.
   *
   * <p>Known are {@code random}, {@code xavier} (the uniform form), {@code he} (the normal form), and every factory
   * method's name in snake case: {@code xavier_uniform}, {@code xavier_normal}, {@code he_uniform}, {@code he_normal},
   * {@code lecun_uniform}, {@code lecun_normal}, {@code orthogonal}; with parameters {@code random(0.05)},
   * {@code uniform(-1,1)}, {@code normal(0,0.02)}, {@code truncated_normal(0,1,-2,2)}, where {@code inf} and
   * {@code -inf} stand for the infinities.
   *
   * @param name the name, in lower case
   * @return the initialiser
   * @throws NullPointerException if {@code name} is null
   * @throws IllegalArgumentException if no initialiser has this name and number of parameters (the message lists the
   *     known ones), or a parameter is outside its range
   */
  public static Initializer byName(String name) {
    return InitializerNames.parse(name);
  }

  /**
   * Returns 1/√E[a(Z)²], Z ~ N(0, 1): the factor that keeps a signal's second moment through an activation.
   *
   * <p>With weights of variance gain²/fanIn a layer whose input has passed through {@code a} has outputs of variance 1
   * if its input before {@code a} had. ReLU gives √2 (so He is LeCun times this gain), tanh 1.59254, the sigmoid
   * 1.84623, GELU 1.53353.
   *
   * <p>Computed by adaptive quadrature, to about 12 digits for piecewise smooth functions; kinks and jumps may be
   * anywhere.
   *
   * @param a the activation
   * @return its gain
   * @throws NullPointerException if {@code a} is null
   * @throws IllegalArgumentException if E[a(Z)²] is 0, infinite (or converges too slowly to tell) or NaN
   */
  public static double gain(PointwiseActivation a) {
    return GainQuadrature.gain(a);
  }

  private static Initializer normal(String name, double mean, double sd) {
    return new NamedInitializer(name, (weights, fanIn, fanOut, random) -> Normal.fill(weights, mean, sd, random));
  }

  private static Initializer uniformOfVariance(String name, double numerator, boolean bothFans) {
    return new NamedInitializer(name, (weights, fanIn, fanOut, random) -> {
      double bound = Math.sqrt(3 * variance(numerator, bothFans, fanIn, fanOut));
      Uniform.fill(weights, -bound, bound, random);
    });
  }

  private static Initializer normalOfVariance(String name, double numerator, boolean bothFans) {
    return new NamedInitializer(name, (weights, fanIn, fanOut, random) ->
        Normal.fill(weights, 0, Math.sqrt(variance(numerator, bothFans, fanIn, fanOut)), random));
  }

  /** The numerator over fanIn + fanOut, or over fanIn alone. */
  private static double variance(double numerator, boolean bothFans, double fanIn, double fanOut) {
    return numerator / (bothFans ? fanIn + fanOut : fanIn);
  }

  private static void fillOrthogonal(double[] weights, int fanIn, int fanOut, RandomGenerator random) {
    if (weights.length != (long) fanIn * fanOut) {
      throw new IllegalArgumentException("orthogonal weights need length fanIn * fanOut = " + (long) fanIn * fanOut
          + ", got " + weights.length);
    }
    Orthogonal.fill(weights, fanIn, fanOut, random);
  }

  private static void requireFinite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be finite, got " + value);
    }
  }

  private static void requireNotNegative(String name, double value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " must be at least 0, got " + value);
    }
  }

  private static void requireOrdered(double lo, double hi) {
    if (!(lo < hi)) {
      throw new IllegalArgumentException("lo must be below hi, got lo " + lo + " and hi " + hi);
    }
  }
}
