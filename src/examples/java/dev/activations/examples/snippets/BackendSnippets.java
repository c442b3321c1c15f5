package dev.activations.examples.snippets;

import dev.activations.Backend;

final class BackendSnippets {

  private BackendSnippets() {}

  static String show() {
    // @start region="show" :
    Backend backend = Backend.active();
    String line = backend.name() + ", " + backend.vectorBits() + " bits: " + backend.reason();
    // vector, 512 bits: the Vector API is there, 512 bits
    // portable, 64 bits: module jdk.incubator.vector is not there (add it with --add-modules jdk.incubator.vector)
    // @end
    return line;
  }
}
