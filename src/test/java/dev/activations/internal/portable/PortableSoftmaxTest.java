package dev.activations.internal.portable;

import dev.activations.internal.Kernels;
import dev.activations.internal.SoftmaxRows;

class PortableSoftmaxTest extends SoftmaxRows {

  @Override
  protected Kernels kernels() {
    return new PortableKernels();
  }
}
