package dev.activations.examples.guide;

import dev.activations.Backend;

/** Tells which kernels run, and why. */
public final class WhichBackend {

  private WhichBackend() {}

  public static void main(String[] args) {
    // @start region="backend"
    Backend backend = Backend.active();
    System.out.println(backend.name() + ": " + backend.reason());
    // @end
  }
}
