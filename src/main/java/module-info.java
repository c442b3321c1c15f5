/**
 * Activation functions with analytic derivatives, and weight initialisers.
 *
 * <p>Needs {@code java.base} alone. Where the Vector API's incubator module is resolved
 * ({@code --add-modules jdk.incubator.vector}) the hot loops use it; results have the same bits either way.
 */
module dev.activations {
  requires static jdk.incubator.vector;

  exports dev.activations;
}
