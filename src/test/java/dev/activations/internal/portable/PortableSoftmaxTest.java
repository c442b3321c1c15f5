package dev.activations.internal.portable;

import dev.activations.SoftmaxRows;
import dev.activations.internal.Kernels;

class PortableSoftmaxTest extends SoftmaxRows {

  @Override
  protected Kernels kernels() {
    return new PortableKernels();
  }
}
