package dev.activations.internal.vector;

import dev.activations.internal.Kernel;
import dev.activations.internal.Kernels;
import dev.activations.internal.SoftmaxKernel;
import dev.activations.internal.portable.PortableKernels;
import dev.activations.internal.portable.StagedSoftmax;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The kernels on the Vector API. They need {@code --add-modules jdk.incubator.vector}, and C2 to be fast. */
public final class VectorKernels implements Kernels {

  private static final VectorSpecies<Double> SPECIES = VectorKernel.SPECIES;

  /** For functions that one loop does: C2 unrolls such a loop, and a vector of 512 bits an iteration took half as long again. */
  private static final Kernels PORTABLE = new PortableKernels();

  /** Makes the kernels; fails with a {@link LinkageError} where the module is missing. */
  public VectorKernels() {}

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
    return PORTABLE.relu();
  }

  @Override
  public Kernel leakyRelu(double slope) {
    return PORTABLE.leakyRelu(slope);
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
    return temperature == 1 ? new VectorSoftmax(false) : new StagedSoftmax(false, new VectorSoftmaxStages(temperature));
  }

  @Override
  public SoftmaxKernel logSoftmax(double temperature) {
    return temperature == 1 ? new VectorSoftmax(true) : new StagedSoftmax(true, new VectorSoftmaxStages(temperature));
  }

  @Override
  public void multiply(double[] a, int aOffset, double[] b, int bOffset, double[] y, int yOffset, int length) {
    int bound = SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      DoubleVector factor = DoubleVector.fromArray(SPECIES, b, bOffset + i);
      DoubleVector.fromArray(SPECIES, a, aOffset + i).mul(factor).intoArray(y, yOffset + i);
    }
    for (int i = bound; i < length; i++) {
      y[yOffset + i] = a[aOffset + i] * b[bOffset + i];
    }
  }

  @Override
  public int vectorBits() {
    return VectorKernel.SPECIES.vectorBitSize();
  }
}
