package dev.activations;

import java.io.InvalidObjectException;
import java.io.Serializable;

/** What is written in place of an activation. Reading goes through the factories, which check everything again. */
final class SerialForm {

  private SerialForm() {}

  static InvalidObjectException proxyRequired() {
    return new InvalidObjectException("an activation is read through its serial proxy only");
  }

  /**
   * A built-in activation: its name holds its parameters.
   *
   * @param name read by {@link Activations#byName(String)}
   */
  record Named(String name) implements Serializable {

    private static final long serialVersionUID = 1L;

    private Object readResolve() throws InvalidObjectException {
      try {
        return Activations.byName(name);
      } catch (IllegalArgumentException | NullPointerException e) {
        InvalidObjectException refused = new InvalidObjectException("no such activation: " + name);
        refused.initCause(e);
        throw refused;
      }
    }
  }

  /**
   * A gated activation: its gate may be the user's own.
   *
   * @param gate the activation of the gate
   * @param halves which half of a joined row is the gate
   */
  record Gated(PointwiseActivation gate, Halves halves) implements Serializable {

    private static final long serialVersionUID = 1L;

    private Object readResolve() throws InvalidObjectException {
      if (gate == null || halves == null) {
        throw new InvalidObjectException("a gated activation needs a gate and an order of halves");
      }
      return Activations.gated(gate).withHalves(halves);
    }
  }
}
