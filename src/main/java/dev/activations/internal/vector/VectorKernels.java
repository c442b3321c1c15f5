package dev.activations.internal.vector;

import dev.activations.internal.Kernel;
import dev.activations.internal.Kernels;
import dev.activations.internal.SoftmaxKernel;
import dev.activations.internal.portable.PortableKernels;
import dev.activations.internal.portable.StagedSoftmax;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The kernels on the Vector API. They need {@code --add-modules jdk.incubator.vector}, and C2 to be fast. */
public final class VectorKernels implements Kernels {

  private static final VectorSpecies<Double> SPECIES = VectorKernel.SPECIES;

  /** For functions that one loop does: C2 unrolls such a loop, and a vector of 512 bits an iteration took half as long again. */
  private static final Kernels PORTABLE = new PortableKernels();

  /** Makes the kernels; fails with a {@link LinkageError} where the module is missing. */
  public VectorKernels() {
    useOperations();
  }

  /**
   * Uses every operation of the kernels once, before anything is compiled. The Vector API looks an operation up in a cache; compiled code takes it
   * for granted that the entry is there, and is thrown away when an operation is new. After four of those C2 holds the look-up for
   * a place where anything may happen, and it is inlined with each operation: in loops of more than 25 C2 then runs out of what it allows
   * a method ({@code PerMethodTrapLimit}), no longer knows the class of their last vectors, and makes objects of them. On JDK 17
   * ten of thirty forms took 1.6 to 4.8 times as long in processes that had begun with certain others.
   */
  private static double useOperations() {
    DoubleVector v = DoubleVector.broadcast(SPECIES, 1);
    v = v.add(v).sub(v).mul(v).div(v).fma(v, v).neg().abs();
    LongVector bits = v.reinterpretAsLongs().add(1).sub(1).and(1).or(1).max(1).min(1).lanewise(VectorOperators.LSHL, 1)
        .lanewise(VectorOperators.LSHR, 1);
    return v.reduceLanes(VectorOperators.MAX) + bits.reduceLanes(VectorOperators.MAX) + bits.reduceLanes(VectorOperators.MIN);
  }

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
