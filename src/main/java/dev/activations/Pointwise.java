package dev.activations;

import dev.activations.internal.Kernel;
import dev.activations.internal.KernelLookup;

/** Finds an activation's kernel, for the default methods of {@link PointwiseActivation}. */
final class Pointwise {

  private Pointwise() {}

  static Kernel kernel(PointwiseActivation activation) {
    return activation instanceof BuiltIn builtIn
        ? builtIn.kernel()
        : KernelLookup.kernels().custom(activation::value, activation::derivative);
  }
}
