package dev.activations;

import java.util.List;
import java.util.stream.Stream;

/**
 * The activations that the tests of forms and names walk: written down one by one, so that {@link RegistryCoverageTest}
 * can find one that is missing.
 */
final class Cases {

  static final List<PointwiseActivation> POINTWISE = List.of(
      Activations.SIGMOID, Activations.TANH, Activations.RELU, Activations.LEAKY_RELU, Activations.GELU,
      Activations.GELU_TANH, Activations.SILU,
      Activations.leakyRelu(0.2), Activations.leakyRelu(-1.5), Activations.leakyRelu(0), Activations.leakyRelu(-0.0),
      Activations.leakyRelu(3), Activations.leakyRelu(1e300),
      Activations.swish(1.5), Activations.swish(-0.7), Activations.swish(0), Activations.swish(-0.0),
      Activations.swish(1e-3), Activations.swish(1e10), Activations.swish(-1e-300), Activations.swish(1.702));

  static final List<Softmax> SOFTMAX = List.of(
      Activations.SOFTMAX, Activations.LOG_SOFTMAX, Activations.softmax(0.5), Activations.softmax(3.7),
      Activations.softmax(1e-3), Activations.logSoftmax(0.5), Activations.logSoftmax(3.7), Activations.logSoftmax(1e3));

  static final List<GatedActivation> GATED = List.of(
      Activations.GLU, Activations.REGLU, Activations.GEGLU, Activations.GEGLU_TANH, Activations.SWIGLU,
      Activations.GLU.withHalves(Halves.GATE_FIRST), Activations.REGLU.withHalves(Halves.VALUE_FIRST),
      Activations.GEGLU.withHalves(Halves.VALUE_FIRST), Activations.GEGLU_TANH.withHalves(Halves.VALUE_FIRST),
      Activations.SWIGLU.withHalves(Halves.VALUE_FIRST), Activations.gated(Activations.TANH),
      Activations.gated(Activations.LEAKY_RELU), Activations.gated(Activations.leakyRelu(-1.5)),
      Activations.gated(Activations.swish(1.5)).withHalves(Halves.VALUE_FIRST));

  private Cases() {}

  static Stream<Activation> all() {
    return Stream.of(POINTWISE, SOFTMAX, GATED).flatMap(List::stream);
  }
}
