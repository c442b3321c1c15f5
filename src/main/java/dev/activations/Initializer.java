package dev.activations;

import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Fills a layer's weights with their starting values.
 *
 * <p>Every initialiser made by {@link Initializers} consumes only {@link RandomGenerator#nextLong()}, and turns those
 * 64-bit numbers into weights with arithmetic that is the same on every JDK and CPU. The same generator with the same
 * seed therefore gives the same weights everywhere.
 *
 * {@snippet file="dev/activations/examples/snippets/InitializerSnippets.java" region="layers":
 * SplittableRandom random = new SplittableRandom(1);
 * double[] dense = Initializers.heNormal().weights(784, 128, random);   // 784 × 128
 *
 * double[] kernels = new double[64 * 32 * 3 * 3];     // a convolution: 32 channels in, 64 out
 * Initializers.heNormal().initialize(kernels, 32 * 3 * 3, 64 * 3 * 3, random);
 *
 * Initializer yours = (weights, fanIn, fanOut, r) -> Arrays.fill(weights, 1.0 / fanIn);
 * }
 *
 * <p>Which one to choose, and whose idea each was, is told in {@link Initializers}. Those made there are immutable
 * and may be shared by threads; the generator is changed by every call, so give each thread its own.
 */
@FunctionalInterface
public interface Initializer {

  /**
   * Fills a whole array.
   *
   * <p>The array may have any length. A dense layer has {@code fanIn * fanOut} weights; a convolution has fewer, because
   * its receptive field counts in both fans.
   *
   * @param weights the array to fill
   * @param fanIn the number of inputs that feed one output, at least 1
   * @param fanOut the number of outputs that one input feeds, at least 1
   * @param random the source of randomness
   * @throws NullPointerException if {@code weights} or {@code random} is null
   * @throws IllegalArgumentException if a fan is less than 1, or the initialiser cannot fill an array of this length
   */
  void initialize(double[] weights, int fanIn, int fanOut, RandomGenerator random);

  /**
   * Returns a new row-major {@code fanIn × fanOut} matrix of weights: the weight from input {@code i} to output
   * {@code j} is at {@code i * fanOut + j}.
   *
   * @param fanIn the number of inputs, at least 1
   * @param fanOut the number of outputs, at least 1
   * @param random the source of randomness
   * @return the weights
   * @throws NullPointerException if {@code random} is null
   * @throws IllegalArgumentException if a fan is less than 1, or {@code fanIn * fanOut} does not fit in an array
   */
  default double[] weights(int fanIn, int fanOut, RandomGenerator random) {
    Objects.requireNonNull(random, "random");
    if (fanIn < 1 || fanOut < 1) {
      throw new IllegalArgumentException("fans must be at least 1, got fanIn " + fanIn + " and fanOut " + fanOut);
    }
    long size = (long) fanIn * fanOut;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("fanIn " + fanIn + " times fanOut " + fanOut + " does not fit in an array");
    }
    double[] weights = new double[(int) size];
    initialize(weights, fanIn, fanOut, random);
    return weights;
  }

  /**
   * Returns an initialiser whose weights are this one's, each multiplied by {@code gain}.
   *
   * @param gain a finite factor, for example {@link Initializers#gain(PointwiseActivation)}
   * @return the scaled initialiser
   * @throws IllegalArgumentException if {@code gain} is not finite
   */
  default Initializer scaled(double gain) {
    return new ScaledInitializer(this, gain);
  }
}
