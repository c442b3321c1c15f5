package dev.activations;

import dev.activations.internal.Kernel;
import dev.activations.internal.KernelLookup;

/**
 * A pointwise activation of this library: a name, and a kernel that is looked up by that name when it is first used. So a
 * backend that cannot run is an exception at each use and not a class that fails to load, and a copy whose transient fields
 * are lost, as serializers other than Java's make them, still works.
 */
final class BuiltIn implements PointwiseActivation {

  private static final long serialVersionUID = 1L;

  private final String name;
  private transient Kernel kernel;

  BuiltIn(String name) {
    this.name = name;
  }

  /** Racing threads may each make one; kernels are immutable and equal, so any of them will do. */
  Kernel kernel() {
    Kernel found = kernel;
    if (found == null) {
      found = Names.kernel(name, KernelLookup.kernels());
      kernel = found;
    }
    return found;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double value(double x) {
    return kernel().value(x);
  }

  @Override
  public double derivative(double x) {
    return kernel().derivative(x);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BuiltIn that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }

  private Object writeReplace() {
    return new SerialForm.Named(name);
  }

  private void readObject(java.io.ObjectInputStream in) throws java.io.InvalidObjectException {
    throw SerialForm.proxyRequired();
  }
}
