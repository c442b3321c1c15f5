/** A modular program: it names the library and nothing else. */
module consumer.app {
  requires dev.activations;
}
