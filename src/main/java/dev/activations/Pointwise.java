package dev.activations;

import dev.activations.internal.Composite;
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

  static void backward(
      Kernel kernel, double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int length) {
    Composite.backward(KernelLookup.kernels(), kernel, x, xOffset, dy, dyOffset, dx, dxOffset, length);
  }
}
