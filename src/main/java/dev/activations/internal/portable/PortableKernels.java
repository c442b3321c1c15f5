package dev.activations.internal.portable;

import dev.activations.internal.Kernel;
import dev.activations.internal.Kernels;
import dev.activations.internal.SoftmaxKernel;

/** The kernels that need nothing but plain Java, and that C2 vectorises where it can. */
public final class PortableKernels implements Kernels {

  @Override
  public Kernel sigmoid() {
    return new SigmoidKernel();
  }

  @Override
  public Kernel tanh() {
    return new TanhKernel();
  }

  @Override
  public Kernel relu() {
    return new ReluKernel();
  }

  @Override
  public Kernel leakyRelu(double slope) {
    return new LeakyReluKernel(slope);
  }

  @Override
  public Kernel gelu() {
    return new GeluKernel();
  }

  @Override
  public Kernel geluTanh() {
    return new GeluTanhKernel();
  }

  @Override
  public Kernel silu() {
    return new SiluKernel();
  }

  @Override
  public Kernel swish(double beta) {
    return new SwishKernel(beta);
  }

  @Override
  public SoftmaxKernel softmax(double temperature) {
    return new StagedSoftmax(false, new SoftmaxStages(temperature));
  }

  @Override
  public SoftmaxKernel logSoftmax(double temperature) {
    return new StagedSoftmax(true, new SoftmaxStages(temperature));
  }

  @Override
  public void multiply(double[] a, int aOffset, double[] b, int bOffset, double[] y, int yOffset, int length) {
    if (aOffset == bOffset && bOffset == yOffset) {
      StagedKernel.multiply(a, b, y, aOffset, aOffset + length);
    } else {
      for (int i = 0; i < length; i++) {
        y[yOffset + i] = a[aOffset + i] * b[bOffset + i];
      }
    }
  }

  @Override
  public int vectorBits() {
    return 64;
  }
}
