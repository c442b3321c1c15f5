package dev.activations;

import dev.activations.internal.KernelLookup;

/**
 * Which kernels run, and why. Results have the same bits whichever it is; only the speed differs.
 *
 * <p>The choice is made once. With {@code --add-modules jdk.incubator.vector} on a HotSpot virtual machine with its
 * C2 compiler, the vector kernels run; otherwise the portable ones, which C2 vectorises by itself where it can. The
 * system property {@code dev.activations.backend} forces one: {@code auto} (the default), {@code portable} or
 * {@code vector}. A forced backend that cannot run is an {@link IllegalStateException} with the reason, at every use
 * of the library.
 *
 * {@snippet file="dev/activations/examples/snippets/BackendSnippets.java" region="show":
 * Backend backend = Backend.active();
 * String line = backend.name() + ", " + backend.vectorBits() + " bits: " + backend.reason();
 * // vector, 256 bits: the Vector API is there, 256 bits
 * }
 *
 * <p>Instances are immutable and may be shared by threads.
 */
public final class Backend {

  private final String name;
  private final int vectorBits;
  private final String reason;

  private Backend(String name, int vectorBits, String reason) {
    this.name = name;
    this.vectorBits = vectorBits;
    this.reason = reason;
  }

  /**
   * Returns the backend that runs in this process.
   *
   * @return the backend
   * @throws IllegalStateException if {@code dev.activations.backend} forces one that cannot run
   */
  public static Backend active() {
    int bits = KernelLookup.kernels().vectorBits();
    return new Backend(KernelLookup.name(), bits, KernelLookup.reason());
  }

  /**
   * Returns {@code "vector"} or {@code "portable"}.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Returns the width of the Vector API's vectors in bits, or 64 (one double) for the portable kernels.
   *
   * @return 64, 128, 256 or 512
   */
  public int vectorBits() {
    return vectorBits;
  }

  /**
   * Returns why this backend was chosen, and a warning where {@code Math.fma} is emulated.
   *
   * @return a sentence for people
   */
  public String reason() {
    return reason;
  }

  @Override
  public String toString() {
    return name + " (" + reason + ")";
  }
}
