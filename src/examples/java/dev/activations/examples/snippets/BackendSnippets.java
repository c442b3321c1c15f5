package dev.activations.examples.snippets;

import dev.activations.Backend;

final class BackendSnippets {

  private BackendSnippets() {}

  static String show() {
    // @start region="show" :
    Backend backend = Backend.active();
    String line = backend.name() + ", " + backend.vectorBits() + " bits: " + backend.reason();
    // vector, 256 bits: the Vector API is there, 256 bits
    // @end
    return line;
  }
}
