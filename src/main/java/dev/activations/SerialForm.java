package dev.activations;

import java.io.InvalidObjectException;
import java.io.Serializable;

/** What is written in place of an activation. Reading goes through the factories, which check everything again. */
final class SerialForm {

  private SerialForm() {}

  static InvalidObjectException proxyRequired() {
    return new InvalidObjectException("an activation is read through its serial proxy only");
  }

  /** A built-in activation: its name, which holds its parameters, is read by {@link Activations#byName(String)}. */
  static final class Named implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;

    Named(String name) {
      this.name = name;
    }

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

  /** A gated activation: its gate, which may be the user's own, and which half of a joined row that is. */
  static final class Gated implements Serializable {

    private static final long serialVersionUID = 1L;

    private final PointwiseActivation gate;
    private final Halves halves;

    Gated(PointwiseActivation gate, Halves halves) {
      this.gate = gate;
      this.halves = halves;
    }

    private Object readResolve() throws InvalidObjectException {
      if (gate == null || halves == null) {
        throw new InvalidObjectException("a gated activation needs a gate and an order of halves");
      }
      return Activations.gated(gate).withHalves(halves);
    }
  }
}
