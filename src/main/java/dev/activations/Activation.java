package dev.activations;
import java.io.Serializable;
public sealed interface Activation extends Serializable permits PointwiseActivation {
  String name();
}
