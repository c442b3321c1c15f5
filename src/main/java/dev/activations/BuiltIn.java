package dev.activations;

import dev.activations.internal.Kernel;
import dev.activations.internal.KernelLookup;
import dev.activations.internal.Kernels;
import java.util.function.Function;

/**
 * A pointwise activation of this library: a name, and a kernel that is looked up when it is first used, so that a backend
 * that cannot run is an exception at each use and not a class that fails to load.
 */
final class BuiltIn implements PointwiseActivation {

  private static final long serialVersionUID = 1L;

  private final String name;
  private final transient Function<Kernels, Kernel> factory;
  private transient Kernel kernel;

  BuiltIn(String name, Function<Kernels, Kernel> factory) {
    this.name = name;
    this.factory = factory;
  }

  /** Racing threads may each make one; kernels are immutable and equal, so any of them will do. */
  Kernel kernel() {
    Kernel found = kernel;
    if (found == null) {
      found = factory.apply(KernelLookup.kernels());
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
