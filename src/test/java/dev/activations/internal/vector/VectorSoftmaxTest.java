package dev.activations.internal.vector;

import dev.activations.internal.Kernels;
import dev.activations.internal.SoftmaxRows;
import org.junit.jupiter.api.Tag;

@Tag("vector")
class VectorSoftmaxTest extends SoftmaxRows {

  @Override
  protected Kernels kernels() {
    return new VectorKernels();
  }
}
