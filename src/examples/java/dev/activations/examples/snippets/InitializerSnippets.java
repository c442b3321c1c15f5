package dev.activations.examples.snippets;

import dev.activations.Initializer;
import dev.activations.Initializers;
import java.util.Arrays;
import java.util.SplittableRandom;

final class InitializerSnippets {

  private InitializerSnippets() {}

  static double[][] layers() {
    // @start region="layers" :
    SplittableRandom random = new SplittableRandom(1);
    double[] dense = Initializers.heNormal().weights(784, 128, random);   // 784 × 128

    double[] kernels = new double[64 * 32 * 3 * 3];     // a convolution: 32 channels in, 64 out
    Initializers.heNormal().initialize(kernels, 32 * 3 * 3, 64 * 3 * 3, random);

    Initializer yours = (weights, fanIn, fanOut, r) -> Arrays.fill(weights, 1.0 / fanIn);
    // @end
    return new double[][] {dense, kernels, yours.weights(2, 3, random)};
  }
}
