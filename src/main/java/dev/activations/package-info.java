/**
 * Activation functions with analytic derivatives, weight initialisers and gradient clipping.
 *
 * <p>{@link dev.activations.Activations} has every function: the place to start, with a table for choosing one.
 * {@link dev.activations.Activation} has the array methods that all of them share.
 *
 * {@snippet file="dev/activations/examples/snippets/PackageSnippets.java" region="tour":
 * double s = Activations.SIGMOID.value(0.5);                        // one number
 * double[] y = Activations.GELU.forward(x);                         // an array
 * double[] dx = Activations.GELU.backward(x, dy);                   // its gradient, from x and dy
 * Activations.SOFTMAX.forwardRows(logits, p, rows);                 // each row of a row-major matrix
 * double[] w = Initializers.heNormal().weights(784, 128, random);   // weights to start with
 * }
 *
 * <h2>Conventions</h2>
 *
 * <h3>Arrays</h3>
 * <ul>
 *   <li><b>Row-major.</b> Entry (i, j) of a matrix with c columns is at {@code offset + i * c + j}. One row is one
 *       example; rows follow each other without gaps.
 *   <li><b>Offsets.</b> Each array has its own offset; {@code length} and {@code columns} count <em>inputs</em>. The
 *       forms without offsets take whole arrays, whose lengths must agree exactly.
 *   <li><b>Aliasing.</b> An output may be exactly an input (same array, offset and length): work in place. Inputs may
 *       overlap each other. Any other overlap is refused. {@link dev.activations.GatedActivation} says where this is
 *       narrower for joined rows.
 *   <li><b>Arguments</b> are checked before anything is written: {@link dev.activations.Activation} gives the order.
 *   <li><b>Memory.</b> An activation allocates the arrays that it returns, and else at most a small scratch tile.
 * </ul>
 *
 * <h3>Numbers</h3>
 * <ul>
 *   <li><b>Derivatives are functions of x</b>, the input, never of the output: {@code y(1 - y)} has no correct digit
 *       left where the sigmoid saturates, {@code SIGMOID.derivative(x)} keeps its digits.
 *   <li><b>NaN</b> in, NaN out. In softmax one NaN or +∞ makes its whole row NaN.
 *   <li><b>±∞ and ±0</b> give the mathematical limit, with the sign from which it is approached: {@code gelu(-∞)} is
 *       {@code -0.0}. At the kink of ReLU the derivative is that of the left side. Each function lists its own.
 *   <li><b>Error.</b> A value is within 2 ulp of the exact result and a pointwise derivative within 3 ulp, over the
 *       whole double range, subnormal numbers included (there, of 2⁻¹⁰⁷⁴). Where a derivative is below
 *       half of its largest summand, near its own zero, the unit is that summand's ulp. What a search
 *       found for each function is in {@code docs/accuracy.md} of the sources; no proof is claimed.
 *   <li><b>Bits.</b> The same inputs give the same bits from the scalar method, from every array form, at every
 *       offset and length, on every CPU, every JDK from 17 on and every backend. All NaNs count as one value.
 * </ul>
 *
 * <h3>Threads and backends</h3>
 * <ul>
 *   <li><b>Threads.</b> Every object here is immutable and may be shared by threads. No method starts one. Two
 *       threads must not write to the same part of an array.
 *   <li><b>Backends.</b> With {@code --add-modules jdk.incubator.vector} the hot loops run on the JDK's Vector API;
 *       without it, on loops that the JIT compiler vectorises by itself. Only the speed differs:
 *       {@link dev.activations.Backend}.
 * </ul>
 */
package dev.activations;
