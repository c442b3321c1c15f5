package dev.activations.internal.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors' width, and how the kernels of this package are written.
 *
 * <p>Each kernel does the operations of its scalar function, in the same order, so it gives the same bits. Its form
 * follows from how C2 compiles the Vector API:
 *
 * <ul>
 *   <li>The loops call no helper of ours. A method is inlined up to 325 bytecodes, and only while the graph of the loop
 *       is small ({@code NodeCountInliningCutoff}); where it is not, vectors become objects, and the loop runs three to five
 *       times slower. Methods of the JDK are inlined always. Most of the loops are past that limit, and near it the order in which
 *       loops are compiled decides: the same loop was fast in one process and slow in the next.
 *   <li>Constants are broadcast where they are used; vectors in static fields are slower.
 *   <li>Long functions are several loops ({@link SplitKernel}): GELU, the values of its tanh form where vectors are narrow, derivatives.
 *   <li>A loop that can multiply its results by another array's has the branch inside; it costs nothing that can be measured.
 *   <li>One vector in an iteration; two would spill registers.
 *   <li>A vector with a number outside the range of the straight-line code ends the loop: one compare, then the whole vector
 *       goes through the scalar function, unless it is cheap as a whole ({@link VectorKernel}).
 * </ul>
 */
final class Lanes {

  /** The widest vector of the machine. */
  static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  private Lanes() {}
}
