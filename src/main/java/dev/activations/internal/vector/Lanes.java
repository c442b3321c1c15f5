package dev.activations.internal.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors' width, and how the kernels of this package are written.
 *
 * <p>Each kernel does the operations of its scalar function, in the same order, so it gives the same bits. Its form
 * follows from how C2 compiles the Vector API:
 *
 * <ul>
 *   <li>The loops call no helper of ours. A method is inlined up to 325 bytecodes, and only while the graph of the loop
 *       is small ({@code NodeCountInliningCutoff}); where it is not, vectors become objects, and the loop runs five
 *       times slower. Methods of the JDK are inlined always. Most of the loops are past that limit.
 *   <li>Constants are broadcast where they are used; vectors in static fields are slower. {@link GeluDerivative} has more of them
 *       than there are registers, and reads them from memory.
 *   <li>A loop that can multiply its results by another array's has the branch inside; it costs nothing that can be measured.
 *   <li>One vector in an iteration; two would spill registers.
 *   <li>Numbers outside the range of the straight-line code leave the loop: one compare, then the whole vector goes
 *       through the scalar function ({@link VectorKernel}).
 * </ul>
 */
final class Lanes {

  /** The widest vector of the machine. */
  static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  private Lanes() {}

  /**
   * Where a whole vector is beyond ±far, stores x itself above and -0.0 below, times factor unless that is null, and returns true:
   * saturated numbers of random sign would take the scalar function's branches by surprise.
   */
  static boolean storeSaturated(
      double[] x, int xOffset, double[] factor, int factorOffset, double[] y, int yOffset, double far) {
    DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset);
    if (!v.abs().compare(VectorOperators.GT, far).allTrue()) {
      return false;
    }
    DoubleVector result = v.blend(DoubleVector.broadcast(SPECIES, -0.0), v.compare(VectorOperators.LT, 0));
    if (factor == null) {
      result.intoArray(y, yOffset);
    } else {
      result.mul(DoubleVector.fromArray(SPECIES, factor, factorOffset)).intoArray(y, yOffset);
    }
    return true;
  }
}
